"""R1: killed by the system at random moments under load: who saw a number has a case, once, with its letter."""

from contextlib import ExitStack
from functools import partial

import pytest

from app import create_app
from app.extensions import db
from app.services import schema
from tests import throwaway_postgres
from tests.conftest import MONDAY, SERVER, office
from tests.factories import make_office
from tests.mail_server import free_port
from tests.reliability import kill_loop
from tests.reliability.process import Server


def test_r01_whoever_was_told_a_number_has_one_case_with_its_letter_and_photo(app, server):
    load = kill_loop.kill_again_and_again(server, kills=6)
    found = kill_loop.look(load)
    assert found.whole, found
    assert found.told >= 14
    assert load.again > 0, "nobody was interrupted: nothing was tried"


def test_r01_killed_is_the_database_server_with_all_its_processes(nursery, tmp_path):
    """A server of its own, which puts what it acknowledges onto the disk; the product lives through it."""
    programs = throwaway_postgres.binaries() if SERVER else None
    if programs is None:
        pytest.skip("in the run on PostgreSQL, where its programs are")
    with ExitStack() as stack:
        address = stack.enter_context(throwaway_postgres.running(programs, lasting=True))
        stack.enter_context(create_app(office(address, tmp_path)).app_context())
        schema.upgrade()
        make_office(MONDAY)
        db.session.remove()
        server = Server(nursery, address, tmp_path, free_port())
        try:
            kill = partial(throwaway_postgres.kill_and_start, programs, address)
            load = kill_loop.kill_again_and_again(server, kills=4, instead=kill)
        finally:
            server.kill()
        db.engine.dispose()
        found = kill_loop.look(load)
        db.session.remove()
        db.engine.dispose()
    assert found.whole, found
    assert found.told >= 10
    assert load.again > 0, "nobody was interrupted: nothing was tried"
