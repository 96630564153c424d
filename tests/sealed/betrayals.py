"""Small looks at single things: a picture, an address, a run of codes. Each returns what it found."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from PIL import Image
from sqlalchemy import LargeBinary, Table
from werkzeug.test import TestResponse

from tests.photos import GPS

TEN = 10
# What stands in clear beside the ciphertext: names that count nothing, costs, and what clocks and totals need.
IN_CLEAR = {
    "sealed_case": "id scheme operations memory stage received_on acknowledged_in_time closed_month finding "
    "shredded_month sample",
    "sealed_entry": "id case_id",
    "sealed_file": "id case_id",
    "sealed_chunk": "file_id number",
    "sealed_session": "id officer_id staff_version opened_at seen_at",
    "sealed_pickup": "id",
    "sealed_office": "id recovery_holder keep_years",
    "sealed_officer": "id staff_id position scheme operations memory enrolled_at confirmed_at confirmed_by_id",
    "sealed_total": "period settled_on received done promised in_time",
}


def in_clear(tables: Iterable[Table]) -> list[str]:
    """Columns of the sealed tables that hold something else than bytes and are not on the list."""
    sealed = [table for table in tables if table.name.startswith("sealed_")]
    known = {table.name: IN_CLEAR.get(table.name, "").split() for table in sealed}
    open_columns = [(t, c) for t in sealed for c in t.columns if not isinstance(c.type, LargeBinary)]
    return [f"{t.name}.{c.name}" for t, c in open_columns if c.name not in known[t.name]]


def hidden_in(content: bytes, words: str) -> set[str]:
    """What a picture tells beside what it shows."""
    with Image.open(io.BytesIO(content)) as found:
        exif = found.getexif()
        told = {"place"} if exif.get_ifd(GPS) else set()
        told |= {"camera"} if len(exif) else set()
    return told | ({"words"} if words.encode() in content else set())


def addressed(secret: str, answers: Iterable[TestResponse]) -> list[str]:
    """Answers that put a secret where a browser keeps it: the address, a header, the title, a link."""
    found = []
    for answer in answers:
        title = answer.text.partition("<title>")[2].partition("</title>")[0]
        links = re.findall(r'(?:href|action|src)="([^"]*)"', answer.text)
        places = {"address": answer.request.url, "headers": str(answer.headers), "title": title, "links": str(links)}
        found += [f"{answer.request.path}: {name}" for name, text in places.items() if secret in text]
    return found


def uneven(codes: Sequence[str]) -> list[str]:
    """Why these codes could be guessed; chance alone is blamed once in a thousand million runs."""
    found = [] if len(set(codes)) == len(codes) else ["one came twice"]
    found += [f"{code!r} has not 24 digits" for code in codes if len(code) != 24 or not code.isdecimal()]
    expected = len(codes) / TEN
    for place in range(24):
        counted = Counter(code[place] for code in codes)
        chi = sum((counted[str(digit)] - expected) ** 2 / expected for digit in range(TEN))
        found += [f"place {place + 1} prefers some digits"] if chi > 75 else []
    return found
