"""R14: killed or restarted while somebody uploads: nothing is left behind, and pressing again makes one case."""

import signal
import socket
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.extensions import db
from app.models import Attachment, Draft, Ticket
from app.services import attachments
from tests.reliability.filing import Resident, answered
from tests.sealed.wire import sends_and_hears_nothing


def left(server):
    """Files, temporary files."""
    return [len([*(server.var / "files").glob("??/*")]), len([*server.spool.iterdir()])]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_r14_ended_in_the_middle_of_a_photo(app, server, how):
    server.start().listens()
    resident = Resident(server.port)
    carried = resident.form()
    body, kind = answered(carried, "ไฟดับ", photos=2)
    head = f"POST /complaints/new HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
        line.sendall(head.encode() + body[: len(body) // 2])
        server.kill() if how is signal.SIGKILL else None
    if how is signal.SIGTERM:
        server.end()
    assert left(server) == [0, 0]
    assert db.session.query(Draft).count() == db.session.query(Attachment).count() == 0
    db.session.remove()
    server.start().listens()
    resident.sends(resident.fills_in(carried, "ไฟดับ", photos=2))
    assert db.session.query(Ticket).count() == 1
    assert left(server) == [2, 0]


def test_r14_killed_between_a_photo_and_the_words_that_name_it(app, server):
    server.start("dies-after-file").listens()
    resident = Resident(server.port)
    carried = resident.form()
    wanted = answered(carried, "ไฟดับ", photos=1)
    assert sends_and_hears_nothing(lambda: resident.wire.ask("POST", "/complaints/new", *wanted))
    assert server.died() == -signal.SIGKILL
    assert left(server) == [1, 0]
    assert db.session.query(Draft).count() == 0
    db.session.remove()
    server.start().listens()
    resident.sends(resident.fills_in(carried, "ไฟดับ", photos=1))
    assert attachments.sweep(older_than=datetime.now(UTC) + timedelta(days=1)) == 1  # noqa: TID251 - of the disk
    assert left(server) == [1, 0]
    assert attachments.read(db.session.scalars(select(Attachment)).one())
