"""Work away from the desk: today's cases in the order of a round through the villages, and the end of one of them.

A case ends by the ordinary steps, with their checks and letters; what is not finished is kept beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_

from app.domain.channels import COMPLAINTS
from app.domain.standing import Urgency
from app.domain.workflow import Phase, Role, Status, Step
from app.extensions import db
from app.models import Draft, Ticket, TicketEvent
from app.services import audit, casework, queue, scope, tickets
from app.services.attachments import Accepted
from app.services.casework import ONE_READING
from app.services.queue import Desk, Line
from app.services.steps import StepInput
from app.services.transaction import transaction

PAGE = 20
_NOWHERE = 10**6


@dataclass(frozen=True, slots=True)
class Round:
    """Some cases of a round, village by village, and how many there are in all."""

    lines: Sequence[Line]
    count: int


def waiting(desk: Desk, *, unit: bool, page: int = 1) -> Round:
    """What is in our hands: this officer's own cases, or the whole ``unit``'s; emergencies first, then by village.

    Names and telephones stand on the cards, so seeing one is reading the case.
    """
    mine = Ticket.officer_id == desk.actor.staff_id
    whose = or_(mine, Ticket.unit_id == desk.actor.unit_id) if unit and desk.actor.unit_id else mine
    query = scope.for_staff(desk.actor).where(Ticket.phase == Phase.OURS, Ticket.story != "", whose)
    found = [t for t in db.session.scalars(query).unique() if not t.channel.delivers or t.status is Status.RECEIVED]
    lines = sorted((Line(t, queue.standing_of(t, desk.calendar, desk.now)) for t in found), key=_order)
    shown = lines[(page - 1) * PAGE : page * PAGE]
    with transaction():
        for number in [line.ticket.reference for line in shown]:
            audit.record_once("read_case", number, by=desk.actor, now=desk.now, within=ONE_READING)
    db.session.scalars(query).unique().all()  # a transaction forgets what was read before: all of it anew, at once
    return Round(shown, len(lines))


def ending(ticket: Ticket, roles: frozenset[Role]) -> Step | None:
    """The step that answers the case, if these roles may take it now; a complaint is taken on and answered at once."""
    step = next((step for step in ticket.channel.workflow.steps if step.action == "answer"), None)
    if step is None or not roles & step.by:
        return None
    return step if ticket.status in step.sources or _fresh(ticket) else None


def end(
    ticket: Ticket, given: StepInput, *, desk: Desk, version: int, photos: Sequence[Accepted], draft: Draft | None
) -> TicketEvent:
    """Answer a case with its outcome; raises what ``tickets.take_step`` raises, and then nothing was written."""
    seen: int | None = version
    with transaction():
        if _fresh(ticket):
            tickets.take_step(ticket, "accept", StepInput(), by=desk.actor, now=desk.now, version=version)
            seen = None
        return casework.take_step(
            ticket, "answer", given, by=desk.actor, now=desk.now, version=seen, photos=photos, draft=draft
        )


def _fresh(ticket: Ticket) -> bool:
    return ticket.channel_slug == COMPLAINTS.slug and ticket.status is Status.RECEIVED


def _order(line: Line) -> tuple[bool, int, Urgency, date, int]:
    village, urgency = line.ticket.village.number if line.ticket.village else _NOWHERE, line.standing.urgency
    return urgency is not Urgency.EMERGENCY, village, urgency, line.ticket.due_on or date.max, line.ticket.id
