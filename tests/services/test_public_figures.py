"""The figures for everyone: as known at the end of a day, settled once, counted once, and true to the others."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event

from app.domain.channels import Arrival
from app.domain.dates import BANGKOK
from app.domain.periods import fiscal_year
from app.domain.quantiles import kaplan_meier
from app.extensions import db
from app.services import public_figures
from app.services.served import served
from app.services.statistics import tally
from tests import factories
from tests.factories import make_office, open_complaint
from tests.services import random_office

NOW = datetime(2026, 11, 11, 14, 20, tzinfo=BANGKOK)
YEARS = [2570, 2569, 2568]
CLERK = factories.actor(factories.Role.INTAKE)


@pytest.fixture
def office(app, clock):
    clock.set(NOW)
    make_office(NOW)


@pytest.fixture
def questions(app):
    """How many questions the database was asked."""
    asked = []
    event.listen(db.engine, "before_cursor_execute", lambda *of: asked.append(of[2]))
    return asked


def at(*when):
    return datetime(*when, tzinfo=BANGKOK)


def letter(now, received_at, village=1):
    return open_complaint(
        now, by=CLERK, village=village, arrival=Arrival.LETTER, received_at=received_at, backdate_reason="จดหมายมาช้า"
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_every_number_is_that_of_the_figures_as_known_on_that_day(office, seed):
    random_office.build(seed, 90, NOW)
    assert public_figures.years(NOW) == YEARS
    for number in YEARS:
        found = public_figures.year(number, now=NOW)
        same = tally(fiscal_year(number), now=NOW, as_of=found.as_of)
        assert found.total.counts == same.total.counts.by_measure
        assert (found.total.half, found.total.nine) == half_and_nine(same)
        for dimension, rows in found.groups.items():
            lines = {key: line for key, line in same.lines(dimension).items() if not line.empty}
            assert rows.keys() == lines.keys()
            assert all(row.counts == lines[key].counts.by_measure for key, row in rows.items())
            assert sum(row.counts["received"] for row in rows.values()) == found.total.counts["received"]


def half_and_nine(of):
    times = of.counting.times_of_all(("resident", "timed"))["resident", "timed"]
    return kaplan_meier(times, 50, 90)


def test_months_and_services_add_up_to_the_year(office):
    random_office.build(3, 90, NOW)
    for number in YEARS:
        found = public_figures.year(number, now=NOW)
        months = public_figures.months(found, now=NOW)
        assert len(months) == (2 if number == 2570 else 12)
        for measure in ("received", "closed", "reopened"):
            assert sum(month.counts[None][measure] for month in months) == found.total.counts[measure]
        assert months[-1].counts[None]["open"] == found.total.counts["open"]
        asked = served(found, now=NOW)
        assert sum(asked.values()) == found.total.counts["received"]
        online = sum(n for (_service, _month, way), n in asked.items() if way)
        rows = found.groups["arrival"]
        assert online == (rows[Arrival.ONLINE].counts["received"] if Arrival.ONLINE in rows else 0)


def test_a_year_is_settled_at_the_end_of_october(office):
    open_complaint(at(2025, 11, 3, 9))
    assert not public_figures.year(2569, now=at(2026, 10, 31, 12)).settled
    late = at(2026, 10, 31, 12)
    letter(late, at(2026, 9, 30, 10))
    found = public_figures.year(2569, now=at(2026, 11, 1, 9))
    assert (found.settled, found.as_of, found.total.counts["received"]) == (True, date(2026, 10, 31), 2)


def test_a_letter_keyed_in_after_that_is_told_of_but_changes_no_number(office):
    for day in range(1, 7):
        open_complaint(at(2025, 11, day, 9), village=1)
        open_complaint(at(2025, 11, day, 9), village=3)
        open_complaint(at(2025, 11, day, 9), village=4)
    open_complaint(at(2025, 11, 3, 9), village=2)
    before = public_figures.year(2569, now=at(2026, 11, 5, 9))
    letter(at(2026, 11, 5, 10), at(2026, 9, 29, 10), village=2)
    after = public_figures.year(2569, now=at(2026, 11, 6, 9))
    assert (before.later, after.later) == (0, 1)
    assert (before.total, before.groups, before.villages) == (after.total, after.groups, after.villages)
    live = tally(fiscal_year(2569), now=at(2026, 11, 6, 9)).total
    assert live.counts["received"] == after.total.counts["received"] + 1


def test_the_running_year_stands_still_within_a_day(office):
    open_complaint(at(2026, 11, 9, 9))
    first = public_figures.year(2570, now=at(2026, 11, 11, 9))
    open_complaint(at(2026, 11, 11, 10))
    assert public_figures.year(2570, now=at(2026, 11, 11, 23)) is first
    assert public_figures.year(2570, now=at(2026, 11, 12, 0, 5)).total.counts["received"] == 2


def test_a_case_of_the_day_s_last_second_that_is_written_after_midnight_is_counted_by_everybody(office):
    """One process counts at once, another later: both say the same."""
    open_complaint(at(2026, 11, 10, 9))
    early = at(2026, 11, 12, 0, 0, 5)
    assert public_figures.year(2570, now=early).as_of == date(2026, 11, 10)
    open_complaint(at(2026, 11, 11, 23, 59, 58))  # its transaction waited for others
    late = at(2026, 11, 12, 8)
    assert public_figures.year(2570, now=late).total.counts["received"] == 2
    assert public_figures.year(2570, now=early).total.counts["received"] == 1
    assert public_figures.years(at(2026, 10, 1, 0, 4)) == []


def test_nothing_is_said_before_a_day_is_over_and_of_years_that_were_not_or_are_to_come(office):
    assert public_figures.years(NOW) == []
    open_complaint(NOW)
    assert public_figures.years(NOW) == []
    tomorrow = NOW + timedelta(days=1)
    assert public_figures.years(tomorrow) == [2570]
    assert public_figures.before(public_figures.year(2570, now=tomorrow), now=tomorrow) is None
    for number in (2569, 2571):
        with pytest.raises(public_figures.NotYet):
            public_figures.year(number, now=tomorrow)


def test_the_running_year_is_held_against_the_same_days_of_the_year_before(office):
    for year in (2024, 2025, 2026):
        open_complaint(at(year, 10, 5, 9))
    open_complaint(at(2025, 12, 5, 9))
    running, ended = (public_figures.year(number, now=NOW) for number in (2570, 2569))
    before = public_figures.before(running, now=NOW)
    assert before is not None
    assert before.counts["received"] == 1
    assert public_figures.before(ended, now=NOW) is None  # the system began on 5 October of the year before it


def test_villages_are_told_of_once_the_year_is_settled(office):
    for village, cases in ((1, 9), (2, 3), (3, 6), (None, 2)):
        for day in range(1, cases + 1):
            open_complaint(at(2025, 11, day, 9), village=village)
    assert public_figures.year(2569, now=at(2026, 10, 20, 9)).villages is None
    found = public_figures.year(2569, now=NOW).villages
    assert found is not None
    villages = {factories.village(number).id: number for number in (1, 2, 3, 4)}
    assert {villages[int(key)]: n for key, n in found.told.alone.items()} == {1: 9}
    assert [villages[int(key)] for key in found.told.others] == [2, 3, 4]
    assert (found.told.together, found.nowhere) == (9, 2)


def test_what_was_counted_is_not_counted_again(office, questions):
    random_office.build(4, 60, NOW)
    for _ in range(2):
        questions.clear()
        for number in YEARS:
            found = public_figures.year(number, now=NOW)
            public_figures.before(found, now=NOW)
            public_figures.months(found, now=NOW)
            served(found, now=NOW)
    assert all("min(ticket_event.recorded_at)" in question.lower() for question in questions)
