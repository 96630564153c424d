"""Page objects of the rounds desk: houses that wait, proposals as the page sends them, rounds that were driven."""

import re

from app.domain.workflow import Role
from app.extensions import db
from app.models import WaterRound
from app.services import tickets
from app.services.points import Point
from app.services.steps import StepInput
from tests import factories
from tests.factories import open_water
from tests.officers import current

BOSS = factories.actor(Role.INTAKE, Role.MANAGEMENT)
DESK = "/staff/water"
TODAY = "2026-11-02"


def house(clock, name, litres=2000, *, village=1, approved=True, **more):
    clock.advance(minutes=1)
    point = Point(name, "45/2", factories.village(village), litres, phone="0800001111", capacity=litres, **more)
    ticket = open_water(clock(), points=(point,), applicant=name, village=village)
    if approved:
        tickets.take_step(ticket, "check", StepInput(opinion="ควรส่ง"), by=BOSS, now=clock())
        tickets.take_step(ticket, "approve", StepInput(), by=BOSS, now=clock())
    return ticket.id


def point(ticket):
    return current(ticket).points[0].id


def proposal(trucks, *boards, **more):
    """What the page of the proposal sends: per board a truck and (point, litres) pairs."""
    sent = {"day": TODAY, "truck": [str(trucks[i]) for i in range(len(boards))], **more}
    for i, places in enumerate(boards):
        sent[f"point-{i}"] = [str(number) for number, _ in places]
        for number, litres in places:
            sent[f"litres-{i}-{number}"] = str(litres)
            sent[f"why-{i}-{number}"] = "order"
    return sent


def planned(mana, trucks, *tickets, litres=2000):
    pairs = [(point(ticket), litres) for ticket in tickets]
    assert mana.sends(f"{DESK}/propose", **proposal(trucks, pairs, save="1")).status_code == 302
    return newest()


def newest():
    db.session.rollback()
    return db.session.query(WaterRound).order_by(WaterRound.id.desc()).first()


def typed(page):
    """The names and litres on the boards of a page, in order."""
    return re.findall(r'name="litres-\d+-\d+" value="([^"]*)"', page)


def stop_ids(held):
    return [stop.id for stop in held.stops]


def driven(mana, trucks, clock, *names, litres=2000):
    held = planned(mana, trucks, *[house(clock, name, litres) for name in names], litres=litres)
    mana.sends(f"{DESK}/{held.id}/set-out")
    clock.advance(hours=3)
    return newest()


def row(stop, **fields):
    return {f"{name}-{stop}": value for name, value in fields.items()}


def keys(page):
    return dict(re.findall(r'name="(key-\d+)" value="([^"]+)"', page))
