"""Open complaints that neighbours may know of, and who follows one instead of writing it again.

A follower is an address and nothing else; every page about somebody else's case is made from ``seen`` alone.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from sqlalchemy import and_, bindparam, func, or_, select

from app.domain.places import Position, metres
from app.extensions import db
from app.models import OPEN, Category, Follower, PublicWords, Ticket, Village
from app.services import drafts, limits, scope, throttle
from app.services.transaction import in_turn, transaction

MOST, NEAR = 3, 300
_DEGREES = 0.004  # a little more than 300 metres, in degrees north and (this far south) east
_LOOKED_AT = 60
_NEAR = and_(
    func.abs(Ticket.latitude - bindparam("north")) < _DEGREES, func.abs(Ticket.longitude - bindparam("east")) < _DEGREES
)  # without a position: of nothing
_SIMILAR = scope.in_public().where(
    Ticket.category_id == bindparam("category"), OPEN, or_(Ticket.village_id == bindparam("village"), _NEAR)
)
_ANY = _SIMILAR.with_only_columns(Ticket.id).limit(1)
_NEWEST = _SIMILAR.order_by(Ticket.received_at.desc(), Ticket.id.desc()).limit(_LOOKED_AT)
_MARK = 24


def similar(category: Category, village: Village | None, position: Position | None) -> list[Ticket]:
    """Open complaints of this kind in this village or within 300 metres whose words may be read; newest first."""
    here = village.id if village else None
    if here is None and position is None:
        return []
    asked = {
        "category": category.id, "village": here,
        "north": position and position.latitude, "east": position and position.longitude,
    }  # fmt: skip
    if db.session.connection().scalar(_ANY, asked) is None:  # as nearly always
        return []
    found = db.session.scalars(_NEWEST, asked).unique()
    near = (ticket for ticket in found if (here and ticket.village_id == here) or _close(ticket, position))
    return [ticket for ticket, _ in zip(near, range(MOST), strict=False)]


def _close(ticket: Ticket, position: Position | None) -> bool:
    if position is None or ticket.latitude is None or ticket.longitude is None:
        return False
    return metres(position, Position(ticket.latitude, ticket.longitude)) <= NEAR


def mark(ticket: Ticket, draft_key: str) -> str:
    """How a page names a case to itself: it means nothing on any other page and counts nobody's cases."""
    return throttle.key("similar", f"{draft_key} {ticket.id}")[:_MARK]


def follow(ticket: Ticket, *, draft_key: str, place: str, now: datetime) -> Follower:
    """Follow instead of sending the answers that wait under this key: they are thrown away.

    Pressed twice it is one follower. ``place`` is only counted (app.services.limits); ``TooManyTries`` after five.
    """
    if before := followed_with(draft_key):
        return before
    limits.check("follow", place, now=now)
    with transaction():
        in_turn(draft_key)
        if before := followed_with(draft_key):  # pressed twice at once
            return before
        row = Follower(ticket_id=ticket.id, token=_token(draft_key), began_at=now)
        db.session.add(row)
        db.session.flush()
        drafts.discard(draft_key)
    limits.count("follow", place, now=now)
    return row


def followed_with(draft_key: str) -> Follower | None:
    """The follower that the answers under this key became."""
    return _row(_token(draft_key)) if drafts.is_key(draft_key) else None


def seen(token: str) -> tuple[Ticket, PublicWords] | None:
    """What a follower may know of: the case and its public words, as long as they may be read."""
    row = _row(token)
    query = scope.in_public().where(Ticket.id == (row.ticket_id if row else None))
    ticket = db.session.scalars(query).unique().one_or_none()
    words = db.session.get(PublicWords, ticket.id) if ticket else None
    return (ticket, words) if ticket and words else None


def stop(token: str) -> None:
    """Follow no longer; again changes nothing."""
    with transaction():
        if row := _row(token):
            db.session.delete(row)


def words_of(tickets: Collection[Ticket]) -> Iterator[tuple[Ticket, str]]:
    """Cases that ``similar`` found, each with what may be read of it."""
    for ticket in tickets:
        words = db.session.get(PublicWords, ticket.id)
        if words and words.passed_at:
            yield ticket, words.words


def counts(ticket_ids: Collection[int]) -> Mapping[int, int]:
    """How many follow each of these cases; cases that nobody follows are left out."""
    query = select(Follower.ticket_id, func.count()).where(Follower.ticket_id.in_(ticket_ids))
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Follower.ticket_id))}


def count(ticket: Ticket) -> int:
    """How many follow this one."""
    return counts((ticket.id,)).get(ticket.id, 0)


def _row(token: str) -> Follower | None:
    return db.session.scalar(select(Follower).where(Follower.token == token))


def _token(draft_key: str) -> str:
    """Unguessable, and the same for the same form, so that a button pressed twice leads to one address."""
    return throttle.key("follower", draft_key)[:32]
