"""When a closed report may be destroyed, and by whom: never by itself, never by one act alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.sealed import Stage
from app.domain.sealed_report import Happening, Kind, Who, stage_of, unanswered

PROPOSED = "destroy_proposed"
REFUSED = "destroy_refused"
ALONE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody proposed that a report be destroyed."""

    officer: str
    name: str
    at: datetime
    reason: str


def closed_at(story: Sequence[Happening]) -> datetime | None:
    """When the report was closed, by its own story; None while it is open or somebody waits for an answer."""
    if stage_of(story) is not Stage.CLOSED or unanswered(story):
        return None
    return next(h.at for h in reversed(story) if h.stage)


def kept_until(closed_month: date, years: int) -> date:
    """The first day on which its destruction may be proposed: after whole months, counted from the month of closing."""
    month = closed_month.month % 12 + 1
    return date(closed_month.year + years + (1 if month == 1 else 0), month, 1)


def proposal(story: Sequence[Happening]) -> Proposal | None:
    """The proposal that stands; a refusal, a step or the reporter's own words make it void."""
    standing = None
    for h in story:
        if h.kind == PROPOSED:
            standing = Proposal(h.officer, h.name, h.at, h.text)
        elif h.kind == REFUSED or h.stage or (h.by == Who.REPORTER and h.kind != Kind.READ):
            standing = None
    return standing


def may_approve(standing: Proposal, officer: str, *, readers: int, now: datetime) -> bool:
    """A second reader may at once; the only reader there is, thirty days after their own proposal."""
    if standing.officer != officer:
        return True
    return readers == 1 and now - standing.at >= ALONE
