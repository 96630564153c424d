"""Putting right what is said of a person: who they are, how to reach them, where they live; never what anybody wrote.

Each case keeps an event with the reason and keyed hashes of what was there before; its words are held against that
event from then on (app.services.chain).
"""

import hmac
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import update

from app.domain.thai import search_key
from app.domain.workflow import Kind
from app.extensions import db
from app.models import OldRegisterLine, OutboxMail, Ticket, Village, WaterPoint
from app.services import audit, chain, intake, scope, signing, tickets
from app.services.actors import Actor
from app.services.personal.chosen import Chosen
from app.services.tickets import Entry
from app.services.transaction import scrub, transaction

FIELDS = ("name", "phone", "email", "house_no", "place")
_OF_CASE = {"name": "applicant", "phone": "phone", "email": "email", "place": "place"}
_OF_HOUSE = {"name": "name", "phone": "phone", "house_no": "house_no", "place": "place"}
_OF_LINE = {"name": "person", "phone": "phone", "place": "place"}
Values = Mapping[str, str]


def correct(chosen: Chosen, values: Values, reason: str, *, by: Actor, now: datetime) -> int:
    """Write the given values (an empty one leaves what is there) wherever they are said: in how many things."""
    given = {name: value for name, value in values.items() if name in FIELDS and value}
    houses: dict[int, list[int]] = {}
    for point in chosen.houses:
        houses.setdefault(point.ticket_id, []).append(point.id)
    own = [ticket.id for ticket in chosen.cases]
    names, lines = chosen.names, sorted(line.id for line in chosen.lines)
    with transaction():
        held = db.session.scalars(scope.all_locked().where(Ticket.id.in_({*own, *houses}))).unique().all()
        done = sum(_line(line_id, given) for line_id in lines)
        for ticket in held:
            done += _case(ticket, given, ticket.id in own, houses.get(ticket.id, []), reason, by, now)
        audit.record("personal_corrected", "personal data", by=by, now=now, fields=sorted(given), things=names)
        scrub()
    return done


def _case(
    ticket: Ticket, given: Values, own: bool, houses: list[int], reason: str, by: Actor, now: datetime
) -> bool:
    was: dict[str, str] = {}
    before = (ticket.applicant, ticket.email)
    for point in ticket.points:  # a request for one house has its person's own
        if point.id in houses or (own and (len(ticket.points) == 1 or point.name == before[0])):
            was |= _put(point, _OF_HOUSE, given, f"house {point.number} ")
    if own:
        was |= _put(ticket, _OF_CASE, given, "")
        if given.get("house_no") and "house_no" in ticket.details:
            was["house_no"] = _hash(str(ticket.details["house_no"]))
            ticket.details = {**ticket.details, "house_no": given["house_no"]}
        waiting = update(OutboxMail).where(OutboxMail.ticket_id == ticket.id, OutboxMail.sent_at.is_(None))
        if ticket.email != before[1]:
            db.session.execute(waiting.where(OutboxMail.recipient == before[1]).values(recipient=ticket.email))
    if not was:
        return False
    ticket.search_text = _search_text(ticket)
    data: dict[str, Any] = {"fields": sorted(was), "was": was, "words": chain.words_hash(ticket)}
    tickets.add(ticket, Entry(Kind.CORRECTED, text=reason, data=data), by=by, now=now)
    return True


def _put(row: Ticket | WaterPoint | OldRegisterLine, columns: Values, given: Values, prefix: str) -> dict[str, str]:
    """Write what differs: the names of what changed, each with a hash of what was there."""
    changed = {}
    for name, column in columns.items():
        present = getattr(row, column)
        if given.get(name) and given[name] != present:
            changed[prefix + name] = _hash(present)
            setattr(row, column, given[name])
    return changed


def _hash(value: str) -> str:
    """Tells whether a value was there for whoever knows it and has this installation's secret; nothing to others."""
    return hmac.new(signing.derived("corrected"), value.encode(), sha256).hexdigest()[:24]


def _search_text(ticket: Ticket) -> str:
    came = intake.search_text(ticket, village=ticket.village, category=ticket.category, points=ticket.points)
    said = [search_key(event.message.text) for event in ticket.events if event.message]
    return " ".join([came, *said]).strip()


def _line(line_id: int, given: Values) -> bool:
    """An old book's reading; the cells stay as the book has them."""
    line = db.session.get(OldRegisterLine, line_id, with_for_update=True)
    if line is None or not _put(line, _OF_LINE, given, ""):
        return False
    village = db.session.get(Village, line.village_id) if line.village_id else None
    said = (line.number, line.subject, line.kind, line.person, line.phone, line.place, line.result)
    line.search_text = search_key(" ".join(filter(None, (*said, village.name if village else ""))))
    return True
