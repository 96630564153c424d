"""The doctor names what is wrong and what to do, in the operator's language, and is stopped by nothing."""

import getpass

import pytest
from flask_babel import force_locale

from app.domain.backups import RunKind
from app.domain.workflow import Role
from app.extensions import db
from app.models import Duty
from app.services import doctor, duties
from app.services.backups import runs, shelf
from app.services.findings import Grade
from app.services.transaction import transaction
from tests.factories import make_office, make_staff, open_complaint


@pytest.fixture
def office(app, clock):
    make_office(clock())
    make_staff("admin", Role.ADMINISTRATOR, now=clock())


def found(now):
    with force_locale("th"):
        return {finding.about: finding for finding in doctor.look(now)}


def test_a_healthy_office(app, office, clock):
    open_complaint(clock())
    duties.round_of_duties(clock)
    seen = found(clock())
    for about in ("ฐานข้อมูล", "ที่ว่างบนดิสก์", "ไฟล์แนบ", "งานเบื้องหลัง", "นาฬิกา", "Python"):
        assert seen[about].grade is Grade.GOOD, seen[about]
    assert all(bool(finding.mend) is (finding.grade is not Grade.GOOD) for finding in seen.values())


def test_a_worker_that_has_stopped(app, office, clock):
    duties.round_of_duties(clock)
    clock.advance(hours=3)
    assert found(clock())["งานเบื้องหลัง"].grade is Grade.BAD
    assert "khamrong worker" in found(clock())["งานเบื้องหลัง"].mend


def test_a_clock_that_went_back(app, office, clock):
    open_complaint(clock())
    clock.advance(hours=-5)
    assert found(clock())["นาฬิกา"].grade is Grade.BAD


def test_no_space_and_no_backup(app, office, clock):
    app.config["SPACE_FOR_FILES"] = 1 << 60
    seen = found(clock())
    assert seen["ที่ว่างบนดิสก์"].grade is Grade.BAD
    clock.advance(days=3)
    duties.round_of_duties(clock)
    app.config["SPACE_FOR_FILES"] = 0
    assert found(clock())["ที่ว่างบนดิสก์"].grade is Grade.GOOD


def test_files_that_a_command_of_root_left_behind(app, office, clock, monkeypatch):
    folder = app.config["VAR_DIR"] / "files"
    folder.mkdir(exist_ok=True)

    def refused(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(doctor.files()), "put", refused)
    seen = found(clock())["ไฟล์แนบ"]
    assert (seen.grade, seen.mend) == (Grade.BAD, f"chown -R {getpass.getuser()}: {folder}")
    assert seen.found == f"เขียนลง {folder} ไม่ได้ โฟลเดอร์เป็นของ {folder.owner()}"


def test_backups_on_the_same_disk_and_without_an_envelope_are_no_plain_tick(app, office, clock, monkeypatch):
    app.config["BACKUP_HOUR"] = 2
    runs.do(RunKind.BACKUP, clock)

    def told():
        return [one for one in doctor.look(clock()) if one.about == "ข้อมูลสำรอง"]

    with force_locale("th"):
        assert [one.grade for one in told()] == [Grade.WORTH_DOING] * 2
        assert "BACKUP_DIR" in told()[1].mend
        monkeypatch.setattr(shelf, "is_on_same_disk", lambda: False)
        assert [one.grade for one in told()] == [Grade.WORTH_DOING]
        assert "กุญแจสำรอง" in told()[0].mend


def test_an_older_shape(app, office, clock, monkeypatch):
    with db.engine.connect().execution_options(write=True) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
        connection.commit()
    assert (found(clock())["ฐานข้อมูล"].grade, found(clock())["ฐานข้อมูล"].mend) == (Grade.BAD, "khamrong prepare")


def test_what_cannot_be_looked_at_hides_nothing_else(app, office, clock, monkeypatch):
    def broken():
        raise OSError("the disk is gone")

    monkeypatch.setattr(doctor.space, "free", broken)
    seen = found(clock())
    assert seen["space"].grade is Grade.BAD
    assert "OSError" in seen["space"].found
    assert "นาฬิกา" in seen


def test_the_command_counts_what_is_bad_and_speaks_english_too(app, office, clock):
    with transaction():
        db.session.query(Duty).delete()
    run = app.test_cli_runner().invoke(args=["doctor"])
    assert run.exit_code >= 1
    assert "งานเบื้องหลัง: ยังไม่เคย" in run.output
    english = app.test_cli_runner().invoke(args=["doctor", "--english"])
    assert "worker: never" in english.output
