"""Who makes backups and when: one a night, a test a month, failures tried again and told; places that refuse."""

import errno
import sqlite3
import subprocess
import sys
from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError, ProgrammingError

from app.domain.backups import Level, RunKind, Trouble
from app.domain.workflow import Role
from app.extensions import db
from app.models import BackupRun, OutboxMail
from app.services import backups, duties
from app.services.actors import SYSTEM, Actor
from app.services.backups import drilling, embedded, listed, making, numbers, restoring, runs, served, shelf, state
from app.services.backups.trouble import BackupFailed
from app.services.sealed import keys
from tests.conftest import BANGKOK
from tests.factories import make_office, make_staff, open_complaint

pytestmark = pytest.mark.reliability
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def office(app, clock):
    app.config["BACKUP_HOUR"] = 2
    return make_office(clock())


def at(clock, day, hour, minute=0):
    """A moment of November 2026; the 2nd is a Monday."""
    clock.set(datetime(2026, 11, day, hour, minute, tzinfo=BANGKOK))


def work(clock, rounds=2):
    for _ in range(rounds):
        duties.round_of_duties(clock)
        runs.work(clock)


def ended():
    db.session.rollback()
    return [(run.kind.value, run.trouble) for run in db.session.scalars(select(BackupRun).order_by(BackupRun.id))]


def refused(trouble, act):
    with pytest.raises(BackupFailed) as told:
        act()
    assert told.value.trouble is trouble


# When


def test_one_a_night_and_the_month_s_test_after_the_first(office, clock):
    at(clock, 2, 1, 59)
    work(clock)
    assert ended() == []
    for day in (2, 3, 4):
        for hour in (2, 3, 14, 23):
            at(clock, day, hour)
            work(clock)
    assert ended() == [("backup", None), ("drill", None), ("backup", None), ("backup", None)]


def test_where_no_office_is_set_up_there_is_nothing_to_save(app, clock):
    app.config["BACKUP_HOUR"] = 2
    work(clock)
    assert ended() == []


def test_two_workers_make_one(office, clock):
    at(clock, 2, 2)
    assert runs._taken(clock()) is not None
    with shelf.held():  # as the first one does while it works
        assert runs._taken(clock()) is None
        assert ended() == [("backup", None)]
    assert runs._taken(clock()) is None  # the first one was killed: an hour later, not at once
    assert ended() == [("backup", Trouble.INTERRUPTED)]
    clock.advance(hours=1)
    assert runs._taken(clock()) is not None


def test_who_works_already_is_left_alone(office, clock):
    with shelf.held():
        refused(Trouble.BUSY, lambda: backups.make(clock()))
    assert backups.make(clock()).size


def test_a_clock_that_once_ran_ahead_costs_no_night(office, clock):
    clock.set(datetime(2027, 11, 2, 2, tzinfo=BANGKOK))
    work(clock)
    at(clock, 3, 9)
    assert state.standing(clock()).level is Level.BAD
    assert any("อนาคต" in worry for worry in state.standing(clock()).worries)
    for day in (4, 5):
        at(clock, day, 2)
        work(clock)
    assert ended() == [("backup", None), ("drill", None), ("backup", None), ("drill", None), ("backup", None)]
    assert state.standing(clock()).level is not Level.BAD
    tried, *_, newest = [run.name for run in runs.recent(RunKind.DRILL)], runs.last(RunKind.BACKUP).name
    assert len(set(tried)) == 2, "the file of the day that has not come is tested again and again"
    assert newest not in tried


def test_a_machine_that_makes_none_leaves_what_was_asked_for_to_the_other(app, office, clock):
    at(clock, 2, 9)
    runs.ask(RunKind.BACKUP, by=SYSTEM, now=clock())
    app.config["BACKUP_HOUR"] = 24
    work(clock)
    assert ended() == [("backup", None)]
    assert runs.open_runs()[0].begun_at is None
    app.config["BACKUP_HOUR"] = 2
    work(clock, rounds=1)
    assert runs.last(RunKind.BACKUP, good=True)


@pytest.mark.parametrize("act", ["backup", "drill"])
def test_neither_a_backup_nor_its_test_takes_the_room_that_cases_need(app, office, clock, monkeypatch, act):
    backups.make(clock())
    free = 300 << 20
    monkeypatch.setattr(shelf.shutil, "disk_usage", lambda _path: type("Usage", (), {"free": free}))
    work_on = {"backup": lambda: backups.make(clock()), "drill": drilling.drill}[act]
    clock.advance(minutes=1)
    work_on()
    app.config["SPACE_FOR_FILES"] = free
    refused(Trouble.NO_ROOM, work_on)


def test_the_test_restore_asks_no_room_here_for_what_a_server_keeps(office, clock, monkeypatch):
    backups.make(clock())
    large = shelf.shutil.disk_usage(shelf.place()).free
    monkeypatch.setattr(embedded if making.is_embedded() else served, "size", lambda: large)
    if making.is_embedded():
        refused(Trouble.NO_ROOM, drilling.drill)
    else:
        assert drilling.drill().holds


# Failures


def test_a_failure_is_tried_again_every_hour_and_told_once_a_day(app, office, clock):
    app.config.update(MAIL_SERVER="mail.invalid", BACKUP_DIR=app.config["VAR_DIR"] / "disk")
    make_staff("somsri", Role.ADMINISTRATOR, now=clock(), email="somsri@example.org")
    make_staff("anan", Role.OFFICER, now=clock(), email="anan@example.org")
    for hour, minute in ((2, 0), (2, 30), (3, 0), (3, 59), (4, 0), (8, 31), (14, 0)):
        at(clock, 2, hour, minute)
        work(clock, rounds=1)
    assert ended() == [("backup", Trouble.NO_PLACE)] * 5
    letters = db.session.scalars(select(OutboxMail).where(OutboxMail.subject == "ข้อมูลสำรองต้องดูแล")).all()
    assert [letter.recipient for letter in letters] == ["somsri@example.org"]
    assert Trouble.NO_PLACE.words in letters[0].body
    (app.config["VAR_DIR"] / "disk").mkdir()
    at(clock, 2, 15, 1)
    work(clock)
    assert ended()[5:] == [("backup", None), ("drill", None)]
    assert state.tell(clock()) == 0


def test_the_last_good_one_stays_when_the_next_one_fails(app, office, clock, monkeypatch):
    good = backups.make(clock()).path
    whole = good.read_bytes()

    def broken(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making.archive.Packer, "close", broken)
    clock.advance(days=1)
    refused(Trouble.NO_ROOM, lambda: backups.make(clock()))
    assert [one.path for one in listed()] == [good]
    assert good.read_bytes() == whole
    assert sorted(path.name for path in good.parent.iterdir()) == [".lock", good.name]
    assert not (app.config["VAR_DIR"] / "backup-work").exists()


def test_too_little_room_is_seen_before_it_begins(office, clock, monkeypatch):
    monkeypatch.setattr(shelf.shutil, "disk_usage", lambda _path: type("Usage", (), {"free": 1000}))
    refused(Trouble.NO_ROOM, lambda: backups.make(clock()))
    assert listed() == []


def test_a_real_disk_that_is_full(app, office, clock, tmp_path):
    """A disk of two megabytes, in a process that may have one of its own; the office's own disk has room enough."""
    place = tmp_path / "disk"
    place.mkdir()
    command = [sys.executable, "-m", "tests.services.backing_up", address(), str(app.config["VAR_DIR"]), str(place)]
    done = subprocess.run([*command, "tiny"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if "no disk of its own" in done.stderr:
        pytest.skip("this user may not mount a disk of their own")
    assert done.stdout.splitlines() == ["no_room", "[]", "whole"], done.stderr


def address():
    return db.engine.url.render_as_string(hide_password=False)


@pytest.mark.parametrize("moment", ["copied", "packing", "sealed", "read back"])
def test_killed_in_the_middle_the_last_good_one_stays_and_no_rubbish(app, office, clock, tmp_path, moment):
    """R10, with a real process that kills itself without warning."""
    good = backups.make(clock()).path
    whole, place = good.read_bytes(), good.parent
    command = [sys.executable, "-m", "tests.services.backing_up", address(), str(app.config["VAR_DIR"]), str(place)]
    done = subprocess.run([*command, moment], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == -9, done.stderr.decode()
    assert [one.path for one in listed()] == [good]
    assert good.read_bytes() == whole
    assert (app.config["VAR_DIR"] / "backup-work").exists()
    clock.advance(days=1)
    next_one = backups.make(clock()).path
    assert sorted(path.name for path in place.iterdir()) == sorted([".lock", good.name, next_one.name])
    assert not (app.config["VAR_DIR"] / "backup-work").exists()


def test_a_disk_that_came_off_is_not_mistaken_for_its_mount_point(app, office, clock):
    disk = app.config["BACKUP_DIR"] = app.config["VAR_DIR"] / "disk"
    disk.mkdir()
    at(clock, 2, 2)
    work(clock)
    disk.rename(disk.with_name("taken away"))
    disk.mkdir()
    at(clock, 3, 2)
    work(clock)
    assert ended()[2:] == [("backup", Trouble.OTHER_DISK)]
    assert listed() == []
    runs.ask(RunKind.BACKUP, by=Actor(frozenset({Role.ADMINISTRATOR}), boss(clock)), now=clock())
    work(clock)  # somebody put in a new disk and says so
    assert ended()[3:] == [("backup", None)]


def boss(clock):
    return make_staff("somsri", Role.ADMINISTRATOR, now=clock()).id


# Places


def test_only_an_empty_place_is_restored_into(app, office, clock, tmp_path):
    made = backups.make(clock())
    server = "" if making.is_embedded() else address()
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "a letter.txt").write_text("mine")
    refused(Trouble.NOT_EMPTY, lambda: backups.restore(made.path, tmp_path / "used", shelf.own_key(), database=server))
    refused(Trouble.NOT_EMPTY, lambda: backups.restore(made.path, app.config["VAR_DIR"], shelf.own_key()))
    assert (tmp_path / "used" / "a letter.txt").read_text() == "mine"
    if server:
        other = tmp_path / "new"
        refused(Trouble.NOT_EMPTY, lambda: backups.restore(made.path, other, shelf.own_key(), database=server))
        refused(Trouble.OTHER_KIND, lambda: backups.restore(made.path, other, shelf.own_key()))
        assert list(other.iterdir()) == []


def test_a_wrong_key_restores_nothing(office, clock, tmp_path):
    made = backups.make(clock())
    with served.spare() if not making.is_embedded() else nullcontext() as target:
        server = target.render_as_string(hide_password=False) if target else ""
        refused(
            Trouble.WRONG_KEY,
            lambda: backups.restore(made.path, tmp_path / "new", keys.key_pair()[1], database=server),
        )
    assert list((tmp_path / "new").iterdir()) == []


def test_what_fails_at_its_last_step_leaves_an_empty_place_to_try_again(office, clock, tmp_path, monkeypatch):
    open_complaint(clock())
    made = backups.make(clock())
    with served.spare() if not making.is_embedded() else nullcontext() as target:
        server = target.render_as_string(hide_password=False) if target else ""
        with monkeypatch.context() as broken:
            broken.setattr(restoring.inventory, "same", lambda *_: False)
            refused(
                Trouble.DIFFERS,
                lambda: backups.restore(made.path, tmp_path / "new", shelf.own_key(), database=server),
            )
        restored = backups.restore(made.path, tmp_path / "new", shelf.own_key(), database=server)
    assert restored.manifest.rows["ticket"] == 1


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), Trouble.NO_ROOM),
        (OperationalError("INSERT", {}, Exception("database or disk is full")), Trouble.NO_ROOM),
        (OperationalError("INSERT", {}, Exception("server closed the connection")), Trouble.NO_ANSWER),
        (OperationalError("SELECT", {}, sqlite3.OperationalError("disk I/O error")), Trouble.DATABASE),
        (BackupFailed(Trouble.STORE), Trouble.STORE),
        (ProgrammingError("SELECT", {}, Exception("a column of another version")), Trouble.UNEXPECTED),
    ],
)
def test_what_hinders_the_skipping_of_numbers_is_not_told_as_a_wrong_backup(
    office, clock, tmp_path, monkeypatch, wrong, why
):
    def hindered(*_, **__):
        raise wrong

    made, place = backups.make(clock()), tmp_path / "new"
    monkeypatch.setattr(numbers, "skip", hindered)
    with served.spare() if not making.is_embedded() else nullcontext() as target:
        server = target.render_as_string(hide_password=False) if target else ""
        refused(why, lambda: backups.restore(made.path, place, shelf.own_key(), database=server, now=clock()))
        assert target is None or served.is_empty(target)
    assert list(place.iterdir()) == []


def test_generations_of_another_installation_are_left_alone(app, office, clock):
    theirs = backups.make(clock()).path
    app.config["SECRET_KEY"] = "another installation, which shares the disk"
    clock.advance(days=400)
    mine = backups.make(clock()).path
    for _ in range(3):
        clock.advance(minutes=1)
        newest = backups.make(clock()).path
    assert {one.path for one in listed()} == {theirs, newest}
    assert not mine.exists()
    assert clock() - timedelta(days=400) > listed()[1].made_at
    open_complaint(clock())
