"""Commands of the office's own computer in groups; ``app.cli`` adds them. They act as the system and say so."""

from collections.abc import Callable
from datetime import datetime

from flask import current_app


def now() -> datetime:
    """The time by the office clock."""
    clock: Callable[[], datetime] = current_app.extensions["clock"]
    return clock()
