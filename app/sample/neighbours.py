"""What neighbours of the sample office know of each other: an invented map, words that were offered, who follows."""

import math
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from app.domain.channels import COMPLAINTS, Arrival
from app.domain.outlines import simplified
from app.domain.redaction import public_words as redacted
from app.domain.workflow import Role
from app.extensions import db
from app.models import OPEN, Ticket, Village
from app.sample.desk import Desk
from app.services import following, public_words, scope
from app.services.actors import Actor
from app.services.administration import outlines

_MIDDLE = (101.152, 6.648)
_STEPS = 24
_PASSED, _OFFERED, _FOLLOWERS = 3, 4, 3


def draw(now: datetime) -> None:
    """Borders that are nobody's: parts of a bent circle, each with its neighbours' borders in common."""
    villages = db.session.scalars(select(Village).order_by(Village.number)).all()
    count = len(villages)
    rings = {village.number: simplified([_border(n, count)]) for n, village in enumerate(villages)}
    outlines.save(rings, by=Actor(frozenset({Role.ADMINISTRATOR})), now=now)


def _border(part: int, parts: int) -> list[tuple[float, float]]:
    there, back = _way_out(part, parts), _way_out((part + 1) % parts, parts)
    turns = (2 * math.pi * (part + step / _STEPS) / parts for step in range(1, _STEPS))
    ring = [*there, *(_at(turn, _edge(turn)) for turn in turns), *reversed(back)]
    return [*ring, ring[0]]


def _way_out(part: int, parts: int) -> list[tuple[float, float]]:
    """From the middle to the edge, winding like a stream."""
    turn = 2 * math.pi * part / parts
    far = [step / _STEPS for step in range(_STEPS + 1)]
    return [_at(turn + 0.25 * math.sin(7 * f) * f * (1 - f), f * _edge(turn)) for f in far]


def _edge(turn: float) -> float:
    return 0.034 * (1 + 0.18 * math.sin(2 * turn + 0.6) + 0.07 * math.sin(5 * turn) + 0.03 * math.sin(11 * turn))


def _at(turn: float, far: float) -> tuple[float, float]:
    return _MIDDLE[0] + far * math.cos(turn), _MIDDLE[1] + far * math.sin(turn)


def talk(desk: Desk) -> None:
    """The newest open complaints of the web: words offered with four, three of them passed, the first is followed."""
    now = desk.until
    for number, ticket in enumerate(_newest()):
        public_words.offer(ticket, redacted(ticket.story, (ticket.applicant,)), now=ticket.received_at)
        if number < _PASSED:
            public_words.judge(ticket, passed=True, by=desk.who("nurida"), now=now)
        if number == 0:
            for follower in range(_FOLLOWERS):
                following.follow(ticket, draft_key=f"sample-follower-{follower}", place="sample", now=now)


def _newest() -> Iterable[Ticket]:
    query = scope.everything().where(
        Ticket.channel_slug == COMPLAINTS.slug, Ticket.arrival == Arrival.ONLINE, OPEN,
        Ticket.village_id.is_not(None), Ticket.story != "",
    )  # fmt: skip
    return db.session.scalars(query.order_by(Ticket.id.desc()).limit(_OFFERED)).unique().all()
