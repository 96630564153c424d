"""Files and paper: photographs of a case, and the case sheet with its block for the officers' pens."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app.desk import details, story
from app.desk.door import bp, opened
from app.domain.workflow import Kind
from app.models import Ticket, TicketEvent
from app.services import approvals, casework
from app.services import office as offices
from app.web import files, office


@dataclass(frozen=True, slots=True)
class Keyed:
    """What stands in a cell because it was keyed in; without it the cell is blank, for the pen."""

    text: str
    event: TicketEvent

    @property
    def who(self) -> str:
        """Who wrote it."""
        return story.who(self.event)


@bp.get("/files/<int:file_id>")
def file(file_id: int) -> ResponseReturnValue:
    """A file of a case that this officer may see."""
    return files.picture(casework.attachment(file_id, by=office.actor(), now=office.now()) or abort(404))


@bp.get("/tickets/<reference>/sheet")
def sheet(reference: str) -> ResponseReturnValue:
    """The case on A4, in the order that every subdistrict office's form has."""
    case = opened(reference)
    return render_template(
        "desk/sheet.html",
        ticket=case,
        details=details.rows(case),
        photos=story.first_photos(case),
        units=offices.units(),
        opinion=_keyed(case, {Kind.CHECKED}),
        agreed=_written(approvals.agreed(case)),
        order=_keyed(case, {Kind.APPROVED, Kind.NOT_APPROVED}),
        result=_keyed(case, {Kind.ANSWERED, Kind.DELIVERED, Kind.REFERRED, Kind.NOT_ACCEPTED}),
    )


def _keyed(case: Ticket, kinds: set[Kind]) -> Keyed | None:
    return _written(_last([event for event in case.events if event.kind in kinds]))


def _written(event: TicketEvent | None) -> Keyed | None:
    if event is None:
        return None
    words = event.message.text if event.message else ""
    return Keyed("\n".join(part for part in (story.title(event), words) if part), event)


def _last(events: Sequence[TicketEvent]) -> TicketEvent | None:
    return events[-1] if events else None
