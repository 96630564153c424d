"""What a field offers, from plain pairs of value and label, and what it says to a value that was not offered."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

NOT_OFFERED = _l("เลือกจากรายการ")


def offered(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """The choices of a list or of cards."""
    return [SelectChoice(value, label) for value, label in pairs]
