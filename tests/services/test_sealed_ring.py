"""The key ring of an unlocked officer: quick for them, worth nothing to whoever copies the database."""

import pytest

from app.domain.sealed import Position
from app.extensions import db
from app.models import SealedCase, SealedSession
from app.services.sealed import inbox, ring, sessions, sharing, slots
from app.services.transaction import transaction
from tests import factories, sealed_cast

pytestmark = pytest.mark.sealed


@pytest.fixture
def cast(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    return {
        "arun": sealed_cast.reader("arun", clock()),
        "rohani": sealed_cast.reader("rohani", clock()),
        "palad": sealed_cast.reader("palad", clock(), title="ปลัด อบต."),
    }


@pytest.fixture
def tried(monkeypatch):
    """Which cases' boxes were tried."""
    asked, find = [], slots.find

    def count(case, public, private):
        asked.append(case.id)
        return find(case, public, private)

    monkeypatch.setattr("app.services.sealed.slots.find", count)
    return asked


def look(reader, clock):
    """A request of its own."""
    db.session.rollback()
    door = sessions.enter(reader.token, reader.member, now=clock())
    return {line.report.answers.what for line in inbox.of(door, now=clock()).lines}


def stored(reader):
    db.session.rollback()
    return db.session.query(SealedSession.ring).filter_by(officer_id=reader.door.officer.id).scalar()


def test_only_what_is_new_is_tried(app, clock, cast, tried):
    for what in ("ก", "ข"):
        sealed_cast.send(clock(), what=what)
    tried.clear()
    assert look(cast["arun"], clock) == {"ก", "ข"}
    assert len(tried) == 2
    assert look(cast["arun"], clock) == {"ก", "ข"}
    assert len(tried) == 2
    _, third = sealed_cast.send(clock(), what="ค")
    tried.clear()
    assert look(cast["arun"], clock) == {"ก", "ข", "ค"}
    assert tried == [third.report.id]


def test_what_got_a_new_key_is_tried_again_and_what_was_lost_is_lost(app, clock, cast, tried):
    _, sent = sealed_cast.send(clock(), what="ก")
    everybody = [cast["arun"], cast["rohani"], cast["palad"]]
    assert [look(reader, clock) for reader in everybody] == [{"ก"}, {"ก"}, {"ก"}]
    sharing.step_aside(cast["arun"].door, sent.report, "เป็นญาติ", now=clock())
    tried.clear()
    assert [look(reader, clock) for reader in everybody] == [set(), {"ก"}, {"ก"}]
    assert tried == [sent.report.id] * 3


def test_the_accused_costs_as_many_tries_and_keeps_as_large_a_ring(app, clock, cast, tried):
    for position in (Position.PALAD, Position.OTHER, Position.PALAD):
        sealed_cast.send(clock(), position)
    counts = {}
    for name in ("arun", "palad"):
        tried.clear()
        seen = [len(look(cast[name], clock)) and len(tried) for _ in range(2)]
        counts[name] = (seen, len(stored(cast[name])))
    assert counts["arun"] == counts["palad"] == ([3, 3], counts["arun"][1])


def test_the_database_alone_finds_no_key_on_it(app, clock, cast):
    _, sent = sealed_cast.send(clock())
    look(cast["arun"], clock)
    for form in (sent.report.key, sent.report.key.hex().encode()):
        assert form not in stored(cast["arun"])
    assert stored(cast["rohani"]) is None


def test_a_ring_put_in_from_elsewhere_is_begun_anew(app, clock, cast, tried):
    sealed_cast.send(clock(), Position.PALAD, what="ก")
    for name in ("arun", "palad"):
        look(cast[name], clock)
    with transaction():
        rows = {row.officer_id: row for row in db.session.query(SealedSession)}
        palads = rows[cast["palad"].door.officer.id]
        palads.ring = rows[cast["arun"].door.officer.id].ring
    tried.clear()
    assert look(cast["palad"], clock) == set()
    assert len(tried) == 1


def test_a_locked_door_takes_its_ring_with_it(app, clock, cast):
    sealed_cast.send(clock())
    look(cast["arun"], clock)
    sessions.close(cast["arun"].token)
    assert stored(cast["arun"]) is None


def test_a_destroyed_report_is_on_no_ring(app, clock, cast):
    """Its boxes are gone; what stands in clear is left for the totals."""
    sealed_cast.send(clock(), what="ก")
    with transaction():
        db.session.query(SealedCase).one().slots = b""
    assert look(cast["arun"], clock) == set()
    assert ring.opened_by(cast["arun"].door) == []
