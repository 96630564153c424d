"""What figures are told apart by, and how each group is called in the language of the page."""

from collections.abc import Mapping

from flask_babel import gettext as _

from app.domain.languages import LANGUAGES
from app.domain.words import N_
from app.insights.choosing import Choice
from app.services.statistics.groups import named
from app.web.groups import group_name

COLUMNS = {
    "unit": N_("หน่วย"),
    "service": N_("บริการ"),
    "category": N_("ประเภท"),
    "village": N_("หมู่บ้าน"),
    "arrival": N_("ทางที่แจ้งมา"),
    "language": N_("ภาษาที่ใช้"),
}
_NOBODY = {
    "unit": N_("ยังไม่ได้มอบหมาย"),
    "category": N_("ไม่ระบุประเภท"),
    "village": N_("ไม่ระบุหมู่บ้าน"),
}


def group_names(dimension: str, choice: Choice) -> Mapping[str | None, str]:
    """Every group by its key, in the office's order; None is the group of cases that have none."""
    if dimension == "language":
        return dict(LANGUAGES.items())
    names: dict[str | None, str] = {
        key: group_name(group, with_service=choice.channel is None) for key, group in named(dimension)
    }
    if dimension in _NOBODY:
        names[None] = _(_NOBODY[dimension])
    return names
