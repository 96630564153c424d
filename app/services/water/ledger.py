"""The water ledger as it was known at a day, read from the stories in one pass; kept columns are not asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Select, and_, or_, select

from app.domain.channels import CHANNELS
from app.domain.history import Event
from app.domain.houses import house_key
from app.domain.statistics import Cut
from app.domain.water_entries import Act, Entry, House, entries
from app.domain.water_figures import Ledger
from app.domain.workflow import Kind
from app.extensions import db
from app.models import Ticket, TicketEvent, WaterPoint, WaterRound
from app.services import scope
from app.services.water import house_marks

_MOVES_NOTHING = (
    Kind.MESSAGED, Kind.RATED, Kind.PRIORITISED, Kind.EXTENDED, Kind.RECALCULATED, Kind.RECLASSIFIED, Kind.ASSIGNED,
    Kind.CHECKED, Kind.SCHEDULED, Kind.UNSCHEDULED, Kind.RECEIPT_REISSUED, Kind.CORRECTED, Kind.ANONYMISED,
)  # fmt: skip


@dataclass(slots=True)
class _Request:
    houses: dict[int, House]
    asked: dict[int, int]


def read(start: datetime, cut: Cut) -> Ledger:
    """Everything from ``start`` to the cut, and what was still open when it began, as known at the cut."""
    start = min(start, cut.moment)
    touched = _touched(start, cut)
    requests = _requests(touched)
    found: list[Entry] = []
    acts: list[Act] = []
    for ticket, rows in groupby(db.session.execute(_stories(touched, cut)), key=lambda row: row.ticket_id):
        story = [Event(r.at, r.recorded_at, r.kind, r.actor_role, status=r.status, data=r.data) for r in rows]
        acts += [_act(ticket, event) for event in story]
        if request := requests.get(ticket):
            found += entries(request.houses, request.asked, story)
    return Ledger(sorted(found, key=lambda entry: entry.at), sorted(acts, key=lambda act: act.at), start, cut.moment)


def rounds(numbers: Sequence[int]) -> dict[int, WaterRound]:
    """Rounds by their number in the table, for naming them."""
    return {held.id: held for held in db.session.scalars(select(WaterRound).where(WaterRound.id.in_(numbers)))}


def requests(numbers: Sequence[int]) -> dict[int, Ticket]:
    """Requests, for naming them."""
    query = scope.everything().where(Ticket.id.in_(numbers))
    return {ticket.id: ticket for ticket in db.session.scalars(query).unique()}


def _touched(start: datetime, cut: Cut) -> Select[Any]:
    """Requests that were open at some time from ``start`` on, or of which something was learned since then."""
    delivering = [slug for slug, channel in CHANNELS.items() if channel.delivers]
    learned = select(TicketEvent.ticket_id).where(TicketEvent.recorded_at >= min(start, cut.known))
    counted = scope.for_counting().where(Ticket.channel_slug.in_(delivering), Ticket.received_at < cut.moment)
    return counted.where(or_(Ticket.closed_at.is_(None), Ticket.id.in_(learned)))


def _stories(touched: Select[Any], cut: Cut) -> Select[Any]:
    """Their events as known at the cut; those that move no water and end nothing are left where they are."""
    event, counted = TicketEvent, touched.subquery("touched")
    columns: list[Any] = [event.ticket_id, event.at, event.recorded_at, event.kind, event.actor_role, event.status]
    known = and_(event.at < cut.moment, event.recorded_at < cut.known, event.kind.not_in(_MOVES_NOTHING))
    query = select(*columns, event.data).join(counted, counted.c.id == event.ticket_id).where(known)
    return query.order_by(event.ticket_id, event.at, event.recorded_at, event.id)


def _requests(touched: Select[Any]) -> dict[int, _Request]:
    counted = touched.subquery("touched")
    point = WaterPoint
    columns: list[Any] = [point.id, point.ticket_id, point.number, point.village_id, point.house_no, point.persons]
    columns += [point.home, point.litres, counted.c.received_at]
    query = select(*columns).join(counted, counted.c.id == point.ticket_id)
    found: dict[int, _Request] = {}
    rows = db.session.execute(query).all()
    nameless = {row.home for row in rows if row.home}
    for row in rows:
        request = found.setdefault(row.ticket_id, _Request({}, {}))
        home = row.home or house_key(row.house_no) or f"request {row.ticket_id}/{row.number}"
        if nameless and not row.home and (same := house_marks.mark(row.village_id, row.house_no)) in nameless:
            home = same
        request.houses[row.number] = House(row.id, row.ticket_id, row.village_id, home, row.persons, row.received_at)
        request.asked[row.number] = row.litres
    return found


def _act(ticket: int, event: Event) -> Act:
    return Act(ticket, event.at, event.kind, event.data.get("round"), _loads(event))


def _loads(event: Event) -> int:
    """How often the truck was filled for a delivery outside the rounds, as written down then; or once."""
    alone = event.kind in {Kind.DELIVERED, Kind.PART_DELIVERED} and not event.data.get("round")
    return int(event.data.get("loads") or 1) if alone and event.data.get("litres") else 0
