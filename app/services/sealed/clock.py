"""The channel's times: what the manual in force promises for each step, and what a report owes today."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from app.domain.channels import CORRUPTION_SLUG
from app.domain.clocks import Promise
from app.domain.manual_times import StepTime
from app.domain.sealed import Stage
from app.domain.sealed_report import ACKNOWLEDGE, STANDARDS, Duty, Happening, duties, nth_day
from app.services import calendar, manuals


def promises(day: date) -> Mapping[str, Promise]:
    """The time of each step, as the manual in force on a day tells the public; without a manual, the standard one."""
    manual = manuals.in_force(CORRUPTION_SLUG, day)
    printed = {step.position: _promise(step.time) for step in manual.steps} if manual else {}
    return {name: printed.get(standard.position) or standard.promise for name, standard in STANDARDS.items()}


def _promise(time: StepTime) -> Promise | None:
    """The days a step names, if it names any."""
    return time.promise if time.amount and time.promise and time.promise.days else None


class Times:
    """A moment: the calendar as known then, and the promises of the days that are asked about, each read once."""

    def __init__(self, now: datetime) -> None:
        self.calendar = calendar.calendar(now)
        self.today = self.calendar.local_day(now)
        self._promises: dict[date, Mapping[str, Promise]] = {}

    def owed(self, story: Sequence[Happening]) -> list[Duty]:
        """What the office owes on a report, most pressing first."""
        day = self.calendar.local_day(story[0].at)
        if day not in self._promises:
            self._promises[day] = promises(day)
        return duties(story, self._promises[day], self.calendar)


def owed(story: Sequence[Happening], now: datetime) -> list[Duty]:
    """What the office owes on one report, most pressing first."""
    return Times(now).owed(story)


def promised(received_at: datetime) -> date:
    """The day by which the reporter hears that the report is taken up."""
    book = calendar.calendar(received_at)
    return nth_day(received_at, promises(book.local_day(received_at))[ACKNOWLEDGE], book)


def label(stage: Stage) -> str:
    """What is owed while a report stands here (Thai msgid)."""
    return STANDARDS[stage].label
