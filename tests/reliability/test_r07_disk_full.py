"""R7: a real disk that is really full, at a file, at the case and its letter: Thai words, no halves, works again after.

The disk is one of 24 MB that only the server's process has. PostgreSQL lies elsewhere: there files alone fail.
"""

import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.extensions import db
from app.models import Attachment, OutboxMail, Ticket, TicketEvent
from app.services import attachments, chain
from tests.reliability.filing import Resident, answered, hidden
from tests.reliability.serving import NO_DISK

MAIL = "wanna@example.org"
LONG = "ถนนหน้าบ้านเป็นหลุม " * 200


class TinyDisk:
    """The server's own disk, seen from outside."""

    def __init__(self, server):
        server.start("tiny-disk", command=("serve", "--port", str(server.port), "--no-worker"))
        try:
            server.listens()
        except AssertionError:
            if NO_DISK not in server.said() or os.environ.get("CI") == "true":
                raise
            pytest.skip("a disk of one's own is not permitted here (unshare)")
        self.place = Path(f"/proc/{server.pid}/root{server.var}")
        self._filler = self.place / "filler"

    def fill(self, leave=0):
        """Take everything but so many bytes."""
        free = shutil.disk_usage(self.place).free - leave
        with self._filler.open("wb") as file:
            for _ in range(free // 4096):
                file.write(bytes(4096))

    def free(self):
        self._filler.unlink()

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
    assert "กดส่งซ้ำก็ได้เรื่องเดียว" in answer.text
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
