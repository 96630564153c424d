"""The administrator's door: people, places, days, promises, mail, the trail of acts. No case can be read from here."""

from app.admin import desk, holidays, lists, manuals, people, records, sealed_channel  # noqa: F401  (pages hang on ``bp``)
from app.admin.door import bp

__all__ = ["bp"]
