"""Measure the product against its goals and write the table: ``python -m benchmarks``.

usage: python -m benchmarks [--scale 1k,100k,1m] [--place DIR] [--only queue,search,…] [--rounds 3]
                            [--out docs/performance.md]

Offices on SQLite are made once and kept at the place (100,000 cases: two minutes of two idle cores and 700 MB; ten
times as many, ten times as much). All offices take turns in every round; what is told is the median of the rounds, in
processor time.
"""

import argparse
import os
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks import figures, loader, reading, submission
from benchmarks.offices import Office, Spent

SCALES = {"1k": 1000, "100k": 100_000, "1m": 1_000_000}
Cost = float | Spent
Found = Mapping[tuple[str, str, int], float]


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


MEANING = """Processor time (SQLite: ours; PostgreSQL: ours and its process's); medians of rounds in which all offices
took turns."""
AGAINST_THE_FLOOR = {
    "submission": ("submission, CPU against the floor", 1.6),
    "memory": ("memory, proportional set size against the floor", 1.25),
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
    scales = [SCALES[name] for name in asked.scale.split(",")]
    tests = [test for test in TESTS if not asked.only or any(word in test.name for word in asked.only.split(","))]
    offices = {("sqlite", cases): Office(loader.office(cases, asked.place)) for cases in scales}
    rounds: defaultdict[tuple[str, str, int], list[float]] = defaultdict(list)
    for number in range(asked.rounds):
        for test in tests:
            for (on, cases), office in offices.items():
                cost = office.ask(test.act, *test.given)
                rounds[test.name, on, cases].append(1000 * cost.cpu if isinstance(cost, Spent) else cost)
        loader.say(f"round {number + 1} of {asked.rounds} is over")
    for office in offices.values():
        office.close()
    found = {key: median(costs) for key, costs in rounds.items()}
    words = "\n".join(_page(found, tests, list(offices), submission.measured(3, 30) if not asked.only else {}))
    loader.say(words)
    if asked.out:
        asked.out.write_text(words + "\n", encoding="utf-8")


def _page(
    found: Found, tests: Sequence[Test], offices: Sequence[tuple[str, int]], submitted: Mapping[str, float]
) -> list[str]:  # fmt: skip
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    lines = [
        "# What it costs", "",
        f"Measured on {day} by `python -m benchmarks` on {os.cpu_count()} cores and {memory:.0f} GiB.", MEANING, "",
        "| goal | database | office | measured | at most | |", "|---|---|--:|--:|--:|---|",
    ]  # fmt: skip
    for name, (goal_words, most) in AGAINST_THE_FLOOR.items():
        if name in submitted:
            lines.append(_line(goal_words, "sqlite", 50, submitted[name], most, "×"))
    for on in dict.fromkeys(on for on, _ in offices):
        sizes = sorted(cases for name, cases in offices if name == on)
        for goal in GOALS:
            try:
                value = goal.read(partial(_cost, found, on), sizes[0], sizes[-1])
            except KeyError:
                continue
            lines.append(_line(goal.words, on, sizes[-1], value, goal.most, goal.unit))
    lines += ["", f"| | {' | '.join(f'{on} {cases:,}' for on, cases in offices)} |", f"|---|{'--:|' * len(offices)}"]
    for test in tests:
        costs = (f"{found[test.name, on, cases]:,.1f} {test.unit}" for on, cases in offices)
        lines.append(f"| {test.name} | {' | '.join(costs)} |")
    return lines


def _cost(found: Found, on: str, name: str, cases: int) -> float:
    return found[name, on, cases]


def _line(words: str, on: str, cases: int, value: float, most: float, unit: str) -> str:
    met = "met" if value <= most else "**not met**"
    return f"| {words} | {on} | {cases:,} | {value:,.2f} {unit} | {most:g} {unit} | {met} |"


def _asked() -> argparse.Namespace:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--scale", default="1k,100k")
    ask.add_argument("--place", type=Path, default=loader.PLACE)
    ask.add_argument("--only", default="")
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--out", type=Path)
    return ask.parse_args()


if __name__ == "__main__":
    main()
