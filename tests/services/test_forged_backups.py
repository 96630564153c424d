"""A file that somebody else lays among the backups is never the newest, and no genuine one makes room for it."""

import json
from datetime import timedelta

import pytest

from app.services import backups
from app.services.backups import envelope, making, shelf
from tests.factories import make_office


@pytest.fixture
def office(app, clock):
    return make_office(clock())


def forged(made_at, **more):
    """A whole backup that opens with our key, as whoever knows its public half can make one."""
    path = shelf.place() / f"khamrong-{made_at:%Y%m%d-%H%M%S}-ffff.backup"
    with path.open("wb") as file:
        writer = envelope.Writer(file, making.recipients(), made_at, **more)
        writer.write(b"nothing of the office")
        writer.close()
    return path


def test_a_later_day_makes_it_no_newer(app, office, clock):
    made = backups.make(clock())
    path = forged(clock() + timedelta(days=400))
    assert shelf.newest() == made.path
    listed = {one.name: one for one in shelf.listed()}
    assert not listed[path.name].own
    assert listed[path.name].unproven
    assert listed[made.path.name].own
    lines = app.test_cli_runner().invoke(args=["backup", "list"]).output.splitlines()
    assert ["no proof" in line for line in lines] == [True, False]


def test_a_mark_under_another_key_is_another_offices(office, clock):
    made = backups.make(clock())
    path = forged(clock() + timedelta(days=1), marked=b"k" * 32)
    assert not any(one.own or one.unproven for one in shelf.listed() if one.name == path.name)
    assert shelf.newest() == made.path


def test_a_genuine_head_with_another_day_is_not_believed(office, clock):
    whole = backups.make(clock()).path.read_bytes()
    day = json.dumps(clock().isoformat()).encode()
    assert day in whole
    path = shelf.place() / "khamrong-20991231-000000-ffff.backup"
    path.write_bytes(whole.replace(day, day[:1] + b"2099" + day[5:], 1))
    assert not next(one for one in shelf.listed() if one.name == path.name).own


def test_generations_are_those_of_genuine_ones(office, clock):
    names = []
    for _ in range(3):
        names.append(backups.make(clock()).path.name)
        clock.advance(days=1)
    for days in range(40):
        forged(clock() + timedelta(days=30 * days))
    shelf.drop_old()
    assert set(names) <= {one.name for one in shelf.listed()}


def test_those_of_a_version_before_count_until_one_is_made_and_go_in_time(office, clock):
    shelf.place().mkdir(parents=True, exist_ok=True)
    old = []
    for _ in range(3):
        old.append(forged(clock()))
        clock.advance(days=1)
    assert shelf.newest() == old[-1]
    for _ in range(9):
        made = backups.make(clock())
        clock.advance(days=1)
    assert shelf.newest() == made.path
    shelf.drop_old()
    assert not any(path.exists() for path in old), "a genuine one stands for that week and month"
