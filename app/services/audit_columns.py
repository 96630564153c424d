"""What stands in the tables of an audit package; the manifest carries these words, docs/auditing explains them."""

from config import VERSION

SOFTWARE = f"khamrong {VERSION}"
FORMAT = 1
EVENTS = {
    "case": "a pseudonym of this package only: it joins neither with another package nor with anything public",
    "order": "the place of the event in the case's story, from 1: by at, then by recorded_at",
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
