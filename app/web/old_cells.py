"""A cell of an old register as people read it: Excel's count of days is shown as the day it means."""

from flask_babel import gettext as _

from app.domain.old_columns import CLOSED, RECEIVED
from app.domain.old_days import UnreadDay, is_count, read_day
from app.models import OldRegister
from app.web.filters import day


def as_read(cell: str, meaning: str, register: OldRegister) -> str:
    """The cell as it stands in the file; a bare count of days is shown as a day, marked as Excel's."""
    if meaning not in {RECEIVED, CLOSED} or not is_count(cell):
        return cell
    try:
        found = read_day(cell, from_1904=bool(register.choices.get("from_1904")))
    except UnreadDay:
        return cell
    return str(_("%(day)s (วันที่ของ Excel)", day=day(found, "short")))
