"""The rarer ways: a complaint moved out of the general channel, a copy for another agency, a report destroyed."""

import io

import pypdf
import pytest
from flask import Flask
from sqlalchemy import text

from app.domain.references import tracking_code
from app.domain.sealed import Finding
from app.domain.workflow import Role
from app.extensions import db
from app.models import SealedCase
from app.services.sealed import casework, pickups, reports
from app.services.sealed.casework import Given
from app.services.transaction import transaction
from tests import factories
from tests.officers import Officer as Clerk
from tests.officers import hired
from tests.residents import Resident
from tests.sealed import planted
from tests.web.sealed_pages import Officer, officer_at_desk
from tests.web.test_intake import COMPLAINT
from tests.web.test_sealed_export import ask
from tests.web.test_sealed_retention import approves, proposes


def complains(clock) -> tuple[int, str]:
    """Somebody tells the general channel what belongs in the sealed one: row and link of the case."""
    person = {"applicant": planted.COMPLAINANT, "phone": "0899911777", "email": "planted@example.org"}
    ticket = factories.open_complaint(clock(), story=planted.COMPLAINT, place=planted.PLACE, **person)
    return ticket.id, ticket.token


def complains_in_vain(app: Flask) -> None:
    """The same by the form, but the row that holds the words cannot be written."""
    person = Resident(app.test_client())
    person.opens("/complaints/new").types(**{**COMPLAINT, "story": planted.COMPLAINT, "place": planted.PLACE})
    person.presses("ไปตรวจคำตอบ")
    with transaction():
        act = "INSERT INTO nowhere VALUES (1)"
        db.session.execute(text(f"CREATE TRIGGER fails BEFORE INSERT ON ticket BEGIN {act}; END"))
    person.types(acknowledged="y").presses("ส่งเรื่อง", status=500)
    with transaction():
        db.session.execute(text("DROP TRIGGER fails"))


def moves(app: Flask, ticket: tuple[int, str], clock) -> list[str]:
    """A clerk moves it; its resident opens the new code by the old link and writes it down: all codes."""
    row, token = ticket
    clerk = Clerk(app.test_client(), hired("anan", Role.MANAGEMENT, now=clock()))
    assert clerk.steps(row, "move", about="palad", understood="y").location == "/staff/queue"
    code = pickups.by_token(token).code
    phone = app.test_client()
    assert phone.get(f"/t/{token}").status_code == 200
    assert phone.post(f"/t/{token}/noted", data={"last_four": code[-4:]}).status_code == 303
    assert reports.find(code).answers.what == planted.COMPLAINT
    return [code, token, tracking_code(token)]


def exports(officer: Officer) -> str:
    """One encrypted PDF for another agency: the code that opens it."""
    officer.place = officer.opens_first().request.path
    code, answer = ask(officer)
    reader = pypdf.PdfReader(io.BytesIO(answer.data))
    assert reader.decrypt(code), "no copy was made"
    return code


def ends(reader, code: str, now) -> None:
    """All steps to the end."""
    for action, given in (
        ("register", Given()),
        ("conclude", Given(finding=Finding.UNFOUNDED, note=planted.NOTE)),
        ("tell", Given(message=planted.ANSWER)),
        ("close", Given()),
    ):
        found = reports.find(code)
        casework.take(reader.door, found, action, given, seen=found.seen, now=now)


def destroys(app: Flask, readers, code: str, clock) -> None:
    """Ten years later two officers destroy it."""
    ends(readers[0], code, clock())
    case = reports.find(code).id
    clock.set(clock().replace(year=2037, month=1, day=5))
    proposes(officer_at_desk(app, readers[0], clock), **{"propose-reason": planted.REASON})
    approves(officer_at_desk(app, readers[1], clock))
    db.session.rollback()
    assert db.session.get(SealedCase, case).shredded_month is not None
    with pytest.raises(reports.Destroyed):
        reports.find(code)
