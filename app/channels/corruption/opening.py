"""Finding a report by its code: throttled, and one answer for codes that are wrong, unknown or not a code at all."""

from collections.abc import Callable
from contextlib import suppress
from ipaddress import IPv6Address, IPv6Network
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
    code, place = read_code(typed or ""), _place("code")
    if code is None:
        _check("code", limits.TRIES)
        return None
    try:
        limits.take(place, now=office.now())
    except limits.TooMany as many:
        raise TooManyRequests from many
    wrong = False
    try:
        found = patiently(lambda: reports.find(code))
        wrong = found is None
    finally:  # a code that opens something, or that was not looked at, was no guess
        if not wrong:
            limits.give_back(place)
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
    address = request.remote_addr or ""
    with suppress(ValueError):
        read = IPv6Address(address.partition("%")[0])
        one_house = read.ipv4_mapped or IPv6Network((read, 64), strict=False)  # which has as many addresses as it likes
        address = str(one_house)
    return f"{what} {address}"
