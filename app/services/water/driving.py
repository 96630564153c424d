"""What happened at a stop, marked by the driver's telephone or keyed in from the sheet: once, whenever it comes."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.water_books import Account
from app.domain.water_marks import Proof, Result, RoundState
from app.domain.workflow import Kind, Role, StepRefused
from app.extensions import db
from app.models import Attachment, Ticket, WaterRound, WaterStop
from app.services import scope, tickets
from app.services.actors import Actor
from app.services.steps import StepInput, accounts_of
from app.services.tickets import Entry
from app.services.transaction import transaction
from app.services.water import waiting


class AlreadyMarked(Exception):
    """Somebody else has said what became of this stop."""

    def __init__(self, stop: WaterStop) -> None:
        super().__init__(stop.result)
        self.stop = stop


class BadMark(ValueError):
    """A mark that cannot be: water without litres, litres without water; ``field`` says where."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a stop: litres really given (0 unless the result brings water), who took it, how it is proved.

    ``at``: when it happened, which may be long before it arrives here. ``key``: made by whoever marks, so that the same
    mark sent again is the same mark.
    """

    result: Result
    litres: int
    at: datetime
    key: str
    recipient: str = ""
    proof: Proof | None = None
    note: str = ""
    signature: tuple[Attachment, ...] = ()


def mark(stop_id: int, said: Mark, *, by: Actor, now: datetime) -> WaterStop:
    """Write down what became of a stop and move its request on. The same key again changes nothing.

    ``AlreadyMarked`` when another mark was first (one that only the end of the round made gives way), ``BadMark``.
    """
    _check(said)
    with transaction():
        stop = _hold(stop_id)
        if stop.mark_key == said.key:
            return stop
        if stop.mark_key is not None:
            raise AlreadyMarked(stop)
        stop.result, stop.given, stop.mark_key = said.result, said.litres, said.key
        stop.recipient, stop.proof, stop.note = said.recipient, said.proof, said.note
        stop.marked_at, stop.recorded_at = min(said.at, now), now
        db.session.flush()
        _move_on(stop, said, by, now)
        _end_of_round(stop, now)
    return stop


def correct(stop_id: int, said: Mark, reason: str, *, by: Actor, now: datetime) -> WaterStop:
    """Mend a mark that was wrong: the difference goes into the story with its reason, the mark itself says the truth.

    ``said``: result, litres and recipient as they should have been; its time and key are not looked at. ``BadMark``.
    """
    _check(said)
    if not reason:
        raise BadMark("reason")
    with transaction():
        stop = _hold(stop_id)
        if stop.mark_key is None:
            raise BadMark("result")
        ticket, number = stop.point.ticket, str(stop.point.number)
        account = accounts_of(ticket)[stop.point.number]
        more, declined = said.litres - (stop.given or 0), _declined_anew(stop, said, account)
        data: dict[str, Any] = {"stop": stop.id, "round": stop.round_id, "result": str(said.result)}
        data |= {"given": {number: more}} if more else {}
        data |= {"declined": {number: declined}} if declined else {}
        stop.result, stop.given, stop.recipient = said.result, said.litres, said.recipient
        stop.proof = (stop.proof or Proof.PAPER) if said.result.brings else None
        tickets.add(ticket, Entry(Kind.NOTED, text=reason, data=data), by=by, now=now)
        _nothing_left(ticket, by, now)
    return stop


def not_reached(stop: WaterStop, *, by: Actor, now: datetime) -> None:
    """The truck did not come here: the house goes back to the queue with its place kept."""
    stop.result, stop.recorded_at = Result.NOT_REACHED, now
    db.session.flush()
    _move_on(stop, Mark(Result.NOT_REACHED, 0, now, ""), by, now)


def driver(by: Actor) -> Actor:
    """The same person in the driver's seat: what only a round may do to a request is done in that role."""
    return Actor(frozenset({Role.DRIVER}), by.staff_id, by.unit_id)


def in_order(ticket: Ticket, at: datetime, now: datetime) -> datetime:
    """When something on the road happened, as the story can take it: not before its latest step, never to come."""
    reached = max((event.at for event in ticket.events if event.status), default=ticket.received_at)
    return min(max(at, reached), now)


def _check(said: Mark) -> None:
    if said.result.brings and not 1 <= said.litres <= 100_000:
        raise BadMark("litres")
    if said.result.brings and not said.recipient:
        raise BadMark("recipient")
    if not said.result.brings and said.litres:
        raise BadMark("litres")


def _hold(stop_id: int) -> WaterStop:
    """Round, stop and request, in the order in which the desk holds them."""
    round_id = db.session.get_one(WaterStop, stop_id).round_id
    db.session.get_one(WaterRound, round_id, with_for_update={"of": WaterRound}, populate_existing=True)
    stop = db.session.get_one(WaterStop, stop_id, with_for_update={"of": WaterStop}, populate_existing=True)
    db.session.scalars(scope.locked(stop.point.ticket_id)).unique().one()
    return stop


def _move_on(stop: WaterStop, said: Mark, by: Actor, now: datetime) -> None:
    """Into the request's story: what was given, and where it stands after it."""
    ticket, number = stop.point.ticket, stop.point.number
    account = accounts_of(ticket)[number]
    given = {number: said.litres} if said.litres else {}
    rest = max(0, account.outstanding - said.litres)
    declined = {number: rest} if said.result is Result.NOT_WANTED and rest else {}
    carried = StepInput(
        litres=said.litres or None, recipient=said.recipient, failure="" if said.result.brings else said.result,
        round_id=stop.round_id, given=given, declined=declined, attachments=said.signature, message="",
    )  # fmt: skip
    action = _action(stop, ticket, said, rest - sum(declined.values()))
    at = in_order(ticket, said.at, now)
    try:
        tickets.take_step(ticket, action, carried, by=driver(by), now=now, at=at)
    except StepRefused:  # withdrawn or waiting meanwhile: the water was brought all the same
        kind = Kind.PART_DELIVERED if said.result.brings else Kind.NOT_DELIVERED
        entry = Entry(kind, shown=True, data=carried.data(ticket), attachments=said.signature)
        tickets.add(ticket, entry, by=driver(by), now=now)
        _nothing_left(ticket, by, now)


def _declined_anew(stop: WaterStop, said: Mark, account: Account) -> int:
    """What "not wanted any more" declined comes back when that was a mistake, and the other way round."""
    was, is_now = stop.result is Result.NOT_WANTED, said.result is Result.NOT_WANTED
    said_elsewhere = any(s.id != stop.id and s.result is Result.NOT_WANTED for s in stop.point.stops)
    if was == is_now or (was and said_elsewhere):  # another round heard it too: it holds
        return 0
    left = account.asked - account.given + (stop.given or 0) - account.waived
    return max(0, left) if is_now else -account.waived


def _nothing_left(ticket: Ticket, by: Actor, now: datetime) -> None:
    """A request that a correction or a truck has filled is at its end; one that it emptied an officer opens again."""
    found = accounts_of(ticket).values()
    if any(account.outstanding for account in found) or waiting.open_stops(ticket):
        return
    action = "finish" if any(account.given for account in found) else "not_wanted"
    with suppress(StepRefused):  # it was at its end before
        tickets.take_step(ticket, action, StepInput(), by=driver(by), now=now)


def _action(stop: WaterStop, ticket: Ticket, said: Mark, rest: int) -> str:
    """The step that this mark is: others of the request still ahead on rounds, something outstanding, or all done."""
    if any(s.id != stop.id for s in waiting.open_stops(ticket)):
        return "deliver_stop" if said.result.brings else "fail_stop"
    elsewhere = sum(a.outstanding for n, a in accounts_of(ticket).items() if n != stop.point.number)
    if rest + elsewhere:
        return "deliver_part" if said.result.brings else "fail"
    if said.result.brings:
        return "deliver"
    return "finish" if any(a.given for a in accounts_of(ticket).values()) else "not_wanted"


def _end_of_round(stop: WaterStop, now: datetime) -> None:
    """A round whose every stop is marked is over."""
    held = stop.round
    if held.state is RoundState.OUT and all(s.result for s in held.stops):
        held.state, held.ended_at = RoundState.DONE, now

