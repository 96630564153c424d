"""What was measured, on the disk line by line: a measurement that is cut off goes on where it was."""

import json
from collections import defaultdict
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

SQLITE, POSTGRESQL, EITHER = "sqlite", "postgresql", ""
Key = tuple[str, int, str]


class Kept:
    """Rounds by row, number of cases and database; what does not depend on the database is kept under EITHER."""

    def __init__(self, file: Path, *, anew: bool = False) -> None:
        self.file = file
        self.found: defaultdict[Key, list[float]] = defaultdict(list)
        self.spent: defaultdict[Key, float] = defaultdict(float)
        if anew:
            file.unlink(missing_ok=True)
        for line in file.read_text().splitlines() if file.exists() else ():
            name, cases, value, seconds, *on = json.loads(line)
            self._take((name, cases, on[0] if on else SQLITE), value, seconds)

    def wants(self, key: Key, number: int, patience: float) -> bool:
        """Whether this round is still to be measured: not if those before took so many seconds together."""
        have = self.rounds(key)
        return have <= number and (not have or self.spent[key] < patience)

    def add(self, key: Key, value: float, seconds: float = 0) -> None:
        """One more round; it took so long on the wall."""
        name, cases, on = key
        with self.file.open("a") as file:
            file.write(json.dumps([name, cases, value, seconds, on]) + "\n")
        self._take(key, value, seconds)

    def _take(self, key: Key, value: float, seconds: float) -> None:
        self.found[key].append(value)
        self.spent[key] += seconds

    def rounds(self, key: Key) -> int:
        """How often it was measured."""
        return len(self.found.get(key, ()))

    def of(self, name: str, cases: int, on: str) -> float:
        """The median of its rounds; ``KeyError`` if it had none."""
        for key in ((name, cases, on), (name, cases, EITHER)):
            if key in self.found:
                return median(self.found[key])
        raise KeyError(name)

    def day(self) -> date:
        """When the last of it was measured."""
        moment = self.file.stat().st_mtime if self.file.exists() else 0
        return datetime.fromtimestamp(moment, UTC).date()
