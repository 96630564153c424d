"""Measure the product against its goals and write the table: ``python -m benchmarks``.

usage: python -m benchmarks [--on sqlite,postgresql] [--sizes 1000,100000] [--place DIR] [--only queue,search,…]
                            [--rounds 3] [--patience 60] [--anew] [--table] [--out docs/performance.md]

Offices are made once and kept at the place, PostgreSQL's server with them. All offices take turns in every round. Each
round of each row is kept at the place as soon as it is measured: cut off, the command goes on where it was; ``--anew``
forgets what is kept, ``--table`` measures nothing and writes what is kept. A row that has taken ``--patience`` seconds
gets no further round, and says how many it had.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks import bytes as weights
from benchmarks import figures, goals, loader, mail, onto_postgres, reading, submission
from benchmarks.goals import FEW_CASES
from benchmarks.kept import EITHER, POSTGRESQL, SQLITE, Kept
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
    alone: bool = False
    """In a process of its own each time, which has not grown by what was done before."""


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
    Test("figures of a year, CSV", figures.paper, ("csv",)),
    Test("figures of a year, XLSX", figures.paper, ("xlsx",)),
    Test("report of a year, PDF", figures.report_paper, ("pdf",)),
    Test("report of a year, XLSX", figures.report_paper, ("xlsx",)),
    Test("export of a year", figures.package),
    Test("memory growth, figures", figures.figures_memory, unit="MB", alone=True),
    Test("memory growth, report", figures.report, unit="MB", alone=True),
    Test("memory growth, export", figures.export, unit="MB", alone=True),
)
SERVED = (("submission", submission.measured, "refused"), ("mail", mail.measured, "dead mail"))


def main() -> None:
    """Measure in turns, print and write."""
    asked = _asked()
    kept = Kept(asked.place / "measured.jsonl", anew=asked.anew)
    if not asked.table:
        _measure(asked, kept)
    words = "\n".join(goals.page(kept, [(test.name, test.unit) for test in TESTS]))
    loader.say(words)
    if asked.out:
        before, _, rest = asked.out.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        asked.out.write_text(f"{before.rstrip()}\n\n{BEGIN}\n{words}\n{END}{after or chr(10)}", encoding="utf-8")


def _measure(asked: argparse.Namespace, kept: Kept) -> None:
    """All that is still to be measured."""
    with ExitStack() as stack:
        servers = dict.fromkeys(asked.on.split(","), "")
        assert servers.keys() <= {SQLITE, POSTGRESQL}, asked.on  # noqa: S101
        if POSTGRESQL in servers:
            servers[POSTGRESQL] = stack.enter_context(onto_postgres.server(asked.place))
        _offices(asked, kept, servers)
        for on, server in servers.items():
            for name, measure, last in SERVED:
                if _chosen(asked, name) and not kept.rounds((last, FEW_CASES, on)):
                    _keep(kept, on, measure(asked.rounds, server))
        if _chosen(asked, "bytes") and not kept.rounds(("later page", FEW_CASES, EITHER)):
            _keep(kept, EITHER, weights.heaviest())


def _offices(asked: argparse.Namespace, kept: Kept, servers: dict[str, str]) -> None:
    """All rounds of the offices of many cases, in turns."""
    tests = [test for test in TESTS if _chosen(asked, test.name)]
    offices = {key: Office(*where) for key, where in _standing(asked, servers)} if tests else {}
    for number in range(asked.rounds if offices else 0):
        for test in tests:
            for where, office in offices.items():
                if kept.wants((test.name, *where), number, asked.patience):
                    begun = time.perf_counter()
                    cost = _cost(test, office)
                    value = 1000 * cost.cpu if isinstance(cost, Spent) else cost
                    kept.add((test.name, *where), value, time.perf_counter() - begun)
        loader.say(f"round {number + 1} of {asked.rounds} is over")
    for office in offices.values():
        office.close()


def _cost(test: Test, office: Office) -> Cost:
    if not test.alone:
        return office.ask(test.act, *test.given)  # type: ignore[no-any-return]
    with closing(Office(office.place, office.address)) as fresh:
        return fresh.ask(test.act, *test.given)  # type: ignore[no-any-return]


def _standing(asked: argparse.Namespace, servers: dict[str, str]) -> Iterator[tuple[tuple[int, str], tuple[Path, str]]]:
    """Number of cases and database of each office, with where it stands; it is made if it does not stand yet."""
    for cases in map(int, filter(None, asked.sizes.split(","))):
        for on, server in servers.items():
            place = loader.office(cases, asked.place)
            yield (cases, on), (place, onto_postgres.office(cases, asked.place, server) if server else "")


def _chosen(asked: argparse.Namespace, name: str) -> bool:
    return not asked.only or any(word in name for word in asked.only.split(","))


def _keep(kept: Kept, on: str, found: dict[str, float]) -> None:
    for name, value in found.items():
        kept.add((name, FEW_CASES, on), value)


def _asked() -> argparse.Namespace:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--on", default=f"{SQLITE},{POSTGRESQL}")
    ask.add_argument("--sizes", default="1000,100000")
    ask.add_argument("--patience", type=float, default=60)
    ask.add_argument("--anew", action="store_true")
    ask.add_argument("--table", action="store_true")
    ask.add_argument("--place", type=Path, default=loader.PLACE)
    ask.add_argument("--only", default="")
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--out", type=Path)
    return ask.parse_args()


if __name__ == "__main__":
    main()
