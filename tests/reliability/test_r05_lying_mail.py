"""R5: whatever the mail server does, nobody waits for it, and each letter leaves once, later."""

import socket
import time

import pytest
from sqlalchemy import select

from app.extensions import db
from app.models import OutboxMail
from app.services import outbox
from tests import mail_server
from tests.factories import make_office, open_complaint
from tests.reliability.filing import Resident
from tests.reliability.lying_mail import MOODS, lying

MAIL = "wanna@example.org"


@pytest.mark.parametrize("mood", [mood for mood in MOODS if mood != "fine"])
def test_r05_a_lying_server_is_left_in_time_and_has_the_letter_later_once(app, clock, mood):
    make_office(clock())
    open_complaint(clock(), email=MAIL)
    with lying() as (server, port):
        mail_server.use(app, port)
        server.mood, begun = mood, time.monotonic()
        assert outbox.send_due(clock) == 0
        assert time.monotonic() - begun < 60, "six times a third of a second, on a machine that may be busy"
        row = db.session.scalars(select(OutboxMail)).one()
        assert (row.sent_at, row.attempts, row.leased_until) == (None, 1, None)
        server.mood = "fine"
        clock.advance(minutes=1)
        assert outbox.send_due(clock) == 1
        clock.advance(days=4)
        assert outbox.send_due(clock) == 0
    assert server.taken == [row.message_id]


def test_r05_nothing_of_a_submission_touches_a_mail_server_that_hangs(app, server):
    """No connection is opened while the resident waits: the worker's round alone does that."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.setblocking(False)
        alone = ("serve", "--port", str(server.port), "--no-worker")
        server.start(command=alone, MAIL_SERVER="127.0.0.1", MAIL_PORT=str(silent.getsockname()[1])).listens()
        Resident(server.port).files("ไฟดับ", photos=1, email=MAIL)
        with pytest.raises(BlockingIOError):
            silent.accept()
    assert db.session.scalars(select(OutboxMail)).one().attempts == 0


def test_r05_with_the_worker_held_by_a_server_that_hangs_cases_come_in(app, server):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = str(silent.getsockname()[1])
        server.start(MAIL_SERVER="127.0.0.1", MAIL_PORT=port, MAIL_TIMEOUT="60").listens()
        resident = Resident(server.port)
        resident.files("ไฟดับ", email=MAIL)
        silent.settimeout(300)
        held, _ = silent.accept()  # the worker came and is held from here on
        with held:
            resident.files("ไฟดับอีก", email=MAIL)
        server.kill()
    assert [row.sent_at for row in db.session.scalars(select(OutboxMail))] == [None, None]
