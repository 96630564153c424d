"""Words that a complainant offers to their neighbours: read by an officer first, taken back at any time.

Until they are passed nobody but officers and their writer sees them; with the case's own words they go for good.
"""

from datetime import datetime

from sqlalchemy import delete

from app.domain.words import N_
from app.domain.workflow import StepRefused
from app.extensions import db
from app.models import Follower, PublicWords, Ticket
from app.services import audit
from app.services.actors import Actor
from app.services.transaction import scrub, transaction

PASSED, REFUSED = "public_words_passed", "public_words_refused"


def offer(ticket: Ticket, words: str, *, now: datetime) -> None:
    """Keep what the writer would let others read; part of taking a case in."""
    if words.strip():
        db.session.add(PublicWords(ticket_id=ticket.id, words=words.strip(), offered_at=now))
        db.session.flush()


def of(ticket: Ticket) -> PublicWords | None:
    """What was offered with this case, in whatever state."""
    return None if ticket.emptied else ticket.public_words


def judge(ticket: Ticket, *, passed: bool, by: Actor, now: datetime) -> None:
    """An officer has read the words: others may see them, or may not. The trail says who decided, not what it says."""
    with transaction():
        words = db.session.get(PublicWords, ticket.id, with_for_update=True, populate_existing=True)
        if words is None:
            raise StepRefused(N_("ผู้ร้องขอคืนข้อความนี้แล้ว"))
        if bool(words.passed_at if passed else words.refused_at):
            return
        words.passed_at, words.refused_at = (now, None) if passed else (None, now)
        words.judged_by_id = by.staff_id
        audit.record(PASSED if passed else REFUSED, ticket.reference, by=by, now=now)


def take_back(ticket: Ticket) -> None:
    """The writer no longer wants others to read them: they go, and nobody follows the case any longer."""
    with transaction():
        forget(ticket)
        scrub()


def forget(ticket: Ticket) -> None:
    """Take words and followers away; part of emptying a case."""
    for table in (PublicWords, Follower):
        db.session.execute(delete(table).where(table.ticket_id == ticket.id))
