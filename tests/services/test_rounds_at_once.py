"""Two people at the same rounds at the same moment: planners, a driver and the desk; every one of them is answered."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from app.domain.rounds import Load, Proposal, Stop, Why
from app.domain.water_marks import RoundState
from app.extensions import db
from app.models import Truck, WaterRound
from app.services.water import batches, fleet, rounds
from app.services.water.rounds import BadRound
from tests.services import test_rounds
from tests.services.test_rounds import DAY, DESK, in_order, marked, planned, request

truck = test_rounds.truck


def at_once(app, *deeds):
    gate = Barrier(len(deeds))

    def run(deed):
        with app.app_context():
            gate.wait()
            try:
                return deed()
            except BadRound as bad:
                return bad
            finally:
                db.session.remove()

    db.session.rollback()
    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_two_planners_with_two_trucks_give_their_rounds_two_numbers(app, truck, clock):
    other = Truck(name="รถน้ำ 2", plate="บม 4411 ปัตตานี", litres=6000, active=True)
    fleet.save_truck(other, name=other.name, plate=other.plate, litres=6000, active=True, by=DESK, now=clock())
    points = [request(clock).points[0].id for _ in range(8)]
    cars, now = [one.id for one in fleet.trucks()], clock()

    def plan(car, mine):
        loads = [(Proposal(Load(car, 6000), (Stop(point, 2000, Why.ORDER),)), None) for point in mine]
        return lambda: len(batches.plan(DAY, loads, by=DESK, now=now))

    assert at_once(app, plan(cars[0], points[:4]), plan(cars[1], points[:3:-1])) == [4, 4]
    assert sorted(held.number for held in db.session.query(WaterRound)) == list(range(1, 9))


def test_a_house_that_two_plan_at_once_is_brought_its_water_once(app, truck, clock):
    point, car, now = request(clock).points[0].id, truck.id, clock()
    stop = Proposal(Load(car, 6000), (Stop(point, 2000, Why.ORDER),))

    def plan():
        return bool(rounds.plan(DAY, stop, None, by=DESK, now=now))

    found = at_once(app, plan, plan)
    assert sorted(type(one).__name__ for one in found) == ["BadRound", "bool"]
    assert db.session.query(WaterRound).count() == 1


def test_marks_from_the_road_and_the_end_of_the_round_do_not_lock_each_other_out(app, truck, clock):
    for _ in range(3):
        request(clock)
    (held,) = planned(truck, clock)
    rounds.set_out(held.id, by=DESK, now=clock())
    number, stops, now = held.id, [stop.id for stop in held.stops], clock()

    def mark(stop_id):
        return lambda: marked(next(s for s in db.session.get_one(WaterRound, number).stops if s.id == stop_id), clock)

    at_once(app, mark(stops[2]), mark(stops[1]), mark(stops[0]), lambda: rounds.end(number, by=DESK, now=now))
    db.session.expire_all()
    assert db.session.get_one(WaterRound, number).state is RoundState.DONE
    assert in_order(clock)["delivered"] == 6000
