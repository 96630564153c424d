"""Backups: whole while others write, refused when a byte differs, restored into empty places only, once a night."""

import json
import os
import stat
import threading
from time import monotonic

import pytest
from sqlalchemy import create_engine, inspect, select, text
from sqlalchemy.pool import NullPool

from app.domain.backups import RunKind, Trouble
from app.extensions import db
from app.models import Attachment
from app.services import attachments, backups
from app.services.attachments import Accepted
from app.services.backups import archive, envelope, inventory, making, restoring, runs, served, shelf
from app.services.backups.trouble import BackupFailed
from app.services.sealed import keys
from app.services.transaction import transaction
from tests import sealed_cast
from tests.conftest import SERVER
from tests.factories import make_office, open_complaint
from tests.photos import jpeg
from tests.restored import restored

pytestmark = pytest.mark.reliability


@pytest.fixture
def office(app, clock):
    """An office that has a case and two files."""
    found = make_office(clock())
    open_complaint(clock(), story="ถนนหน้าบ้านเป็นหลุมใหญ่")
    for name in ("หนึ่ง.jpg", "สอง.jpg"):
        keep(name, clock())
    return found


def keep(name, now, content=None):
    with transaction():
        return attachments.store(Accepted(name, "image/jpeg", content or jpeg()), public=False, now=now)


def refused(trouble, act):
    with pytest.raises(BackupFailed) as told:
        act()
    assert told.value.trouble is trouble


def own():
    return shelf.own_key()


def test_what_was_packed_is_what_was_there(app, office, clock, tmp_path):
    made = backups.make(clock())
    assert made.manifest.rows["ticket"] == 1
    assert (made.manifest.files, made.manifest.missing, made.manifest.damaged) == (2, [], [])
    assert backups.verify(made.path, own()) == made.manifest
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert sorted(path.name for path in made.path.parent.iterdir()) == [".lock", made.path.name]
    assert not (app.config["VAR_DIR"] / "backup-work").exists()


def test_nothing_of_it_can_be_read_without_a_key(app, office, clock):
    whole = backups.make(clock()).path.read_bytes()
    for word in ("ถนนหน้าบ้าน", "ticket", "SQLite", "PGDMP", "manifest", app.config["SECRET_KEY"]):
        assert word.encode() not in whole
    refused(Trouble.WRONG_KEY, lambda: backups.verify(shelf.newest(), keys.key_pair()[1]))


def test_its_length_tells_no_more_than_whole_pieces(app, office, clock):
    sizes = set()
    for _ in range(2):
        made = backups.make(clock())
        with made.path.open("rb") as file:
            sizes.add((made.size - len(envelope.head(file).raw)) % (envelope.PIECE + 17))
        open_complaint(clock())
    assert sizes == {0}


def test_the_envelope_opens_it_too(app, office, clock):
    private = sealed_cast.open_channel(clock())
    assert backups.verify(backups.make(clock()).path, private).rows["ticket"] == 1


def test_a_recovery_key_that_was_put_in_behind_our_back_opens_nothing(app, office, clock):
    sealed_cast.open_channel(clock())
    public, private = keys.key_pair()
    with transaction():
        db.session.execute(text("UPDATE sealed_office SET recovery_key = :key"), {"key": public})
    refused(Trouble.WRONG_KEY, lambda: backups.verify(backups.make(clock()).path, private))
    assert not backups.standing(clock()).recovery


# R9: a flipped byte


def test_a_flipped_byte_is_refused_wherever_it_is(app, office, clock, tmp_path):
    made = backups.make(clock())
    whole = made.path.read_bytes()
    with made.path.open("rb") as file:
        start = len(envelope.head(file).raw)
    pieces = range(start, len(whole), envelope.PIECE + 17)
    places = {*range(start), *(at + delta for at in pieces for delta in (0, 1, 17, 5000)), len(whole) - 1}
    broken = tmp_path / "broken.backup"
    for at in sorted(places):
        broken.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(BackupFailed) as told:
            backups.verify(broken, own())
        assert told.value.trouble in {Trouble.ALTERED, Trouble.NOT_ONE, Trouble.WRONG_KEY}, at
    refused(Trouble.ALTERED, lambda: backups.restore(broken, tmp_path / "new", own()))
    assert list((tmp_path / "new").iterdir()) == []


def test_cut_off_prolonged_or_in_another_order_it_is_refused(app, office, clock, tmp_path):
    for count in range(3):
        keep(f"{count}.jpg", clock(), os.urandom(900_000))
    made = backups.make(clock())
    whole = made.path.read_bytes()
    with made.path.open("rb") as file:
        start = len(envelope.head(file).raw)
    size = envelope.PIECE + 17
    pieces = [whole[at : at + size] for at in range(start, len(whole), size)]
    assert len(pieces) > 2
    broken = tmp_path / "broken.backup"
    for content in (
        b"", whole[:10], whole[: start - 1], whole[:start], whole[:-1], whole[:-size],
        whole + b"\0", whole + pieces[-1],
        whole[:start] + b"".join([pieces[1], pieces[0], *pieces[2:]]),
        whole[:start] + b"".join([pieces[0], *pieces[2:]]),
    ):  # fmt: skip
        broken.write_bytes(content)
        with pytest.raises(BackupFailed) as told:
            backups.verify(broken, own())
        assert told.value.trouble in {Trouble.ALTERED, Trouble.NOT_ONE}


# Files


def test_a_file_that_is_damaged_or_gone_keeps_nothing_else_from_being_saved(app, office, clock):
    names = db.session.scalars(select(Attachment.storage_name).order_by(Attachment.storage_name)).all()
    files = app.config["VAR_DIR"] / "files"
    (files / names[0][:2] / names[0]).unlink()
    (files / names[1][:2] / names[1]).write_bytes(b"something else")
    made = backups.make(clock())
    assert (made.manifest.missing, made.manifest.damaged) == ([names[0]], [names[1]])
    run = runs.do(RunKind.BACKUP, clock)
    assert (run.trouble, run.found) == (None, {"missing": 1, "damaged": 1})
    assert backups.standing(clock()).level.value == "waiting"


def test_a_file_that_was_erased_meanwhile_is_noted_and_no_loss(app, office, clock, monkeypatch):
    record = db.session.scalars(select(Attachment)).first()
    name, pack = record.storage_name, restoring.archive.Packer.database

    def erase_first(packer, path):
        with transaction():
            attachments.forget(record)
        pack(packer, path)

    monkeypatch.setattr(restoring.archive.Packer, "database", erase_first)
    made = backups.make(clock())
    assert (made.manifest.erased, made.manifest.missing) == ([name], [])


# R8: while others write


def until(happened, patience=60):
    """Wait for something that other threads do."""
    end, pause = monotonic() + patience, threading.Event()
    while not happened() and monotonic() < end:
        pause.wait(0.01)


def test_made_while_fifty_cases_a_second_come_in(app, office, clock, tmp_path, monkeypatch):
    """Every case that was acknowledged before it began is in it, and no case is in it by half."""
    told, stop, troubles = [], threading.Event(), []

    def write():
        with app.app_context():
            try:
                while not stop.is_set():
                    told.append(open_complaint(clock(), email="wanna@example.org").reference)
                    stop.wait(0.08)
            except Exception as error:  # noqa: BLE001 - whatever a writer meets is told
                troubles.append(error)
            finally:
                db.session.remove()

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    until(lambda: len(told) >= 20)
    before, during, write_down = list(told), [], making._write

    def while_more_come_in(*given):
        until(lambda: len(told) > len(before))
        during.append(len(told) - len(before))
        write_down(*given)

    monkeypatch.setattr(making, "_write", while_more_come_in)
    made = backups.make(clock())
    stop.set()
    for writer in writers:
        writer.join()
    assert troubles == []
    assert during[0] > 0, "nobody is kept waiting by a backup"
    with restored(made.path, tmp_path / "new") as connection:
        kept = set(connection.execute(text("SELECT reference FROM ticket")).scalars())
        letters = connection.execute(text("SELECT count(*) FROM outbox_mail")).scalar()
        events = connection.execute(text("SELECT count(DISTINCT ticket_id) FROM ticket_event")).scalar()
    assert set(before) <= kept
    assert (letters, events) == (len(kept) - 1, len(kept))  # the first one left no address


@pytest.mark.parametrize("moment", ["2027-01-01T00:00:00", "9999-12-31T23:59:59+00:00"])
def test_a_file_of_another_making_beside_them_stops_nothing(app, office, clock, moment):
    good = backups.make(clock())
    head = json.dumps({"made_at": moment, "boxes": {shelf.fingerprint(shelf.own_public()): "00"}}).encode()
    odd = shelf.place() / "odd.backup"
    odd.write_bytes(b"khamrong backup 1\n" + len(head).to_bytes(4, "big") + head + bytes(24))
    assert [one.name for one in backups.listed()] == [good.path.name]
    refused(Trouble.ALTERED, lambda: restoring.verify(odd, own()))


@pytest.mark.skipif(not SERVER, reason="about a database server")
def test_an_office_is_restored_into_a_database_that_somebody_else_made_ready(app, office, clock, tmp_path):
    """The extension that searching needs is there already, and not the office's own to write remarks on."""
    made = backups.make(clock())
    own_engine = db.engine.execution_options(isolation_level="AUTOCOMMIT")
    with own_engine.connect() as server:
        server.execute(text("CREATE ROLE of_the_office LOGIN"))
        try:
            with served.spare() as target:
                with create_engine(target, poolclass=NullPool).begin() as ready:
                    ready.execute(text("CREATE EXTENSION pg_trgm"))
                    ready.execute(text("GRANT ALL ON SCHEMA public TO of_the_office"))
                server.execute(text(f'GRANT ALL ON DATABASE "{target.database}" TO of_the_office'))
                theirs = target.set(username="of_the_office").render_as_string(hide_password=False)
                backups.restore(made.path, tmp_path / "there", own(), database=theirs)
                with create_engine(theirs, poolclass=NullPool).connect() as connection:
                    assert connection.scalar(text("SELECT count(*) FROM ticket")) == 1
        finally:
            server.execute(text("DROP ROLE of_the_office"))


@pytest.mark.skipif(not SERVER, reason="about a database server")
@pytest.mark.parametrize("moment", ["before", "after", "and cannot be emptied"])
def test_a_restore_that_fails_takes_out_what_it_laid_down_and_nothing_else(
    office, clock, tmp_path, monkeypatch, caplog, moment
):
    """Somebody else's table comes in meanwhile: before the database is laid down, and after."""
    made, whole = backups.make(clock()), archive.unpack
    with served.spare() as target:
        server = create_engine(target, poolclass=NullPool)

        def meanwhile(*given):
            with server.begin() as theirs:
                theirs.execute(text("CREATE SCHEMA other"))
                theirs.execute(text("CREATE TABLE other.ticket AS SELECT 'mine' AS word"))
            return whole(*given) if moment == "before" else False

        monkeypatch.setattr(*((archive, "unpack") if moment == "before" else (inventory, "same")), meanwhile)
        if moment == "and cannot be emptied":
            monkeypatch.setattr(served, "_OURS", served._OURS.replace("ROUTINE", "NOTHING"))
        why = Trouble.NOT_EMPTY if moment == "before" else Trouble.DIFFERS
        address = target.render_as_string(hide_password=False)
        refused(why, lambda: backups.restore(made.path, tmp_path / "there", own(), database=address))
        with server.connect() as left:
            assert left.scalar(text("SELECT word FROM other.ticket")) == "mine"
            tables = inspect(left).get_table_names()
    assert bool(tables) is (moment == "and cannot be emptied")
    assert ("could not be emptied" in caplog.text) is (moment == "and cannot be emptied")


@pytest.mark.skipif(not SERVER, reason="about a database server")
@pytest.mark.parametrize(
    "theirs",
    ["CREATE VIEW days AS SELECT 1", "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
     "CREATE SCHEMA other CREATE TABLE kept (word text)"],
)  # fmt: skip
def test_a_database_that_holds_anything_is_refused_and_left_as_it_is(office, clock, tmp_path, theirs):
    made = backups.make(clock())
    with served.spare() as target:
        address = target.render_as_string(hide_password=False)
        assert served.is_empty(target)
        with create_engine(target, poolclass=NullPool).begin() as server:
            server.execute(text(theirs))
        refused(Trouble.NOT_EMPTY, lambda: backups.restore(made.path, tmp_path / "there", own(), database=address))
        assert not served.is_empty(target)
