"""The mail server of the trial: it takes every letter, once or twice, and remembers which machine brought it."""

from email import message_from_bytes, policy
from typing import Any

from aiosmtpd.controller import Controller

from benchmarks.two_hosts.machines import FRONT_ADDRESS, MAIL


class Letters:
    """(address, Message-ID, machine) of every letter."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str, str]] = []
        self._controller = Controller(self, hostname=FRONT_ADDRESS, port=MAIL)

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take one."""
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.taken.append((envelope.rcpt_tos[0], str(letter["Message-ID"]), session.peer[0]))
        return "250 taken"

    def __enter__(self) -> "Letters":
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()
