"""What the promises are tried on: a channel that is open, its cast, and somebody who watches all that is left behind.

Every test of this folder is marked ``sealed``, and they run before all others.
"""

from pathlib import Path

import pytest

from tests import factories, sealed_cast
from tests.sealed import planted
from tests.sealed.watch import Watch, spool_in
from tests.web.sealed_pages import Reporter, officer_at_desk, photo

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("sealed")
    items.sort(key=lambda item: HERE not in item.path.parents)


@pytest.fixture
def readers(app, clock):
    """Two of the centre who read, in an office whose channel is open."""
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    return [sealed_cast.reader(name, clock()) for name in ("arun", "rohani")]


@pytest.fixture
def reporter(client, readers):
    return Reporter(client)


@pytest.fixture
def report(app, readers):
    """A report that was sent, with a photo."""
    sender = Reporter(app.test_client())
    sender.writes(where="ชั้นล่าง")
    sender.sends(("หลักฐาน.jpg", photo()))
    return sender


@pytest.fixture
def arun(app, readers, clock):
    """A reader at the desk, unlocked."""
    return officer_at_desk(app, readers[0], clock)


@pytest.fixture
def watch(app, tmp_path, caplog, capfd, monkeypatch):
    """Somebody who looks on from the first request."""
    found = Watch(app, tmp_path, caplog, capfd)
    spool_in(tmp_path, monkeypatch)
    return found


@pytest.fixture
def visitor(app, watch, readers):
    """A reporter whose telephone says all it can about them."""
    client = app.test_client()
    client.environ_base |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in planted.VISITOR.items()}
    client.environ_base["REMOTE_ADDR"] = planted.ADDRESS
    return Reporter(client)
