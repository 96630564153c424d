"""Several rounds or marks at once, all or nothing: a day planned, rounds called off, a signed sheet keyed in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from app.domain.rounds import Proposal
from app.domain.water_marks import RoundState
from app.models import Driver, WaterRound
from app.services.actors import Actor
from app.services.transaction import transaction
from app.services.water import driving, rounds, waiting
from app.services.water.driving import BadMark, Mark


class BadRow(ValueError):
    """A line of the sheet that cannot be: which stop, which field."""

    def __init__(self, stop_id: int, field: str) -> None:
        super().__init__(field)
        self.stop_id, self.field = stop_id, field


def plan(day: date, wanted: Sequence[tuple[Proposal, Driver | None]], *, by: Actor, now: datetime) -> list[WaterRound]:
    """Write all rounds of a day down, in this order; ``BadRound`` names the house if somebody was faster."""
    with transaction():
        waiting.hold_requests([stop.point for proposal, _driver in wanted for stop in proposal.stops])
        return [rounds.plan(day, proposal, driver, by=by, now=now) for proposal, driver in wanted]


def cancel(round_ids: Sequence[int], reason: str, *, by: Actor, now: datetime) -> None:
    """Call these rounds off; every house that was not reached keeps its place in the queue."""
    with transaction():
        held = [rounds.hold(round_id) for round_id in sorted(round_ids)]
        waiting.hold_requests([stop.point_id for one in held for stop in one.stops])
        for round_id in sorted(round_ids):
            rounds.cancel(round_id, reason, by=by, now=now)


def key_in(round_id: int, said: Mapping[int, Mark], *, by: Actor, now: datetime) -> None:
    """Marks from the signed sheet, by stop. A round whose leaving nobody pressed left with its first mark.

    ``AlreadyMarked`` names the stop of which somebody has said otherwise, ``BadRow`` what cannot be.
    """
    with transaction():
        held = rounds.hold(round_id)
        waiting.hold_requests([stop.point_id for stop in held.stops])
        if held.state is RoundState.PLANNED and said:
            held.state, held.set_out_at = RoundState.OUT, min(mark.at for mark in said.values())
            held.version += 1
        for stop in [stop for stop in held.stops if stop.id in said]:
            try:
                driving.mark(stop.id, said[stop.id], by=by, now=now)
            except BadMark as bad:
                raise BadRow(stop.id, bad.field) from bad
