"""The sample office's water trucks: two trucks, two drivers, a month of rounds behind them, one on the road now."""

from datetime import date, datetime, time, timedelta

from app.domain.dates import BANGKOK
from app.domain.rounds import Load, Proposal, Stop, Why
from app.domain.rounds import propose as by_the_rule
from app.domain.water_marks import Proof, Result
from app.domain.workflow import Phase, Role
from app.models import Driver, Ticket, Truck, WaterRound, WaterStop
from app.sample.desk import Desk, Life
from app.services.actors import Actor
from app.services.water import driving, fleet, rounds, waiting
from app.services.water.driving import Mark

SINCE = timedelta(days=30)
TRUCKS = (("รถน้ำ 1", "บม 4410 ปัตตานี", 6000), ("รถน้ำ 2", "บต 0925 ปัตตานี", 3000))
DRIVERS = (("อุสมาน ดอเลาะ", "0800004410"), ("สมศักดิ์ ทองนุ่น", "0800000925"))
_FATES = [Result.FULL] * 17 + [Result.PART, Result.NOBODY, Result.NO_ACCESS]
_LONG_ENOUGH = timedelta(days=4)
_STOOD = "เปลี่ยนปั๊มน้ำ"


def make_fleet(now: datetime) -> None:
    """Two trucks and their drivers, there from the first day."""
    by = Actor(frozenset({Role.ADMINISTRATOR}))
    for name, plate, litres in TRUCKS:
        fleet.save_truck(Truck(), name=name, plate=plate, litres=litres, active=True, by=by, now=now)
    for name, phone in DRIVERS:
        fleet.save_driver(Driver(), name=name, phone=phone, active=True, by=by, now=now)


def by_round(desk: Desk) -> bool:
    """Whether what is approved now goes onto a round; before that it was written down as brought."""
    return desk.now >= desk.until - SINCE


def brought(desk: Desk, ticket: Ticket) -> Life:
    """Wait until the rounds have brought it, a day at a time."""
    while ticket.phase is not Phase.DONE:
        yield desk.now + timedelta(days=1)


def dispatch(desk: Desk) -> Life:
    """Every working morning rounds are proposed, written down and driven, until yesterday."""
    mana, today = desk.who("mana"), desk.until.astimezone(BANGKOK).date()
    first, last = (_workday_before(desk, today, n) for n in (5, 4))
    while (day := desk.now.astimezone(BANGKOK).date()) < today:
        if day == first:
            fleet.stand_still(fleet.trucks()[1], first, last, _STOOD, by=mana, now=desk.now)
        if desk.book.at(desk.now).is_workday(day):
            loads = [Load(truck.id, truck.litres) for truck in fleet.trucks() if truck.runs_on(day)]
            free = [w.wanted for w in waiting.queue(mana) if w.point.ticket_id not in desk.apart]
            worth_it = len(free) > 2 or any(desk.now - wanted.received_at > _LONG_ENOUGH for wanted in free)
            for proposal in by_the_rule(free, loads) if worth_it else ():
                yield from _drive(desk, _planned(desk, proposal, mana), mana)
        yield datetime.combine(day + timedelta(days=1), time(8, 40), BANGKOK)


def on_the_road(desk: Desk, tickets: list[Ticket]) -> Life:
    """One round is out this very moment: the first house has its water, the truck is on its way to the others."""
    mana, points = desk.who("mana"), [ticket.points[0] for ticket in tickets]
    stops = tuple(Stop(point.id, point.litres, Why.ORDER) for point in points)
    held = _planned(desk, Proposal(Load(fleet.trucks()[0].id, TRUCKS[0][2]), stops), mana)
    yield desk.until - timedelta(minutes=70)
    rounds.set_out(held.id, by=mana, now=desk.now)
    yield desk.until - timedelta(minutes=30)
    _mark(desk, held.stops[0], Result.FULL, mana)


def promised(desk: Desk, ticket: Ticket, day: date) -> None:
    """As much of a request as the large truck carries is planned for a day."""
    load = Load(fleet.trucks()[0].id, TRUCKS[0][2])
    stop = Stop(ticket.points[0].id, min(load.litres, ticket.points[0].litres), Why.ORDER)
    mana = desk.who("mana")
    rounds.plan(day, Proposal(load, (stop,)), fleet.drivers()[0], by=mana, now=desk.now)


def _planned(desk: Desk, proposal: Proposal, mana: Actor) -> WaterRound:
    driver = fleet.drivers()[0 if proposal.load.litres == TRUCKS[0][2] else 1]
    return rounds.plan(desk.now.astimezone(BANGKOK).date(), proposal, driver, by=mana, now=desk.now)


def _drive(desk: Desk, held: WaterRound, mana: Actor) -> Life:
    yield desk.now + timedelta(minutes=desk.rng.randrange(15, 40))
    rounds.set_out(held.id, by=mana, now=desk.now)
    for stop in list(held.stops):
        yield desk.now + timedelta(minutes=desk.rng.randrange(20, 45))
        _mark(desk, stop, desk.rng.choice(_FATES), mana)


def _mark(desk: Desk, stop: WaterStop, result: Result, mana: Actor) -> None:
    litres = stop.litres // 2 if result is Result.PART else stop.litres
    said = Mark(result, litres, desk.now, f"sample-{stop.id}", stop.point.name, Proof.PAPER)
    if not result.brings:
        said = Mark(result, 0, desk.now, f"sample-{stop.id}")
    driving.mark(stop.id, said, by=mana, now=desk.now)


def _workday_before(desk: Desk, day: date, count: int) -> date:
    book = desk.book.at(desk.until)
    while count:
        day -= timedelta(days=1)
        count -= book.is_workday(day)
    return day
