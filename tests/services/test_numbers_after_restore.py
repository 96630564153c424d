"""After a restore the numbers that were told since the backup are given to nobody else; the trail says why."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import create_app
from app.domain.workflow import Role
from app.extensions import db
from app.models import AuditEntry
from app.services import backups, chain, register
from app.services.backups import numbers
from tests.conftest import office as settings
from tests.factories import actor, make_office, open_complaint, open_water
from tests.restored import address

pytestmark = pytest.mark.reliability


@pytest.fixture
def lost(app, clock):
    """An office with register numbers of its own and three cases; two more came in after its backup."""
    present = make_office(clock())
    register.choose(present, auto=True, last_used=120, by=actor(Role.ADMINISTRATOR), now=clock())
    for _ in range(3):
        open_complaint(clock())
    path = backups.make(clock()).path
    clock.advance(days=2)
    return path, [open_complaint(clock()), open_water(clock())]


def restored(app, path, place, database, clock, *words):
    """What the command says, and the office that goes on from it."""
    where = [place] if database.startswith("sqlite") else [database, "--files", place]
    words = ["backup", "restore", path, "--into", *where, *words]
    told = app.test_cli_runner().invoke(args=[str(word) for word in words])
    assert told.exit_code == 0, told.output
    return told.output, create_app(settings(database, place), clock=clock)


def test_numbers_go_on_beyond_those_that_were_told_and_the_trail_says_so(app, lost, clock, tmp_path):
    path, gone = lost
    assert [case.reference for case in gone] == ["รท-2570-0004", "นอ-2570-0001"]
    assert [case.register_number for case in gone] == ["124/2569", "125/2569"]
    with address(tmp_path / "new") as database:
        said, new = restored(app, path, tmp_path / "new", database, clock)
        assert [line.strip() for line in said.splitlines() if "–" in line] == [
            "นอ 2569: 1–100", "นอ 2570: 1–100", "บร 2569: 1–100", "บร 2570: 1–100",
            "รท 2569: 1–100", "รท 2570: 4–200", "เลขรับ 2569: 124–300",
        ]  # fmt: skip
        with new.app_context():
            case, water = open_complaint(clock()), open_water(clock())
            assert (case.reference, case.register_number) == ("รท-2570-0201", "301/2569")
            assert (water.reference, water.register_number) == ("นอ-2570-0101", "302/2569")
            line = db.session.scalars(select(AuditEntry).where(AuditEntry.action == numbers.ACT)).one()
            assert line.data["รท 2570"] == "4–200"
            assert line.data["since"] == "2026-11-02T02:00:00.000000Z"
            assert [gap for _at, gap in numbers.of_register(2569)] == ["124–300"]
            assert numbers.of_register(2570) == []
            assert chain.verify() == []
            db.session.remove()
            db.engine.dispose()
    assert not (tmp_path / "new" / "restoring").exists()


def test_an_office_that_moved_has_no_gap(app, lost, clock, tmp_path):
    with address(tmp_path / "new") as database:
        said, new = restored(app, lost[0], tmp_path / "new", database, clock, "--nothing-since")
        assert "–" not in said
        with new.app_context():
            assert open_complaint(clock()).reference == "รท-2570-0004"
            assert numbers.of_register(2569) == []
            db.session.remove()
            db.engine.dispose()


def test_a_year_that_began_since_and_a_busy_office_leave_room_for_both(app, clock):
    make_office(clock())
    for _ in range(30):
        open_complaint(clock())
    since = clock()
    clock.advance(days=5)
    assert {one.prefix: one.last for one in numbers.skip(since, now=clock())}["รท"] == 400  # 30 + 2 × 30 × 6 days
    clock.advance(days=365)
    found = [(one.prefix, one.year, one.first) for one in numbers.skip(since, now=clock()) if one.prefix == "รท"]
    assert found == [("รท", 2569, 401), ("รท", 2570, 401), ("รท", 2571, 1)]


def test_a_paper_of_last_year_keyed_in_after_the_backup_keeps_its_number(app, clock):
    """No case of that year was there yet: the resident who holds its first number meets nobody with the same."""
    make_office(clock())
    numbers.skip(clock(), now=clock())
    late = {"received_at": clock() - timedelta(days=40), "backdate_reason": "จดหมายค้างในตู้"}
    assert open_complaint(clock(), by=actor(Role.INTAKE), **late).reference == "รท-2569-0101"


def test_an_office_that_types_its_register_numbers_has_none_left_out(app, clock):
    make_office(clock())
    open_complaint(clock())
    assert {one.prefix for one in numbers.skip(clock(), now=clock())} == {"รท", "นอ", "บร"}


def test_going_back_by_other_means_is_told_to_the_command(app, clock):
    make_office(clock())
    open_complaint(clock())
    said = app.test_cli_runner().invoke(args=["backup", "skip-numbers", "2026-11-01 08:30"])
    assert "รท 2570: 2–200" in said.output
    assert open_complaint(clock()).reference == "รท-2570-0201"
    line = db.session.scalars(select(AuditEntry).where(AuditEntry.action == numbers.ACT)).one()
    assert line.data["since"] == "2026-11-01T01:30:00.000000Z"
