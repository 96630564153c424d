"""What honest figures cost: the manager's page and its questions at 600 and at 20,000 cases of two years.

    .venv/bin/python -m benchmarks.statistics [cases ...] [--database postgresql+psycopg://...]

Every office is built anew in a directory of its own and thrown away. Medians of five, in milliseconds: on the clock,
and of this process on the CPU, which is what a busy machine does not change.
"""

import argparse
import logging
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

from flask import Flask, session
from sqlalchemy import select

from app import create_app
from app.domain.clocks import Promise
from app.domain.dates import BANGKOK
from app.domain.facts import facts
from app.domain.periods import parse_period
from app.domain.workflow import Role
from app.extensions import db
from app.models import Category, OfficeUnit, TicketLeg, TicketStint, Village
from app.services import calendar, schema, statistics
from app.services.transaction import transaction
from config import Config
from tests.domain.stories import ACTS
from tests.factories import make_office, make_staff
from tests.services.random_office import Life, live, shelve

NOW = datetime(2026, 11, 11, 14, 20, tzinfo=BANGKOK)
ROUNDS, BATCH = 5, 1000
OPEN_FOR = timedelta(days=40)


def main() -> None:
    """Measure at each size and say how it grows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", type=int, default=[600, 20_000])
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    logging.disable(logging.WARNING)
    for cases in asked.cases:
        with tempfile.TemporaryDirectory(prefix="khamrong-benchmark-") as home:
            address = asked.database or f"sqlite:///{home}/khamrong.db"
            app = create_app(
                Config(SECRET_KEY="k" * 40, SQLALCHEMY_DATABASE_URI=address, VAR_DIR=Path(home)), clock=lambda: NOW
            )
            with app.app_context():
                schema.downgrade("base") if asked.database else None
                schema.upgrade()
                started = time.perf_counter()
                fill(cases)
                say(f"\n{cases:,} cases, built in {time.perf_counter() - started:.0f} s")
            measure(app)


def fill(cases: int) -> None:
    """Lives of cases in bulk: events, and what is kept beside them."""
    make_office(NOW)
    make_staff("preecha", Role.MANAGEMENT, now=NOW)
    rng = Random(1)
    tables = {"unit": OfficeUnit, "category": Category, "village": Village}
    places = {name: sorted(db.session.scalars(select(table.id))) for name, table in tables.items()}
    book = calendar.book()
    for first in range(0, cases, BATCH):
        lives = [settled(live(rng, NOW, places)) for _ in range(min(BATCH, cases - first))]
        with transaction():
            for n, life in enumerate(lives, start=first):
                keep(n, life, book)
            db.session.flush()
            db.session.expunge_all()


def settled(life: Life) -> Life:
    """Of the cases that random acts left open, only those of the last weeks stay so, as in an office that works."""
    last = life.events[-1]["recorded_at"]
    if not any(event.get("outcome") for event in life.events) and last < NOW - OPEN_FOR:
        for act, after in (("resume", 1), ("answer", 6)):
            moment = last + timedelta(days=after)
            life.events.append({"at": moment, "recorded_at": moment, "data": {}, **ACTS[act]})
    return life


def keep(n: int, life: Life, book: object) -> None:
    """One case with its facts, as ``services.tickets`` keeps them."""
    ticket = shelve(n, life)
    read = facts(ticket.history, Promise(*life.promise), book, ticket.events[-1].recorded_at)  # type: ignore[arg-type]
    for name in ("status", "phase", "outcome", "due_on", "overdue_from", "acknowledged_at", "acknowledge_minutes",
                 "answered_at", "answered_in_time", "closed_at"):  # fmt: skip
        setattr(ticket, name, getattr(read, name))
    ticket.stints = [TicketStint(**{s: getattr(one, s) for s in one.__slots__}) for one in read.stints]
    ticket.legs = [TicketLeg(**{s: getattr(one, s) for s in one.__slots__}) for one in read.legs]
    db.session.add(ticket)


def measure(app: Flask) -> None:
    """The page as a manager gets it, and each question behind it."""

    def signed_in() -> None:
        session.update(staff_id=1, version=1, until=4_000_000_000)

    app.before_request_funcs.setdefault(None, []).insert(0, signed_in)
    client = app.test_client()
    for code in ("fy2570", "fy2569"):
        report(f"page /management/?period={code}", lambda code=code: client.get(f"/management/?period={code}"))
    report("list, first 50 of the year", lambda: client.get("/management/cases?figure=timed&period=fy2569"))
    with app.app_context():
        year = parse_period("fy2569")

        def tally() -> statistics.Tally:
            db.session.rollback()
            return statistics.tally(year, now=NOW)

        report("all counts of all groups, one year", lambda: tally()._counts)  # noqa: SLF001
        report("all times of all groups, one year", lambda: tally().counting.times("office"))
        report(
            "as known on another day", lambda: statistics.tally(year, now=NOW, as_of=NOW.date().replace(day=1)).total
        )
        tracemalloc.start()
        found = tally()
        _ = found.total, found.durations
        say(f"  memory at most {tracemalloc.get_traced_memory()[1] / 1e6:.1f} MB")
        tracemalloc.stop()
        db.session.remove()
        db.engine.dispose()


def report(what: str, do: Callable[[], object]) -> None:
    """The median of five after one to warm up."""
    do()
    clock, cpu = [], []
    for _ in range(ROUNDS):
        started, spent = time.perf_counter(), time.process_time()
        do()
        clock.append(time.perf_counter() - started)
        cpu.append(time.process_time() - spent)
    say(f"  {what:45} {1000 * median(clock):8.0f} ms {1000 * median(cpu):8.0f} ms CPU")


def say(words: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
