"""What stands in the tables of an audit package; the manifest carries these words, docs/auditing explains them."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from config import VERSION

Row = dict[str, Any]

SOFTWARE = f"khamrong {VERSION}"
FORMAT = 1
EVENTS = {
    "case": "a pseudonym of this package only: it joins neither with another package nor with anything public",
    "order": "the place of the event in the case's story, from 1: by at, then as they were written down",
    "at": "when it happened",
    "recorded_at": "when the system learned of it",
    "kind": "received, moved (changed hands), extended (a later day was promised), rated (the resident's verdict), "
    "outcome (of a closed case, stated again); other events move no figure and are left out",
    "phase": "where it changes: ours (the office's hands), theirs (waiting for the resident), done",
    "outcome": "how the case ended; duplicate and withdrawn are neither on time nor late",
    "channel": "on a case's first row: where it was filed",
    "promise_days": "on a case's first row: the days that were promised",
    "promise_unit": "on a case's first row: working or calendar days",
    "solved": "with rated: whether the resident says that it was solved (CSV: yes, no)",
}
HOLIDAYS = {
    "day": "a day on which the office is closed",
    "recorded_at": "when it was entered; a case is judged by the table as it was at its closing, or at the cut",
    "removed_at": "when it was taken back, if it was",
}


def as_jsonl(rows: Iterable[Row]) -> bytes:
    """A line each, with the columns in their order."""
    return "".join(f"{json.dumps(row, separators=(',', ':'))}\n" for row in rows).encode()


def as_csv(columns: Iterable[str], rows: Iterable[Row], *, head: bool = False) -> bytes:
    """The same as a table; ``head``: with the names of the columns."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), lineterminator="\n")
    if head:
        writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return text.getvalue().encode()


def _cell(value: Any) -> str:
    """As CSV has it: nothing for none, yes and no for the verdict."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
