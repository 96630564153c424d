"""Measures that only evidence can show are asked for at the beginning of a month: once, by day, to management."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from app.domain.workflow import Role
from app.extensions import db
from app.models import OutboxMail
from app.services import duties, evidence, measures
from tests.conftest import BANGKOK
from tests.factories import actor, make_office, make_staff

HEAD = actor(Role.MANAGEMENT)


@pytest.fixture
def office(app, clock, monkeypatch):
    app.config["MAIL_SERVER"] = "mail.invalid"
    monkeypatch.setattr("app.services.outbox.send_due", lambda *_: 0)
    office = make_office(clock())
    make_staff("nayok", Role.MANAGEMENT, now=clock(), email="nayok@example.org")
    make_staff("palad", Role.MANAGEMENT, now=clock())
    make_staff("anan", Role.OFFICER, now=clock(), email="anan@example.org")
    return office


@pytest.fixture
def report(office, clock):
    return measures.draft(2570, 12, office, by=HEAD, now=clock())


def letters(clock, day, hour=9, month=11):
    """What waits for management after a round of duties at a moment of 2026 (1 November is a Sunday)."""
    clock.set(datetime(2026, month, day, hour, tzinfo=BANGKOK))
    duties.round_of_duties(clock)
    db.session.rollback()
    query = select(OutboxMail).where(OutboxMail.subject.contains("หลักฐาน"))
    return [(mail.recipient, mail.body) for mail in db.session.scalars(query)]


def test_on_the_first_working_day_once(report, clock):
    assert letters(clock, 1) == []
    ((recipient, body),) = letters(clock, 2)
    assert recipient == "nayok@example.org"
    assert "ยังไม่มีหลักฐานของเดือน ตุลาคม 2569: มาตรการที่ 2" in body
    assert "/management/reports/2570/12" in body
    assert len(letters(clock, 2, 15)) == len(letters(clock, 3)) == len(letters(clock, 4)) == 1


def test_not_at_night(report, clock):
    assert letters(clock, 2, 7) == []


def test_what_is_shown_is_not_asked_for(report, clock):
    by, now = HEAD, clock()
    evidence.add_link(report.rows[1], "https://example.go.th/1", month=date(2026, 10, 1), by=by, now=now)
    assert letters(clock, 2) == []
    ((_, body),) = letters(clock, 1, month=12)
    assert "พฤศจิกายน 2569: มาตรการที่ 2" in body


def test_the_internal_survey_is_asked_for_in_its_own_months(report, clock):
    clock.set(datetime(2027, 2, 1, 9, tzinfo=BANGKOK))
    duties.round_of_duties(clock)
    body = db.session.scalars(select(OutboxMail.body).where(OutboxMail.subject.contains("หลักฐาน"))).one()
    assert "มกราคม 2570: มาตรการที่ 2, มาตรการที่ 3" in body


def test_where_no_report_is_drafted_nobody_is_asked(office, clock):
    assert letters(clock, 2) == []
