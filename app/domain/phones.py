"""Telephone numbers of Thailand as people write them; it checks the shape, not whether anyone answers."""

import re

from app.domain.thai import NBSP, clean, to_arabic_digits

_EXTENSION = re.compile(r"\s*(?:ต่อ|ext\.?|#)\s*(?P<extension>[0-9]{1,6})$", re.IGNORECASE)
_ORNAMENTS = re.compile(r"[\s().‐-―-]")
_COUNTRY = re.compile(r"^(?:\+66|0066|66(?=[1-9][0-9]{7,8}$))0?")
_DIALLABLE = re.compile(
    r"""0[689][0-9]{8}      # mobile
      | 0[2-57][0-9]{7}     # fixed line, area code and number
      | 1800[0-9]{6}        # free of charge
      | 1[0-9]{2,3}         # short: 191, 1567
    """,
    re.VERBOSE,
)


def parse_phone(text: str) -> str | None:
    """Digits alone, an extension after ``#`` ("073331234#12"); None when no telephone in Thailand has such a number."""
    number = to_arabic_digits(clean(text))
    extension = ""
    if found := _EXTENSION.search(number):
        number, extension = number[: found.start()], "#" + found["extension"]
    number = _COUNTRY.sub("0", _ORNAMENTS.sub("", number))
    return number + extension if _DIALLABLE.fullmatch(number) else None


def first_digits(text: str) -> str:
    """What was typed so far of a number, as it would be kept: "+66 80-00" is 08000; nothing when it is no number."""
    number = _COUNTRY.sub("0", _ORNAMENTS.sub("", to_arabic_digits(clean(text))))
    return number if re.fullmatch(r"[0-9]+", number) else ""


def format_phone(digits: str, *, glue: bool = True) -> str:
    """08 0000 1234, 0 7333 1234, 1567; what was not written by ``parse_phone`` comes back as it is."""
    number, _, extension = digits.partition("#")
    groups = [number]
    if re.fullmatch(r"0[0-9]{8,9}", number):
        groups = [number[:-8], number[-8:-4], number[-4:]]
    elif number.startswith("1800"):
        groups = [number[:4], number[4:7], number[7:]]
    if extension:
        groups += ["ต่อ", extension]
    return (NBSP if glue else " ").join(groups)


def phone_link(digits: str) -> str:
    """Return the address for a link that dials: tel:073331234, with an extension tel:073331234;ext=12."""
    return "tel:" + digits.replace("#", ";ext=")
