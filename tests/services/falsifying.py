"""An office with a published report, and the tools of somebody with its database in their hands."""

# ruff: noqa: S608  (the statements are the attack)

import importlib.util
import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

from sqlalchemy import text

from app.domain.dates import BANGKOK
from app.domain.history import GENESIS, link_hash
from app.domain.periods import parse_period
from app.domain.workflow import Outcome, Role
from app.extensions import db
from app.models import Ticket, TicketEvent
from app.renderers import RENDERERS
from app.services import audit_package, chain, edition_proof, editions, measures, tickets, upkeep
from app.services.report_publishing import publish
from app.services.steps import StepInput
from tests.factories import actor, make_office, open_complaint, open_water

HEAD = actor(Role.MANAGEMENT)
AS_OF = date(2027, 9, 30)
PERIOD = parse_period("fy2570r12")
SCRIPT = Path(__file__).parents[2] / "docs" / "recompute.py"
TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


def published(clock, monkeypatch):
    """Five complaints, two of them answered late, and a water request; a year later their report is published."""
    for kind in editions.PAPERS:
        quick = SimpleNamespace(
            extension=kind, mimetype=f"test/{kind}", available=lambda: None, render=lambda report: repr(report).encode()
        )
        monkeypatch.setitem(RENDERERS, kind, quick)
    clock.set(datetime(2026, 10, 5, 9, tzinfo=BANGKOK))
    office = make_office(clock())
    for days in (1, 30, 45, 2, 3):
        ticket = open_complaint(clock())
        clock.advance(hours=1)
        tickets.take_step(ticket, "accept", StepInput(), by=HEAD, now=clock())
        tickets.write(ticket, "ไปดูแล้ว", public=True, by=HEAD, now=clock())
        clock.advance(days=days)
        done = StepInput(outcome=Outcome.SOLVED, message="เสร็จแล้ว")
        tickets.take_step(ticket, "start", StepInput(), by=HEAD, now=clock())
        tickets.take_step(ticket, "answer", done, by=HEAD, now=clock())
    open_water(clock())
    clock.set(datetime(2027, 10, 4, 9, tzinfo=BANGKOK))
    report = measures.draft(2570, 12, office, by=HEAD, now=clock())
    for row in report.rows:
        cells = {name: getattr(row, name) for name in measures.CELLS} | {"summary": "ทำแล้ว", "result": "ดี"}
        measures.save_row(row, cells, version=report.version, by=HEAD, now=clock())
    return publish(report, office, version=report.version, answered=(), changed="", by=HEAD, now=clock())


def alter(*statements: str) -> None:
    """Past the triggers and past foreign keys."""
    db.session.rollback()
    lite = db.engine.dialect.name == "sqlite"
    with db.engine.connect() as connection:
        if lite:
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
            for name in connection.execute(text(TRIGGERS)).scalars().all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("SET session_replication_role = replica"))
        for statement in statements:
            connection.execute(text(statement.replace(":", "\\:")))
        if not lite:
            connection.execute(text("SET session_replication_role = origin"))
        connection.commit()
        if lite:
            connection.connection.cursor().execute("PRAGMA foreign_keys=ON")
    db.session.expire_all()


def chained_anew() -> list[str]:
    """The statements with which the whole chain is reckoned again, so that it holds."""
    previous, statements = GENESIS, ["UPDATE ticket_event SET hash = CAST(id AS TEXT)"]
    for one in db.session.query(TicketEvent).order_by(TicketEvent.id):
        found = link_hash(previous, chain.event_content(one, one.ticket.reference))
        statements.append(f"UPDATE ticket_event SET previous_hash = '{previous}', hash = '{found}' WHERE id = {one.id}")
        previous = found
    return [*statements, f"UPDATE chain_head SET hash = '{previous}' WHERE name = 'events'"]


def event(number: int, kind: str) -> TicketEvent:
    """An event of this kind of the n-th case."""
    found = db.session.query(TicketEvent).join(Ticket).filter(TicketEvent.kind == kind)
    return found.order_by(TicketEvent.id).all()[number]


def caught(edition, now) -> set[str]:
    """The lines of the edition's proof that do not hold."""
    db.session.rollback()
    return {line.key for line in edition_proof.verify(edition, now=now) if line.wrong}


def differing(now) -> dict[str, tuple[str, ...]]:
    """What ``facts verify`` names."""
    return {ticket.reference: names for ticket, names in upkeep.differing(now)}


def script():
    """The auditor's script, as a module."""
    spec = importlib.util.spec_from_file_location("recompute", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def disagrees(edition, now, folder) -> bool:
    """A package made now, put through the script, says something else than what was published."""
    db.session.rollback()
    (folder / "now.zip").write_bytes(audit_package.archive(PERIOD, now=now, as_of=AS_OF))
    return script().recompute(folder / "now.zip") != edition.figures


def unpacked(archived):
    """The files of an audit package by their names."""
    with zipfile.ZipFile(io.BytesIO(archived)) as file:
        return {name: file.read(name) for name in file.namelist()}
