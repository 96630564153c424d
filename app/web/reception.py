"""The server's counter for large uploads: a few at a time come in, the others wait in the network and lose nothing.

A sealed upload may touch no disk, so all of it is in memory, and several times over while it is read, checked and
encrypted. Room is given for a whole request when its headers have come, and taken back once it was answered.
"""

import ctypes
import socket
import threading
import time
from contextlib import suppress
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer
from waitress.utilities import RequestEntityTooLarge

_SMALL = 1024 * 1024
_LONGEST = 15 * 60.0
_HEARING = 10.0
_MMAP_THRESHOLD = -3  # malloc.h


class Room:
    """Bytes of large requests that may be held at the same time."""

    def __init__(self, size: int) -> None:
        self.size, self.most = size, 0
        self._holders: dict[object, int] = {}
        self._lock = threading.Lock()

    def take(self, who: object, need: int) -> bool:
        """Whether there is room; somebody who is alone always finds some."""
        with self._lock:
            taken = sum(self._holders.values())
            if taken and taken + need > self.size:
                return False
            self._holders[who] = need
            self.most = max(self.most, taken + need)
            return True

    def give_back(self, who: object) -> None:
        """What they held is free again."""
        with self._lock:
            self._holders.pop(who, None)


class PatientChannel(HTTPChannel):
    """A connection that reads on only when there is room for what is announced."""

    room: Room
    largest: int
    _since = 0.0
    _refused = False
    _hears_until = 0.0

    def readable(self) -> bool:
        """Asked by the server before every reading."""
        if self._hears_until:
            self.will_close = time.monotonic() > self._hears_until
            return not self.will_close
        if not super().readable():
            return False
        if self._since:
            self.will_close = time.monotonic() - self._since > _LONGEST  # nobody keeps others waiting for ever
            return not self.will_close
        need = self._announced(self.request)
        if need <= _SMALL:
            return True
        if not self.room.take(self, need):
            self.last_activity = time.time()  # waiting is no fault of theirs
            return False
        self._since = time.monotonic()
        return True

    def service(self) -> None:
        """Answer; what came in is gone then. Of what is too large the office gets the headers: its page says so."""
        request = self.requests[0]
        if isinstance(request.error, RequestEntityTooLarge):
            size = str(max(request.content_length, self.largest + 1))
            self._refused = True
            request.error, request.headers = None, {**request.headers, "CONTENT_LENGTH": size, "CONNECTION": "close"}
        try:
            super().service()
        finally:
            self._since = 0.0
            self.room.give_back(self)

    def handle_close(self) -> None:
        """Who is refused while they still send hears why: closed at once, the network would drop the answer."""
        if self._refused and not self._hears_until and self.connected:
            self._hears_until, self.will_close = time.monotonic() + _HEARING, False
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_WR)
                return
        super().handle_close()

    def handle_read(self) -> None:
        """What comes after a refusal is not kept."""
        if self._hears_until:
            with suppress(OSError):
                self.recv(_SMALL)
        else:
            super().handle_read()

    def del_channel(self, map: Any = None) -> None:  # noqa: A002  (the server's own name)
        """The connection is closed; a request that is being answered keeps its room until that is done."""
        super().del_channel(map)
        if not self.requests:
            self.room.give_back(self)

    def _announced(self, request: HTTPRequestParser | None) -> int:
        if request is None or not request.headers_finished:
            return 0
        return self.largest if request.chunked else request.content_length


def open_counter(largest: int) -> Room:
    """Let the server's connections wait for each other: room for two of the largest requests, or many smaller ones."""
    _return_at_once()
    PatientChannel.room, PatientChannel.largest = Room(2 * largest), largest
    BaseWSGIServer.channel_class = PatientChannel
    return PatientChannel.room


def _return_at_once() -> None:
    """Let large pieces of memory go back to the system when they are done with; glibc would keep them for each thread.

    Twelve uploads took twice the memory otherwise. Elsewhere there is no such knob and no such need.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _SMALL)
