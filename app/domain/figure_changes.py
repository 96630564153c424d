"""Where two statements of the same period differ, number by number, each under the path of its keys."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure under its path (``groups/all/balance/received``); None where one of the two does not have it."""

    path: str
    before: Any
    after: Any


def differences(before: Any, after: Any, path: str = "") -> Iterator[FigureChange]:
    """Every figure that is not the same in both."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in [*before, *(key for key in after if key not in before)]:
            yield from differences(before.get(key), after.get(key), f"{path}/{key}".lstrip("/"))
    elif before != after:
        yield FigureChange(path, before, after)
