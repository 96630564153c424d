"""Whoever opens a page with somebody's name or telephone on it is in the audit trail, whichever page it is."""

import pytest

from app.domain.workflow import Role
from app.extensions import db
from app.models import Attachment, AuditEntry
from tests import access
from tests.factories import make_staff, open_complaint, unit
from tests.officers import Officer, current, photo
from tests.officers import address as at
from tests.sealed.doors import filled
from tests.web.water_pages import house, planned

NAME, PHONE = "ฟาตีเมาะห์ พิสูจน์ดี", "0898765432"
ASKED = {
    "desk.search": ("q=ฟาตีเมาะห์", "q=0898765432"),
    "desk.queue_page": ("", "tab=all", "tab=unit", "tab=mine"),
    "management.cases": ("figure=open", "figure=received"),
    "desk.marked": ("act=assign&case={case}.1",),
    "rounds.home": ("", "day=2026-11-02"),
}


@pytest.fixture
def everybody(app, clock, opened):
    """All that may read cases in one person, whose every look is a new one."""
    roles = Role.INTAKE, Role.OFFICER, Role.MANAGEMENT
    return Officer(app.test_client(), make_staff("somsri", *roles, now=clock(), unit=unit("งานป้องกันฯ")))


@pytest.fixture
def real(clock, everybody, trucks):
    """A complaint and a house that waits for water, both of the same person."""
    ticket = open_complaint(clock(), applicant=NAME, phone=PHONE, email="fatimoh@example.org")
    everybody.sends(f"{at(ticket)}/message", message="เราจะไปดู", photos=photo())
    held = planned(everybody, trucks, house(clock, NAME))
    return {
        "reference": current(ticket).latin,
        "file_id": db.session.query(Attachment).order_by(Attachment.id).first().id,
        "round_id": held.id,
        "stop_id": held.stops[0].id,
        "year": 2570,
        "months": 6,
        "action": "answer",
        "paper": "csv",
    }


def pages(app, real):
    """Every address inside that can be looked at."""
    for rule in access.rules(app):
        room = rule.endpoint.partition(".")[0]
        if "GET" in rule.methods and access.allowed(rule.endpoint) and room not in {"sealed", "admin"}:
            for query in ASKED.get(rule.endpoint, ("",)):
                yield filled(app, rule, **real, rest="x"), query.format(case=real["reference"])


def lines():
    db.session.rollback()
    return db.session.query(AuditEntry).count()


def shows_them(answer, query):
    """Whether it says more of them than what was asked for: lists and results name cases by number and subject."""
    text = answer.get_data().decode("utf-8", "replace").replace("\u00a0", " ")
    text = text.replace(query.partition("=")[2] or "?", "")
    return NAME in text or PHONE in "".join(letter for letter in text if letter not in " -")


def test_every_page_with_a_name_on_it_leaves_a_line(app, clock, everybody, real):
    seen, silent = set(), set()
    for address, query in pages(app, real):
        clock.advance(minutes=61)
        before = lines()
        answer = everybody.client.get(address, query_string=query)
        if answer.status_code == 200 and shows_them(answer, query):
            seen.add(address)
            if lines() == before:
                silent.add(f"{address}?{query}")
    assert len(seen) > 8, seen
    assert silent == set()
