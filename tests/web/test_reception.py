"""Large uploads: a few at a time, the others wait and all are answered; the memory they take is bounded."""

import http.client
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import pytest
from waitress import create_server

from app.web import reception

LARGE = 2 * 1024 * 1024


class Counting:
    """An application that counts how many large requests it holds at once."""

    def __init__(self):
        self.lock, self.inside, self.most, self.gate = threading.Lock(), 0, 0, threading.Event()

    def __call__(self, environ, start_response):
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        size = len(environ["wsgi.input"].read())
        if size >= LARGE:
            self.gate.wait(30)
        with self.lock:
            self.inside -= 1
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(size).encode()]


@pytest.fixture
def served(monkeypatch):
    """A server with room for two: its application, its port, its room."""
    monkeypatch.setattr("waitress.server.BaseWSGIServer.channel_class", reception.PatientChannel)
    room = reception.open_counter(LARGE)
    application = Counting()
    server = create_server(application, host="127.0.0.1", port=0, threads=8, asyncore_loop_timeout=0.05)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield application, server.effective_port, room
    application.gate.set()
    while server.active_channels:  # until the server has noticed that everybody left
        server.pull_trigger()
    server.trigger.pull_trigger(server.close)
    thread.join(10)
    server.task_dispatcher.shutdown()


def send(port, size, *, chunked=False):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        body = iter([bytes(size)]) if chunked else bytes(size)
        connection.request("POST", "/", body, encode_chunked=chunked)
        return int(connection.getresponse().read())


@pytest.mark.parametrize("chunked", [False, True])
def test_two_large_ones_at_a_time_and_everybody_is_answered(served, chunked):
    application, port, room = served
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(send, port, LARGE, chunked=chunked) for _ in range(7)]
        while application.inside < 2:
            assert not any(future.done() for future in waiting)
        assert send(port, 1000) == 1000, "small ones do not wait behind large ones"
        application.gate.set()
        assert [future.result() for future in waiting] == [LARGE] * 7
    assert room.most == 2 * LARGE
    assert application.most <= 3


def test_who_hangs_up_half_way_gives_the_room_back(served):
    application, port, room = served
    application.gate.set()
    for _ in range(3):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.putrequest("POST", "/")
        connection.putheader("Content-Length", str(LARGE))
        connection.endheaders(bytes(1000))
        with suppress(OSError):
            connection.close()
    assert send(port, LARGE) == LARGE
    assert room.most <= 2 * LARGE


def test_room_is_never_refused_to_who_is_alone():
    room = reception.Room(10)
    assert room.take("large", 11)
    assert not room.take("small", 1)
    room.give_back("large")
    assert room.take("fits", 10)
    assert not room.take("small", 1)


def test_who_never_finishes_is_sent_away(served, monkeypatch):
    """Two who trickle do not keep a third from sending."""
    monkeypatch.setattr(reception, "_LONGEST", 0.2)
    application, port, _room = served
    application.gate.set()
    slow = [http.client.HTTPConnection("127.0.0.1", port, timeout=30) for _ in range(2)]
    for connection in slow:
        connection.putrequest("POST", "/")
        connection.putheader("Content-Length", str(LARGE))
        connection.endheaders(bytes(1000))
    assert send(port, LARGE) == LARGE
    for connection in slow:
        connection.close()
