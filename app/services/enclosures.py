"""Files put to a case after it was keyed in: a letter stays inside the office unless somebody says otherwise."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from app.domain.workflow import Kind
from app.models import Ticket
from app.services import attachments, tickets
from app.services.actors import Actor
from app.services.attachments import Accepted
from app.services.tickets import Entry
from app.services.transaction import transaction


def attach(ticket: Ticket, files: Sequence[Accepted], *, shown: bool, by: Actor, now: datetime) -> int:
    """Put files to a case, each of them once: how many were new. ``shown``: the resident sees them."""
    with transaction():
        known = {file.sha256 for file in ticket.attachments}
        fresh = [file for file in files if hashlib.sha256(file.content).hexdigest() not in known]
        if fresh:
            kept = tuple(attachments.store(file, public=shown, now=now) for file in fresh)
            kind = Kind.MESSAGED if shown else Kind.NOTED
            entry = Entry(kind, shown=shown, data={"files": len(kept)}, attachments=kept)
            tickets.add(ticket, entry, by=by, now=now)
    return len(fresh)
