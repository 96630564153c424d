"""Villages as pages name them, in the language of the page."""

from flask_babel import gettext as _

from app.models import Village
from app.services import kept, office
from app.web.filters import glue
from app.web.words import language

UNKNOWN = "unknown"


def village_name(village: Village) -> str:
    """หมู่ที่ 4 บ้านปุหรน."""
    number = _("หมู่ที่ %(number)s", number=village.number)
    return str(glue(f"{number} {village.name}".strip()))


def village_choices(*, unknown: bool) -> tuple[dict[str, Village], list[tuple[str, str]]]:
    """The villages by number, and the lines of a list to choose from (``unknown`` adds "not sure")."""
    villages, lines = kept.made(("villages", language()), _lines)
    return dict(villages), [*lines, (UNKNOWN, _("ไม่แน่ใจ"))] if unknown else [*lines]


def _lines() -> tuple[dict[str, Village], list[tuple[str, str]]]:
    villages = {str(village.number): village for village in office.villages()}
    named = ((number, village_name(village)) for number, village in villages.items())
    return villages, [("", _("เลือกหมู่ที่")), *named]
