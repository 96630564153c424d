"""Beside the counter's form: what the same person or house brought before, and whether a register number is in use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.desk.counter_forms import CounterForm
from app.desk.door import bp
from app.domain.words import N_
from app.domain.workflow import Phase
from app.models import Ticket
from app.services import casework, earlier, register
from app.services.earlier import Asked, Found
from app.web import office
from app.web.filters import day
from app.web.villages import village_name

_COMMON = {
    "phone": N_("เบอร์เดียวกัน"),
    "beginning": N_("เบอร์ขึ้นต้นเหมือนกัน"),
    "house": N_("บ้านเดียวกัน"),
    "name": N_("ชื่อคล้ายกัน"),
}
_LONG_AGO = 60


@dataclass(frozen=True, slots=True)
class Line:
    """An earlier case as it is listed."""

    ticket: Ticket
    when: str
    stands: str
    where: str
    common: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands there now. ``looked``: something was searched for; ``used``: the case that was put into the form."""

    lines: Sequence[Line] = ()
    looked: bool = False
    used: str = ""
    taken: str = ""


@bp.post("/tickets/earlier")
def earlier_cases() -> ResponseReturnValue:
    """The same as a piece of the page, while somebody types. By POST: what is typed is in no address and no log."""
    return render_template("desk/earlier.html", beside=beside(request.form))


def beside(typed: Mapping[str, str]) -> Beside:
    """Look for what the form says so far."""
    village = typed.get("village", "")
    asked = Asked(
        phone=typed.get("phone", "")[:40], name=typed.get("applicant", "")[:150], place=typed.get("place", "")[:300],
        village_id=int(village) if village.isascii() and village.isdigit() and len(village) < 10 else None,
    )  # fmt: skip
    found = earlier.find(asked, by=office.actor(), now=office.now())
    same = register.taken(typed.get("register_number", "")[:60], now=office.now())
    return Beside([_line(one) for one in found], bool(asked.digits or asked.words or asked.house), taken=_taken(same))


def use(form: CounterForm, reference: str) -> str:
    """Put the particulars of an earlier case into the form; its number, or nothing if it is not theirs to see."""
    case = earlier.chosen(reference, by=office.actor(), now=office.now())
    if case is None:
        return ""
    form.applicant.data = case.applicant or form.applicant.data
    form.phone.data = case.phone or form.phone.data
    form.village.data = str(case.village_id) if str(case.village_id) in form.villages else form.village.data
    house = str(case.details.get("house_no") or "") if form.channel.delivers else ""
    form.place.data = house or case.place.removeprefix("บ้านเลขที่ " if form.channel.delivers else "") or form.place.data
    return case.reference


def tell_if_taken(case: Ticket) -> None:
    """Point out that another case has the same register number; it is not refused."""
    if words := _taken(register.taken(case.register_number, now=office.now(), but=case)):
        flash(words, "waiting")


def _taken(other: Ticket | None) -> str:
    if other is None:
        return ""
    seen = casework.find(other.reference, by=office.actor()) is not None
    where = other.reference if seen else _("เรื่องของหน่วยงานอื่น")
    return str(_("เลขรับ %(number)s มีอยู่แล้วที่ %(where)s", number=other.register_number, where=where))


def _line(found: Found) -> Line:
    case = found.ticket
    ended = case.outcome.label if case.phase is Phase.DONE and case.outcome else case.status.label
    where = " ".join(filter(None, [case.place, village_name(case.village) if case.village else ""]))
    return Line(case, _when(case), str(_(ended)), where, " · ".join(_(_COMMON[what]) for what in found.common))


def _when(case: Ticket) -> str:
    calendar = office.calendar()
    days = (calendar.local_day(office.now()) - calendar.local_day(case.received_at)).days
    if days > _LONG_AGO:
        return day(case.received_at, "short")
    return str(ngettext("%(num)s วันก่อน", "%(num)s วันก่อน", days)) if days else str(_("วันนี้"))
