"""R6: the worker dies between a letter's leaving and its mark: the letter goes again under the same Message-ID."""

import os
import signal
from datetime import datetime, timedelta

from sqlalchemy import select

from app.extensions import db
from app.models import OutboxMail
from app.services import outbox
from tests.conftest import BANGKOK
from tests.factories import open_complaint
from tests.reliability.lying_mail import lying


def test_r06_a_letter_sent_by_a_worker_that_died_goes_again_as_the_same(app, server):
    open_complaint(datetime.now(BANGKOK), email="wanna@example.org")  # noqa: TID251 - the worker's clock is the real one
    db.session.remove()
    wrong = server.var / "wrong-by"
    with lying() as (mail, port):
        mail.on_taken = lambda: os.kill(server.pid, signal.SIGKILL)
        env = {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": str(port)}
        wrong.write_text("0")
        server.start("wrong-clock", command=("worker",), **env)
        assert server.died() == -signal.SIGKILL
        row = db.session.scalars(select(OutboxMail)).one()
        assert (row.sent_at, row.attempts) == (None, 1)
        mail.on_taken = lambda: os.kill(server.pid, signal.SIGTERM)
        wrong.write_text(str((outbox.LEASE + timedelta(seconds=1)).total_seconds()))
        db.session.remove()
        server.start("wrong-clock", command=("worker",), **env)
        assert server.died() == 0, server.said()
        assert mail.taken == [row.message_id] * 2
    db.session.expire_all()
    row = db.session.scalars(select(OutboxMail)).one()
    assert (row.sent_at is not None, row.attempts) == (True, 2)
