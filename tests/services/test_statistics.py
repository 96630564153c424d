"""The database against a second opinion, on random office years: every measure of every group, every typical time."""

from datetime import date, datetime, timedelta
from itertools import pairwise, product

import pytest
from sqlalchemy import func, select, text

from app.domain.dates import BANGKOK
from app.domain.periods import Period, parse_period
from app.domain.quantiles import kaplan_meier, nearest_rank
from app.domain.statistics import Balance
from app.extensions import db
from app.services import calendar, statistics
from app.services.statistics.counting import EVERYTHING, Counting
from app.services.statistics.measures import MEASURES
from app.services.statistics.rows import Sheet
from app.services.statistics.tally import Tally
from app.services.transaction import transaction
from tests.factories import make_office
from tests.services import random_office
from tests.services.slow_figures import GROUPS, SlowFigures, survival

NOW = datetime(2026, 11, 11, 14, 20, tzinfo=BANGKOK)
CASES = 90
CLOCKS = ("office", "resident", "acknowledge")
WHEN = [
    ("fy2570", None),  # running
    ("fy2569", None),  # over, and much is known since
    ("fy2569", date(2026, 10, 5)),  # over, as it was known five days later
    ("m2026-02", date(2026, 2, 17)),  # stopped in its middle
    ("m2026-04", None),
    ("d2026-05-04..2026-05-04", None),  # one day
]


@pytest.fixture
def office(app, clock, seed):
    clock.set(NOW)
    make_office(NOW)
    lives, _ = random_office.build(seed, CASES, NOW)
    return lives


@pytest.fixture
def seed():
    return 1


def holidays_of_the_office():
    return [(row.day, row.recorded_at, row.removed_at) for row in calendar.book().rows]


def differences(found: Tally, slow: SlowFigures) -> list[str]:
    wrong = []
    for group in {*found._counts, *slow.counts}:
        ours, theirs = found.line(group).counts, slow.counts[group]
        wrong += [
            f"{group} {key}: {ours[key]} in the database, {theirs[key]} by hand"
            for key in MEASURES
            if ours[key] != theirs[key]
        ]
    return sorted(wrong)


@pytest.mark.parametrize("seed", [1, 2, 4])
def test_figures_equal_a_second_opinion(office):
    closed = holidays_of_the_office()
    for (code, as_of), channel in product(WHEN, (None, "water")):
        period = parse_period(code)
        found = statistics.tally(period, channel, now=NOW, as_of=as_of)
        slow = SlowFigures(office, closed, period, now=NOW, as_of=as_of, channel=channel)
        assert differences(found, slow) == []
        assert (found.total.counts.waited, found.total.counts.lived) == (slow.waited, slow.lived)


@pytest.mark.parametrize("seed", [1, 2])
def test_typical_times_equal_a_second_opinion(office):
    closed = holidays_of_the_office()
    for code, as_of in WHEN:
        period = parse_period(code)
        found = statistics.tally(period, now=NOW, as_of=as_of)
        slow = SlowFigures(office, closed, period, now=NOW, as_of=as_of, channel=None)
        times = {
            clock: found.counting.times(clock).get(EVERYTHING, []) for clock in ("office", "resident", "acknowledge")
        }
        for clock, counted in times.items():
            expected = [survival(slow.times[clock], percent) for percent in (50, 90)]
            assert [q.value for q in kaplan_meier(counted, 50, 90)] == expected
            assert sum(t.done + t.waiting for t in counted) == len(slow.times[clock])
        ranked = sorted(minutes for minutes, _ in slow.times["finished"])
        counted = found.counting.times_of_all(("office", "finished"), ("resident", "timed"))["office", "finished"]
        for percent in (50, 90):
            rank = -(-len(ranked) * percent // 100)
            assert nearest_rank(counted, percent).value == (ranked[rank - 1] if ranked else None)


def test_every_balance_holds_and_every_table_adds_up(office):
    for code, as_of in WHEN:
        found = statistics.tally(parse_period(code), now=NOW, as_of=as_of)
        for dimension in GROUPS:
            rows = [line.balance for line in found.lines(dimension).values()]
            summed = sum(rows, Balance())
            assert (summed.brought, summed.received, summed.reopened, summed.closed, summed.carried) == (
                found.total.balance.brought,
                found.total.balance.received,
                found.total.balance.reopened,
                found.total.balance.closed,
                found.total.balance.carried,
            )
            assert summed.moved_in == summed.moved_out


def test_what_one_month_carries_forward_the_next_one_brings(office):
    months = [parse_period(f"m2026-{n:02}") for n in range(1, 11)]
    tallies = [statistics.tally(month, now=NOW) for month in months]
    for before, after in pairwise(tallies):
        for dimension in ("unit", "category", "village"):
            keys = {*before.lines(dimension), *after.lines(dimension)}
            for key in keys:
                group = (dimension, key)
                assert before.line(group).balance.carried == after.line(group).balance.brought


def test_every_figure_lists_exactly_its_cases(office):
    for code, as_of in (WHEN[0], WHEN[2]):
        found = statistics.tally(parse_period(code), now=NOW, as_of=as_of)
        for key, group in product(MEASURES, [EVERYTHING, ("unit", "2")]):
            listed = select(func.count()).select_from(found.counting.occurrences(key, group).subquery())
            assert db.session.scalar(listed) == found.line(group).counts[key], (key, group)
        for figure in (*found.ratios.values(), *found.durations.values()):
            assert statistics.case_list(figure.cases, now=NOW, as_of=as_of).count == figure.denominator, figure.key


def test_the_daily_series_is_the_balance_at_the_end_of_each_day(office):
    days = statistics.tally(parse_period("m2026-06"), now=NOW).daily()
    assert len(days) == 30
    for day, still_open in days[::9]:
        there = statistics.tally(Period(day, day + timedelta(days=1)), now=NOW)
        assert there.total.balance.carried == still_open


def test_groups_are_compared_by_the_share_that_the_table_shows(office):
    found = statistics.tally(parse_period("fy2569"), now=NOW)
    for dimension, compared in found.equality("village", "arrival", "language").items():
        assert {key: one.share for key, one in compared.items()} == {
            key: line.on_time for key, line in found.lines(dimension).items()
        }
        assert all(one.share.whole + one.rest.whole == found.total.on_time.whole for one in compared.values())


@pytest.mark.sqlite
def test_no_question_reads_every_case(office):
    """The plans start from what is open or what happened in the period; an old office stays as quick as a new one."""
    counting = statistics.tally(parse_period("m2026-06"), now=NOW).counting
    for sheet in Sheet:
        traits = [trait.label(name) for name, trait in counting.sheets.traits(sheet).items()]
        query = counting.sheets.read(sheet, *traits).compile(db.engine, compile_kwargs={"literal_binds": True})
        plan = [row[3] for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {query}"))]
        assert not [line for line in plan if line.startswith("SCAN")], (sheet, plan)


def test_legs_that_the_version_before_wrote_are_read_from_their_stories(office):
    """While machines are upgraded one after another, some write legs without what typical times are read from."""
    period = parse_period("fy2569")
    before = statistics.statement(period, now=NOW, as_of=NOW.date())
    lacking = "received_at = NULL, closed_at = NULL, outcome = NULL, office_minutes = NULL, resident_seconds = NULL"
    with transaction():
        db.session.execute(text(f"UPDATE ticket_leg SET {lacking} WHERE ticket_id % 3 = 0"))  # noqa: S608
    assert statistics.statement(period, now=NOW, as_of=NOW.date()) == before


def test_pages_of_a_list_hold_every_case_once(office):
    selection = statistics.tally(parse_period("fy2569"), now=NOW).select("closed")
    found = statistics.case_list(selection, now=NOW)
    listed = [(row.ticket.id, row.at) for n in (1, 2, 3, 4, 5) for row in found.page(n, 20)]
    assert len(listed) == len(set(listed)) == found.count


def test_the_same_period_and_day_give_the_same_figures_for_ever(app, clock):
    """What is written down, closed and declared later changes nothing that was printed."""
    make_office(NOW)
    then = datetime(2026, 10, 6, 9, tzinfo=BANGKOK)
    lives, _ = random_office.build(3, CASES, NOW)
    as_of, period = date(2026, 10, 5), parse_period("fy2569")
    printed = SlowFigures(lives, holidays_of_the_office(), period, now=then, as_of=as_of, channel=None)
    assert differences(statistics.tally(period, now=NOW, as_of=as_of), printed) == []
    live = statistics.tally(period, now=NOW)
    assert any(live.line(group).counts != statistics.tally(period, now=NOW, as_of=as_of).line(group).counts
               for group in live._counts)  # fmt: skip


def test_a_period_filter_really_filters(office):
    day = statistics.tally(Period(date(2020, 1, 1), date(2020, 1, 2)), now=NOW)
    assert day.total.empty
    assert Counting(day.period, day.cut).times("office") == {}
