"""Officers' keys: made, vouched for, unlocked, lost and found again."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.sealed import Position
from app.domain.workflow import Role
from app.extensions import db
from app.models import AuditEntry, SealedSession
from app.services import staff
from app.services.sealed import casework, inbox, limits, officers, sessions, sharing
from app.services.sealed.passphrases import BadPassphrase, WrongSecret
from app.services.transaction import transaction
from tests import factories, sealed_cast

pytestmark = pytest.mark.sealed
OTHER_PHRASE = "กล้วยหอม ตกน้ำ สองลูก"


@pytest.fixture
def readers(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    return [sealed_cast.reader(name, clock()) for name in ("arun", "rohani")]


def audited(action):
    return db.session.scalars(select(AuditEntry).where(AuditEntry.action == action)).all()


@pytest.mark.parametrize("phrase", ["สั้นเกินไป", "a" * 20, factories.PASSWORD])
def test_a_weak_passphrase_or_the_account_password_is_refused(app, clock, phrase):
    member = factories.make_staff("arun", Role.INTEGRITY, now=clock())
    with pytest.raises(BadPassphrase):
        officers.enrol(member, Position.CENTRE, phrase, now=clock())


def test_only_the_first_reader_needs_no_colleague(app, clock, readers):
    newcomer = factories.make_staff("somchai", Role.INTEGRITY, now=clock())
    staff.set_totp(newcomer, sealed_cast.SECOND_STEP)
    made = officers.enrol(newcomer, Position.CENTRE, OTHER_PHRASE, now=clock())
    assert made.officer not in officers.trusted()
    with pytest.raises(PermissionError):
        officers.confirm(made.officer, by=made.officer, now=clock())
    officers.confirm(made.officer, by=readers[0].door.officer, now=clock())
    assert made.officer in officers.trusted()
    assert len(audited("sealed.confirmed")) == 2


def test_a_reader_gets_new_reports_only(app, clock, readers):
    sealed_cast.send(clock(), what="ก่อน")
    newcomer = sealed_cast.reader("somchai", clock())
    sealed_cast.send(clock(), what="หลัง")
    assert [line.report.answers.what for line in inbox.of(newcomer.door, now=clock()).lines] == ["หลัง"]


def test_the_passphrase_opens_and_a_wrong_one_does_not(app, clock, readers):
    arun = readers[0]
    with pytest.raises(WrongSecret):
        sessions.unlock(arun.member, OTHER_PHRASE, now=clock())
    assert len(audited("sealed.unlock_failed")) == 1
    assert sessions.enter(sessions.unlock(arun.member, arun.phrase, now=clock()), arun.member, now=clock())


def test_guessing_a_passphrase_is_throttled(app, clock, readers):
    arun = readers[0]
    for _ in range(limits.TRIES):
        with pytest.raises(WrongSecret):
            sessions.unlock(arun.member, OTHER_PHRASE, now=clock())
    with pytest.raises(limits.TooMany):
        sessions.unlock(arun.member, arun.phrase, now=clock())
    clock.advance(minutes=15)
    assert sessions.unlock(arun.member, arun.phrase, now=clock())


@pytest.mark.parametrize(("idle", "open_still"), [(timedelta(minutes=19), True), (timedelta(minutes=20), False)])
def test_an_idle_door_shuts(app, clock, readers, idle, open_still):
    arun = readers[0]
    clock.moment += idle
    assert (sessions.enter(arun.token, arun.member, now=clock()) is not None) is open_still


def test_a_door_shuts_after_eight_hours_however_busy(app, clock, readers):
    arun = readers[0]
    for _ in range(8 * 4 - 1):
        clock.advance(minutes=15)
        assert sessions.enter(arun.token, arun.member, now=clock())
    clock.advance(minutes=15)
    assert sessions.enter(arun.token, arun.member, now=clock()) is None


def test_a_token_is_its_owners_alone(app, clock, readers):
    arun, rohani = readers
    assert sessions.enter(arun.token, rohani.member, now=clock()) is None
    assert sessions.enter("", arun.member, now=clock()) is None


def test_doors_shut_with_the_password_the_lock_and_the_sign_out(app, clock, readers):
    arun, rohani = readers
    staff.set_password(arun.member, "รหัสผ่านใหม่ยาวพอ")
    assert sessions.enter(arun.token, arun.member, now=clock()) is None
    second = sessions.unlock(rohani.member, rohani.phrase, now=clock())
    sessions.close(rohani.token)
    assert sessions.enter(rohani.token, rohani.member, now=clock()) is None
    sessions.close_all(rohani.member)
    assert sessions.enter(second, rohani.member, now=clock()) is None


def test_the_database_alone_opens_no_session(app, clock, readers):
    row = db.session.scalars(select(SealedSession)).first()
    private = readers[0].door.private_key
    assert private not in row.wrapped_key
    assert readers[0].token not in {row.id, row.id[:32]}


def test_the_recovery_code_opens_old_reports_once(app, clock, readers):
    arun = readers[0]
    _, sent = sealed_cast.send(clock())
    fresh = officers.recover(arun.door.officer, arun.recovery_code.lower(), OTHER_PHRASE, now=clock())
    token = sessions.unlock(arun.member, OTHER_PHRASE, now=clock())
    assert casework.find(sessions.enter(token, arun.member, now=clock()), sent.report.id, now=clock())
    with pytest.raises(WrongSecret):
        officers.recover(fresh.officer, arun.recovery_code, sealed_cast.PHRASE, now=clock())


def test_a_new_key_opens_old_reports_only_when_a_colleague_grants_it(app, clock, readers):
    arun, rohani = readers
    _, sent = sealed_cast.send(clock())
    made = officers.enrol(arun.member, Position.CENTRE, OTHER_PHRASE, now=clock())
    assert made.officer not in officers.trusted()
    officers.confirm(made.officer, by=rohani.door.officer, now=clock())
    door = sessions.enter(sessions.unlock(arun.member, OTHER_PHRASE, now=clock()), arun.member, now=clock())
    assert casework.find(door, sent.report.id, now=clock()) is None
    report = casework.find(rohani.door, sent.report.id, now=clock())
    sharing.grant(rohani.door, report, made.officer.id, now=clock())
    assert casework.find(door, sent.report.id, now=clock()).answers == report.answers


def test_the_accused_can_be_granted_nothing(app, clock, readers):
    palad = sealed_cast.reader("palad", clock(), title="ปลัด อบต.")
    _, sent = sealed_cast.send(clock(), Position.PALAD)
    report = casework.find(readers[0].door, sent.report.id, now=clock())
    assert sharing.may_get(report) == []
    with pytest.raises(sharing.NotEligible):
        sharing.grant(readers[0].door, report, palad.door.officer.id, now=clock())


def test_another_secret_key_trusts_nobody_until_the_ceremony(app, clock, readers):
    app.config["SECRET_KEY"] = "another installation, another secret"
    assert officers.trusted() == []
    officers.vouch(readers[0].door.officer, now=clock())
    assert [o.id for o in officers.trusted()] == [readers[0].door.officer.id]
    assert audited("sealed.vouched")


def test_a_dismissed_officer_is_shut_out_at_once(app, clock, readers):
    with transaction():
        readers[0].member.roles = frozenset({Role.OFFICER})
    assert sessions.enter(readers[0].token, readers[0].member, now=clock()) is None


def test_the_audit_trail_knows_no_report(app, clock, readers):
    _, sent = sealed_cast.send(clock(), what="เรียกเงิน")
    report = casework.find(readers[0].door, sent.report.id, now=clock())
    casework.note_opened(readers[0].door, report, now=clock())
    lines = db.session.scalars(select(AuditEntry).where(AuditEntry.action.startswith("sealed"))).all()
    assert {line.subject for line in lines} == {"sealed"}
    assert report.id not in repr([line.data for line in lines])
    assert [h.kind for h in casework.find(readers[0].door, report.id, now=clock()).story] == ["received", "opened"]
