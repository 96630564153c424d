"""What can be lost, one test a row of docs/sealed-ceremony: as designed, and not a step further."""

import re
import shutil
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.domain.sealed import Position
from app.domain.workflow import Role
from app.extensions import db
from app.models import AuditEntry
from app.services import staff
from app.services.actors import SYSTEM, Actor
from app.services.administration import people
from app.services.sealed import casework, granting, keys, office, officers, sessions, sharing, slots, story
from app.services.sealed.passphrases import WrongSecret
from tests import conftest, factories, sealed_cast

pytestmark = pytest.mark.sealed
NEW_PHRASE = "กล้วยหอม ตกน้ำ สองลูก"
ADMIN = Actor(frozenset({Role.ADMINISTRATOR}))


@pytest.fixture
def envelope(app, clock):
    """The private half of the office's recovery key."""
    factories.make_office(clock())
    return sealed_cast.open_channel(clock())


@pytest.fixture
def arun(envelope, clock):
    return sealed_cast.reader("arun", clock())


@pytest.fixture
def rohani(arun, clock):
    return sealed_cast.reader("rohani", clock())


@pytest.fixture
def report(rohani, clock):
    return sealed_cast.send(clock())[1].report.id


def door(member, phrase, clock):
    return sessions.enter(sessions.unlock(member, phrase, now=clock()), member, now=clock())


def opens(opener, report_id, clock):
    return casework.find(opener, report_id, now=clock()) is not None


def enrols_anew(reader, colleague, clock, *, stolen=False):
    """A new pair, and a colleague who compares its fingerprint: the officer's new door."""
    made = officers.enrol(reader.member, Position.CENTRE, NEW_PHRASE, now=clock(), stolen=stolen)
    officers.compare(made.officer, officers.fingerprint(made.officer.public_key), by=colleague.officer, now=clock())
    officers.confirm(made.officer, by=colleague.officer, now=clock())
    return door(reader.member, NEW_PHRASE, clock)


def audited(action):
    return db.session.scalars(select(AuditEntry).where(AuditEntry.action == action)).all()


def row(report_id):
    return db.session.get_one(story.SealedCase, report_id, populate_existing=True)


def test_passphrase_forgotten_with_the_recovery_code(arun, report, clock):
    officers.recover(arun.door.officer, arun.recovery_code, NEW_PHRASE, now=clock())
    assert opens(door(arun.member, NEW_PHRASE, clock), report, clock)
    with pytest.raises(WrongSecret):
        sessions.unlock(arun.member, arun.phrase, now=clock())


def test_passphrase_and_recovery_code_lost_a_colleague_grants_all_at_once(arun, rohani, report, clock):
    more = [sealed_cast.send(clock())[1].report.id for _ in range(2)]
    hers = sealed_cast.send(clock(), Position.CENTRE)[1].report.id
    fresh = enrols_anew(arun, rohani.door, clock)
    assert not any(opens(fresh, found, clock) for found in (report, *more))
    rohani_now = door(rohani.member, rohani.phrase, clock)
    assert granting.grant_all(rohani_now, fresh.officer.id, now=clock()) == 3
    assert all(opens(fresh, found, clock) for found in (report, *more))
    assert not opens(fresh, hers, clock)
    assert granting.grant_all(rohani_now, fresh.officer.id, now=clock()) == 0
    assert [line.data for line in audited("sealed.granted_all")] == [{"officer": "arun"}] * 2


def test_all_at_once_gives_nobody_what_they_may_not_read(arun, rohani, report, clock):
    about_palad = sealed_cast.send(clock(), Position.PALAD)[1].report.id
    palad = sealed_cast.reader("palad", clock(), title="ปลัด อบต.")
    assert granting.grant_all(rohani.door, palad.door.officer.id, now=clock()) == 1
    assert opens(palad.door, report, clock)
    assert not opens(palad.door, about_palad, clock)
    waiting = factories.make_staff("newcomer", Role.INTEGRITY, now=clock())
    made = officers.enrol(waiting, Position.CENTRE, NEW_PHRASE, now=clock())
    for unfit in (made.officer.id, rohani.door.officer.id, "f" * 32):
        with pytest.raises(sharing.NotEligible):
            granting.grant_all(rohani.door, unfit, now=clock())


@pytest.mark.sqlite
def test_nobody_left_the_envelope_opens_a_restored_backup(app, arun, report, envelope, clock, tmp_path):
    from app import create_app  # noqa: PLC0415  (a second office, as on another machine)

    accused = sealed_cast.send(clock(), Position.CENTRE)[1].report.id
    sheet = "\n".join(sealed_cast.paper(envelope))
    place = tmp_path / "restored"
    place.mkdir()
    db.session.remove()
    db.engine.dispose()
    shutil.copy(tmp_path / "khamrong.db", place / "khamrong.db")
    settings = conftest.office(f"sqlite:///{place / 'khamrong.db'}", place)
    other = create_app(replace(settings, SECRET_KEY="another machine, another secret, long enough"), clock=clock)
    with other.app_context():
        member = staff.by_username("arun")
        assert (officers.trusted(), office.recovery_key()) == ([], None)
        officers.enrol(member, Position.CENTRE, NEW_PHRASE, now=clock())
        run = other.test_cli_runner()
        assert run.invoke(args=["sealed", "vouch", "arun", "--yes"]).exit_code == 0
        done = run.invoke(args=["sealed", "reopen", "arun"], input=sheet + "\n")
        assert "1 reports reopened" in done.output
        assert not any(line in done.output for line in sealed_cast.paper(envelope))
        opener = door(member, NEW_PHRASE, clock)
        assert casework.find(opener, report, now=clock()).story[-1].kind == sharing.GRANTED
        assert not opens(opener, accused, clock)
        assert office.recovery_key() == keys.public_of(envelope)
        assert slots.find(row(report), keys.public_of(envelope), envelope), "the envelope opens it still"
        assert {line.action for line in db.session.scalars(select(AuditEntry))} >= {"sealed.vouched", "sealed.reopened"}
        db.session.remove()
        db.engine.dispose()


def test_officer_leaves_their_door_shuts_and_a_colleague_takes_the_key_away(arun, rohani, report, clock):
    old = (arun.door.officer.public_key, arun.door.private_key)
    people.dismiss(arun.member, by=ADMIN, now=clock())
    assert sessions.enter(arun.token, arun.member, now=clock()) is None
    assert sharing.stale(rohani.door) == 1
    assert sharing.renew(rohani.door, now=clock()) == 1
    assert sharing.stale(rohani.door) == 0
    assert slots.find(row(report), *old) is None
    assert opens(rohani.door, report, clock)


def test_key_or_passphrase_stolen_the_old_pair_opens_nothing_more(arun, rohani, report, clock):
    thief = sessions.unlock(arun.member, arun.phrase, now=clock())
    old = (arun.door.officer.public_key, arun.door.private_key)
    fresh = enrols_anew(arun, rohani.door, clock, stolen=True)
    assert sessions.enter(thief, arun.member, now=clock()) is None
    with pytest.raises(WrongSecret):
        sessions.unlock(arun.member, arun.phrase, now=clock())
    assert sharing.renew(rohani.door, now=clock()) == 1
    assert granting.grant_all(rohani.door, fresh.officer.id, now=clock()) == 1
    assert slots.find(row(report), *old) is None
    assert opens(fresh, report, clock)
    assert len(audited("sealed.stolen")) == 1


def test_recovery_code_lost_or_seen_another_one_takes_its_place(arun, report, clock):
    with pytest.raises(WrongSecret):
        officers.new_code(arun.door.officer, NEW_PHRASE, now=clock())
    fresh = officers.new_code(officers.of(arun.member), arun.phrase, now=clock())
    with pytest.raises(WrongSecret):
        officers.recover(fresh.officer, arun.recovery_code, NEW_PHRASE, now=clock())
    assert opens(door(arun.member, arun.phrase, clock), report, clock)
    officers.recover(officers.of(arun.member), fresh.recovery_code, NEW_PHRASE, now=clock())
    assert opens(door(arun.member, NEW_PHRASE, clock), report, clock)


def test_telephone_lost_the_reset_second_step_opens_nothing(arun, report, clock):
    people.drop_second_step(arun.member, by=ADMIN, now=clock())
    assert officers.of(arun.member) not in officers.trusted()
    token = sessions.unlock(arun.member, arun.phrase, now=clock())
    assert sessions.enter(token, arun.member, now=clock()) is None
    staff.set_totp(arun.member, sealed_cast.SECOND_STEP)
    assert opens(door(arun.member, arun.phrase, clock), report, clock)


def test_envelope_opened_or_lost_a_new_one_takes_over(arun, rohani, report, envelope, clock):
    hers = sealed_cast.send(clock(), Position.CENTRE)[1].report.id
    public, private = keys.key_pair()
    office.set_recovery_key(public, "ตู้นิรภัย", by=SYSTEM, now=clock())
    assert slots.find(row(report), keys.public_of(envelope), envelope), "old reports stay sealed to the old key"
    assert slots.find(row(report), public, private) is None
    assert granting.renew_all(rohani.door, now=clock()) == 1
    assert slots.find(row(report), keys.public_of(envelope), envelope) is None
    assert slots.find(row(report), public, private)
    assert slots.find(row(hers), public, private) is None, "what goes past the office has no key in an envelope"
    assert opens(arun.door, report, clock)
    assert casework.find(rohani.door, report, now=clock()).whole


def test_password_reset_by_the_administrator_opens_no_report(arun, report, clock):
    password = people.reset_password(arun.member, by=ADMIN, now=clock())
    assert sessions.enter(arun.token, arun.member, now=clock()) is None
    with pytest.raises(WrongSecret):
        sessions.unlock(arun.member, password, now=clock())
    made = officers.enrol(arun.member, Position.CENTRE, NEW_PHRASE, now=clock())
    assert made.officer not in officers.trusted()


def test_no_page_and_no_letter_gives_a_passphrase_back(app):
    """There is no reset by mail at all: nothing to steal on the way."""
    rules = [rule.rule for rule in app.url_map.iter_rules()]
    assert not [rule for rule in rules if re.search(r"forgot|reset", rule)]


def test_wrong_fingerprint_confirms_nobody_and_is_written_down(arun, rohani, clock):
    member = factories.make_staff("newcomer", Role.INTEGRITY, now=clock())
    made = officers.enrol(member, Position.CENTRE, NEW_PHRASE, now=clock())
    right = officers.fingerprint(made.officer.public_key)
    for wrong in ("", right[:-1], officers.fingerprint(arun.door.officer.public_key)):
        with pytest.raises(officers.WrongFingerprint):
            officers.compare(made.officer, wrong, by=arun.door.officer, now=clock())
    thai = right.lower().translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    for read in (right, thai, right.replace(" ", "-"), f"  {right.replace(' ', '')} "):
        officers.compare(made.officer, read, by=arun.door.officer, now=clock())
    assert len(audited("sealed.fingerprint_wrong")) == 3
