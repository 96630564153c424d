"""A mail server that works, or refuses, hangs, puts off and hangs up as it is told."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from flask import Flask

from app.extensions import mail


class MailServer:
    """It is as its ``mood`` says.

    ``fine``, ``later`` (450), ``never`` (550), ``full`` (452 to the text), ``hangs`` (takes the text and is silent),
    ``drops`` (takes the text and hangs up), ``rude`` (takes the text, says so and hangs up).
    """

    def __init__(self) -> None:
        self.mood = "fine"
        self.taken: list[EmailMessage] = []
        self.calls = 0

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]) -> Any:  # noqa: N802
        self.calls += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if refusal := {"later": "450 try later", "never": "550 nobody of this name"}.get(self.mood):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.mood == "full":
            return "452 no room"
        if self.mood == "hangs":
            await asyncio.sleep(5)
        if self.mood == "drops":
            server.transport.close()
            return "250 nobody hears this"
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"

    async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.mood == "rude":
            server.transport.close()
        return "221 bye"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(app: Flask) -> Iterator[MailServer]:
    """Start a server and let the office send through it."""
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=free_port(), ready_timeout=10)
    controller.start()
    use(app, controller.port)
    try:
        yield server
    finally:
        controller.stop()


def use(app: Flask, port: int) -> None:
    """Let the office send through a server on this machine, patient for a third of a second."""
    app.config.update(MAIL_SERVER="127.0.0.1", MAIL_PORT=port, MAIL_SUPPRESS_SEND=False, MAIL_TIMEOUT=0.3)
    mail.init_app(app)
