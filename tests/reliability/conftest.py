"""An office that the product's own server serves from a process of its own.

Every test of this folder is marked ``reliability``.
"""

from pathlib import Path

import pytest

from app.extensions import db
from tests.factories import make_office
from tests.mail_server import free_port
from tests.reliability.process import Nursery, Server

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("reliability")


@pytest.fixture
def address(app, clock):
    """The database of an office, which this test and its servers share."""
    make_office(clock())
    found = db.engine.url.render_as_string(hide_password=False)
    db.session.remove()
    return found


@pytest.fixture(scope="session")
def nursery():
    found = Nursery()
    yield found
    found.close()


@pytest.fixture
def server(nursery, address, tmp_path):
    """The server, not yet started; it is ended in any case."""
    found = Server(nursery, address, tmp_path, free_port())
    yield found
    found.kill()
