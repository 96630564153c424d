"""Behind every number of every figure stands a list of exactly so many cases: every group, several periods and days."""

from datetime import date, datetime
from functools import cache
from itertools import product

import pytest

from app.domain.dates import BANGKOK
from app.domain.period_parts import parts, steps_of
from app.domain.periods import parse_period
from app.services import statistics
from app.services.statistics.catalogue import CATALOGUE, HEADINGS
from app.services.statistics.counts import DIMENSIONS
from app.services.statistics.figures import DURATIONS, RATIOS
from app.services.statistics.measures import ALL
from app.services.statistics.split import Split, over_time, whole
from tests.factories import make_office
from tests.services import random_office

NOW = datetime(2026, 11, 11, 14, 20, tzinfo=BANGKOK)
WHEN = [("fy2570", None), ("fy2569r6", date(2026, 4, 3)), ("w2026-05-04", None)]


@pytest.fixture
def office(app, clock):
    clock.set(NOW)
    make_office(NOW)
    random_office.build(4, 70, NOW)


def listing(as_of):
    """How many cases the list of a selection holds; each is asked for once, all of a period from the same books."""
    books = {}

    @cache
    def listed(selection):
        key = (selection.period, selection.channel)
        books[key] = books.get(key) or statistics.tally(*key, now=NOW, as_of=as_of)
        return statistics.CaseList(selection, books[key]).count

    return listed


def wrong(figure, listed):
    """What its own lists do not say."""
    found = [(figure.cases, figure.denominator)] + ([(figure.part, figure.numerator)] if figure.part else [])
    return [(figure.key, selection, number) for selection, number in found if listed(selection) != number]


def test_every_figure_has_a_page_and_a_heading():
    assert {*CATALOGUE} >= {ratio.key for ratio in RATIOS} | {duration.key for duration in DURATIONS}
    assert {known.heading for known in CATALOGUE.values()} == {*HEADINGS}
    counted = {known.part for known in CATALOGUE.values()} | {known.whole for known in CATALOGUE.values()}
    assert {measure.key for measure in ALL} - counted == {"late"}  # the rest of "judged" beside "on_time"


@pytest.mark.parametrize(("code", "as_of"), WHEN)
def test_every_number_of_every_group_is_its_list(office, code, as_of):
    this, listed = statistics.tally(parse_period(code), now=NOW, as_of=as_of), listing(as_of)
    for turn, (known, dimension) in enumerate(product(CATALOGUE.values(), DIMENSIONS)):
        split = Split(known, this, dimension)
        keys = sorted(split.keys, key=str)
        groups = [split.group(key) for key in keys]
        looked_at = groups[turn % len(groups) :][:1] if groups else []  # each time another
        assert [line for figure in (split.whole, *looked_at) for line in wrong(figure, listed)] == []
        assert sum(figure.denominator for figure in groups) == split.whole.denominator, known.key
        assert sum(figure.numerator for figure in groups) == split.whole.numerator, known.key


@pytest.mark.parametrize("code", ["w2026-05-04", "fy2569q3"])
def test_every_number_over_time_is_its_list(office, code):
    period, listed = parse_period(code), listing(None)
    for key in ("on_time", "half_office"):
        for step in steps_of(period):
            pairs = over_time(CATALOGUE[key], parts(period, step, NOW.date()), "water", now=NOW, as_of=None)
            figures = [figure for pair in pairs for figure in (pair.now, pair.before)]
            assert [line for figure in figures for line in wrong(figure, listed)] == []


def test_what_came_on_each_day_and_in_each_week_adds_up_to_the_month(office):
    period = parse_period("m2026-05")
    whole_month = Split(CATALOGUE["received"], statistics.tally(period, now=NOW)).whole.denominator
    for step in ("day", "week"):
        pairs = over_time(CATALOGUE["received"], parts(period, step, NOW.date()), None, now=NOW, as_of=None)
        assert sum(pair.now.denominator for pair in pairs) == whole_month


@pytest.mark.parametrize(("code", "as_of"), WHEN)
def test_a_figure_alone_is_the_figure_among_all(office, code, as_of):
    """The pages of one figure count little, the overview counts everything at once: the same comes out."""
    this = statistics.tally(parse_period(code), now=NOW, as_of=as_of)
    for known in CATALOGUE.values():
        alone, among = Split(known, this).whole, whole(known, this)
        assert (alone.value, alone.numerator, alone.denominator, alone.more_than) == (
            among.value, among.numerator, among.denominator, among.more_than,
        ), known.key  # fmt: skip
        if known.kind == "share":
            assert among == this.ratios[known.key]


def test_fewer_than_five_have_no_value_whatever_the_figure(office):
    for code, as_of in WHEN:
        this = statistics.tally(parse_period(code), now=NOW, as_of=as_of)
        for known in CATALOGUE.values():
            split = Split(known, this, "village")
            for figure in map(split.group, split.keys):
                assert known.kind == "count" or (figure.value is None) == (figure.denominator < 5), figure
