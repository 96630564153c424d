"""The steps of a case's manual as people read them: done in time or late, now and until when, still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.domain.manual_steps import Standing, State, standings
from app.models import Manual, Ticket
from app.services import manuals
from app.web import office
from app.web.filters import day, weekday_date
from app.web.standings import duration

_PRESENT = frozenset({State.NOW, State.PAUSED})
_ICONS = {State.NOW: "open", State.PAUSED: "wait", State.DONE: "done"}


@dataclass(frozen=True, slots=True)
class Line:
    """One step: ``state`` past, now or ahead; ``kind`` late where it is or was; ``how`` says how it stands."""

    text: str
    who: str
    state: str
    icon: str
    how: str
    late: bool


@dataclass(frozen=True, slots=True)
class Steps:
    """The manual a case runs under, its steps, and the place of the present one (0: none).

    ``told``: the same place as the resident counts it, and how many they count, where that differs.
    """

    manual: Manual
    lines: list[Line]
    now: int
    told: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        """What the present step is called: the same words at the desk and towards the resident."""
        return self.lines[self.now - 1].text if self.now else ""


def of(ticket: Ticket, now: datetime, *, resident: bool) -> Steps | None:
    """The steps of a case; None where it keeps no manual, or one without steps.

    A resident reads those that were promised; what the office does besides is its own.
    """
    manual = manuals.of(ticket)
    if manual is None or not manual.steps:
        return None
    found = standings(manual.steps, ticket.history, ticket.promise, office.calendar(), now)
    promised = [s for s in found if s.state in _PRESENT or manual.steps[s.position].counting.promised]
    shown = promised if resident else found
    lines = [_line(manual, standing, resident=resident) for standing in shown]
    told = None if len(promised) == len(shown) else (_present(promised), len(promised))
    return Steps(manual, lines, _present(shown), told)


def _present(shown: Sequence[Standing]) -> int:
    return next((n for n, standing in enumerate(shown, start=1) if standing.state in _PRESENT), 0)


def _line(manual: Manual, standing: Standing, *, resident: bool) -> Line:
    step = manual.steps[standing.position]
    state = {State.NOW: "now", State.PAUSED: "now", State.DONE: "past"}.get(standing.state, "ahead")
    how = _how(standing, step.duration, resident=resident)
    icon = "late" if standing.overdue and state == "now" else _ICONS.get(standing.state, "next")
    return Line(step.text, step.responsible, state, icon, how, standing.overdue)


def _how(standing: Standing, planned: str, *, resident: bool) -> str:
    match standing.state:
        case State.DONE:
            return _done(standing)
        case State.PAUSED:
            return str(_("หยุดนับระหว่างรอคำตอบจากคุณ") if resident else _("หยุดนับระหว่างรอผู้ร้อง"))
        case State.NOW:
            return _now(standing)
        case State.SKIPPED:
            return str(_("ข้ามขั้นนี้"))
        case State.UNTIMED:
            return str(_("กำหนด %(time)s ไม่ได้จับเวลาแยก", time=planned))
        case State.AHEAD:
            if standing.due_on:
                return str(_("ต้องเสร็จภายใน%(day)s", day=weekday_date(standing.due_on, year=False)))
            return str(_("กำหนด %(time)s", time=planned))


def _done(standing: Standing) -> str:
    ended = day(office.calendar().local_day(standing.ended_at), "short") if standing.ended_at else ""
    if not standing.overdue:
        return str(_("เสร็จ %(day)s ทันกำหนด", day=ended))
    if standing.late:
        return str(_("เสร็จ %(day)s ช้า %(late)s", day=ended, late=duration(standing.late, standing.unit)))
    return str(_("เสร็จ %(day)s ช้ากว่ากำหนด", day=ended))


def _now(standing: Standing) -> str:
    if standing.due_on is None:
        return str(_("กำลังทำ"))
    due = weekday_date(standing.due_on, year=False)
    if standing.late:
        return str(_("กำลังทำ เกินกำหนด %(late)s (ต้องเสร็จ%(day)s)", late=duration(standing.late, standing.unit), day=due))
    if standing.overdue:
        return str(_("กำลังทำ เกินกำหนดแล้ว (ต้องเสร็จ%(day)s)", day=due))
    return str(_("กำลังทำ ต้องเสร็จภายใน%(day)s", day=due))
