"""Measure the product against its goals and write the table: ``python -m benchmarks``.

usage: python -m benchmarks [--sizes 1000,100000] [--place DIR] [--only queue,search,…] [--rounds 3] [--anew]
                            [--patience 60] [--out docs/performance.md]

Offices on SQLite are made once and kept at the place. All offices take turns in every round; what is told is the
median of the rounds, in processor time. Each round of each row is kept at the place as soon as it is measured: cut
off, the command goes on where it was; ``--anew`` forgets what is kept. A row that has taken ``--patience`` seconds
gets no further round, and says how many it had. PostgreSQL is not measured: the loader writes SQLite only.
"""

import argparse
import json
import os
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks import figures, loader, reading, submission
from benchmarks.offices import Office, Spent

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
Cost = float | Spent


@dataclass(frozen=True, slots=True)
class Test:
    """What is done in every office, and in which unit its cost is told."""

    name: str
    act: Callable[..., Cost]
    given: tuple[str, ...] = ()
    unit: str = "ms"


TESTS = (
    Test("floor's page", reading.floor_page),
    Test("status page", reading.status),
    Test("queue, p95", reading.queue),
    Test("search", reading.search),
    Test("typical times, one year", figures.typical_times, (f"fy{figures.YEAR}",)),
    Test("typical times, five years", figures.typical_times, (figures.FIVE,)),
    Test("all counts, one year", figures.counts, (f"fy{figures.YEAR}",)),
    Test("all counts, five years", figures.counts, (figures.FIVE,)),
    Test("management overview", figures.overview),
    Test("second view of figures", figures.again),
    Test("water balance", figures.water),
    Test("cases behind a figure", figures.case_list),
    Test("memory, figures", figures.figures_memory, unit="MB"),
    Test("memory, report", figures.report, unit="MB"),
    Test("memory, export", figures.export, unit="MB"),
)


@dataclass(frozen=True, slots=True)
class Goal:
    """What is wanted (PERFORMANCE): a name, the most, and how to read it from what was found on one database."""

    words: str
    most: float
    read: Callable[[Callable[[str, int], float], int, int], float]
    unit: str = "×"


FEW, FLOOR_CASES, MILLION = 3, 50, 1_000_000
MEANING = "SQLite, processor time; medians of rounds in which all offices took turns."
NOT_MEASURED = (
    ("PostgreSQL, every row", "the loader writes SQLite only"),
    ("submission, throughput with a mail server that takes 1 s", "no row yet; that none waits for mail is R5's test"),
    ("bytes of first visit and later page", "held by `tests/web/test_bytes.py`; figures in docs/bytes.md"),
)
AGAINST_THE_FLOOR = {
    "submission": ("submission, CPU against the floor", 1.6),
    "status": ("status page, CPU against the floor's page, served", 2.5),
    "memory": ("memory, proportional set size against the floor", 1.25),
    "lost or twice": ("16 clients at once: lost or twice", 0),
}
GOALS = (
    Goal("status page, CPU / the floor's page", 2.5, lambda of, _s, m: of("status page", m) / of("floor's page", m)),
    Goal("status page, largest / smallest office", 1.2, lambda of, s, m: of("status page", m) / of("status page", s)),
    Goal("queue, p95, largest / smallest", 1.5, lambda of, s, m: of("queue, p95", m) / of("queue, p95", s)),
    Goal("Thai search, largest / smallest", 3, lambda of, s, m: of("search", m) / of("search", s)),
    Goal("median and p90, five years, uncached", 600, lambda of, _s, m: of("typical times, five years", m), "ms"),
    Goal("median and p90, one year, uncached", 150, lambda of, _s, m: of("typical times, one year", m), "ms"),
    Goal("second view of figures", 50, lambda of, _s, m: of("second view of figures", m), "ms"),
    Goal("memory growth, figures", 60, lambda of, _s, m: of("memory, figures", m), "MB"),
    Goal("memory growth, report", 60, lambda of, _s, m: of("memory, report", m), "MB"),
    Goal("memory growth, export", 60, lambda of, _s, m: of("memory, export", m), "MB"),
)


def main() -> None:
    """Measure in turns, print and write."""
    asked = _asked()
    kept = Kept(asked.place / "measured.jsonl", anew=asked.anew)
    _offices(asked, kept)
    if not asked.only and not any(name in AGAINST_THE_FLOOR for name, _ in kept.found):
        for name, value in submission.measured(asked.rounds, 30).items():
            kept.add(name, FLOOR_CASES, value, 0)
    words = "\n".join(_page(kept))
    loader.say(words)
    if asked.out:
        before, _, rest = asked.out.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        asked.out.write_text(f"{before.rstrip()}\n\n{BEGIN}\n{words}\n{END}{after or chr(10)}", encoding="utf-8")


def _offices(asked: argparse.Namespace, kept: "Kept") -> None:
    """All rounds that are still to be measured, the offices in turns."""
    tests = [test for test in TESTS if not asked.only or any(word in test.name for word in asked.only.split(","))]
    offices = {int(cases): Office(loader.office(int(cases), asked.place)) for cases in asked.sizes.split(",") if cases}
    for number in range(asked.rounds):
        for test in tests:
            for cases, office in offices.items():
                if kept.wants(test.name, cases, number, asked.patience):
                    begun = time.perf_counter()
                    cost = office.ask(test.act, *test.given)
                    value = 1000 * cost.cpu if isinstance(cost, Spent) else cost
                    kept.add(test.name, cases, value, time.perf_counter() - begun)
        loader.say(f"round {number + 1} of {asked.rounds} is over")
    for office in offices.values():
        office.close()


class Kept:
    """What was measured, by row and number of cases, on the disk line by line."""

    def __init__(self, file: Path, *, anew: bool) -> None:
        self.file = file
        self.found: defaultdict[tuple[str, int], list[float]] = defaultdict(list)
        self.spent: defaultdict[tuple[str, int], float] = defaultdict(float)
        if anew:
            file.unlink(missing_ok=True)
        for line in file.read_text().splitlines() if file.exists() else ():
            self._take(*json.loads(line))

    def wants(self, name: str, cases: int, number: int, patience: float) -> bool:
        """Whether this round is still to be measured."""
        have = len(self.found.get((name, cases), ()))
        return have <= number and (not have or self.spent[name, cases] < patience)

    def add(self, name: str, cases: int, value: float, seconds: float) -> None:
        """One more round; it took so long on the wall."""
        with self.file.open("a") as file:
            file.write(json.dumps([name, cases, value, seconds]) + "\n")
        self._take(name, cases, value, seconds)

    def _take(self, name: str, cases: int, value: float, seconds: float) -> None:
        self.found[name, cases].append(value)
        self.spent[name, cases] += seconds

    def of(self, name: str, cases: int) -> float:
        """The median of its rounds; ``KeyError`` if it had none."""
        if (name, cases) not in self.found:
            raise KeyError(name)
        return median(self.found[name, cases])


def _page(kept: Kept) -> list[str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    names = [test.name for test in TESTS]
    sizes = sorted({cases for name, cases in kept.found if name in names})
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d}, `python -m benchmarks`: {os.cpu_count()} cores, {memory:.0f} GiB.",
        MEANING, "",
        "| goal | cases | measured | at most | |", "|---|--:|--:|--:|---|",
    ]  # fmt: skip
    for name, (words, most) in AGAINST_THE_FLOOR.items():
        lines.append(_goal(words, FLOOR_CASES, most, "×" if most else "", partial(kept.of, name, FLOOR_CASES)))
    for goal in GOALS:
        last = sizes[-1] if sizes else 0
        first = sizes[0] if len(sizes) > 1 else 0  # nothing is compared with itself
        lines.append(_goal(goal.words, last, goal.most, goal.unit, partial(goal.read, kept.of, first, last)))
    with suppress(KeyError):
        share = f"{kept.of('throughput', FLOOR_CASES):.2f} of the floor's"
        lines.append(f"| submissions a second at 4 clients | {FLOOR_CASES} | {share} | | no goal against the floor |")
    lines += [f"| {words} | | | | not measured: {why} |" for words, why in NOT_MEASURED]
    lines += ["", f"| | {' | '.join(f'{cases:,}' for cases in sizes)} |", f"|---|{'--:|' * len(sizes)}"]
    for test in TESTS:
        if any((test.name, cases) in kept.found for cases in sizes):
            lines.append(f"| {test.name} | {' | '.join(_cell(kept, test, cases) for cases in sizes)} |")
    return lines


def _cell(kept: Kept, test: Test, cases: int) -> str:
    rounds = len(kept.found.get((test.name, cases), ()))
    if not rounds:
        return "–"
    few = "" if rounds >= FEW else f" ({rounds} of {FEW} rounds)"
    return f"{kept.of(test.name, cases):,.1f} {test.unit}{few}"


def _goal(words: str, cases: int, most: float, unit: str, read: Callable[[], float]) -> str:
    try:
        return _line(words, cases, read(), most, unit)
    except KeyError:
        return f"| {words} | | | {most:g} {unit} | not measured |"


def _line(words: str, cases: int, value: float, most: float, unit: str) -> str:
    met = "met" if value <= most else "**not met**"
    if value <= most and FLOOR_CASES < cases < MILLION:
        met = "within it at fewer cases; not measured at a million"
    return f"| {words} | {cases:,} | {value:,.2f} {unit} | {most:g} {unit} | {met} |"


def _asked() -> argparse.Namespace:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--sizes", default="1000,100000")
    ask.add_argument("--patience", type=float, default=60)
    ask.add_argument("--anew", action="store_true")
    ask.add_argument("--place", type=Path, default=loader.PLACE)
    ask.add_argument("--only", default="")
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--out", type=Path)
    return ask.parse_args()


if __name__ == "__main__":
    main()
