"""The round proposal: capacity, order within urgency, nobody starves."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.rounds import Load, Rank, Wanted, Why, propose

START = datetime(2027, 3, 1, 8, tzinfo=UTC)


def wanted(point: int, litres: int = 1000, village: int = 1, rank: Rank = Rank.ORDINARY, after: int | None = None):
    return Wanted(point, village, litres, rank, START + timedelta(minutes=point if after is None else after))


def loads(*litres: int):
    return [Load(truck, size) for truck, size in enumerate(litres, start=1)]


def points(proposal):
    return [stop.point for stop in proposal.stops]


houses = st.lists(
    st.tuples(st.integers(1, 20_000), st.integers(1, 4), st.sampled_from(Rank), st.integers(0, 5000)), max_size=40
).map(lambda rows: [wanted(n, *row) for n, row in enumerate(rows, start=1)])
trucks = st.lists(st.integers(1, 12_000), max_size=8).map(lambda sizes: loads(*sizes))


def test_emergencies_then_special_care_then_who_asked_first():
    queue = [wanted(1), wanted(2, rank=Rank.SPECIAL_CARE), wanted(3, rank=Rank.EMERGENCY), wanted(4)]
    (round_,) = propose(queue, loads(3000))
    assert sorted(points(round_)) == [1, 2, 3]
    assert points(round_)[0] == 3, "an emergency is the first stop"
    assert {stop.point: stop.why for stop in round_.stops} == {3: Why.EMERGENCY, 2: Why.SPECIAL_CARE, 1: Why.ORDER}


def test_who_does_not_fit_is_first_on_the_next_load_and_the_space_is_not_wasted():
    queue = [wanted(1, 4000, 1), wanted(2, 4000, 2), wanted(3, 2000, 2), wanted(4, 2000, 1)]
    first, second = propose(queue, loads(6000, 6000))
    assert points(first) == [1, 4], "house 4 lies in a village that the truck visits anyway"
    assert first.stops[1].why is Why.VILLAGE
    assert points(second) == [2, 3]


def test_a_request_beyond_one_load_comes_in_several():
    first, second = propose([wanted(1, 9000), wanted(2, 3000)], loads(6000, 6000))
    assert [(stop.point, stop.litres) for stop in first.stops] == [(1, 6000)]
    assert [(stop.point, stop.litres) for stop in second.stops] == [(1, 3000), (2, 3000)]


def test_villages_are_driven_one_after_another():
    queue = [wanted(n, 500, village) for n, village in enumerate((2, 1, 2, 1, 2), start=1)]
    (round_,) = propose(queue, loads(6000))
    assert points(round_) == [1, 3, 5, 2, 4]


def test_nobody_waits_nothing_is_proposed():
    assert propose([], loads(6000)) == ()
    assert propose([wanted(1)], []) == ()


@given(houses, trucks)
def test_no_truck_carries_more_than_it_can_and_nobody_gets_more_than_they_want(queue, trucks):
    brought: dict[int, int] = {}
    for round_ in propose(queue, trucks):
        assert 0 < round_.litres <= round_.load.litres
        for stop in round_.stops:
            assert stop.litres > 0
            brought[stop.point] = brought.get(stop.point, 0) + stop.litres
    assert all(brought.get(w.point, 0) <= w.litres for w in queue)


@given(houses, trucks)
def test_nobody_is_passed_over_but_for_space_they_could_not_use(queue, trucks):
    left = {w.point: w for w in queue}
    for round_ in propose(queue, trucks):
        for stop in round_.stops:
            house = left[stop.point]
            left[stop.point] = replace(house, litres=house.litres - stop.litres)
        room = round_.load.litres - round_.litres
        waiting = [w for w in left.values() if w.litres]
        assert all(w.litres > room for w in waiting), "space was wasted that somebody could have had"
        for stop in round_.stops:
            urgent = [w for w in waiting if w.rank < left[stop.point].rank and w.place < left[stop.point].place]
            assert all(w.litres > room + stop.litres for w in urgent), "somebody less urgent took their space"
        first = [stop.point for stop in round_.stops if stop.why not in {Why.VILLAGE, Why.FITS}]
        ahead = [w for w in waiting if w.place < max(left[point].place for point in first) and w.point not in first]
        assert not ahead, "somebody was jumped before the load was full"


@given(houses.filter(bool), st.integers(1, 12_000))
def test_nobody_starves(queue, size):
    """Whoever heads the queue is on the first load, so with every load somebody comes nearer."""
    head = min(queue, key=lambda w: w.place)
    (round_,) = propose(queue, loads(size))
    assert head.point in points(round_)


@given(houses, st.integers(500, 12_000))
def test_with_loads_enough_everybody_gets_all(queue, size):
    needed = sum(w.litres for w in queue) // size * 2 + len(queue) + 1
    brought: dict[int, int] = {}
    for round_ in propose(queue, loads(*[size] * needed)):
        for stop in round_.stops:
            brought[stop.point] = brought.get(stop.point, 0) + stop.litres
    assert brought == {w.point: w.litres for w in queue}


@given(houses, trucks)
def test_the_same_queue_gives_the_same_rounds_whatever_its_order_on_paper(queue, trucks):
    assert propose(queue, trucks) == propose(list(reversed(queue)), trucks)
