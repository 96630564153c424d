"""How a default manual is written down: its words, its promise, and steps whose times are numbers."""

from dataclasses import dataclass, fields

from app.domain.clocks import Promise
from app.domain.manual_times import Counting, StepTime, TimeUnit
from app.domain.workflow import Status

NO_FEE = "ไม่มีค่าธรรมเนียม"
RECEIPT, APART, APART_RECEIPT = Counting.RECEIPT, Counting.APART, Counting.APART_RECEIPT
AT_ONCE = StepTime(0, TimeUnit.AT_ONCE)
ARRANGED = StepTime(0, TimeUnit.ARRANGED)


def WORKING(days: int, counting: Counting = Counting.NEXT) -> StepTime:  # noqa: N802  (reads as a word of the table)
    """So many working days."""
    return StepTime(days, TimeUnit.WORKING, counting)


def CALENDAR(days: int, counting: Counting = Counting.NEXT) -> StepTime:  # noqa: N802
    """So many days, all counted."""
    return StepTime(days, TimeUnit.CALENDAR, counting)


def MINUTES(amount: int) -> StepTime:  # noqa: N802
    """So many minutes."""
    return StepTime(amount, TimeUnit.MINUTES)


@dataclass(frozen=True, slots=True)
class StepText:
    """A step: what, how long, who, and the status that ends it."""

    text: str
    time: StepTime
    responsible: str
    ends_with: Status | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualText:
    """The words of a manual ({org}, {district}, {province} are filled in), its promise and its steps.

    ``unit`` is the short name of the office's unit that answers for it, where one does.
    """

    service: str
    title: str
    lead: str
    responsible: str
    scope: str
    who: str
    criteria: str
    documents: str
    arrivals: str
    follow_up: str
    laws: str
    sources: str
    english: str
    malay: str
    minutes: int
    promise: Promise
    steps: tuple[StepText, ...]
    unit: str = ""
    fee: str = NO_FEE
    forms: str = ""
    contact: str = ""

    def words(self) -> dict[str, str]:
        """The text fields by column name."""
        names = [f.name for f in fields(self) if f.type is str and f.name not in {"service", "unit"}]
        return {name: getattr(self, name) for name in names}
