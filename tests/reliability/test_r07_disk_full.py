"""R7: a real disk that is really full, at a file, at the case and its letter: Thai words, no halves, works again after.

The disk is one of 24 MB that only the server's process has. There PostgreSQL lies elsewhere, and files alone fail; then
PostgreSQL has a small disk of its own: tables cannot grow, and where its journal cannot, it falls and is started anew.
"""

import os
import secrets
import shutil
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from app import create_app
from app.extensions import db
from app.models import Attachment, OutboxMail, Ticket, TicketEvent
from app.services import attachments, chain, schema
from tests import throwaway_postgres
from tests.conftest import MONDAY, SERVER, office
from tests.factories import make_office
from tests.mail_server import free_port
from tests.reliability import small_postgres
from tests.reliability.filing import Resident, answered, hidden
from tests.reliability.process import Server
from tests.reliability.serving import NO_DISK

MAIL = "wanna@example.org"
LONG = "ถนนหน้าบ้านเป็นหลุม " * 200


class Disk:
    """A small one, seen from outside."""

    def __init__(self, place):
        self.place, self._filler = place, place / "filler"

    def fill(self, leave=0):
        """Take everything but so many bytes."""
        free = shutil.disk_usage(self.place).free - leave
        with self._filler.open("wb") as file:
            for _ in range(free // 4096):
                file.write(bytes(4096))

    def free(self):
        self._filler.unlink()


class TinyDisk(Disk):
    """The server's own."""

    def __init__(self, server):
        server.start("tiny-disk", command=("serve", "--port", str(server.port), "--no-worker"))
        try:
            server.listens()
        except AssertionError:
            if NO_DISK not in server.said() or os.environ.get("CI") == "true":
                raise
            pytest.skip("a disk of one's own is not permitted here (unshare)")
        super().__init__(Path(f"/proc/{server.pid}/root{server.var}"))

    def bring(self, var):
        """Put what lies there where this test's own application looks."""
        db.session.remove()
        db.engine.dispose()
        for old in var.glob("khamrong.db*"):
            old.unlink()
        shutil.copytree(self.place, var, dirs_exist_ok=True)


def refused(answer):
    """Whether it was; then in words that tell what to do."""
    if answer.status_code < 400:
        return False
    assert answer.status_code in {500, 503}
    assert "กดส่งซ้ำก็ได้เรื่องเดียว" in answer.text or "แล้วเปิดหน้านี้ใหม่" in answer.text
    assert 'href="tel:073000100"' in answer.text
    return True


def sent(resident, check):
    """Press "send" once; one cannot even look at the page where nothing at all is left."""
    page = resident.wire.get(check)
    if refused(page):
        return page
    fields = {**hidden(page), "acknowledged": "y"}
    return resident.wire.post(check, fields)


def counts():
    return [db.session.scalar(select(func.count()).select_from(each)) for each in (Ticket, TicketEvent, OutboxMail)]


def test_r07_no_halves_at_a_file_a_case_a_letter_and_all_is_well_when_there_is_room_again(app, server):
    disk, resident, failed = TinyDisk(server), Resident(server.port), 0
    carried = resident.form()
    disk.fill()
    assert refused(resident.wire.ask("POST", "/complaints/new", *answered(carried, "ไฟดับ", 2, email=MAIL)))
    disk.free()
    tokens = {resident.sends(resident.fills_in(carried, "ไฟดับ", photos=2, email=MAIL))}
    for leave in range(0, 64, 8):
        check = resident.fills_in(resident.form(), LONG, photos=1, email=MAIL)
        disk.fill(leave * 1024)
        failed += refused(sent(resident, check))
        disk.free()
        tokens.add(resident.sends(check))
    assert len(tokens) == 9
    disk.bring(server.var)
    assert counts() == [9, 9, 9]
    assert chain.verify() == []
    assert sum(len(attachments.read(file)) > 0 for file in db.session.scalars(select(Attachment))) == 10
    assert len([*(server.var / "files").glob("??/*")]) == 10, "half a file was left"
    assert failed or db.engine.dialect.name != "sqlite", "the disk was never full when a case was written"


def test_r07_the_disk_of_the_database_server_is_full(nursery, tmp_path, record_property):
    """The product goes on living through it; what was refused is one case each once there is room."""
    with ExitStack() as stack:
        disk = Disk(an_office_on_a_small_disk(stack, tmp_path))
        server = Server(nursery, db.engine.url.render_as_string(hide_password=False), tmp_path, free_port())
        stack.callback(server.kill)
        server.start(command=("serve", "--port", str(server.port), "--no-worker")).listens()
        resident, failed, tokens = Resident(server.port, patient=True), 0, set()
        for leave, falls in ((0, False), (64, False), (0, True)):
            wordy = [{"story": secrets.token_hex(1500), "photos": 1, "email": MAIL} for _ in range(8)]
            checks = [resident.fills_in(resident.form(), **words) for words in wordy]
            disk.fill(leave * 1024)
            write_journal_until_it_falls(server.env["DATABASE_URL"]) if falls else None
            failed += sum(refused(sent(resident, check)) for check in checks)
            disk.free()
            tokens |= {resident.sends(check) for check in checks}
        server.end()
        db.engine.dispose()
        assert counts() == [24, 24, 24]
        assert len(tokens) == 24
        assert chain.verify() == []
        assert [len(attachments.read(file)) > 0 for file in db.session.scalars(select(Attachment))] == [True] * 24
        fell = (disk.place.parent / "log").read_text().count("PANIC")
        db.session.remove()
        db.engine.dispose()
    record_property("refused, fallen", (failed, fell))
    assert failed >= 8, "the disk was hardly ever full when a case was written"
    assert fell, "the database server lived through it all"


def write_journal_until_it_falls(address):
    """As others on the same server might."""
    engine = create_engine(address, poolclass=NullPool)
    with suppress(OperationalError), engine.connect() as other:
        while True:
            other.execute(text("SELECT pg_logical_emit_message(false, '', repeat('x', 500000))"))
    engine.dispose()


def an_office_on_a_small_disk(stack, var):
    """Inside its application; where the database's disk is."""
    if not SERVER or throwaway_postgres.binaries() is None:
        pytest.skip("in the run on PostgreSQL, where its programs are")
    try:
        address, place = stack.enter_context(small_postgres.running())
    except small_postgres.NotPermitted:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("a disk of one's own is not permitted here (unshare)")
    stack.enter_context(create_app(office(address, var)).app_context())
    schema.upgrade()
    make_office(MONDAY)
    db.session.remove()
    db.engine.dispose()
    return place
