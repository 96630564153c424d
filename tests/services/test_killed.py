"""Killed without warning, under load, again and again: what was acknowledged is there, once, with its letter."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app.extensions import db
from app.models import OutboxMail, Ticket
from app.services import chain
from tests.factories import make_office, open_complaint

pytestmark = pytest.mark.reliability
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("enough", [1, 20])
def test_r01_every_number_that_was_told_is_a_case(app, clock, enough):
    make_office(clock())
    address = db.engine.url.render_as_string(hide_password=False)
    db.session.remove()
    told = [pair for run in range(2) for pair in killed_after(enough, address, app.config["VAR_DIR"], f"run{run}")]
    assert len(told) >= 2 * enough
    kept = dict(db.session.execute(text("SELECT idempotency_key, reference FROM ticket")).all())
    assert [(key, reference) for key, reference in told if kept.get(key) != reference] == []
    numbers = sorted(int(reference.rpartition("-")[2]) for reference in kept.values())
    assert numbers == list(range(1, len(kept) + 1))
    letters = db.session.scalars(select(OutboxMail.ticket_id)).all()
    assert sorted(letters) == sorted(db.session.execute(text("SELECT id FROM ticket")).scalars())
    assert chain.verify() == []
    key, reference = told[-1]
    assert open_complaint(clock(), key=key).reference == reference  # the resident presses again
    assert db.session.query(Ticket).count() == len(kept)


def killed_after(enough, address, var, name):
    """What a process told before it was killed in the middle of its work."""
    command = [sys.executable, "-m", "tests.services.filing", address, str(var), name]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8") as process:
        told = [process.stdout.readline() for _ in range(enough)]
        process.kill()
        told += process.stdout.readlines()
    return [tuple(line.split()) for line in told if line.endswith("\n")]
