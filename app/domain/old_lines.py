"""A line of an old register read under its columns: our reading, and what could not be read; nothing is corrected."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain import old_columns as column
from app.domain.old_days import DAY_FIRST, UnreadDay, read_day
from app.domain.phones import parse_phone
from app.domain.thai import clean, search_key, to_arabic_digits
from app.domain.words import N_

# Faults as they are kept beside a line; ``TWICE`` is followed by where the line stands already.
MISSING, UNREAD, FUTURE, BEFORE, UNKNOWN, TWICE = "missing", "unread", "future", "before", "unknown", "twice"
FAULTS = {
    (column.RECEIVED, MISSING): N_("ไม่มีวันที่รับ"),
    (column.RECEIVED, UNREAD): N_("อ่านวันที่รับไม่ได้"),
    (column.RECEIVED, FUTURE): N_("วันที่รับอยู่ในอนาคต"),
    (column.CLOSED, UNREAD): N_("อ่านวันที่แล้วเสร็จไม่ได้"),
    (column.CLOSED, FUTURE): N_("วันที่แล้วเสร็จอยู่ในอนาคต"),
    (column.CLOSED, BEFORE): N_("แล้วเสร็จก่อนวันที่รับ"),
    (column.SUBJECT, MISSING): N_("ไม่ได้เขียนเรื่อง"),
    (column.PHONE, UNREAD): N_("เบอร์โทรศัพท์ไม่ถูก"),
    (column.VILLAGE, UNKNOWN): N_("ไม่รู้จักหมู่บ้าน"),
    (column.NUMBER, MISSING): N_("ไม่มีเลขที่"),
    (column.NUMBER, TWICE): N_("เลขที่ซ้ำ"),
    (column.SUBJECT, TWICE): N_("วันที่ เรื่อง และชื่อซ้ำ"),
}

_NOTHING = re.compile(r"[-–—. ]*|ไม่มี|ไม่ระบุ|ไม่ทราบ|n/?a|null")
_SEVERAL = re.compile(r"\s*(?:[,/;\n]|หรือ|และ)\s*")
_VILLAGE = re.compile(r"^(?:หมู่บ้าน|หมู่ที่|หมู่|ม\.?|moo)?\s*\.?\s*(?:ที่)?\s*([0-9]{1,2})(?![0-9])\s*(.*)$")
_YEAR = re.compile(r".*/\s*([0-9]{2}|25[0-9]{2})$")


@dataclass(frozen=True, slots=True)
class Rules:
    """How the lines of a file are to be read; ``keep_…`` takes what cannot be read as it was written."""

    today: date
    villages: Mapping[int, int]
    village_names: Mapping[str, int]
    order: str = DAY_FIRST
    from_1904: bool = False
    keep_phones: bool = False
    keep_villages: bool = False
    keep_twice: bool = False


@dataclass(slots=True)
class Reading:
    """What a line says, and by column what is wrong with it."""

    number: str = ""
    received_on: date | None = None
    closed_on: date | None = None
    kind: str = ""
    subject: str = ""
    person: str = ""
    phone: str = ""
    village_id: int | None = None
    place: str = ""
    result: str = ""
    faults: dict[str, str] = field(default_factory=dict)


def read_line(cells: Sequence[str], mapping: Sequence[str], rules: Rules) -> Reading:
    """Read one line; ``mapping`` names the column of each cell."""
    said = {name: clean(cell, multiline=True) for name, cell in zip(mapping, cells, strict=False) if name and cell}
    said = {name: "" if _NOTHING.fullmatch(search_key(words)) else words for name, words in said.items()}
    reading = Reading(subject=said.get(column.SUBJECT, ""), result=said.get(column.RESULT, ""))
    for name in (column.KIND, column.PERSON, column.PLACE):
        setattr(reading, name, clean(said.get(name, "")))
    reading.number = to_arabic_digits(clean(said.get(column.NUMBER, "")))
    if column.NUMBER in mapping and not reading.number:
        reading.faults[column.NUMBER] = MISSING
    if not reading.subject:
        reading.faults[column.SUBJECT] = MISSING
    _days(reading, said, rules)
    _phone(reading, said.get(column.PHONE, ""), rules)
    _village(reading, said.get(column.VILLAGE, ""), rules)
    return reading


def same_line(
    number: str, received_on: date | None, subject: str, person: str, *, numbered: bool
) -> tuple[object, ...]:
    """What makes two lines one; empty for a line that says too little to be compared.

    In a book with numbers the number; in one without, day, matter and person.
    """
    if not numbered:
        return (received_on, search_key(subject), search_key(person)) if received_on and subject else ()
    return same_number(number, received_on) if search_key(number) else ()


def same_number(number: str, received_on: date | None) -> tuple[str, int]:
    """What makes two numbers one: a book without the year in its numbers begins anew with every year."""
    key = search_key(number)
    return key, 0 if _YEAR.fullmatch(key) or received_on is None else received_on.year


def _days(reading: Reading, said: Mapping[str, str], rules: Rules) -> None:
    reading.received_on = _day(reading, column.RECEIVED, said.get(column.RECEIVED, ""), rules)
    reading.closed_on = _day(reading, column.CLOSED, said.get(column.CLOSED, ""), rules)
    if column.RECEIVED not in reading.faults and reading.received_on is None:
        reading.faults[column.RECEIVED] = MISSING
    if reading.received_on and reading.closed_on and reading.closed_on < reading.received_on:
        reading.faults[column.CLOSED] = BEFORE


def _day(reading: Reading, name: str, words: str, rules: Rules) -> date | None:
    if not words:
        return None
    try:
        day = read_day(words, order=rules.order, from_1904=rules.from_1904)
    except UnreadDay:
        reading.faults[name] = UNREAD
        return None
    if day > rules.today:
        reading.faults[name] = FUTURE
    return day


def _phone(reading: Reading, words: str, rules: Rules) -> None:
    """The first of several that somebody in Thailand could have; a spreadsheet eats the nought in front of a number."""
    if not words:
        return
    ways = [words, *_SEVERAL.split(words)]
    found = (parse_phone(way) or parse_phone(f"0{clean(way)}") for way in ways if clean(way))
    reading.phone = next((number for number in found if number), "")
    if not reading.phone:
        reading.phone = clean(words)
        if not rules.keep_phones:
            reading.faults[column.PHONE] = UNREAD


def _village(reading: Reading, words: str, rules: Rules) -> None:
    """By number or by name; a village we do not have stays as words with the place."""
    if not words:
        return
    key = search_key(words)
    found = _VILLAGE.fullmatch(key)
    if found and int(found[1]) in rules.villages:
        reading.village_id = rules.villages[int(found[1])]
        return
    reading.village_id = rules.village_names.get(key.removeprefix("บ้าน").strip())
    if reading.village_id is None:
        reading.place = " ".join(part for part in (reading.place, clean(words)) if part)
        if not rules.keep_villages:
            reading.faults[column.VILLAGE] = UNKNOWN
