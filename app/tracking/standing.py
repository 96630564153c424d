"""How a case stands towards its resident: what was promised, what is asked, what they may do, how long it took."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from app.domain.clocks import Calendar, Unit
from app.domain.residents import JUDGED, answer_until, may_judge, reopen_until
from app.domain.standing import Urgency, standing
from app.domain.timeline import OUTCOMES
from app.domain.workflow import Kind, Outcome, Phase, Role, Status
from app.models import Ticket, TicketEvent
from app.services import residents
from app.web.standings import Seen, duration, tenths
from app.web.stories import words_of

_GOOD = {Outcome.SOLVED, Outcome.DELIVERED, Outcome.GRANTED}


@dataclass(frozen=True, slots=True)
class View:
    """What the status page shows beside the story."""

    waiting: bool
    done: bool
    chip: Seen | None
    late: str
    question: TicketEvent | None
    answer_by: date | None
    answer: TicketEvent | None
    answered_by: str
    delay: TicketEvent | None
    verdict: bool
    review: bool
    reopens: bool
    until: date | None
    withdraws: bool

    @property
    def above(self) -> frozenset[int]:
        """The events whose words stand above the story already."""
        return frozenset(event.id for event in (self.question, self.answer, self.delay) if event)


def of(ticket: Ticket, calendar: Calendar, now: datetime) -> View:
    """Read it from the case and its story."""
    waiting, done = ticket.phase is Phase.THEIRS, ticket.phase is Phase.DONE
    question = _last(ticket, Kind.ASKED) if waiting else None
    answer = _answer(ticket) if done else None
    reopens = residents.may_review(ticket, now)
    judged = ticket.solved is not None
    return View(
        waiting=waiting,
        done=done,
        chip=_chip(ticket) if done else None,
        late=_late(ticket, calendar, now),
        question=question,
        answer_by=answer_until(question.at, calendar) if question else None,
        answer=answer,
        answered_by=_speaker(ticket, answer) if answer else "",
        delay=_last(ticket, Kind.EXTENDED) if ticket.extended_to and not done else None,
        verdict=may_judge(ticket.closed_at, ticket.outcome, judged=judged, calendar=calendar, now=now),
        review=done and reopens and ticket.outcome not in JUDGED,
        reopens=reopens,
        until=reopen_until(ticket.closed_at, calendar) if ticket.closed_at else None,
        withdraws=not done,
    )


def _chip(ticket: Ticket) -> Seen | None:
    if ticket.outcome is None:
        return None
    return Seen("done" if ticket.outcome in _GOOD else "stop", _(OUTCOMES[ticket.outcome]))


def _late(ticket: Ticket, calendar: Calendar, now: datetime) -> str:
    """How many days later than promised, closed or not; empty when in time."""
    if ticket.phase is Phase.DONE:
        last = ticket.stints[-1]
        if last.on_time is not False or last.due_on is None or last.closed_on is None:
            return ""
        return duration(calendar.days_between(last.due_on, last.closed_on, ticket.promise_unit), ticket.promise_unit)
    stands = standing(
        phase=ticket.phase, due=ticket.due_on, overdue_from=ticket.overdue_from, waiting_since=ticket.waiting_since,
        emergency=False, unit=ticket.promise_unit, calendar=calendar, now=now,
    )  # fmt: skip
    return duration(stands.days, ticket.promise_unit) if stands.urgency is Urgency.OVERDUE else ""


def _last(ticket: Ticket, kind: Kind) -> TicketEvent | None:
    return next((event for event in reversed(ticket.events) if event.kind is kind), None)


def _answer(ticket: Ticket) -> TicketEvent | None:
    """The office's last words that ended the case."""
    ended = (event for event in reversed(ticket.events) if event.outcome and event.actor_role is not Role.RESIDENT)
    found = next(ended, None)
    return found if found and (words_of(found) or any(file.public for file in found.attachments)) else None


def _speaker(ticket: Ticket, event: TicketEvent) -> str:
    """The unit that speaks; never a person's name."""
    unit = (event.actor.unit if event.actor else None) or ticket.unit
    return unit.short_name if unit else ""


def spent(ticket: Ticket) -> list[tuple[str, str]]:
    """How long it took: the resident's time first, then the office's, then what we waited for them."""
    if ticket.phase is not Phase.DONE or ticket.status is Status.RECEIVED:
        return []
    last = ticket.stints[-1]
    rows = [
        (_("เวลาของคุณ ตั้งแต่แจ้งจนเสร็จ"), _elapsed(last.resident_seconds)),
        (_("เวลาทำงานของเรา"), _worked(last.office_minutes)),
    ]
    if last.waited_seconds:
        rows.append((_("เวลาที่เรารอคำตอบจากคุณ"), _elapsed(last.waited_seconds)))
    return rows


def _elapsed(seconds: int) -> str:
    if seconds < 3600:
        return str(_("ไม่ถึง 1 ชั่วโมง"))
    if seconds < 86400:
        return str(ngettext("%(num)s ชั่วโมง", "%(num)s ชั่วโมง", round(seconds / 3600)))
    return tenths(seconds / 86400, Unit.CALENDAR)


def _worked(minutes: int) -> str:
    if minutes < 60:
        return str(_("ไม่ถึง 1 ชั่วโมงทำการ"))
    if minutes < 480:
        return str(ngettext("%(num)s ชั่วโมงทำการ", "%(num)s ชั่วโมงทำการ", round(minutes / 60)))
    return tenths(minutes / 480, Unit.WORKING)
