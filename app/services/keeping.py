"""Answers that never change, kept by this process for the database they came from: counted once, read by everybody.

Only what the same key gives for ever may be kept here; there is no way to throw anything away.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import RLock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from app.extensions import db

_MOST = 120
Made = TypeVar("Made")
_kept: WeakKeyDictionary[Engine, OrderedDict[Hashable, Any]] = WeakKeyDictionary()
_making = RLock()


def keep(key: Hashable, make: Callable[[], Made]) -> Made:
    """What was made for this key before; else it is made, by one visitor while the others wait for it."""
    with _making:
        kept = _kept.setdefault(db.engine, OrderedDict())
        if key not in kept:
            kept[key] = make()
            while len(kept) > _MOST:
                kept.popitem(last=False)
        kept.move_to_end(key)
        made: Made = kept[key]
        return made
