"""What figures are told apart by, and how each group is called in the language of the page."""

from collections.abc import Mapping

from flask_babel import gettext as _

from app.domain.channels import CHANNELS, Arrival, Channel
from app.domain.words import N_
from app.insights.choosing import Choice
from app.models import Category, OfficeUnit, Service, Village
from app.services.statistics.groups import Thing, named
from app.web.villages import village_name
from app.web.words import LANGUAGES, THAI, language

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
    names: dict[str | None, str] = {key: _name(group, choice) for key, group in named(dimension)}
    if dimension in _NOBODY:
        names[None] = _(_NOBODY[dimension])
    return names


def _name(group: Thing, choice: Choice) -> str:
    match group:
        case OfficeUnit():
            return group.short_name
        case Village():
            return village_name(group)
        case Arrival():
            return str(_(group.label))
        case Channel():
            return str(_(group.title))
        case Service():
            return group.name if language() == THAI else group.english_name or group.name
        case Category():
            words = group.name if language() == THAI else group.english_name or group.name
            return words if choice.channel else f"{words} ({_(CHANNELS[group.channel_slug].short)})"
