"""The water balance on random histories: it balances at every day, is what the stories say, and never changes again."""

from collections import Counter
from datetime import timedelta

import pytest

from app.domain.periods import Period, fiscal_year, month
from app.domain.statistics import cut_of
from app.domain.water_figures import FIGURES, amount
from app.domain.workflow import Kind, Phase
from app.extensions import db
from app.models import Ticket, TicketEvent, WaterRound
from app.services import chain, upkeep
from app.services.steps import accounts_of
from app.services.water import ledger
from tests.services.random_water import WaterOffice

YEAR = fiscal_year(2570)
DAY = timedelta(days=1)


def figures(period, now, as_of=None):
    """Every figure of a period, by name."""
    cut = cut_of(period, now=now, as_of=as_of)
    of = ledger.read(period.first_moment, cut)
    return {name: (amount(rows(of)), len(rows(of))) for name, rows in FIGURES.items()}


def slow_books(until, known):
    """The columns once more, event by event and house by house, sharing no rule with the product."""
    sums = Counter()
    for ticket in db.session.query(Ticket):
        story = [e for e in ticket.events if e.at < until and e.recorded_at < known]
        story.sort(key=lambda e: (e.at, e.recorded_at))
        done = [e.status.phase is Phase.DONE for e in story if e.status]
        asked = {n: litres for e in story for n, litres in e.data.get("asked", {}).items()}
        for n, litres in asked.items():
            given = sum(e.data.get("given", {}).get(n, 0) for e in story)
            waived = sum(e.data.get("declined", {}).get(n, 0) for e in story)
            delivered = min(given, litres)
            rest = 0 if done[-1] else max(0, litres - given - waived)
            sums += Counter(asked=litres, delivered=delivered, outstanding=rest, extra=given - delivered)
            sums["declined"] += litres - delivered - rest
    return sums


def balanced(found):
    left = found["brought_forward"][0] + found["asked"][0] + found["returned"][0]
    assert left == found["delivered"][0] + found["declined"][0] + found["outstanding"][0]


def lived(seed, clock, steps=140):
    office = WaterOffice(seed, clock)
    office.goes_on(steps)
    return office


@pytest.mark.parametrize("seed", range(4))
def test_the_books_balance_at_every_day_and_say_what_the_stories_say(app, clock, seed):
    began = clock().date()
    lived(seed, clock)
    assert list(upkeep.differing(clock())) == []
    assert chain.verify() == []
    for ticket in db.session.query(Ticket):
        for account in accounts_of(ticket).values():
            assert account.asked == account.delivered + account.outstanding + account.declined
            assert min(account.delivered, account.outstanding, account.declined) >= 0
    last = clock().date()
    for back in range(0, (last - began).days + 1, 3):
        cut = cut_of(YEAR, now=clock(), as_of=last - back * DAY)
        of = ledger.read(YEAR.first_moment, cut)
        slow = slow_books(cut.moment, cut.known)
        for column in ("asked", "delivered", "outstanding", "declined", "extra"):
            assert amount(of.standing(column, cut.moment)) == slow[column], (column, cut.last_day)
        balanced(figures(YEAR, clock(), last - back * DAY))


@pytest.mark.parametrize("seed", [11, 12])
def test_what_was_said_of_a_day_is_said_for_ever(app, clock, seed):
    office = WaterOffice(seed, clock)
    said = []
    for _ in range(6):
        office.goes_on(25)
        end = clock().date()
        clock.set(Period(end, end + DAY).end_moment)
        said += [(p, end, figures(p, clock(), end)) for p in (YEAR, month(end.year, end.month), Period(end, end + DAY))]
    for period, end, before in said:
        assert figures(period, clock(), end) == before, (period.code, end)


def test_months_and_weeks_add_up_to_the_year(app, clock):
    began = clock().date()
    lived(21, clock)
    whole = figures(YEAR, clock())
    parts, day, carried = Counter(), YEAR.start, 0
    while day <= clock().date():
        part = figures(Period(day, day + 7 * DAY), clock())
        assert part["brought_forward"][0] == carried, "one week carries forward what the next brings"
        balanced(part)
        carried = part["outstanding"][0]
        for name in ("asked", "delivered", "declined", "returned", "extra", "trips", "rounds", "requests"):
            parts[name] += part[name][0]
        day += 7 * DAY
    assert began < clock().date()
    assert {name: whole[name][0] for name in parts} == dict(parts)
    assert carried == whole["outstanding"][0]


def test_requests_and_trips_are_those_of_the_stories(app, clock):
    lived(31, clock)
    found = figures(YEAR, clock())
    events = db.session.query(TicketEvent)
    for name, kind in (("requests", Kind.RECEIVED), ("approved", Kind.APPROVED), ("fulfilled", Kind.DELIVERED)):
        assert found[name][0] == len({event.ticket_id for event in events if event.kind is kind}), name
    driven = [held for held in db.session.query(WaterRound) if held.set_out_at]
    marked = [held for held in driven if any(stop.recorded_at for stop in held.stops)]
    assert 3 < len(marked) <= found["rounds"][0] <= len(driven)
    assert found["trips"][0] >= found["rounds"][0]
    assert found["villages"][0] <= 4
    assert found["homes"][0] <= found["points"][0]
