"""Whether a text still says a number of days or minutes, in digits or in words of three languages; it mends no text."""

import re
from dataclasses import dataclass
from enum import StrEnum

from app.domain.thai import to_arabic_digits

_WORDS = {
    1: ("หนึ่ง", "one", "satu"),
    2: ("สอง", "two", "dua"),
    3: ("สาม", "three", "tiga"),
    4: ("สี่", "four", "empat"),
    5: ("ห้า", "five", "lima"),
    6: ("หก", "six", "enam"),
    7: ("เจ็ด", "seven", "tujuh"),
    8: ("แปด", "eight", "lapan"),
    9: ("เก้า", "nine", "sembilan"),
    10: ("สิบ", "ten", "sepuluh"),
    15: ("สิบห้า", "fifteen", "lima belas"),
    20: ("ยี่สิบ", "twenty", "dua puluh"),
    30: ("สามสิบ", "thirty", "tiga puluh"),
    60: ("หกสิบ", "sixty", "enam puluh"),
}


class Kind(StrEnum):
    """What is counted; working days and calendar days are both called days."""

    DAYS = "days"
    MINUTES = "minutes"


_KINDS = {
    Kind.DAYS: (r"วัน(?:ทำการ)?", r"(?:[a-z]+\s)?days?", "hari(?: bekerja)?"),
    Kind.MINUTES: ("นาที", "minutes?", "minit"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """So many of them."""

    amount: int
    kind: Kind

    def said_in(self, text: str) -> str:
        """The words with which the text says it; empty where it does not."""
        thai, english, malay = _WORDS.get(self.amount, ("", "", ""))
        digits = rf"(?<![0-9.,]){self.amount}"
        units = _KINDS[self.kind]
        said = (
            rf"(?:{digits}{_or(thai, before='(?<!สิบ)(?<!ร้อย)')})\s*{units[0]}",
            rf"(?:{digits}{_or(english, before=_ALONE)})[\s-]+{units[1]}\b",
            rf"(?:{digits}{_or(malay, before=_ALONE)})[\s-]+{units[2]}\b",
        )
        found = re.search("|".join(said), to_arabic_digits(text), re.IGNORECASE)
        return text[found.start() : found.end()] if found else ""


_ALONE = r"\b"


def _or(word: str, *, before: str) -> str:
    return f"|{before}{word}" if word else ""
