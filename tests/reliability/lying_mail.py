"""A mail server that does not keep to the rules: a socket and nothing else, so that it can say anything at any time."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes

SAYS = {"EHLO": b"250 x\r\n", "DATA": b"354 go on\r\n", "QUIT": b"221 bye\r\n"}
MOODS = {
    "fine": {},
    "trickles": {"EHLO": b"250-"},  # and one letter after another, for ever
    "never ends": {"EHLO": b""},  # and one line after another, for ever
    "answers twice": {"EHLO": b"250 x\r\n250 x\r\n"},
    "babbles": {"MAIL": b"\xff\xfe what?\r\n"},
    "says yes to nothing": {"DATA": b"250 taken, thank you\r\n"},
}


class LyingServer:
    """It is as its ``mood`` says; ``taken``: the Message-IDs of what it took, ``visits``: how often somebody came."""

    def __init__(self, door: socket.socket) -> None:
        self.mood, self.visits, self.taken = "fine", 0, list[str]()
        self._door, self._over = door, threading.Event()
        self.on_taken = lambda: None

    def serve(self) -> None:
        """One visitor after another."""
        with suppress(OSError):
            while not self._over.is_set():
                visitor, _ = self._door.accept()
                self.visits += 1
                with visitor, suppress(OSError):
                    self._talk(visitor)

    def close(self) -> None:
        """Nobody comes any more."""
        self._over.set()
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _talk(self, visitor: socket.socket) -> None:
        visitor.settimeout(20)
        lines = visitor.makefile("rb")
        visitor.sendall(b"220 hello\r\n")
        for line in lines:
            word = line[:4].decode("ascii", "replace").upper()
            visitor.sendall(MOODS[self.mood].get(word, SAYS.get(word, b"250 ok\r\n")))
            if self.mood in {"trickles", "never ends"} and word == "EHLO":
                self._goes_on(visitor, b"x" if self.mood == "trickles" else b"250-more\r\n")
            if word == "DATA":
                self._take(visitor, lines)
            if word == "QUIT":
                return

    def _goes_on(self, visitor: socket.socket, piece: bytes) -> None:
        while not self._over.wait(0.02):
            visitor.sendall(piece)

    def _take(self, visitor: socket.socket, lines: Iterator[bytes]) -> None:
        letter = []
        for line in lines:
            if line == b".\r\n":
                self.taken.append(message_from_bytes(b"".join(letter))["Message-ID"])
                self.on_taken()
                visitor.sendall(b"250 taken\r\n")
                return
            letter.append(line)


@contextmanager
def lying() -> Iterator[tuple[LyingServer, int]]:
    """The server and its port."""
    door = socket.create_server(("127.0.0.1", 0))
    server = LyingServer(door)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server, door.getsockname()[1]
    finally:
        server.close()
        thread.join(120)
