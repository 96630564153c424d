"""Settled years are counted once and found on disk afterwards; the worker counts ahead; a bad file costs only time."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import event

from app.domain.channels import Arrival
from app.domain.dates import BANGKOK
from app.extensions import db
from app.models import Series
from app.services import counted_ahead, keeping, public_figures, settled
from app.services.served import served
from app.services.transaction import transaction
from tests import factories
from tests.factories import make_office, open_complaint
from tests.services import random_office

NOW = datetime(2026, 11, 11, 14, 20, tzinfo=BANGKOK)
CLERK = factories.actor(factories.Role.INTAKE)


@pytest.fixture
def folder(app, clock):
    clock.set(NOW)
    make_office(NOW)
    random_office.build(1, 60, NOW)
    counted_ahead.count(NOW)
    return Path(app.config["VAR_DIR"]) / "build" / "figures"


@pytest.fixture
def counts(app):
    """The questions about legs of cases, which counting asks."""
    asked = []
    event.listen(db.engine, "before_cursor_execute", lambda *of: asked.append(of[2]))
    return lambda: [question for question in asked if "GROUP BY" in question]


def figures(now=NOW, number=2569):
    this = public_figures.year(number, now=now)
    return this, public_figures.months(this, now=now), served(this, now=now)


def start_anew():
    """A process that has kept nothing yet."""
    keeping._kept.clear()


def test_after_a_start_a_settled_year_is_read_and_not_counted(folder, counts):
    before = figures()
    start_anew()
    assert figures() == before
    assert counts() == []
    start_anew()
    figures(number=2570)
    assert counts() != []  # the running year is no settled one


@pytest.mark.parametrize("harm", [b"", b"{", None])
def test_a_lost_or_broken_file_is_counted_anew(folder, harm):
    before = figures()
    for file in folder.iterdir():
        file.write_bytes(harm) if harm is not None else file.unlink()
    start_anew()
    assert figures() == before
    assert all(file.stat().st_size > 2 for file in folder.glob("*fy2569.*"))


def test_a_file_that_somebody_made_finer_or_exchanged_is_counted_anew(folder):
    """Who can write to the disk changes no public figure."""
    before, files = figures(), sorted(folder.glob("*fy2569.*"))
    first, second = (file.read_bytes() for file in files)
    files[0].write_bytes(first.replace(b'"on_time": ', b'"on_time": 9'))
    files[1].write_bytes(first)
    start_anew()
    assert figures() == before
    assert [file.read_bytes() for file in files] == [first, second]


def test_what_is_recorded_later_leaves_the_files_as_they_are(folder, clock):
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    with transaction():
        db.session.add(Series(prefix="รท", fiscal_year=2569, last=5000))
    open_complaint(NOW, by=CLERK, arrival=Arrival.LETTER, backdate_reason="มาช้า",
                   received_at=datetime(2026, 9, 20, 10, tzinfo=BANGKOK))  # fmt: skip
    clock.advance(days=1)
    start_anew()
    counted_ahead.count(clock())
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_another_program_finds_none_of_them_and_leaves_none(folder, monkeypatch):
    before = {file.name for file in folder.glob("*fy2569.*")}
    monkeypatch.setattr(settled, "_program", lambda: "mended")
    start_anew()
    figures()
    after = {file.name for file in folder.glob("*fy2569.*")}
    assert (len(before), len(after), before & after) == (2, 2, set())


def test_only_the_office_itself_can_read_them(folder):
    assert {file.stat().st_mode & 0o077 for file in folder.iterdir()} == {0}
