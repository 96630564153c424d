"""Digits and spaces of a whole document, before it is printed; web addresses and codes keep the digits they have."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, Literal

from app.domain.report import Report
from app.domain.thai import to_arabic_digits, to_thai_digits
from app.renderers.unbroken import NBSP, NUMBER_AND_WORDS

Digits = Literal["thai", "arab", "kept"]

KEPT = re.compile(
    r"""
      https?://[!-~]+                                                             # an address
    | sha256:[0-9a-f]+                                                            # a file by its hash
    | [\w.+-]+@[A-Za-z0-9.-]+                                                     # e-mail
    | [A-Za-z][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?:[/?\#][!-~]*)?   # a host or a file name
    | (?=[0-9]*[A-Za-z])(?=[A-Za-z]*[0-9])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*         # a code: A4, K7QM-4XWD
    """,
    re.VERBOSE | re.ASCII,
)
GLUED = re.compile(NUMBER_AND_WORDS)


def typeset(report: Report, digits: Digits, *, glue: bool = False) -> Report:
    """The same report in the asked digits, or as they were written ("kept": other people's words are not touched).

    With `glue`, numbers and their units can no longer part at a line's end.
    """
    converters: dict[Digits, Callable[[str], str]] = {"thai": to_thai_digits, "arab": to_arabic_digits, "kept": str}
    convert = converters[digits]

    def write(text: str) -> str:
        text = _outside_codes(text, convert)
        return glued(text) if glue else text

    changed: Report = _rewritten(report, write)
    return changed


def glued(text: str) -> str:
    """3 เรื่อง, ร้อยละ 76, หมู่ที่ 4, 5 ตุลาคม 2567: the spaces inside become no-break spaces."""
    return GLUED.sub(lambda found: found.group().replace(" ", NBSP), text)


def _outside_codes(text: str, convert: Callable[[str], str]) -> str:
    parts: list[str] = []
    end = 0
    for kept in KEPT.finditer(text):
        parts += [convert(text[end : kept.start()]), kept.group()]
        end = kept.end()
    return "".join([*parts, convert(text[end:])])


def _rewritten(value: Any, rewrite: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return rewrite(value)
    if isinstance(value, tuple):
        return tuple(_rewritten(item, rewrite) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        typed = [f.name for f in fields(value) if f.metadata.get("typed", True)]
        return replace(value, **{name: _rewritten(getattr(value, name), rewrite) for name in typed})
    return value
