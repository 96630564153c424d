"""Water requests that wait for management: checked and not yet approved, or delivered in an emergency before that."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import selectinload

from app.domain.channels import WATER
from app.domain.workflow import Phase, Status
from app.extensions import db
from app.models import Ticket
from app.services import scope
from app.services.actors import Actor
from app.services.steps import unratified

ONE_READING = timedelta(hours=1)


def waiting(actor: Actor) -> Sequence[Ticket]:
    """Requests that an officer has checked: emergencies first, then by the promised day."""
    query = scope.for_staff(actor).where(Ticket.channel_slug == WATER.slug, Ticket.status == Status.CHECKED)
    order = (Ticket.emergency.desc(), Ticket.due_on, Ticket.id)
    return db.session.scalars(query.options(selectinload(Ticket.events)).order_by(*order)).unique().all()


def delivered(actor: Actor) -> Sequence[Ticket]:
    """Deliveries that still need their approval afterwards, the oldest first."""
    gone = (Ticket.channel_slug == WATER.slug, Ticket.emergency, Ticket.phase == Phase.DONE)
    query = scope.for_staff(actor).where(*gone, Ticket.details["ratified"].as_boolean().is_(False))
    found = db.session.scalars(query.options(selectinload(Ticket.events)).order_by(Ticket.closed_at)).unique()
    return [ticket for ticket in found if unratified(ticket)]
