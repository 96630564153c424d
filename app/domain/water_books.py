"""The water ledger: litres asked = delivered + outstanding + declined, read from the story of each request.

Events carry ``asked`` (receipt), ``given`` and ``declined``: litres by the number of the delivery point. What is still
outstanding when a request ends counts as declined from then on, and as outstanding again when it is reopened. Litres
brought beyond what was asked are counted apart, as ``extra``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.history import Event
from app.domain.workflow import Kind, Phase


@dataclass(frozen=True, slots=True)
class Account:
    """Litres of one delivery point; ``ended`` when its request is at an end."""

    asked: int
    given: int = 0
    waived: int = 0
    ended: bool = False

    @property
    def delivered(self) -> int:
        """Brought, up to what was asked."""
        return min(self.given, self.asked)

    @property
    def extra(self) -> int:
        """Brought beyond what was asked."""
        return self.given - self.delivered

    @property
    def outstanding(self) -> int:
        """Still to be brought."""
        return 0 if self.ended else max(0, self.asked - self.given - self.waived)

    @property
    def declined(self) -> int:
        """Not brought and not to be brought any more: refused, withdrawn, or no longer wanted."""
        return self.asked - self.delivered - self.outstanding


NOTHING = Account(0)


@dataclass(frozen=True, slots=True)
class Move:
    """What one event did to the account of one delivery point."""

    at: datetime
    point: int
    before: Account
    after: Account


def moves(story: Iterable[Event], points: Mapping[int, int] | None = None) -> Iterator[Move]:
    """Every change of every delivery point's account, in the order of the story (``points`` as for ``accounts``)."""
    book: dict[int, Account] = {}
    first, ended = dict(points or {}), False
    for event in story:
        was, ended = ended, ended if event.status is None else event.status.phase is Phase.DONE
        asked, given, waived = first | _litres(event.data, "asked"), _given(event), _litres(event.data, "declined")
        first = {}
        touched = book.keys() if was != ended else book.keys() & (given.keys() | waived.keys())
        for point in sorted(touched | asked.keys()):
            old = book.get(point, NOTHING)
            book[point] = Account(
                asked.get(point, old.asked), old.given + given.get(point, 0), old.waived + waived.get(point, 0), ended
            )
            if old != book[point]:
                yield Move(event.at, point, old, book[point])


def accounts(story: Iterable[Event], points: Mapping[int, int] | None = None) -> dict[int, Account]:
    """Every delivery point's account after this story (events in order).

    ``points``: litres by point for requests older than this ledger, whose receipt does not say them; a delivery of
    that time names its litres without a point.
    """
    found = {number: Account(litres) for number, litres in (points or {}).items()}
    found |= {move.point: move.after for move in moves(story, points)}
    return dict(sorted(found.items()))


def total(found: Iterable[Account]) -> dict[str, int]:
    """Sums over accounts: asked, delivered, outstanding, declined, extra."""
    columns = ("asked", "delivered", "outstanding", "declined", "extra")
    every = list(found)
    return {name: sum(getattr(account, name) for account in every) for name in columns}


def share_out(litres: int, found: Mapping[int, Account]) -> dict[int, int]:
    """Litres that were brought to a request as a whole, given to its points in order; what is too much to the last."""
    left, shared = litres, dict[int, int]()
    for number, account in found.items():
        if part := min(left, account.outstanding):
            shared[number] = part
            left -= part
    if left and found:
        last = max(shared or found)
        shared[last] = shared.get(last, 0) + left
    return shared


def _given(event: Event) -> dict[int, int]:
    if event.kind is Kind.DELIVERED and "given" not in event.data and event.data.get("litres"):
        return {1: int(event.data["litres"])}
    return _litres(event.data, "given")


def _litres(data: Mapping[str, Any], name: str) -> dict[int, int]:
    return {int(point): int(litres) for point, litres in (data.get(name) or {}).items()}
