"""How often from one place: the same in memory and in Valkey, and nothing of it is ever written down."""

import signal
from datetime import timedelta

import pytest

from app.services import limits
from app.services.throttle import TooManyTries
from tests.stand_ins import free_port, running, valkey_binary, valkey_command

ADDRESS = "203.0.113.77"


@pytest.fixture(scope="module")
def valkey(tmp_path_factory):
    if valkey_binary() is None:
        pytest.skip("no valkey-server or redis-server here (Debian: redis-server)")
    port, place = free_port(), tmp_path_factory.mktemp("valkey")
    with running(valkey_command(port, place), port) as process:
        yield process, f"valkey://127.0.0.1:{port}/0", place


@pytest.fixture
def shared(app, valkey):
    app.config["VALKEY_URL"] = valkey[1]
    limits.counter()._valkey.flushdb()
    return limits.counter()


@pytest.fixture(params=["memory", "shared"])
def counter(request, app):
    return request.getfixturevalue("shared") if request.param == "shared" else limits.counter()


def closed(what, place, clock):
    try:
        limits.check(what, place, now=clock())
    except TooManyTries as many:
        return many.until
    return None


def test_the_sixth_in_a_quarter_of_an_hour_waits_until_the_first_is_old(counter, clock):
    first = clock()
    for _ in range(5):
        assert closed("question", ADDRESS, clock) is None
        limits.count("question", ADDRESS, now=clock())
        clock.advance(minutes=1)
    assert closed("question", ADDRESS, clock) == first + timedelta(minutes=15)
    assert closed("question", "203.0.113.78", clock) is None
    assert closed("follow", ADDRESS, clock) is None
    clock.advance(minutes=10, seconds=1)
    assert closed("question", ADDRESS, clock) is None


def test_two_processes_count_together_and_valkey_holds_no_address(shared, valkey, clock):
    other = limits.Shared(valkey[1])
    for each in (shared, other) * 3:
        each.add(f"question {ADDRESS}", clock())
    assert [len(each.moments(f"question {ADDRESS}", clock())) for each in (shared, other)] == [6, 6]
    names = shared._valkey.keys("*")
    assert len(names) == 2
    assert not any(ADDRESS in name for name in names)
    assert all(0 < shared._valkey.ttl(name) <= 24 * 3600 for name in names)
    assert list(valkey[2].iterdir()) == []
    other._valkey.close()


def test_the_doctor_learns_whether_it_answers(shared, app):
    assert limits.answers() is True
    app.extensions.pop("limits")
    app.config["VALKEY_URL"] = "valkey://127.0.0.1:9/0"  # nobody listens there
    assert limits.answers() is False


def test_an_office_on_one_machine_has_none(app):
    assert limits.answers() is None


def test_a_new_key_means_nothing_of_before_can_be_found(shared, clock):
    shared.add(f"question {ADDRESS}", clock())
    shared._valkey.delete(limits._KEY)
    assert shared.moments(f"question {ADDRESS}", clock()) == []


def test_while_valkey_is_silent_each_process_counts_for_itself(shared, valkey, clock, caplog):
    valkey[0].send_signal(signal.SIGSTOP)
    try:
        for _ in range(5):
            limits.count("question", ADDRESS, now=clock())
        assert closed("question", ADDRESS, clock)
    finally:
        valkey[0].send_signal(signal.SIGCONT)
    assert [record.getMessage() for record in caplog.records] == ["Valkey does not answer: TimeoutError"]
    assert ADDRESS not in caplog.text
    shared._outage._until = 0
    assert closed("question", ADDRESS, clock) is None
