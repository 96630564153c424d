# ruff: noqa: S608
"""What is read costs an office of sixteen times as many cases hardly more: steps of the database, its plans, questions.

A thousand cases and 16,000, of which a hundred are open in both; more would take longer than a minute. Steps are those
of SQLite's machine, the same on every computer; plans are asked of both databases.
"""

import re

import pytest
from sqlalchemy import event, text

from app.domain.periods import parse_period
from app.extensions import db
from app.models import Ticket, TicketLeg, TicketStint
from app.services import statistics, tickets
from app.services.steps import StepInput
from tests import eservices
from tests.factories import open_complaint
from tests.officers import MANAGEMENT, Officer, hired

FEW, MANY, OPEN = 1000, 16_000, 100
A_STEP = 10
OVER = "m2026-10"
GROWTH = (
    ("/staff/queue", 1.5), ("/staff/queue?unit=1", 1.5), ("/staff/queue?late=1&channel=complaints", 1.5),
    ("/staff/queue?view=closed", 1.5), ("/staff/queue?group=in_time&after=CP-2570-0050", 1.5),
    ("/staff/queue?service=1", 1.5),
    ("/staff/search?q=ไฟถนน", 3), ("/staff/search?q=ประปา", 3), ("/staff/search?q=ไม่มีคำนี้", 1.5),
    ("/t/%(token)s", 1.2),
)  # fmt: skip
QUESTIONS = {
    "/staff/queue": 30, "/staff/queue?group=in_time": 22, "/staff/search?q=ไฟถนน": 24, "/t/%(token)s": 16,
    "/": 14, "/management/": 26, "/management/cases?figure=received": 12,
}  # fmt: skip


@pytest.fixture
def crowd(clock, nurida):
    """Fills the office up to so many cases: a hundred open ones, copies of one that was closed long ago."""
    clock.advance(days=-20)
    eservices.define(clock())  # the first
    ended = open_complaint(clock(), category="lamp", story="ไฟถนนดับทั้งซอย", place="ปากซอย")
    tickets.take_step(ended, "withdraw", StepInput(reason="แก้กันเองแล้ว"), by=nurida.actor, now=clock())
    rare = open_complaint(clock(), category="tap", story="น้ำประปาขุ่น")
    for _ in range(OPEN - 1):
        open_complaint(clock())
    clock.advance(days=20)
    token, first, made = rare.token, ended.id, [OPEN + 1]

    def fill(cases):
        _copy(first, made[0], cases)
        made[0] = cases
        return {"token": token}

    return fill


def _copy(first, have, want):
    names = [column.name for column in Ticket.__table__.columns]
    anew = {"id": "n + 1000000", "reference": "'รท-2569-' || n", "token": "'t' || n", "idempotency_key": "'k' || n"}
    numbers = f"WITH RECURSIVE number(n) AS (SELECT {have + 1} UNION ALL SELECT n + 1 FROM number WHERE n < {want}) "
    shown = ", ".join(anew.get(name, f"ticket.{name}") for name in names)
    _write(f"{numbers} INSERT INTO ticket ({', '.join(names)}) SELECT {shown} FROM number, ticket WHERE id = {first}")
    for table in (TicketStint.__table__, TicketLeg.__table__):
        rest = [column.name for column in table.columns if column.name not in {"id", "ticket_id"}]
        kept = ", ".join(rest)
        _write(f"{numbers} INSERT INTO {table.name} (ticket_id, {kept}) SELECT n + 1000000, {kept} "
               f"FROM number, {table.name} WHERE ticket_id = {first}")  # fmt: skip
    if db.engine.dialect.name == "postgresql":
        _write("ANALYZE")


def _write(words):
    db.session.rollback()
    with db.engine.connect().execution_options(write=True) as connection, connection.begin():
        connection.execute(text(words))


class Steps:
    """Counts the steps of SQLite's machine."""

    def __init__(self):
        self.count = 0

    def __call__(self):
        self.count += A_STEP
        return 0

    def of(self, act):
        act()
        self.count = 0
        act()
        return self.count


@pytest.fixture
def steps():
    counter = Steps()

    def watch(connection, *_):
        connection.set_progress_handler(counter, A_STEP)

    event.listen(db.engine, "checkout", watch)
    yield counter
    event.remove(db.engine, "checkout", watch)


def test_reading_costs_a_large_office_hardly_more(crowd, nurida, steps):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("steps are SQLite's")
    small, large = {}, {}
    for cases, found in ((FEW, small), (MANY, large)):
        names = crowd(cases)
        for address, _most in GROWTH:
            found[address] = steps.of(lambda address=address, names=names: nurida.opens(address % names))
    grown = {address: round(large[address] / small[address], 2) for address, _ in GROWTH}
    assert {address: grown[address] for address, most in GROWTH if grown[address] > most} == {}, (small, large)


def test_what_was_counted_before_costs_a_large_office_hardly_more(crowd, nurida, clock, steps):
    """A month that is over: counts, times and what changed since the month before it."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("steps are SQLite's")
    boss, found = Officer(nurida.client.application.test_client(), hired("nayok", MANAGEMENT, now=clock())), []
    for cases in (FEW, MANY):
        crowd(cases)
        found.append(steps.of(lambda: boss.opens(f"/management/?period={OVER}")))
    assert found[1] < 1.5 * found[0], found


def test_typical_times_are_read_from_one_index(crowd, clock, asked):
    """Of what is done neither case nor stint is opened, and not even the leg's own row."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads a table that is small in one go")
    crowd(FEW)
    asked.clear()
    statistics.tally(parse_period(OVER), now=clock(), dimensions=("unit",)).counting.times("office", "finished")
    (done,) = [one for one in asked if "office_minutes" in one[0]]
    opened = [line for line in plan(*done) if line.startswith(("SEARCH", "SCAN"))]
    assert opened == ["SEARCH ticket_leg USING COVERING INDEX ix_ticket_leg_times (closed_at>? AND closed_at<?)"]


@pytest.fixture
def asked():
    """Every statement that is sent to the database, with its values."""
    found = []

    def note(_connection, _cursor, statement, values, *_):
        found.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", note)
    yield found
    event.remove(db.engine, "before_cursor_execute", note)


def plan(statement, values):
    """How the database goes about a statement, line by line."""
    sqlite = db.engine.dialect.name == "sqlite"
    with db.engine.connect() as connection:
        if not sqlite:  # a table of a few rows is read whole; with millions of them it must not have to be
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        rows = connection.exec_driver_sql(f"EXPLAIN {'QUERY PLAN ' if sqlite else ''}{statement}", values).all()
    return [row[-1] for row in rows]


def test_no_page_reads_every_case(crowd, nurida, clock, asked):
    names = crowd(MANY)
    addresses = [address for address, _ in GROWTH]
    for address in addresses:
        nurida.opens(address % names)
    of_all_years = (
        r"SCAN (ticket|ticket_event)$|Seq Scan on (ticket|ticket_event)\b|INDEX ix_ticket_service|on ix_ticket_service"
    )
    whole = re.compile(of_all_years)
    reads = [one for one in asked if one[0].startswith(("SELECT", "WITH")) and "ticket" in one[0]]
    lines = {(line, statement) for statement, values in reads for line in plan(statement, values)}
    assert [found for found in lines if whole.search(found[0])] == []


def test_pages_ask_few_questions(crowd, nurida, clock, asked):
    names = crowd(FEW)
    boss = Officer(nurida.client.application.test_client(), hired("nayok", MANAGEMENT, now=clock()))
    too_many = {}
    for address, most in QUESTIONS.items():
        person = boss if address.startswith("/management") else nurida
        person.opens(address % names)
        asked.clear()
        person.opens(address % names)
        number = sum(statement.startswith(("SELECT", "WITH")) for statement, _ in asked)
        if number > most:
            too_many[address] = number
    assert too_many == {}
