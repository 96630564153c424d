"""How a case stands, in a word and a shape: the reason why it is here now, as officers read it."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.domain.clocks import Promise, Unit
from app.domain.standing import Standing, Urgency
from app.web.filters import day


@dataclass(frozen=True, slots=True)
class Seen:
    """What a chip shows: ``kind`` chooses shape and colour (late, wait, today, open, done), ``words`` say it."""

    kind: str
    words: str


def seen(standing: Standing) -> Seen:
    """เกินกำหนด 2 วันทำการ, ครบกำหนดวันนี้, รอผู้ร้อง 3 วัน, เหลือ 7 วันทำการ."""
    days = duration(standing.days, standing.unit)
    match standing.urgency:
        case Urgency.EMERGENCY:
            late = standing.overdue
            return Seen("late" if late else "today", _("ฉุกเฉิน เกินกำหนด") if late else _("ฉุกเฉิน"))
        case Urgency.OVERDUE:  # no days: those since then were none that count
            return Seen("late", _("เกินกำหนด %(days)s", days=days) if standing.days else _("เกินกำหนดแล้ว"))
        case Urgency.WAITING:
            return Seen("wait", _("รอผู้ร้อง %(days)s", days=duration(standing.days, Unit.CALENDAR)))
        case Urgency.DONE:
            return Seen("done", _("เสร็จแล้ว"))
        case _other:
            return _ahead(standing, days)


def _ahead(standing: Standing, days: str) -> Seen:
    if standing.due_on is None:
        return Seen("open", _("ยังไม่มีกำหนด"))
    if standing.urgency is Urgency.TODAY:
        return Seen("today", _("ครบกำหนดวันนี้"))
    if standing.urgency is Urgency.TOMORROW:
        return Seen("today", _("ครบกำหนด %(date)s", date=day(standing.due_on, "brief", year=False)))
    return Seen("open", _("เหลือ %(days)s", days=days))


def duration(days: int, unit: Unit) -> str:
    """Write so many days of a kind: 3 วันทำการ, 15 วัน."""
    if unit is Unit.WORKING:
        return str(ngettext("%(num)s วันทำการ", "%(num)s วันทำการ", days))
    return str(ngettext("%(num)s วัน", "%(num)s วัน", days))


def tenths(days: float, unit: Unit) -> str:
    """Write measured days with one decimal, and none where it is zero: 2.5 วันทำการ, 3 วัน."""
    shown = f"{days:.1f}".removesuffix(".0")
    many = 1 if shown == "1" else 2
    if unit is Unit.WORKING:
        return str(ngettext("%(n)s วันทำการ", "%(n)s วันทำการ", many, n=shown))
    return str(ngettext("%(n)s วัน", "%(n)s วัน", many, n=shown))


def promised(promise: Promise) -> str:
    """Write what a manual promises: 3 วันทำการ."""
    return duration(promise.days, promise.unit)
