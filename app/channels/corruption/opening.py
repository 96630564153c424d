"""Finding a report by its code: throttled, and one answer for codes that are wrong, unknown or not a code at all."""

from collections.abc import Callable
from typing import TypeVar

from flask import request
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests

from app.domain.sealed import read_code
from app.services.sealed import keys, limits, reports
from app.services.sealed.story import Opened
from app.web import office

_SENT_IN_A_WHILE = 60
T = TypeVar("T")


def find(typed: str | None) -> Opened | None:
    """The report that a typed code opens; 429 after too many wrong ones, 503 in a crowd."""
    code = read_code(typed or "")
    _check("code", limits.TRIES)
    if code is None:
        return None
    found = patiently(lambda: reports.find(code))
    if found is None:
        limits.count(_place("code"), now=office.now())
    return found


def sending() -> None:
    """Bound how many new reports one place sends in a while; 429."""
    _check("send", _SENT_IN_A_WHILE)


def sent() -> None:
    """Count a new report."""
    limits.count(_place("send"), now=office.now())


def patiently(do: Callable[[], T]) -> T:
    """Do something that stretches a code; 503 when the queue is full."""
    try:
        return do()
    except keys.Busy as busy:
        raise ServiceUnavailable from busy


def _check(what: str, tries: int) -> None:
    try:
        limits.check(_place(what), now=office.now(), tries=tries)
    except limits.TooMany as many:
        raise TooManyRequests from many


def _place(what: str) -> str:
    """Where a request comes from: hashed in memory with a key that dies with the process, and nowhere else."""
    return f"{what} {request.remote_addr}"
