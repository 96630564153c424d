"""The office as a process: opens, works, lets a second one be, and ends when it is told to."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel

from app.web import serving

ROOT = Path(__file__).resolve().parents[1]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def start(tmp_path):
    """Starts one of the product's commands on one embedded database; whatever still runs afterwards is ended."""
    running = []
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}}
    env |= {"VAR_DIR": str(tmp_path), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}

    def begin(*words):
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *map(str, words)]
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
        )
        running.append(process)
        return process

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


def end(process):
    """Tell it to stop; what it said, after making sure that it left in peace."""
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 0, said
    assert "Traceback" not in said
    return said


def ask(process, port, path):
    """Ask as soon as it listens."""
    while process.poll() is None:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
            try:
                connection.request("GET", path)
            except ConnectionRefusedError:
                time.sleep(0.05)  # nothing else tells when another process begins to listen
                continue
            answer = connection.getresponse()
            return answer.status, answer.read()
    return pytest.fail(f"it ended: {process.communicate()}")


def test_two_at_once_prepare_one_database(start):
    for process in [start("prepare"), start("prepare"), start("prepare")]:
        said, _ = process.communicate(timeout=60)
        assert process.returncode == 0, said
        assert "ready" in said


def test_serving_beside_another_server_and_a_worker(start):
    ports = free_port(), free_port()
    servers = [start("serve", "--port", port) for port in ports]
    for server, port in zip(servers, ports, strict=True):
        assert ask(server, port, "/healthz") == (200, b'{"ok":true}\n')
        assert ask(server, port, "/readyz")[0] == 200
    worker = start("worker")
    assert "at work" in worker.stdout.readline()
    assert ask(servers[0], ports[0], "/readyz")[0] == 200
    for process in (*servers, worker):
        end(process)


def visit(port, seen):
    """Come again and again, until the door is closed; what was answered, and what became of every other visit."""
    while True:
        try:
            door = socket.create_connection(("127.0.0.1", port), timeout=20)
        except ConnectionRefusedError:
            return
        with door:
            try:
                door.sendall(b"GET /readyz HTTP/1.0\r\n\r\n")
                seen.append(door.makefile("rb").read())
            except OSError as lost:
                seen.append(repr(lost).encode())


def test_told_to_stop_it_says_so_first_and_answers_everybody_who_is_inside(start):
    port, seen = free_port(), []
    server = start("serve", "--port", port, "--notice", 0.5)
    assert ask(server, port, "/healthz")[0] == 200
    slow = socket.create_connection(("127.0.0.1", port), timeout=20)
    slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")  # a request on a slow line, begun before and ended after
    visitors = [threading.Thread(target=visit, args=(port, seen)) for _ in range(4)]
    for visitor in visitors:
        visitor.start()
    server.send_signal(signal.SIGTERM)
    for visitor in visitors:
        visitor.join(60)
    slow.sendall(b"Connection: close\r\n\r\n")
    assert b'"ok":true' in slow.makefile("rb").read()
    slow.close()
    said, _ = server.communicate(timeout=30)
    assert server.returncode == 0, said
    assert len(seen) > 8
    assert [answer for answer in seen if b'"ready"' not in answer] == []
    assert b'"closing":true' in seen[-1]
    assert b" 503 " in seen[-1]


def test_a_port_in_use_is_an_error_that_says_so(start):
    with socket.create_server(("127.0.0.1", 0)) as other:
        process = start("serve", "--port", other.getsockname()[1])
        said, _ = process.communicate(timeout=30)
    assert process.returncode != 0
    assert re.search("in use", said)


@pytest.mark.parametrize("words", [b"", b"GET / HTTP/1.1\r\n"])
def test_told_to_stop_a_busy_server_hears_who_has_spoken_and_turns_out_who_only_stands_there(words):
    far, near = socket.socketpair()
    with far, closing(near):
        sockets = {}
        visitor = HTTPChannel(SimpleNamespace(active_channels={}), near, ("10.0.0.1", 1), Adjustments(), map=sockets)
        visitor.last_activity -= 10
        far.sendall(words)
        assert serving._at_work(sockets)
        assert visitor.will_close is not bool(words)
