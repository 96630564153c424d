"""A round on its driver's telephone: behind its own link, from the day before it to the day after; no account.

Nobody can list rounds here, nor reach a stop of another one. The link is 128 bits long: guessing it is hopeless and
not counted, as with a resident's link. Guessing a house's four digits is stopped at the fifth try.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.dates import local_day
from app.domain.water_marks import Proof, Result, RoundState, word_matches
from app.domain.words import N_
from app.domain.workflow import Role
from app.extensions import db
from app.models import WaterRound, WaterStop
from app.services import attachments, throttle
from app.services.actors import Actor
from app.services.attachments import Accepted
from app.services.transaction import transaction
from app.services.water import driving, rounds
from app.services.water.driving import AlreadyMarked, Mark
from app.services.water.rounds import BadRound

DRIVER = Actor(frozenset({Role.DRIVER}))
OPEN_AROUND = timedelta(days=1)
_EARLY = timedelta(minutes=30)  # a button pressed late, a clock set by hand
_TRIES_LAST = timedelta(days=30)


class TooEarly(BadRound):
    """The round's day has not come; nothing was written."""

    def __init__(self) -> None:
        super().__init__(N_("ยังไม่ถึงวันส่งน้ำของรอบนี้"))


class WrongWord(ValueError):
    """These are not the four digits of this house. Nothing was written but the try."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the driver says of a stop. ``at``: when it happened, as far as their telephone knows."""

    result: Result
    litres: int
    at: datetime
    key: str
    recipient: str = ""
    proof: Proof | None = None
    word: str = ""
    note: str = ""
    files: tuple[Accepted, ...] = ()


def find(token: str, today: date) -> WaterRound | None:
    """The round of a driver's link, while the link works."""
    held = rounds.by_token(token)
    return held if held and abs(today - held.day) <= OPEN_AROUND else None


def stop_of(held: WaterRound, stop_id: int) -> WaterStop | None:
    """A stop of this very round."""
    return next((stop for stop in held.stops if stop.id == stop_id), None)


def set_out(held: WaterRound, *, at: datetime, now: datetime) -> None:
    """The truck left, maybe some time ago. ``BadRound`` when the round was called off or its day has not come."""
    _not_before_its_day(held, now)
    rounds.set_out(held.id, by=DRIVER, now=now, at=min(max(at, held.created_at), now))


def mark(stop: WaterStop, said: Said, *, now: datetime) -> WaterStop:
    """Write down what became of a stop, once. A round whose leaving nobody pressed left with its first mark.

    ``AlreadyMarked`` when somebody else was faster, ``TooEarly``, ``WrongWord``, ``TooManyTries``, ``BadMark``.
    """
    _not_before_its_day(stop.round, now)
    key = f"{stop.id} {said.key}"
    if stop.mark_key == key:
        return stop
    if stop.mark_key is not None:
        raise AlreadyMarked(stop)
    if said.proof is Proof.WORD:
        _check_word(stop, said.word, now)
    with transaction():
        held = stop.round
        if held.state is RoundState.PLANNED:
            with suppress(BadRound):  # called off a moment ago, and driven all the same
                set_out(held, at=said.at, now=now)
        at = min(max(said.at, (held.set_out_at or held.created_at) - _EARLY), now)
        stored = tuple(attachments.store(file, public=False, now=now) for file in said.files)
        told = Mark(said.result, said.litres, at, key, said.recipient, said.proof, said.note, stored)
        marked = driving.mark(stop.id, told, by=DRIVER, now=now)
        for left in (file for file in stored if file.ticket_id is None):  # the same mark, twice at once
            attachments.forget(left)
    return marked


def _not_before_its_day(held: WaterRound, now: datetime) -> None:
    """The link opens the day before, for reading; only the office lets a truck leave early."""
    if held.state is RoundState.PLANNED and local_day(now) < held.day:
        raise TooEarly


def _check_word(stop: WaterStop, typed: str, now: datetime) -> None:
    """Tries are counted for each house, one after another, for as long as its link lives."""
    tries = throttle.key("delivery word", str(stop.id))
    with transaction():
        db.session.get_one(WaterStop, stop.id, with_for_update={"of": WaterStop}, populate_existing=True)
        throttle.check(tries, now=now, window=_TRIES_LAST)
        right = word_matches(stop.point.ticket.token, stop.point.number, typed)
        if not right:
            throttle.count(tries, now=now, window=_TRIES_LAST)
    if not right:
        raise WrongWord(stop.id)
