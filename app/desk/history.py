"""Earlier water requests of the same house, as lines that officers read; the public is never shown one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.models import Ticket
from app.services.water import repeats
from app.services.water.repeats import HOUSE, PHONE, Earlier
from app.web import office
from app.web.filters import day


@dataclass(frozen=True, slots=True)
class Line:
    """One earlier request; ``house`` says which house of this request it is about, where there are several."""

    house: str
    reference: str
    latin: str
    text: str


def repeated(ticket: Ticket) -> list[Line]:
    """Earlier requests of this one's houses, within the days that the office set."""
    found = repeats.of_ticket(ticket, by=office.actor()) if ticket.channel.delivers and not ticket.emptied else {}
    names = {point.number: f"{point.name} {point.house_no}".strip() for point in ticket.points}
    return lines(found, names if len(names) > 1 else {})


def lines(found: Mapping[int, Sequence[Earlier]], names: Mapping[int, str]) -> list[Line]:
    """What was asked and given, and when."""
    return [
        Line(names.get(number, ""), one.ticket.reference, one.ticket.latin, told(one))
        for number, earlier in found.items()
        for one in earlier
    ]


def told(one: Earlier) -> str:
    """บ้านเดียวกัน ขอ 2,000 ลิตร 1 พ.ย. ได้รับ 1,500 ลิตร 3 พ.ย."""
    known = {(HOUSE,): _("บ้านเดียวกัน"), (PHONE,): _("เบอร์โทรเดียวกัน"), (HOUSE, PHONE): _("บ้านและเบอร์โทรเดียวกัน")}
    asked = _("ขอ %(litres)s ลิตร %(day)s", litres=f"{one.point.litres:,}", day=_short(one.ticket.received_at))
    if one.brought_at:
        given = _("ได้รับ %(litres)s ลิตร %(day)s", litres=f"{one.point.given:,}", day=_short(one.brought_at))
        return f"{known[one.same]} {asked} · {given}"
    label = one.ticket.outcome.label if one.ticket.outcome else one.ticket.status.label
    nothing = _("ยังไม่ได้รับน้ำ")
    return f"{known[one.same]} {asked} · {nothing} ({_(label)})"


def _short(moment: datetime) -> str:
    return day(office.calendar().local_day(moment), "short", year=False)
