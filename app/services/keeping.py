"""Answers that never change, kept by this process for the database they came from: counted once, read by everybody.

Only what the same key gives for ever may be kept here; there is no way to throw anything away.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from app.extensions import db

_MOST = 240
Made = TypeVar("Made")
_kept: WeakKeyDictionary[Engine, OrderedDict[Hashable, Any]] = WeakKeyDictionary()
_looking, _making = Lock(), RLock()


def keep(key: Hashable, make: Callable[[], Made]) -> Made:
    """What was made for this key before; else it is made, by one visitor while others who want new things wait."""
    found = _look(key)
    if found is None:
        with _making:
            found = _look(key) or _store(key, make())
    made: Made = found[0]
    return made


def _look(key: Hashable) -> tuple[Any] | None:
    with _looking:
        kept = _kept.setdefault(db.engine, OrderedDict())
        if key not in kept:
            return None
        kept.move_to_end(key)
        return (kept[key],)


def _store(key: Hashable, made: object) -> tuple[Any]:
    with _looking:
        kept = _kept.setdefault(db.engine, OrderedDict())
        kept[key] = made
        while len(kept) > _MOST:
            kept.popitem(last=False)
    return (made,)
