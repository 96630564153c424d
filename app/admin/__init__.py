"""The administrator's door: people, places, days, promises, mail, the trail of acts. No case can be read from here."""

from app.admin import (  # noqa: F401  (their pages hang on ``bp``)
    backups,
    desk,
    holidays,
    lists,
    manuals,
    old_registers,
    people,
    records,
    register,
    sealed_channel,
    services,
    village_map,
)
from app.admin.door import bp

__all__ = ["bp"]
