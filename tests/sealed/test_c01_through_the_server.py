"""C1 once more through the server that offices run: real sockets, an upload that breaks off, all that is printed."""

import os
import socket
from contextlib import closing, suppress
from pathlib import Path

import pytest

from app.extensions import db
from tests.mail_server import free_port
from tests.sealed import journey, planted
from tests.sealed.watch import FDS, stored
from tests.sealed.wire import Wire, serving
from tests.secrets_sweep import sweep_all
from tests.web.sealed_pages import Officer, Reporter

HALF = 700_000


@pytest.fixture
def address(app, readers):
    """The database that the server and this test share; the channel is open."""
    found = db.engine.url.render_as_string(hide_password=False)
    db.session.remove()
    return found


def held_open(process):
    """What the server has in open files at this moment, unlinked ones too; its database and its own prints are read
    from their places.
    """
    found = {}
    for link in Path(f"/proc/{process.pid}/fd").iterdir() if FDS.exists() else ():
        with suppress(OSError):
            name = os.readlink(link)  # noqa: PTH115 - an unlinked file has no path
            if link.is_file() and not name.endswith(("server.txt", ".db", ".db-wal", ".db-shm")):
                found[name] = link.read_bytes()
    return found


def broken_off(process, port, code):
    """Half of an upload, then silence: what lies in files while the server waits for the rest."""
    head = f"POST /corruption/send HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {planted.VISITOR['User-Agent']}\r\n"
    head += f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {2 * HALF}\r\n\r\n--x\r\n"
    part = f'Content-Disposition: form-data; name="files"; filename="{planted.PDF}"\r\n\r\n%PDF-1.7 {code}'
    text = (planted.CONTENT * (HALF // len(planted.CONTENT))).encode()
    with closing(socket.create_connection(("127.0.0.1", port))) as upload:
        upload.sendall(head.encode() + part.encode() + text)
        assert Wire(port).get("/healthz").status_code == 200  # it has read what no buffer holds
        return held_open(process)


def test_c01_nothing_planted_is_found_after_a_day_of_the_real_server(app, readers, address, clock, tmp_path):
    port = free_port()
    with serving(address, tmp_path, port) as process:
        reporter = Reporter(Wire(port, **planted.VISITOR))
        journey.reports_twice(reporter)
        passing = broken_off(process, port, reporter.code)
        officer = Officer(Wire(port, **planted.VISITOR))
        officer.signs_in("arun", clock)
        assert officer.unlocks(readers[0].phrase).location == "/staff/sealed/"
        letter = journey.works(officer)
        journey.comes_back(reporter)
        journey.goes_away(officer)
        with journey.gone("sealed_entry"):
            assert reporter.comes_back().status_code == 500
        passing |= held_open(process)
        passing |= {str(path): path.read_bytes() for path in stored(tmp_path) if path.is_file()}
    codes = [reporter.code, letter]
    secrets = [*planted.SECRETS, *(form for code in codes for form in planted.spaced(code))]
    secrets += journey.keys_of(readers[0], *codes)
    assert (tmp_path / "server.txt").read_text(encoding="utf-8"), "the server printed nothing, not even its errors"
    assert sweep_all(secrets, passing) == {}


def test_c01_an_upload_on_its_way_lies_in_no_file(app, address, tmp_path):
    port = free_port()
    with serving(address, tmp_path, port) as process:
        before = set(held_open(process))
        during = broken_off(process, port, "")
        assert set(during) - before == set()
        assert list((tmp_path / "spool").iterdir()) == []
