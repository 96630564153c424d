"""R11: 95 connections that trickle, dawdle or only stand there: a normal request is answered as ever."""

import socket
import threading
from contextlib import ExitStack, suppress

from tests.reliability.filing import Resident

SLOW_HEAD = b"GET /complaints/new HTTP/1.1\r\nHost: x\r\nX-Slow: "
SLOW_BODY = b"POST /complaints/new HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\n"
IDLE = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
LONGEST, SLOWER = 2.0, 5
"""Seconds, as promised on a machine that does nothing else; on a busy one, so many times what it takes there alone."""


def trickle(lines, over):
    """One letter more on each, ten times a second."""
    while not over.wait(0.1):
        for line in lines:
            with suppress(OSError):
                line.sendall(b"a")


def test_r11_a_resident_among_95_slow_connections_files_a_case(app, server, record_property):
    server.start().listens()
    alone = Resident(server.port)
    for _ in range(3):
        alone.files("ไฟดับ", photos=1)
    with ExitStack() as open_lines:
        begun = [SLOW_HEAD] * 40 + [SLOW_BODY] * 40 + [IDLE] * 15
        lines = [
            open_lines.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=60)) for _ in begun
        ]
        for line, words in zip(lines, begun, strict=True):
            line.sendall(words)
        over = threading.Event()
        slow = threading.Thread(target=trickle, args=(lines[:80], over))
        slow.start()
        resident = Resident(server.port)
        for _ in range(3):
            resident.files("ไฟดับ", photos=1)
        over.set()
        slow.join()
    record_property("slowest answer", resident.slow)
    assert resident.again == 0
    assert resident.slow < max(LONGEST, SLOWER * alone.slow)
