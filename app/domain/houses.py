"""House numbers as people write them among other words; it reads what stands there, not whether the house exists."""

import re

from app.domain.thai import clean, search_key, to_arabic_digits

_NUMBER = r"0*(?P<house>[0-9]{1,4}(?:/[0-9]{1,4})?)(?![0-9/])"
_NAMED = re.compile(rf"เลขที่ ?{_NUMBER}")
_ALONE = re.compile(rf"{_NUMBER} ?(?:$|,|หมู่|ม\.|ซอย|ซ\.|ถนน|ถ\.|ตรอก|บ้าน)")
_PREFIX = re.compile(r"^(?:บ้าน)?เลขที่")
_SLASH = re.compile(r" ?/ ?")


def house_number(text: str) -> str | None:
    """Find 45/2 in "บ้านเลขที่ ๔๕/๒ ข้างร้านชำ" or "45 / 2 หมู่ 3"; None where no house number stands."""
    plain = _SLASH.sub("/", to_arabic_digits(clean(text)))
    found = _NAMED.search(plain) or _ALONE.match(plain)
    return found["house"] if found else None


def landmark(place: str, house_no: str) -> str:
    """What a place says beside this house number: "ข้างร้านชำ" of "บ้านเลขที่ 45/2 ข้างร้านชำ", "" of "45/2"."""
    rest = place.removeprefix("บ้านเลขที่").strip()
    if not house_no or not f"{rest} ".startswith(f"{house_no} "):
        return place
    return rest[len(house_no) :].strip()


def house_key(text: str) -> str:
    """One spelling of a house for comparing: its number, or the name of a place without its spaces; "" for nothing."""
    return house_number(text) or _PREFIX.sub("", search_key(text).replace(" ", ""))
