"""What changed since the same day of the month before: then and now, and only words that the figures bear out."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.insights.choosing import Choice
from app.services.statistics import Figure, Tally
from app.services.statistics.change import Change, month_ago
from app.web import office


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of the last month, of the month before, and how it changed."""

    figure: Figure
    before: Figure
    how: str


def since_last_month(this: Tally, choice: Choice) -> tuple[Change, Sequence[Line]]:
    """The month that ends on the day shown, beside the month before."""
    found = month_ago(this, now=office.now(), as_of=choice.as_of)
    return found, [Line(figure, found.then[key], how(figure, found.then[key])) for key, figure in found.now.items()]


def how(now: Figure, before: Figure) -> str:
    """เพิ่มขึ้น 2, สูงขึ้น, เร็วขึ้น; of fewer than five nothing is said to be higher or faster."""
    if now.value is None or before.value is None:
        return str(_("น้อยเกินจะเทียบ"))
    if now.kind == "count":
        return _count(round(now.value - before.value))
    if now.kind == "share":
        return _words(now.value - before.value, _("สูงขึ้น"), _("ต่ำลง"))
    if now.more_than and (before.more_than or now.value < before.value):
        return str(_("ยังเทียบไม่ได้"))
    if before.more_than and now.value > before.value:
        return str(_("ยังเทียบไม่ได้"))
    if now.more_than or before.more_than:
        return str(_("ช้าลง") if now.more_than else _("เร็วขึ้น"))
    return _words(now.value - before.value, _("ช้าลง"), _("เร็วขึ้น"))


def _count(more: int) -> str:
    if more > 0:
        return str(_("เพิ่มขึ้น %(n)s", n=f"{more:,}"))
    return str(_("ลดลง %(n)s", n=f"{-more:,}") if more else _("เท่าเดิม"))


def _words(more: float, up: str, down: str) -> str:
    if not more:
        return str(_("เท่าเดิม"))
    return up if more > 0 else down
