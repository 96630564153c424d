"""The served product keeps what passes through out of files, even where the system would tidy them up by itself."""

import socket
from contextlib import closing
from pathlib import Path

import pytest

from tests.test_serve import ask, free_port, start  # noqa: F401  (start is a fixture)

pytestmark = [
    pytest.mark.sealed,
    pytest.mark.sqlite,
    pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are listed by Linux only"),
]


def open_files(process):
    """What a process has open, unlinked files too; sockets, pipes and devices are none."""
    links = [link.readlink().as_posix() for link in Path(f"/proc/{process.pid}/fd").iterdir() if link.is_symlink()]
    return {link for link in links if link.startswith("/") and not link.startswith(("/dev/", "/proc/"))}


def test_an_upload_on_its_way_lies_in_no_file(start):  # noqa: F811
    port = free_port()
    server = start("serve", "--port", port, "--no-worker")
    assert ask(server, port, "/healthz")[0] == 200
    before = open_files(server)
    with closing(socket.create_connection(("127.0.0.1", port))) as upload:
        head = "POST /corruption/send HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        upload.sendall(f"{head}Content-Length: 9000000\r\n\r\n".encode() + b"PLANTED " * 1_000_000)
        assert ask(server, port, "/healthz")[0] == 200  # by now it has read what fits into no buffer of the system
        assert {name for name in open_files(server) - before if "khamrong.db" not in name} == set()
