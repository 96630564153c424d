"""The queue in SQL: the groups are those of the rules, every count is the length of its list, nobody sees too much."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest

from app.domain.channels import Arrival
from app.domain.clocks import Unit
from app.domain.dates import BANGKOK
from app.domain.standing import Urgency
from app.domain.workflow import Phase, Role, Status
from app.extensions import db
from app.models import Staff
from app.services import calendar, casework, queue, tickets
from app.services.actors import RESIDENT, Actor
from app.services.queue import Desk
from app.services.selections import NONE, Selection, View
from app.services.steps import StepInput
from app.services.transaction import transaction
from tests.factories import make_office, make_staff, open_complaint, open_water, unit

FRIDAY = date(2026, 11, 20)
FINDS = (
    "ไฟ", "ฟ", "ดับสาม", "นํ้า", "45/2", "๔๕/๒", "08 0000 1111", "080-000-1111", "๐๘๐๐๐๐๑๑๑๑", "0000-1111",
    "+66 80 000 1111", "วรรณา 080-000-1111", "รท-2570-0001", "รท ๒๕๗๐ ๐๐๐๑", "cp-2570-0001", "CP25701", "2570-0001",
    "2570 1", "วรรณา แก้วมณี", "แก้วมณี  วรรณา", "100%", "a_b", "SCHOOL", "1234/2569", "หมู่ที่ 4", "ไฟถนน",
)  # fmt: skip
VIEWS = (View.ALL, View.MINE, View.UNIT, View.UNASSIGNED, View.CLOSED)
LEAVES_OUT = ("ไฟฟ้า", "90%", "a-b", "0899999999", "รท-2570-0002", "CP-2569-0001", "45/3", "'; --", "วรรณา แก้วขาว")


def november(day, hour):
    return datetime(2026, 11, day, hour, tzinfo=BANGKOK)


@pytest.fixture(autouse=True)
def office(app, clock):
    return make_office(clock())


@pytest.fixture
def intake(clock):
    return Actor.staff(make_staff("nurida", Role.INTAKE, now=clock()))


@pytest.fixture
def anan(clock):
    return Actor.staff(make_staff("anan", Role.OFFICER, now=clock(), unit=unit("กองช่าง")))


def desk(actor, clock):
    return Desk(actor, calendar.calendar(clock()), clock())


def found(actor, clock, **chosen):
    """The case numbers of a selection, most pressing first."""
    looked, selection = desk(actor, clock), Selection(**chosen)
    selection = queue.found(looked, selection) if selection.view is View.SEARCH else selection
    counts = queue.counts(looked, selection)
    lines = [line for group in Urgency if group in counts for line in queue.lines(looked, selection, group).lines]
    assert len(lines) == sum(counts.values())
    return [line.ticket.reference for line in lines]


def test_groups_in_sql_are_those_of_the_rules(clock, intake):
    """Every kind of case, on a Friday before a weekend: the database and the rules say the same."""
    clock.set(november(20, 10))
    ticket = open_complaint(clock())
    looked = desk(intake, clock)
    days = [None, *(FRIDAY + timedelta(days=n) for n in (-4, -1, 0, 1, 2, 3, 4, 6))]
    seen = set()
    for phase, due, late, emergency, counted in product(Phase, days, (None, -2, 0, 1), (False, True), Unit):
        with transaction():
            ticket.phase, ticket.due_on, ticket.emergency, ticket.promise_unit = phase, due, emergency, counted
            ticket.overdue_from = None if late is None else FRIDAY + timedelta(days=late)
            ticket.waiting_since = clock() if phase is Phase.THEIRS else None
        selection = Selection(view=View.SEARCH)
        right = queue.standing_of(ticket, looked.calendar, clock()).urgency
        assert queue.counts(looked, selection) == {right: 1}, (phase, due, late, emergency, counted)
        seen.add(right)
    assert seen == set(Urgency)


def test_most_pressing_first(clock, intake):
    clock.set(november(2, 9))
    oldest = open_complaint(clock())
    clock.set(november(4, 9))
    older, asked = open_complaint(clock()), open_complaint(clock())
    tickets.take_step(asked, "ask", StepInput(message="ที่ไหน"), by=intake, now=clock())
    clock.set(november(17, 9))
    fresh, urgent = open_complaint(clock()), open_water(clock(), emergency=True)
    order = [t.reference for t in (urgent, oldest, older, asked, fresh)]
    assert found(intake, clock) == order


def test_an_officer_sees_the_unit_and_nothing_else(clock, intake, anan):
    road, noise = open_complaint(clock()), open_complaint(clock(), category="noise")
    assert found(anan, clock) == [road.reference]
    assert casework.find(noise.reference, by=anan) is None
    assert len(found(intake, clock)) == 2
    assert found(Actor(frozenset({Role.ADMINISTRATOR, Role.INTEGRITY}), 1), clock) == []


def test_a_case_given_to_me_from_another_unit_is_mine(clock, intake, anan):
    noise = open_complaint(clock(), category="noise")
    tickets.take_step(noise, "assign", StepInput(unit=noise.unit, officer=_staff(anan)), by=intake, now=clock())
    assert found(anan, clock, view=View.MINE) == [noise.reference]


def test_every_filter_keeps_what_it_says(clock, intake):
    road = open_complaint(clock(), arrival=Arrival.PHONE, village=2)
    water = open_water(clock(), village=3)
    unsure = open_complaint(clock(), category="noise", village=None)
    tickets.take_step(unsure, "ask", StepInput(message="ที่ไหน"), by=intake, now=clock())
    assert found(intake, clock, channel="water") == [water.reference]
    assert found(intake, clock, unit=str(road.unit_id)) == [road.reference]
    assert found(intake, clock, village=str(road.village_id)) == [road.reference]
    assert found(intake, clock, village=NONE) == [unsure.reference]
    assert found(intake, clock, arrival=Arrival.PHONE) == [road.reference]
    assert found(intake, clock, status=Status.AWAITING_RESIDENT) == [unsure.reference]
    assert found(intake, clock, waiting=True) == [unsure.reference]
    assert found(intake, clock, unit="7777777777777777777777") == []
    assert found(intake, clock, village="กข") == []
    clock.set(november(20, 9))
    assert found(intake, clock, late=True) == [water.reference, road.reference]


def test_closed_cases_stay_in_sight_for_seven_days(clock, intake):
    ticket = open_complaint(clock())
    tickets.take_step(ticket, "withdraw", StepInput(reason="แก้เองแล้ว"), by=intake, now=clock())
    assert found(intake, clock) == []
    assert found(intake, clock, view=View.CLOSED) == [ticket.reference]
    clock.advance(days=7, minutes=1)
    assert found(intake, clock, view=View.CLOSED) == []
    assert found(intake, clock, view=View.SEARCH) == [ticket.reference]


@pytest.fixture
def mixed(clock, intake, anan):
    """Cases of several units and services; one has an officer, one is closed."""
    road, _road, noise, *_rest = [
        open_complaint(clock(), category=key) for key in ("road", "road", "noise", "lamp", "desk")
    ]
    open_water(clock())
    tickets.take_step(road, "assign", StepInput(unit=road.unit, officer=_staff(anan)), by=intake, now=clock())
    tickets.take_step(noise, "withdraw", StepInput(reason="-"), by=intake, now=clock())


@pytest.mark.usefixtures("mixed")
def test_counts_of_tabs_are_the_lengths_of_their_lists(clock, intake, anan):
    for actor in (intake, anan):
        counted = queue.tabs(desk(actor, clock), VIEWS)
        assert counted == {view: len(found(actor, clock, view=view)) for view in VIEWS}
    assert counted == {View.ALL: 3, View.MINE: 1, View.UNIT: 3, View.UNASSIGNED: 2, View.CLOSED: 0}


@pytest.mark.usefixtures("mixed")
@pytest.mark.parametrize("chosen", [{}, {"channel": "water"}, {"view": View.CLOSED}, {"q": "ถนน"}])
def test_counts_of_filters_are_the_lengths_of_their_lists(clock, intake, chosen):
    looked, selection = desk(intake, clock), Selection(**chosen)
    for name, empty in (("unit", NONE), ("channel", "")):
        for value, number in queue.facet(looked, selection, name).items():
            assert number == len(found(intake, clock, **{**chosen, name: str(value or empty)})), (name, value)


def test_a_long_group_has_pages_of_fifty(clock, intake):
    with transaction():
        for _n in range(52):
            open_complaint(clock())
    looked, chosen = desk(intake, clock), Selection()
    assert queue.counts(looked, chosen) == {Urgency.IN_TIME: 52}
    first = queue.lines(looked, chosen, Urgency.IN_TIME)
    second = queue.lines(looked, chosen, Urgency.IN_TIME, place=queue.Place(first.lines[-1].ticket))
    assert (len(first.lines), first.earlier, first.later) == (50, False, True)
    assert (len(second.lines), second.earlier, second.later) == (2, True, False)
    assert len({line.ticket.id for page in (first, second) for line in page.lines}) == 52
    again = queue.lines(looked, chosen, Urgency.IN_TIME, place=queue.Place(second.lines[0].ticket, back=True))
    assert again == first


def test_search(clock, intake):
    """Thai of one letter, house numbers, telephones and case numbers in every spelling; signs of LIKE are letters."""
    ticket = open_complaint(
        clock(), category="lamp", village=4, story="ไฟดับสามดวง น้ำท่วมใต้เสา 100% a_b School", place="บ้านเลขที่ 45/2",
        phone="0800001111", applicant="วรรณา แก้วมณี", register_number="1234/2569",
    )  # fmt: skip
    open_complaint(clock(), category="road", story="ทางขาด 100 axb")
    missed = [typed for typed in FINDS if ticket.reference not in found(intake, clock, view=View.SEARCH, q=typed)]
    wrong = [typed for typed in LEAVES_OUT if ticket.reference in found(intake, clock, view=View.SEARCH, q=typed)]
    assert (missed, wrong) == ([], [])
    assert len(found(intake, clock, view=View.SEARCH, q="100%")) == 1
    assert len(found(intake, clock, view=View.SEARCH, q="a_b")) == 1


def test_search_reads_messages_but_not_other_units(clock, intake, anan):
    ticket = open_complaint(clock(), category="noise", story="เสียงดัง")
    tickets.write(ticket, "เจ้าของร้านชื่อดอเลาะ", public=True, by=RESIDENT, now=clock())
    assert found(intake, clock, view=View.SEARCH, q="ดอเลาะ") == [ticket.reference]
    assert found(anan, clock, view=View.SEARCH, q="ดอเลาะ") == []


def _staff(actor):
    return db.session.get(Staff, actor.staff_id)
