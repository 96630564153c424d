"""What the doctor says of one thing: how it is, and what to do when it is not well."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How it is with something."""

    GOOD = "ok"
    WORTH_DOING = "todo"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and what to do about it."""

    about: str
    grade: Grade
    found: str
    mend: str = ""


def needed(about: str, good: bool, found: str, mend: str) -> Finding:
    """The office cannot do without."""
    return Finding(about, Grade.GOOD if good else Grade.BAD, found, "" if good else mend)


def wished(about: str, good: bool, found: str, mend: str) -> Finding:
    """The office runs without, but not well."""
    return Finding(about, Grade.GOOD if good else Grade.WORTH_DOING, found, "" if good else mend)
