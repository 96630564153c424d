"""The officers' mail: one fixed sentence on every working day, whether something came in or not. It knows no case."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.words import N_
from app.services import calendar
from app.services.sealed import officers

SUBJECT = N_("เตือนประจำวัน")
SENTENCE = N_("โปรดเข้าระบบเพื่อตรวจงานของท่านวันนี้")


@dataclass(frozen=True, slots=True)
class Digest:
    """The same words to everybody: a mail that comes every day tells nobody that something happened."""

    addresses: tuple[str, ...]
    subject: str = SUBJECT
    sentence: str = SENTENCE


def today(now: datetime) -> Digest:
    """Who is to be reminded today; nobody on a closed day."""
    book = calendar.calendar(now)
    if not book.is_workday(book.local_day(now)):
        return Digest(())
    return Digest(tuple(officer.staff.email for officer in officers.trusted() if officer.staff.email))
