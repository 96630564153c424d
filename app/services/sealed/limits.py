"""How often somebody may guess: counted in memory, under hashed names whose key dies with the process; never stored."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import current_app

from app.services.sealed import keys

TRIES = 10
WINDOW = timedelta(minutes=15)
_REMEMBERED = 4096


class TooMany(Exception):
    """Too many wrong guesses from the same place; wait a quarter of an hour."""


@dataclass
class _Book:
    key: bytes = field(default_factory=lambda: keys.random_bytes(keys.KEY_SIZE))
    lock: threading.Lock = field(default_factory=threading.Lock)
    wrong: OrderedDict[bytes, list[datetime]] = field(default_factory=OrderedDict)


def check(who: str, *, now: datetime, tries: int = TRIES) -> None:
    """``TooMany`` when this place guessed wrong too often lately."""
    book = _book()
    with book.lock:
        if len(_recent(book, who, now)) >= tries:
            raise TooMany


def count(who: str, *, now: datetime) -> None:
    """Remember a wrong guess."""
    book = _book()
    with book.lock:
        _add(book, who, now)


def take(who: str, *, now: datetime) -> None:
    """Count a guess before it is looked at, so that many at once are not one; ``TooMany``."""
    book = _book()
    with book.lock:
        if len(_recent(book, who, now)) >= TRIES:
            raise TooMany
        _add(book, who, now)


def give_back(who: str) -> None:
    """It was no wrong guess."""
    book = _book()
    with book.lock:
        if moments := book.wrong.get(_name(book, who)):
            moments.pop()


def forget(who: str) -> None:
    """Start anew after a right one."""
    book = _book()
    with book.lock:
        book.wrong.pop(_name(book, who), None)


def _recent(book: _Book, who: str, now: datetime) -> list[datetime]:
    return [moment for moment in book.wrong.get(_name(book, who), []) if abs(now - moment) < WINDOW]


def _add(book: _Book, who: str, now: datetime) -> None:
    name = _name(book, who)
    book.wrong[name] = [*_recent(book, who, now), now]
    book.wrong.move_to_end(name)
    while len(book.wrong) > _REMEMBERED:
        book.wrong.popitem(last=False)


def _name(book: _Book, who: str) -> bytes:
    return keys.subkey(book.key, "limits", who.encode(), size=16)


def _book() -> _Book:
    found: _Book = current_app.extensions.setdefault("sealed_limits", _Book())
    return found
