"""How often somebody may do a thing, by where they come from: mostly five in a quarter of an hour, then a pause.

Nothing of it is stored: it is counted in memory, under hashes whose key dies with the process. Where several machines
serve (VALKEY_URL) it is counted in Valkey's memory, under hashes whose key is kept only there and dies after a day.
While Valkey does not answer, each process counts for itself.
"""

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, TypeVar

from flask import current_app

from app.services.outages import Outage
from app.services.throttle import TRIES, WINDOW, TooManyTries

_REMEMBERED = 4096
_KEY, _KEY_LIVES = "khamrong:key", timedelta(days=1)
_PATIENCE, _REST = 0.5, 10.0
Made = TypeVar("Made")


class Counter(Protocol):
    """Remembers for a while (a quarter of an hour, or longer) when somebody did something."""

    def moments(self, who: str, now: datetime, window: timedelta = WINDOW) -> Sequence[datetime]:
        """When they did, oldest first."""

    def add(self, who: str, now: datetime, window: timedelta = WINDOW) -> None:
        """Once more."""


def check(what: str, place: str, *, now: datetime, tries: int = TRIES, window: timedelta = WINDOW) -> None:
    """``TooManyTries`` while this place did it too often."""
    done = counter().moments(f"{what} {place}", now, window)
    if len(done) >= tries:
        raise TooManyTries(done[-tries] + window)


def count(what: str, place: str, *, now: datetime, window: timedelta = WINDOW) -> None:
    """They did it."""
    counter().add(f"{what} {place}", now, window)


def counter() -> Counter:
    """Of this process, or shared."""
    found: Counter | None = current_app.extensions.get("limits")
    if found is None:
        address = current_app.config.get("VALKEY_URL")
        found = Shared(address) if address else InMemory()
        current_app.extensions["limits"] = found
    return found


def answers() -> bool | None:
    """Whether Valkey answers now; None where there is none."""
    found = counter()
    return found.answers() if isinstance(found, Shared) else None


class InMemory:
    """Counts for this process; the places seen longest ago are forgotten first."""

    def __init__(self) -> None:
        self._key, self._lock = secrets.token_bytes(), threading.Lock()
        self._done: OrderedDict[str, list[datetime]] = OrderedDict()

    def moments(self, who: str, now: datetime, window: timedelta = WINDOW) -> Sequence[datetime]:
        """When they did, oldest first."""
        with self._lock:
            return [moment for moment in self._done.get(_name(self._key, who), []) if abs(now - moment) < window]

    def add(self, who: str, now: datetime, window: timedelta = WINDOW) -> None:
        """Once more."""
        done = [*self.moments(who, now, window), now]
        with self._lock:
            name = _name(self._key, who)
            self._done[name] = done
            self._done.move_to_end(name)
            while len(self._done) > _REMEMBERED:
                self._done.popitem(last=False)


class Shared:
    """Counts in Valkey for all processes; Valkey forgets each place when its window is over after it was last seen."""

    def __init__(self, address: str) -> None:
        self._valkey, self._alone, self._outage = _client(address), InMemory(), Outage("Valkey", _REST)

    def moments(self, who: str, now: datetime, window: timedelta = WINDOW) -> Sequence[datetime]:
        """When they did, oldest first."""
        return self._ask(lambda: self._moments(who, now, window), lambda: self._alone.moments(who, now, window))

    def add(self, who: str, now: datetime, window: timedelta = WINDOW) -> None:
        """Once more."""
        return self._ask(lambda: self._add(who, now, window), lambda: self._alone.add(who, now, window))

    def answers(self) -> bool:
        """Whether Valkey does."""
        return self._ask(lambda: bool(self._valkey.ping()), lambda: False)

    def _moments(self, who: str, now: datetime, window: timedelta = WINDOW) -> Sequence[datetime]:
        since, until = (f"({(now + span).timestamp()}" for span in (-window, window))
        found = self._valkey.zrangebyscore(_name(self._shared_key(), who), since, until, withscores=True)
        return [datetime.fromtimestamp(score, UTC) for _, score in found]

    def _add(self, who: str, now: datetime, window: timedelta) -> None:
        name = _name(self._shared_key(), who)
        with self._valkey.pipeline() as together:
            together.zadd(name, {secrets.token_hex(8): now.timestamp()})
            together.expire(name, window)
            together.execute()

    def _shared_key(self) -> bytes:
        """Made by whoever needs it first; when it dies, counting begins anew."""
        self._valkey.set(_KEY, secrets.token_hex(), ex=_KEY_LIVES, nx=True)
        key: str = self._valkey.get(_KEY) or ""
        return key.encode()

    def _ask(self, shared: Callable[[], Made], alone: Callable[[], Made]) -> Made:
        from valkey.exceptions import ValkeyError  # noqa: PLC0415  (see _client)

        if self._outage.resting:
            return alone()
        try:
            found = shared()
        except (ValkeyError, OSError) as silent:
            self._outage.failed(silent)
            return alone()
        self._outage.answered()
        return found


def _client(address: str) -> Any:
    from valkey import Valkey  # noqa: PLC0415  (only offices with several machines need it)
    from valkey.backoff import NoBackoff  # noqa: PLC0415
    from valkey.retry import Retry  # noqa: PLC0415

    once = Retry(NoBackoff(), 1)  # a connection that went stale while nobody asked is opened anew
    return Valkey.from_url(
        address, decode_responses=True, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE, retry=once
    )


def _name(key: bytes, who: str) -> str:
    return "khamrong:" + hashlib.blake2b(who.encode(), key=key[:64], digest_size=16).hexdigest()
