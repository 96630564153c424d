"""The server from its first request to its last: told to stop, it answers everybody whom it has let in.

First /readyz says no, so that whoever shares out visitors sends no more; then the door is closed, so that new ones are
turned away at once and go to another machine; what is inside is finished. A second signal ends it without ceremony.
"""

import gc
import select
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app
from waitress import create_server, wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer

_LOOK, _QUIET, _LONGEST = 0.2, 1.0, 30.0
Sockets = dict[int, Any]


def serve(app: Flask, *, notice: float, **settings: Any) -> None:
    """Until SIGTERM or Ctrl+C; ``notice``: seconds between saying so and closing the door."""
    sockets: Sockets = {}
    server = create_server(app, map=sockets, **settings)
    gc.collect()
    gc.freeze()  # what stands now stands to the end: nobody need look through it again for what is no longer used
    server.print_listen("Serving on http://{}:{}")
    told = _told()
    _go_on(sockets, told.is_set)
    app.extensions["closing"] = True
    _go_on(sockets, _after(notice))
    _close_door(sockets)
    late = _after(_LONGEST)
    _go_on(sockets, lambda: late() or not _at_work(sockets))
    server.task_dispatcher.shutdown()


def closing() -> bool:
    """Whether the server was told to stop."""
    return bool(current_app.extensions.get("closing"))


def _told() -> threading.Event:
    told = threading.Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def hear(*_: object) -> None:
        told.set()
        for number, handler in before.items():
            signal.signal(number, handler)

    for number in before:
        signal.signal(number, hear)
    return told


def _go_on(sockets: Sockets, over: Callable[[], bool]) -> None:
    while not over():
        wasyncore.loop(timeout=_LOOK, map=sockets, count=1)


def _after(seconds: float) -> Callable[[], bool]:
    until = time.monotonic() + seconds
    return lambda: time.monotonic() >= until


def _close_door(sockets: Sockets) -> None:
    """Nobody comes in any more; those who stand in it already do."""
    for door in [each for each in sockets.values() if isinstance(each, BaseWSGIServer)]:
        while select.select([door.socket], [], [], 0)[0]:
            door.handle_accept()
        wasyncore.dispatcher.close(door)


def _at_work(sockets: Sockets) -> bool:
    """Whether anybody is still served; who has been quiet for a second, with nothing said that waits, is not."""
    inside = [each for each in sockets.values() if isinstance(each, HTTPChannel)]
    for visitor in inside:
        waits = visitor.requests or visitor.request or visitor.total_outbufs_len
        if not waits and time.time() - visitor.last_activity > _QUIET and not _says(visitor):
            visitor.will_close = True
    return bool(inside)


def _says(visitor: HTTPChannel) -> bool:
    """Whether something lies there that a busy machine has not read yet."""
    return bool(visitor.connected and select.select([visitor.socket], [], [], 0)[0])
