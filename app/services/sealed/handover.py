"""A general complaint that turns out to be an allegation: moved to the sealed channel in one act.

Outside it nothing that was said is left: no text, name, file or letter. The case keeps its number and its times, under
an ending that it shares with withdrawals.
"""

from collections.abc import Collection
from datetime import datetime

from app.domain.channels import COMPLAINTS
from app.domain.references import new_token
from app.domain.sealed import Position, new_code
from app.domain.sealed_report import Answers
from app.domain.workflow import Kind, Outcome, Phase, Status, StepRefused
from app.extensions import db
from app.models import Ticket
from app.services import audit, casework, drafts, emptying, finding, register, scope, tickets
from app.services.actors import Actor
from app.services.sealed import contents, office, pickups, reports, story
from app.services.steps import EMPTIED
from app.services.tickets import Entry, Overtaken
from app.services.transaction import scrub, transaction


def possible(ticket: Ticket) -> bool:
    """Whether a case is one that could be moved: a complaint, of any status, whose words are still here."""
    return ticket.channel_slug == COMPLAINTS.slug and not ticket.emptied


def hand_over(ticket: Ticket, about: Collection[Position], *, by: Actor, now: datetime, version: int) -> None:
    """Move a case, all of it or nothing; its old receipt opens the new code.

    ``StepRefused`` when it is not theirs to move or was moved before, ``Overtaken`` when there are more events than
    they saw; ``NotOpen``, ``NobodyMayRead``, ``Busy``.
    """
    if not office.readiness().open:
        raise office.NotOpen
    code = new_code()
    roots, lock = list(reports.roots_of(code)), pickups.lock_of(ticket.token)
    with transaction():
        held = _hold(ticket, by, version)
        carried = contents.of(held)
        sent = reports.send(code, _submission(held, about, carried), now=now, roots=roots)
        for line, at in (*carried.lines, (contents.origin(held, carried.lost, by), now)):
            story.append(sent.report.id, sent.report.key, line, now=at)
        pickups.lay(lock, code=code, token=held.token, reference=held.reference, report=sent.report)
        _end(held, by, now)
        _empty(held)
        scrub()


def _hold(ticket: Ticket, by: Actor, version: int) -> Ticket:
    query = scope.locked(ticket.id).where(scope.seen_by(by))
    held = db.session.scalars(query).unique().one_or_none()
    if held is None or not possible(held):
        raise StepRefused(EMPTIED)
    if held.version != version:
        raise Overtaken(max(held.events, key=lambda event: event.id))
    return held


def _submission(ticket: Ticket, about: Collection[Position], carried: contents.Carried) -> reports.Submission:
    answers = Answers(
        about=frozenset(about), what=ticket.story, where=contents.where(ticket), contact=contents.contact(ticket),
        elsewhere=contents.elsewhere(ticket),
    )  # fmt: skip
    return reports.Submission(answers, carried.files, ticket.arrival, ticket.received_at, sample=ticket.sample)


def _end(ticket: Ticket, by: Actor, now: datetime) -> None:
    """As a withdrawal; a case that was done before keeps how it ended, and its place in the figures."""
    outcome = None if ticket.phase is Phase.DONE else Outcome.WITHDRAWN
    tickets.add(ticket, Entry(Kind.WITHDRAWN, Status.CLOSED, outcome, shown=True), by=by, now=now)
    audit.record(casework.WITHDRAWN, ticket.reference, by=by, now=now)


def _empty(ticket: Ticket) -> None:
    """Take away every word, name and file, and what opened or found them."""
    emptying.empty(ticket)
    if not register.is_running(ticket.register_number):  # a gap among running numbers would tell more
        ticket.register_number = ""
    ticket.token, ticket.idempotency_key = new_token(), drafts.new_key()
    db.session.flush()
    finding.forget()
