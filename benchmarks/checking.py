"""Whether an office that was loaded is one that the product could have made: ``python -m benchmarks.checking PLACE …``.

The whole chain of hashes, link by link and to its head; and of SAMPLE cases, evenly taken, that their columns equal
their stories and that their words are those that were hashed, by the product's own checks.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from sqlalchemy import func, select

from app.domain.history import GENESIS, link_hash
from app.extensions import db
from app.models import Ticket, TicketEvent
from app.services import chain, scope, upkeep
from benchmarks import base

SAMPLE = 1000


def check() -> str:
    """Look at the present office: what was found, in words; anything wrong is an error."""
    links = _chain()
    cases = db.session.scalar(select(func.count(Ticket.id))) or 0
    step = max(1, cases // SAMPLE)
    ids = _every(step)
    wrong = [(ticket.reference, columns) for ticket, columns in upkeep.differing(base.NOW, ids)]
    assert not wrong, wrong[:5]  # noqa: S101
    others = [ticket.reference for ticket in _cases(ids) if any(chain._other_words(e) for e in ticket.events)]  # noqa: SLF001
    assert not others, others[:5]  # noqa: S101
    return f"{links:,} links hold; the columns and words of {(cases - 1) // step + 1:,} of {cases:,} cases are right"


def _chain() -> int:
    events, previous, length = TicketEvent.__table__, GENESIS, 0
    query = select(events, Ticket.reference).join(Ticket, Ticket.id == events.c.ticket_id).order_by(events.c.id)
    for event in db.session.execute(query.execution_options(yield_per=5000)):
        length += 1
        link = link_hash(previous, chain.event_content(cast(TicketEvent, event), event.reference))
        assert (event.previous_hash, event.hash) == (previous, link), f"link {length}"  # noqa: S101
        previous = link
    assert chain.head() == (length, previous), "the head"  # noqa: S101
    return length


def _every(step: int) -> Sequence[int]:
    return db.session.scalars(select(Ticket.id).where((Ticket.id - 1) % step == 0).order_by(Ticket.id)).all()


def _cases(ids: Sequence[int]) -> Iterator[Ticket]:
    for first in range(0, len(ids), 100):
        yield from db.session.scalars(scope.everything().where(Ticket.id.in_(ids[first : first + 100]))).unique()
        db.session.expunge_all()


def main() -> None:
    """Every office that is named."""
    for place in sys.argv[1:]:
        with base.opened(Path(place)):
            print(f"{place}: {check()}")


if __name__ == "__main__":
    main()
