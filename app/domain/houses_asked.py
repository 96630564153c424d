"""The rows of a group request read as houses: what is wrong stands beside its cell, what was typed stays as it is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.house_rolls import COLUMNS, cared_for
from app.domain.houses import house_key
from app.domain.phones import parse_phone
from app.domain.thai import clean, search_key, to_arabic_digits
from app.domain.words import N_

MOST_LITRES = 60_000
MOST_PERSONS = 500
_FEWEST_LITRES = 20
_WHOLE = re.compile(r"([0-9]{1,7})(?:\.0+)?")
_COUNTED = re.compile(r"(?:ลิตร|ล\.?|คน|litres?|l|people)$", re.IGNORECASE)
_TRIPS = re.compile(r"([0-9]{1,3}) ?(?:เที่ยว|คัน|trips?)", re.IGNORECASE)
_VILLAGE = re.compile(r"(?:หมู่ที่|หมู่|ม\.?|moo)?\s*([0-9]{1,2})(?:\s.*)?", re.IGNORECASE)
_DATE = re.compile(
    r"[0-9]{1,2}[-/ ](?:[ก-ฮ]\.?[ก-ฮ]\.?|[a-z]{3})\.?|.*[0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{1,4}.*|[0-9]{5,}.*",
    re.IGNORECASE,
)
_LOST_ZERO = re.compile(r"[2-9][0-9]{7,8}")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A Thai msgid with what fills its gaps."""

    words: str
    gaps: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AskedHouse:
    """A row: as it was typed, as it was read (0 or None where it could not be), what is wrong, the row it repeats."""

    number: int
    cells: Mapping[str, str]
    village: int | None
    phone: str
    persons: int
    litres: int
    capacity: int | None
    care: bool
    wrong: Mapping[str, Wrong]
    twin: int | None = None

    @property
    def name(self) -> str:
        """Whose house it is."""
        return self.cells["name"]

    @property
    def house_no(self) -> str:
        """Its number as it was typed, or the name of the place."""
        return self.cells["house_no"]


def asked_houses(
    rows: Sequence[Mapping[str, str]], *, villages: Mapping[int, str], village: int | None, truck: int
) -> list[AskedHouse]:
    """Read rows that say anything, under their numbers from 1; ``village`` is meant where a row names none."""
    found: list[AskedHouse] = []
    seen: dict[tuple[int | None, str], int] = {}
    for number, row in enumerate(rows, start=1):
        cells = {column: clean(row.get(column, "")) for column in COLUMNS}
        if any(cells.values()):
            house = _read(number, cells, villages, village, truck, seen)
            key = house.village, house_key(house.house_no)
            if key[1]:
                seen.setdefault(key, number)
            found.append(house)
    return found


def _read(
    number: int, cells: dict[str, str], villages: Mapping[int, str], village: int | None, truck: int,
    seen: Mapping[tuple[int | None, str], int],
) -> AskedHouse:  # fmt: skip
    wrong: dict[str, Wrong] = {}
    read: dict[str, Any] = {
        "village": _village(cells["village"], villages, village, wrong), "phone": _phone(cells["phone"], wrong),
        "persons": _persons(cells["persons"], wrong), "litres": _litres(cells["amount"], truck, wrong),
        "capacity": _capacity(cells["capacity"], wrong), "care": cared_for(cells["care"]),
    }  # fmt: skip
    _named(cells, wrong)
    twin = seen.get((read["village"], house_key(cells["house_no"])))
    return AskedHouse(number, cells, wrong=wrong, twin=twin, **read)


def _named(cells: Mapping[str, str], wrong: dict[str, Wrong]) -> None:
    if not cells["name"]:
        wrong["name"] = Wrong(N_("กรอกชื่อ"))
    if not cells["house_no"]:
        wrong["house_no"] = Wrong(N_("กรอกบ้านเลขที่"))
    elif _DATE.fullmatch(to_arabic_digits(cells["house_no"])):
        wrong["house_no"] = Wrong(N_("โปรแกรมตารางเปลี่ยนเลขที่บ้านเป็นวันที่ พิมพ์เลขที่บ้านใหม่"))
    for column, limit in (("name", 150), ("house_no", 100), ("place", 300)):
        if len(cells[column]) > limit:
            wrong[column] = Wrong(N_("ยาวเกินไป เขียนได้ไม่เกิน %(limit)s ตัวอักษร"), {"limit": limit})


def _village(typed: str, villages: Mapping[int, str], usual: int | None, wrong: dict[str, Wrong]) -> int | None:
    if not typed:
        if usual is None:
            wrong["village"] = Wrong(N_("ใส่หมู่ที่"))
        return usual
    by_name = next((n for n, name in villages.items() if name and search_key(name) == search_key(typed)), None)
    match = _VILLAGE.fullmatch(to_arabic_digits(typed))
    number = int(match[1]) if match else by_name
    if number in villages:
        return number
    wrong["village"] = Wrong(N_("ไม่มีหมู่นี้ในตำบล ใส่เป็นตัวเลข เช่น 4"))
    return None


def _phone(typed: str, wrong: dict[str, Wrong]) -> str:
    if not typed or typed == "-":
        return ""
    plain = to_arabic_digits(typed)
    found = parse_phone(f"0{plain}" if _LOST_ZERO.fullmatch(plain) else plain)
    if found is None:
        wrong["phone"] = Wrong(N_("ตรวจเบอร์โทรศัพท์ หรือเว้นว่างไว้"))
    return found or ""


def _persons(typed: str, wrong: dict[str, Wrong]) -> int:
    number = _whole(typed)
    if number is None or not 1 <= number <= MOST_PERSONS:
        wrong["persons"] = Wrong(N_("ใส่จำนวนคน 1 ถึง %(most)s"), {"most": MOST_PERSONS})
        return 0
    return number


def _litres(typed: str, truck: int, wrong: dict[str, Wrong]) -> int:
    trips = _TRIPS.fullmatch(_plain(typed))
    number = int(trips[1]) * truck if trips else _whole(typed)
    if number is None or not 1 <= number <= MOST_LITRES:
        words = N_("ใส่จำนวนลิตร เช่น 2000 หรือจำนวนเที่ยว เช่น 1 เที่ยว")
        wrong["amount"] = Wrong(words)
        return 0
    if number < _FEWEST_LITRES:
        wrong["amount"] = Wrong(N_("%(n)s ลิตรน้อยเกินไป ถ้าหมายถึงเที่ยว เขียน “%(n)s เที่ยว”"), {"n": number})
    return number


def _capacity(typed: str, wrong: dict[str, Wrong]) -> int | None:
    if not typed or typed == "-":
        return None
    number = _whole(typed)
    if number is None or not 1 <= number <= 500_000:
        wrong["capacity"] = Wrong(N_("ใส่เป็นลิตร เช่น 1000 หรือเว้นว่างไว้"))
        return None
    return number


def _plain(typed: str) -> str:
    return to_arabic_digits(typed).replace(",", "").strip()


def _whole(typed: str) -> int | None:
    match = _WHOLE.fullmatch(_COUNTED.sub("", _plain(typed)).strip())
    return int(match[1]) if match else None
