"""The goals (PERFORMANCE), and the table of what was found against them. Nothing is measured here.

A goal that is not met names the part of docs/performance.md that says why.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.kept import POSTGRESQL, SQLITE, Kept

FEW, FEW_CASES, MILLION = 3, 50, 1_000_000
NAMES = {SQLITE: "SQLite", POSTGRESQL: "PostgreSQL"}
PEER = round(2.5 * 41 / 130, 2)
Of = Callable[[str, int], float]


@dataclass(frozen=True, slots=True)
class Goal:
    """What is wanted, the most or the least of it, and how it is read: what was found, smallest office, largest."""

    words: str
    limit: float
    read: Callable[[Of, int, int], float]
    unit: str = "×"
    why: str = ""
    least: bool = False
    few: bool = False


def _few(words: str, limit: float, name: str, unit: str = "×", why: str = "", *, least: bool = False) -> Goal:
    """Of the office of few cases that is served."""
    return Goal(words, limit, lambda of, _s, _m: of(name, FEW_CASES), unit, why, least=least, few=True)


def _growth(words: str, limit: float, name: str, why: str = "") -> Goal:
    """The largest office against the smallest."""
    return Goal(words, limit, lambda of, s, m: of(name, m) / of(name, s), "×", why)


def _most(words: str, limit: float, name: str, unit: str = "ms", why: str = "") -> Goal:
    """In the largest office."""
    return Goal(words, limit, lambda of, _s, m: of(name, m), unit, why)


GOALS = (
    _few("submission, CPU against the floor", 1.6, "submission", why="a-submission"),
    _few("submissions a second at 4 clients, of the floor's[^peer]", PEER, "throughput", why="a-submission",
         least=True),
    _few("16 clients at once: lost or twice", 0, "lost or twice", ""),
    _few("16 clients at once: refused, “locked” or anything else", 0, "refused", ""),
    _few("submissions a second, mail server takes 1 s a letter", 0.95, "slow mail", why="mail", least=True),
    _few("submissions a second, mail server answers nothing", 0.95, "dead mail", why="mail", least=True),
    _few("status page, CPU against the floor's page, served", 2.5, "status", why="a-submission"),
    Goal("status page, CPU against the floor's page, by itself", 2.5,
         lambda of, _s, m: of("status page", m) / of("floor's page", m), why="a-submission"),
    _growth("status page, largest / smallest office", 1.2, "status page", "pages"),
    _growth("queue, p95, largest / smallest", 1.5, "queue, p95", "pages"),
    _growth("Thai search, largest / smallest", 3, "search", "pages"),
    _most("median and p90, five years, uncached", 600, "typical times, five years", why="figures"),
    _most("median and p90, one year, uncached", 150, "typical times, one year", why="figures"),
    _most("second view of figures", 50, "second view of figures", why="figures"),
    _most("memory growth, figures of five years", 60, "memory growth, figures", "MB", "figures"),
    _most("memory growth, report", 60, "memory growth, report", "MB", "figures"),
    _most("memory growth, export", 60, "memory growth, export", "MB", "figures"),
    _few("first visit to a form, any language", 40_000, "first visit", "bytes", "bytes"),
    _few("first visit to a form, requests", 5, "first visit, requests", "", "bytes"),
    _few("later page, any language", 10_000, "later page", "bytes", "bytes"),
    _few("memory, proportional set size against the floor", 1.25, "memory", why="a-submission"),
)  # fmt: skip
HOW = (
    "Processor time in medians of rounds in which all offices took turns: of our process and, on PostgreSQL, of all "
    "processes of its server. Memory: of our process. Ten cases share each life in the office of a million (the same "
    "words, the same times), which flatters typical times: fewer of them are distinct."
)
NOT_MEASURED = "what the index for searching adds to a submission (goal 15 %), and the peers, which are not here."
PEERS = (
    "[^peer]: 2.5 times the best peer, through the floor on the machine of the goals: django-helpdesk 41 a second, the "
    "floor 130."
)


def page(kept: Kept, rows: Sequence[tuple[str, str]]) -> list[str]:
    """The lines of the document; ``rows``: names in order, and in which unit each is told."""
    names = {name for name, _ in rows}
    sizes = {on: sorted({c for name, c, where in kept.found if where == on and name in names}) for on in NAMES}
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    lines = [f"{kept.day()}, `python -m benchmarks`: {os.cpu_count()} cores, {memory:.0f} GiB.", HOW,
             f"Not measured: {NOT_MEASURED}", ""]  # fmt: skip
    lines += [f"| goal | | {' | | '.join(NAMES.values())} | |", f"|---|--:|{'--:|---|' * len(NAMES)}"]
    for goal in GOALS:
        sign = "≥" if goal.least else "≤"
        found = [_found(goal, partial(_of, kept, on), sizes[on]) for on in NAMES]
        lines.append(f"| {goal.words} | {sign} {goal.limit:,g} {goal.unit} | {' | '.join(found)} |")
    heads = [f"{NAMES[on]} {cases:,}" for on in NAMES for cases in sizes[on]]
    lines += ["", PEERS, "", f"| cases | {' | '.join(heads)} |", f"|---|{'--:|' * len(heads)}"]
    for name, unit in rows:
        keys = [(name, cases, on) for on in NAMES for cases in sizes[on]]
        if any(key in kept.found for key in keys):
            lines.append(f"| {name} | {' | '.join(_cell(kept, key, unit) for key in keys)} |")
    return lines


def _of(kept: Kept, on: str, name: str, cases: int) -> float:
    return kept.of(name, cases, on)


def _found(goal: Goal, of: Of, sizes: Sequence[int]) -> str:
    """What was found on one database, and whether that is what was wanted."""
    first, last = (sizes[0], sizes[-1]) if len(sizes) > 1 else (0, *sizes, 0)[:2]  # nothing is compared with itself
    try:
        value = goal.read(of, first, last)
    except KeyError:
        return " | not measured"
    met = value >= goal.limit if goal.least else value <= goal.limit
    words = "met" if met else f"**not met** ([why](#{goal.why}))" if goal.why else "**not met**"
    if not goal.few and last < MILLION:
        words = f"{'within it' if met else words} at {last:,} cases"
    return f"{value:,.{0 if value == int(value) else 2}f} {goal.unit} | {words}"


def _cell(kept: Kept, key: tuple[str, int, str], unit: str) -> str:
    rounds = kept.rounds(key)
    if not rounds:
        return "–"
    few = "" if rounds >= FEW else f" ({rounds} of {FEW})"
    return f"{kept.of(*key):,.1f} {unit}{few}"
