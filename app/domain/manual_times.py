"""How long the steps of a service manual take: one amount and one kind of time each, printed and added up from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.domain.clocks import MINUTES_A_DAY, Promise, Unit
from app.domain.words import N_

_WEEK, _WEEKEND = 5, 2


class TimeUnit(StrEnum):
    """The kind of time a step takes; two kinds have no amount."""

    AT_ONCE = "at_once"
    MINUTES = "minutes"
    WORKING = "working"
    CALENDAR = "calendar"
    ARRANGED = "arranged"

    @property
    def label(self) -> str:
        """The word for it in a form (Thai msgid)."""
        return _LABELS[self]

    @property
    def counted(self) -> bool:
        """Whether an amount belongs to it."""
        return self not in {TimeUnit.AT_ONCE, TimeUnit.ARRANGED}


_LABELS = {
    TimeUnit.AT_ONCE: N_("ทันที"),
    TimeUnit.MINUTES: N_("นาที"),
    TimeUnit.WORKING: N_("วันทำการ"),
    TimeUnit.CALENDAR: N_("วัน นับทุกวัน"),
    TimeUnit.ARRANGED: N_("ตามนัด"),
}


class Counting(StrEnum):
    """From when a step's time runs, and whether it belongs to the promise."""

    NEXT = "next"
    RECEIPT = "receipt"
    APART = "apart"
    APART_RECEIPT = "apart_receipt"

    @property
    def label(self) -> str:
        """The word for it in a form (Thai msgid)."""
        return _COUNTINGS[self]

    @property
    def promised(self) -> bool:
        """Whether the step lies within what is promised."""
        return self in {Counting.NEXT, Counting.RECEIPT}

    @property
    def from_receipt(self) -> bool:
        """Whether its time runs from receipt and not from the end of the step before."""
        return self in {Counting.RECEIPT, Counting.APART_RECEIPT}


_COUNTINGS = {
    Counting.NEXT: N_("ต่อจากขั้นก่อน"),
    Counting.RECEIPT: N_("นับแต่วันรับเรื่อง"),
    Counting.APART: N_("ต่อจากขั้นก่อน อยู่นอกคำสัญญา"),
    Counting.APART_RECEIPT: N_("นับแต่วันรับเรื่อง อยู่นอกคำสัญญา"),
}


@dataclass(frozen=True, slots=True)
class StepTime:
    """The time of a step."""

    amount: int
    unit: TimeUnit
    counting: Counting = Counting.NEXT

    @property
    def promise(self) -> Promise | None:
        """Its days as a promise; at once and minutes are the same day, what is arranged promises nothing of its own."""
        match self.unit:
            case TimeUnit.ARRANGED:
                return None
            case TimeUnit.CALENDAR:
                return Promise(self.amount, Unit.CALENDAR)
            case TimeUnit.WORKING:
                return Promise(self.amount, Unit.WORKING)
            case _:
                return Promise(0, Unit.WORKING)


class Timed(Protocol):
    """Whatever has a time: a row of a manual or one about to become it."""

    @property
    def time(self) -> StepTime:
        """How long it takes."""


def words(time: StepTime, promise: Promise) -> str:
    """The duration as the manual prints it: ``1 วันทำการ``, ``15 วัน นับแต่วันรับเรื่อง``, ``ตามนัด รวมไม่เกิน 3 วันทำการ``."""
    match time.unit:
        case TimeUnit.AT_ONCE:
            said = "ทันที"
        case TimeUnit.MINUTES:
            said = f"{time.amount} นาที"
        case TimeUnit.ARRANGED:
            return f"ตามนัด รวมไม่เกิน {promise_words(promise)}" if time.counting.promised else "ตามนัด"
        case _:
            said = promise_words(time.promise or promise)
    return f"{said} นับแต่วันรับเรื่อง" if time.counting.from_receipt and time.unit.counted else said


def promise_words(promise: Promise) -> str:
    """``3 วันทำการ``, ``15 วัน``."""
    return f"{promise.days} {'วันทำการ' if promise.unit is Unit.WORKING else 'วัน'}"


def total(times: Iterable[StepTime], unit: Unit) -> int:
    """The days that the promised steps take together, in the promise's own kind of day, at the worst.

    Calendar days may all be working days; every five working days, begun or whole, span a weekend. Holidays are left
    to the calendar. A step counted from receipt runs beside those before it: the longer of the two counts.
    """
    chain: list[StepTime] = []
    for time in times:
        if not time.counting.promised or time.unit is TimeUnit.ARRANGED:
            continue
        if not time.counting.from_receipt:
            chain.append(time)
        elif _days([time], unit) > _days(chain, unit):
            chain = [time]
    return _days(chain, unit)


def _days(chain: Iterable[StepTime], unit: Unit) -> int:
    """Steps one after another; working days that follow each other are taken together."""
    days = run = minutes = 0
    for time in chain:
        match time.unit:
            case TimeUnit.WORKING:
                run += time.amount
            case TimeUnit.CALENDAR:
                days += _worst(run, unit) + time.amount
                run = 0
            case TimeUnit.MINUTES:
                minutes += time.amount
    return days + _worst(run + minutes // MINUTES_A_DAY, unit)


def _worst(working_days: int, unit: Unit) -> int:
    return working_days if unit is Unit.WORKING else working_days + -(-working_days // _WEEK) * _WEEKEND
