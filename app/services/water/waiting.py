"""Who waits for water that no round brings yet, in the order in which they are entitled to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from app.domain.rounds import Rank, Wanted
from app.domain.water_marks import RoundState
from app.domain.workflow import Phase, Status
from app.extensions import db
from app.models import Ticket, WaterPoint, WaterRound, WaterStop
from app.services import scope
from app.services.actors import Actor

_READY = (Status.APPROVED, Status.SCHEDULED, Status.ON_THE_WAY)
_BEFORE_APPROVAL = (Status.RECEIVED, Status.CHECKED)
_RUNNING = (RoundState.PLANNED, RoundState.OUT)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A house and the litres that are neither brought nor planned; ``approved`` is False only for emergencies."""

    point: WaterPoint
    litres: int
    rank: Rank
    approved: bool

    @property
    def wanted(self) -> Wanted:
        """As the rule of the rounds understands it."""
        ticket = self.point.ticket
        return Wanted(self.point.id, self.point.village_id or 0, self.litres, self.rank, ticket.received_at)


def queue(actor: Actor) -> list[Waiting]:
    """Every house that may be put on a round now, most entitled first."""
    found = [w for w in map(_waiting, _points(actor)) if w.litres > 0]
    return sorted(found, key=lambda w: w.wanted.place)


def rank_of(ticket: Ticket, point: WaterPoint | None = None) -> Rank:
    """How urgent: as an officer set it, else an emergency, else special care at this house, else ordinary."""
    said = ticket.details.get("rank")
    if said is not None:
        return Rank(said)
    if ticket.emergency:
        return Rank.EMERGENCY
    care = point.special_care if point else any(p.special_care for p in ticket.points)
    return Rank.SPECIAL_CARE if care else Rank.ORDINARY


def outstanding(point: WaterPoint) -> int:
    """Litres still to be brought to a house; none once its request is at an end."""
    return 0 if point.ticket.phase is Phase.DONE else max(0, point.litres - point.given - point.waived)


def planned(point: WaterPoint) -> int:
    """Litres that stops on running rounds are to bring."""
    return sum(s.litres for s in point.stops if s.result is None and s.round.state in _RUNNING)


def open_stops(ticket: Ticket) -> Sequence[WaterStop]:
    """The stops at this request's houses that still lie ahead."""
    query = select(WaterStop).join(WaterStop.round).join(WaterStop.point)
    ahead = (WaterStop.result.is_(None), WaterRound.state.in_(_RUNNING), WaterPoint.ticket_id == ticket.id)
    return db.session.scalars(query.where(*ahead)).unique().all()


def hold_requests(points: Sequence[int]) -> list[Ticket]:
    """The requests of these houses, each once, in order of receipt, read anew and held for writing.

    Called before any of them is written to: who plans or marks one meanwhile waits, and sees what became of it.
    """
    query = scope.all_locked().join(Ticket.points).where(WaterPoint.id.in_(points))
    return list(db.session.scalars(query).unique())


def _points(actor: Actor) -> Sequence[tuple[WaterPoint, int]]:
    ahead = (
        select(func.coalesce(func.sum(WaterStop.litres), 0))
        .join(WaterStop.round)
        .where(WaterStop.point_id == WaterPoint.id, WaterStop.result.is_(None), WaterRound.state.in_(_RUNNING))
        .scalar_subquery()
    )
    early = and_(Ticket.emergency, Ticket.status.in_(_BEFORE_APPROVAL))
    query = select(WaterPoint, ahead).join(WaterPoint.ticket).where(scope.seen_by(actor))
    fresh = query.where(or_(Ticket.status.in_(_READY), early)).execution_options(populate_existing=True)
    rows = db.session.execute(fresh).unique()
    return [(point, int(litres)) for point, litres in rows]


def _waiting(row: tuple[WaterPoint, int]) -> Waiting:
    point, ahead = row
    ticket = point.ticket
    return Waiting(point, outstanding(point) - ahead, rank_of(ticket, point), ticket.status in _READY)


def oldest(found: Sequence[Waiting]) -> datetime | None:
    """Since when the first of them waits."""
    return min((w.point.ticket.received_at for w in found), default=None)
