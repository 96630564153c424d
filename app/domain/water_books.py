"""The water ledger: litres asked = delivered + outstanding + declined, read from the story of each request.

Events carry ``asked`` (receipt), ``given`` and ``declined``: litres by the number of the delivery point. What is still
outstanding when a request ends counts as declined from then on, and as outstanding again when it is reopened. Litres
brought beyond what was asked are counted apart, as ``extra``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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


def accounts(story: Iterable[Event], points: Mapping[int, int] | None = None) -> dict[int, Account]:
    """Every delivery point's account after this story (events in order).

    ``points``: litres by point for requests older than this ledger, whose receipt does not say them; a delivery of
    that time names its litres without a point.
    """
    asked = dict(points or {})
    given: dict[int, int] = {}
    waived: dict[int, int] = {}
    ended = False
    for event in story:
        if event.status is not None:
            ended = event.status.phase is Phase.DONE
        asked |= _litres(event.data, "asked")
        if event.kind is Kind.DELIVERED and "given" not in event.data and event.data.get("litres"):
            given[1] = given.get(1, 0) + int(event.data["litres"])
        for book, name in ((given, "given"), (waived, "declined")):
            for point, litres in _litres(event.data, name).items():
                book[point] = book.get(point, 0) + litres
    return {n: Account(asked[n], given.get(n, 0), waived.get(n, 0), ended) for n in sorted(asked)}


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


def _litres(data: Mapping[str, Any], name: str) -> dict[int, int]:
    return {int(point): int(litres) for point, litres in (data.get(name) or {}).items()}
