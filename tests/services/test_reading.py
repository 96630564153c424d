"""Figures from a real streaming replica: never behind, never needed; what writes goes to the primary."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from app import create_app
from app.extensions import REPLICA, db
from app.models import Throttle
from app.services import reading, throttle
from app.services.transaction import transaction
from tests import throwaway_postgres
from tests.conftest import SERVER, Clock, build, office

pytestmark = pytest.mark.skipif(SERVER is None, reason="a replica follows PostgreSQL only")


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    """A primary with an office's tables, and a replica of it."""
    place = throwaway_postgres.binaries()
    with throwaway_postgres.running(place) as primary:
        engine = create_engine(primary, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("CREATE DATABASE khamrong"))
            connection.execute(text("ALTER DATABASE khamrong SET synchronous_commit = on"))  # as in earnest
        engine.dispose()
        address = primary.replace("/postgres?", "/khamrong?")
        build(address, tmp_path_factory.mktemp("reading"))
        with throwaway_postgres.replica(place, address) as (replica, data):
            yield address, replica, data


@pytest.fixture
def both(servers, tmp_path):
    app = create_app(office(servers[0], tmp_path, DATABASE_READ_URL=servers[1]), clock=Clock())
    with app.app_context():
        yield app
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


def replaying(servers, *, goes_on):
    engine = create_engine(servers[1], isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"SELECT pg_wal_replay_{'resume' if goes_on else 'pause'}()"))
    engine.dispose()


def where():
    """Whether the replica answers."""
    return db.session.scalar(text("SELECT pg_is_in_recovery()"))


def test_what_was_written_before_the_question_is_in_the_answer(both, clock):
    for number in range(20):
        throttle.count(f"key {number}", now=clock())
        assert reading.read(lambda: (where(), db.session.query(Throttle).count())) == (True, number + 1)
    assert where() is False
    assert reading.answers() is True


def test_whoever_writes_reads_on_from_the_primary(both, clock):
    def make():
        before = where()
        throttle.count("written meanwhile", now=clock())
        return before, where(), db.session.get(Throttle, "written meanwhile").count

    assert reading.read(make) == (True, False, 1)


def test_a_replica_that_is_behind_is_not_asked_and_soon_asked_again(both, servers, clock, caplog):
    replaying(servers, goes_on=False)
    try:
        throttle.count("not there yet", now=clock())
        assert reading.read(lambda: (where(), db.session.get(Throttle, "not there yet").count)) == (False, 1)
        assert reading.behind() is True
        assert "replica does not answer: Behind" in caplog.text
    finally:
        replaying(servers, goes_on=True)
    assert reading.read(where) is False  # it is left alone for a moment
    both.extensions["replica"]._until = 0
    assert reading.read(where) is True


def test_a_replica_that_goes_in_the_middle_of_a_page_costs_nothing(both, clock):
    asked = []

    def make():
        asked.append(where())
        if asked[-1]:
            db.session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return where()

    assert reading.read(make) is False
    assert asked == [True, False]


def test_trouble_of_the_primary_is_not_taken_for_the_replicas(both, clock):
    def make():
        with transaction():
            db.session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(OperationalError):
        reading.read(make)
    assert reading.behind() is False


def test_pages_of_figures_ask_the_replica_and_forms_do_not(both, monkeypatch):
    seen = []
    monkeypatch.setitem(both.view_functions, "front.healthz", lambda: seen.append(where()) or "")
    both.test_client().get("/healthz")
    with both.test_request_context("/statistics/"):
        wrapped = both.view_functions["published.statistics"]
        monkeypatch.setattr("app.services.public_figures.years", lambda _now: seen.append(where()) or [])
        wrapped()
    assert seen == [False, True]


def test_without_the_replica_everything_is_shown(both, servers):
    place = throwaway_postgres.binaries()
    throwaway_postgres.stop(place, servers[2])
    assert reading.read(where) is False
    assert reading.behind() is True
    assert db.engines[REPLICA] is not db.engine
