"""One figure in words: what it counts, the formula with its own numbers in it, what it is told apart by."""

from flask_babel import gettext as _

from app.domain.period_parts import Step
from app.domain.statistics import SECONDS_A_DAY, tenths
from app.domain.words import N_
from app.insights import wording
from app.insights.grouping import COLUMNS
from app.services.statistics import Figure
from app.services.statistics.catalogue import Known
from app.services.statistics.figures import Kind

STEPS: dict[Step, str] = {
    "day": N_("รายวัน"),
    "week": N_("รายสัปดาห์"),
    "month": N_("รายเดือน"),
    "quarter": N_("รายไตรมาส"),
    "round": N_("รายรอบ"),
    "year": N_("รายปี"),
}
_WAYS: dict[str, str] = {**COLUMNS, **{str(step): words for step, words in STEPS.items()}}
_UNITS: dict[Kind, str] = {
    "count": N_("เรื่อง"),
    "share": N_("ร้อยละ"),
    "working_days": N_("วันทำการ"),
    "days": N_("วัน"),
    "minutes": N_("นาทีทำการ"),
    "part_of_time": N_("ร้อยละของเวลา"),
}


def way(by: str) -> str:
    """หน่วย, หมู่บ้าน, รายเดือน: what a figure is told apart by."""
    return str(_(_WAYS[by]))


def unit(known: Known) -> str:
    """What its numbers are of, at the head of a spreadsheet's column."""
    return str(_(_UNITS[known.kind]))


def full_title(known: Known) -> str:
    """The title with what tells it from figures of the same name."""
    title = wording.title(known)
    return f"{title} · {_(known.note)}" if known.note else title


def worked_out(figure: Figure) -> str:
    """53 ÷ 67 = 79%: the formula with its numbers; of fewer than five only the counts."""
    if figure.kind == "count":
        return wording.value(figure).words
    if not figure.denominator:
        return str(_("ไม่มีเรื่องให้คิด"))
    if figure.kind == "share":
        counts = _("%(part)s จาก %(whole)s เรื่อง", part=f"{figure.numerator:,}", whole=f"{figure.denominator:,}")
        return _result(str(counts), figure)
    cases = str(_("จาก %(n)s เรื่อง", n=f"{figure.denominator:,}"))
    if figure.kind == "part_of_time":
        waited, lived = (f"{tenths(seconds, SECONDS_A_DAY):,}" for seconds in (figure.waited, figure.lived))
        cases = str(_("รอรวม %(waited)s วัน จากอายุรวม %(lived)s วัน ของ %(n)s เรื่อง",
                      waited=waited, lived=lived, n=f"{figure.denominator:,}"))  # fmt: skip
    return _result(cases, figure)


def _result(counts: str, figure: Figure) -> str:
    if figure.value is None:
        few = _("น้อยกว่า 5 เรื่อง แสดงเป็นจำนวน ไม่คิดร้อยละและเวลา")
        return f"{counts} · {few}"
    return f"{counts} = {wording.value(figure).words}"


def plain(figure: Figure) -> str:
    """The number alone for a cell of a spreadsheet; nothing of fewer than five, ">30.6" where too many still wait."""
    if figure.value is None:
        return ""
    whole = figure.kind in {"count", "share", "part_of_time", "minutes"}
    number = f"{figure.value:.0f}" if whole else f"{figure.value:.1f}"
    return f">{number}" if figure.more_than else number
