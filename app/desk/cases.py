"""A case: what was said, what was promised, what happened, and the buttons that the workflow allows now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.desk import details, enclosures, history, keys, presence, promise, public_words, story, typed, water
from app.desk.door import bp, opened
from app.desk.messages import MessageForm, NoteForm
from app.domain.channels import Arrival
from app.domain.dates import local_day
from app.domain.survey import Place
from app.domain.workflow import Phase, Role, Step
from app.models import Ticket
from app.services import invitations, looks, queue, steps
from app.services.invitations import Invitation
from app.services.sealed import handover
from app.web import buttons, manual_steps, office
from app.web.standings import Seen, seen


@dataclass(frozen=True, slots=True)
class Button:
    """A step as a button; ``form`` leads to its own page, otherwise one press does it."""

    step: Step
    form: bool
    key: str
    primary: bool


@bp.get("/tickets/<reference>")
def case(reference: str) -> ResponseReturnValue:
    """The page of one case."""
    found = opened(reference)
    by, now, drafts = office.actor(), office.now(), typed.of(found)
    since = looks.since(found, by=by, now=now)
    message, note = _beside(found, drafts)
    page = render_template(
        "desk/case.html",
        ticket=found,
        chip=chip(found),
        buttons=_buttons(found),
        photos=story.first_photos(found),
        enclosures=enclosures.of(found),
        details=details.rows(found),
        repeated=history.repeated(found),
        supply=water.supply(found),
        public=public_words.offer(found),
        spot=details.spot(found),
        conversation=story.conversation(found),
        notes=story.internal(found),
        entries=story.entries(found, office.calendar().local_day(now), by, since),
        stamp=promise.rows(found),
        manual_steps=manual_steps.of(found, office.now(), resident=False),
        message=message,
        note=note,
        drafts=drafts.values(),
        here=presence.here(found),
        movable=handover.possible(found),
        survey=_to_speak_out(found),
    )
    looks.seen(found, since, by=by, now=now)
    return page


def _beside(ticket: Ticket, drafts: Mapping[str, typed.Typed]) -> tuple[MessageForm, NoteForm]:
    """The two small forms, with what was typed into them before."""
    words, inner = drafts.get("message"), drafts.get("note")
    message = MessageForm(ticket, formdata=words.fields) if words else MessageForm(ticket)
    return message, NoteForm(formdata=inner.fields) if inner else NoteForm()


def chip(ticket: Ticket) -> Seen:
    """How the case stands, in a word and a shape; a finished one says how it ended."""
    if ticket.phase is Phase.DONE:
        label = ticket.outcome.label if ticket.outcome else ticket.status.label
        return Seen("done", str(_(label)))
    return seen(queue.standing_of(ticket, office.calendar(), office.now()))


def _to_speak_out(ticket: Ticket) -> Invitation | None:
    """On the day a walk-in's case ends, whoever ended it is reminded to invite the person who stands before them."""
    ended = local_day(ticket.closed_at) if ticket.phase is Phase.DONE and ticket.closed_at else None
    if ended != office.today() or ticket.arrival is not Arrival.WALK_IN:
        return None
    return invitations.invite(ticket, Place.COUNTER, office.today())


def _buttons(ticket: Ticket) -> list[Button]:
    found = water.beside_rounds(ticket, steps.choices(ticket, office.member().roles))
    own = Role.OFFICER in office.member().roles
    first = buttons.primary(found, assigned=ticket.officer_id is not None, own=own)
    ordered = sorted(found, key=lambda s: (s.action != first, not s.primary))
    return [Button(s, _needs_form(s), keys.KEYS.get(s.action, ""), s.action == first) for s in ordered]


def _needs_form(step: Step) -> Any:
    return bool(step.asks) or len(step.outcomes) > 1
