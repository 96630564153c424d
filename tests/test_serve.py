"""The office as a process: opens, works, lets a second one be, and ends when it is told to."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

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


def test_a_port_in_use_is_an_error_that_says_so(start):
    with socket.create_server(("127.0.0.1", 0)) as other:
        process = start("serve", "--port", other.getsockname()[1])
        said, _ = process.communicate(timeout=30)
    assert process.returncode != 0
    assert re.search("in use", said)
