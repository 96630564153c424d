"""Door 3: officers work the queue, key in what comes to the counter, and management approves water."""

from app.desk import (
    acts_done,
    bulk,
    cases,
    check,
    counter,
    counter_backlog,
    counter_group,
    counter_receipts,
    enclosures,
    field,
    messages,
    moving,
    old_lines,
    own_views,
    papers,
    presence,
    public_words,
    queue,
    roster,
    steps,
    triage,
    typed,
    water,
)
from app.desk.approvals import approvals_bp
from app.desk.door import bp

BLUEPRINTS = (bp, approvals_bp)

__all__ = [
    "BLUEPRINTS",
    "acts_done",
    "bp",
    "bulk",
    "cases",
    "check",
    "counter",
    "counter_backlog",
    "counter_group",
    "counter_receipts",
    "enclosures",
    "field",
    "messages",
    "moving",
    "old_lines",
    "own_views",
    "papers",
    "presence",
    "public_words",
    "queue",
    "roster",
    "steps",
    "triage",
    "typed",
    "water",
]
