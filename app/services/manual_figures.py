"""How the promises of each version of a manual were kept: cases received under it, and those closed in time."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.domain.workflow import Outcome
from app.extensions import db
from app.models import Manual, TicketStint
from app.services import scope

_COUNTED = [outcome for outcome in Outcome if outcome.counts]


@dataclass(frozen=True, slots=True)
class VersionFigures:
    """Cases received under one version; ``on_time`` of those ``judged``: closed, neither duplicate nor withdrawn.

    A case is judged once, by its first closing.
    """

    service: str
    version: int
    received: int
    judged: int
    on_time: int


def every() -> list[VersionFigures]:
    """Every version of every service that has received a case."""
    ticket = scope.for_manuals().subquery()
    first = (TicketStint.ticket_id == ticket.c.id) & (TicketStint.number == 1)
    counts = TicketStint.on_time.is_not(None) & TicketStint.outcome.in_(_COUNTED)
    query = (
        select(
            Manual.service,
            Manual.version,
            func.count(),
            func.count().filter(counts),
            func.count().filter(counts & TicketStint.on_time.is_(True)),
        )
        .select_from(ticket)
        .join(Manual, Manual.id == ticket.c.manual_id)
        .outerjoin(TicketStint, first)
        .group_by(Manual.service, Manual.version)
        .order_by(Manual.service, Manual.version.desc())
    )
    return [VersionFigures(*row) for row in db.session.execute(query)]


def by_version(service: str) -> dict[int, VersionFigures]:
    """The versions of one service that have received a case."""
    return {figures.version: figures for figures in every() if figures.service == service}
