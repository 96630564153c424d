"""Both stores keep the same promises; one on the network that falls silent is told apart from a file that is gone."""

import http.client
import signal
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.extensions import db
from app.models import AuditEntry
from app.services import attachments, doctor, duties, filestore, shared_files
from app.services.backups import numbers
from app.services.filestore import LocalStore, SharedStore, StoreDown, store
from app.services.transaction import transaction
from tests.photos import jpeg
from tests.stand_ins import BUCKET, free_port, running, store_command

NAME = "0f" * 16
FAR = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def server():
    port = free_port()
    with running(store_command(port), port) as process:
        yield process, port


@pytest.fixture
def shared(app, server):
    """An office whose files lie in an empty bucket."""
    port = server[1]
    for method in ("DELETE", "PUT"):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("POST", "/moto-api/reset") if method == "DELETE" else connection.request("PUT", f"/{BUCKET}")
        assert connection.getresponse().status == 200
        connection.close()
    app.config.update(
        S3_ENDPOINT=f"http://127.0.0.1:{port}", S3_BUCKET=BUCKET, S3_REGION="us-east-1", S3_ACCESS_KEY="office",
        S3_SECRET_KEY="a secret of the office",
    )  # fmt: skip
    return store()


@pytest.fixture(params=["disk", "shared"])
def kept(request, app):
    return request.getfixturevalue("shared") if request.param == "shared" else store()


def test_what_was_put_is_read_back_and_erased(kept):
    kept.put(NAME, b"\0 what a camera saw \xff")
    assert kept.get(NAME) == b"\0 what a camera saw \xff"
    assert list(kept.names(FAR)) == [NAME]
    assert list(kept.names(datetime(2020, 1, 1, tzinfo=UTC))) == []
    kept.erase(NAME)
    kept.erase(NAME)
    assert list(kept.names(FAR)) == []
    with pytest.raises(FileNotFoundError):
        kept.get(NAME)


def test_a_record_and_its_bytes_live_and_go_together(kept, clock):
    with transaction():
        record = attachments.store(attachments.accept("a.jpg", jpeg()), public=True, now=clock())
    kept.put("1e" * 16, b"left by a crash between file and commit")
    assert attachments.read(record).startswith(b"\xff\xd8")
    assert attachments.sweep(older_than=FAR) == 1
    kept.erase(record.storage_name)
    kept.put(record.storage_name, b"another picture")
    with pytest.raises(ValueError, match="does not match"):
        attachments.read(record)
    with transaction():
        attachments.forget(record)
    assert list(kept.names(FAR)) == []


def test_an_office_restored_beside_another_clears_away_none_of_its_files(app, shared, clock, tmp_path):
    """What came in after the backup lies in the store, and the copy knows nothing of it."""
    clock.set(FAR)
    shared.put(NAME, b"a photograph of yesterday")
    numbers.skip(clock() - timedelta(days=2), now=clock())
    assert duties._sweep(clock()) == 0
    assert shared.get(NAME) == b"a photograph of yesterday"
    with app.test_request_context():
        assert [found for found in doctor.look(clock()) if "ที่เก็บร่วม" in found.about]
    assert "0 files put back" in take_over(app).output
    assert shared_files.are_ours()
    assert duties._sweep(clock()) == 1, "no case is there in this test that names it"


def take_over(app, *words):
    return app.test_cli_runner().invoke(args=["backup", "take-over", *words])


def taken_over():
    return db.session.scalars(select(AuditEntry).where(AuditEntry.action == shared_files.TAKEN_OVER)).all()


@pytest.mark.parametrize("moved", [False, True], ids=["after a restore", "moved, nothing since"])
def test_files_that_were_laid_down_here_come_into_an_empty_bucket(app, shared, clock, moved):
    here = LocalStore(app.config["VAR_DIR"])
    with transaction():
        first, second = (attachments.store(attachments.accept("a.jpg", jpeg()), public=True, now=clock()) for _ in "12")
    for record in (first, second):
        here.put(record.storage_name, shared.get(record.storage_name))
        shared.erase(record.storage_name)
    if not moved:
        numbers.skip(clock(), now=clock())
    kept = here.path(second.storage_name).rename(app.config["VAR_DIR"] / "on another machine")
    refused = take_over(app)
    assert refused.exit_code == 1
    assert "1 files that cases name are neither" in refused.output
    assert second.storage_name in refused.output
    assert (list(shared.names(FAR)), taken_over()) == ([], []), "it is not spent"
    kept.rename(here.path(second.storage_name))
    here.put("2f" * 16, b"named by no case")
    assert "2 files put back" in take_over(app).output
    assert attachments.read(first) == attachments.read(second)
    assert len(list(shared.names(FAR))) == 2
    assert "0 files put back" in take_over(app).output
    assert [line.data["files"] for line in taken_over()] == [2]


def test_a_file_that_lies_nowhere_any_more_keeps_no_office_from_going_on(app, shared, clock):
    with transaction():
        record = attachments.store(attachments.accept("a.jpg", jpeg()), public=True, now=clock())
    shared.erase(record.storage_name)
    numbers.skip(clock(), now=clock())
    assert take_over(app).exit_code == 1
    assert "0 files put back" in take_over(app, "--without-lost").output
    assert [line.data["lost"] for line in taken_over()] == [1]
    assert shared_files.are_ours()


def test_without_a_shared_store_there_is_none_to_take_over(app):
    told = take_over(app)
    assert (told.exit_code, "no shared store is set" in told.output) == (1, True)


def test_strangers_in_the_bucket_are_left_alone(shared):
    assert isinstance(shared, SharedStore)
    for path in ("backups/2569.backup", "files/readme.txt", "files/0f/0f.old"):
        shared._bucket.put(path, b"not ours")
    assert attachments.sweep(older_than=FAR) == 0


def test_a_store_that_falls_silent_is_no_lost_file_and_is_left_alone_for_a_moment(shared, server, monkeypatch, clock):
    monkeypatch.setattr(filestore, "_WHOLE", timedelta(seconds=1))
    patient = SharedStore()
    patient.put(NAME, b"x")
    server[0].send_signal(signal.SIGSTOP)
    try:
        with pytest.raises(StoreDown):
            patient.get(NAME)
    finally:
        server[0].send_signal(signal.SIGCONT)
    assert patient.resting
    with pytest.raises(StoreDown):  # at once, though it would answer by now
        patient.get(NAME)
    patient._outage._until = 0
    assert patient.get(NAME) == b"x"
    assert not patient.resting
