"""The channel's times: what the manual in force promises for each step, and what a report owes today."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from app.domain.channels import CORRUPTION_SLUG
from app.domain.clocks import Promise
from app.domain.sealed import Stage
from app.domain.sealed_report import ACKNOWLEDGE, STANDARDS, Duty, Happening, duties, nth_day, read_standard
from app.services import calendar, manuals


def promises(day: date) -> Mapping[str, Promise]:
    """The time of each step, as the manual in force on a day tells the public; without a manual, the standard one."""
    manual = manuals.in_force(CORRUPTION_SLUG, day)
    printed = {step.position: read_standard(step.duration) for step in manual.steps} if manual else {}
    return {name: printed.get(standard.position) or standard.promise for name, standard in STANDARDS.items()}


def owed(story: Sequence[Happening], now: datetime) -> list[Duty]:
    """What the office owes on a report, most pressing first."""
    book = calendar.calendar(now)
    return duties(story, promises(book.local_day(story[0].at)), book)


def promised(received_at: datetime) -> date:
    """The day by which the reporter hears that the report is taken up."""
    book = calendar.calendar(received_at)
    return nth_day(received_at, promises(book.local_day(received_at))[ACKNOWLEDGE], book)


def label(stage: Stage) -> str:
    """What is owed while a report stands here (Thai msgid)."""
    return STANDARDS[stage].label
