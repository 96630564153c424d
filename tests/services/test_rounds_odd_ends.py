"""Rounds against what happens to their requests meanwhile: asked back, withdrawn, called off one after another."""

import pytest

from app.domain.water_marks import Result, RoundState
from app.domain.workflow import Outcome, Phase, Status
from app.services import tickets
from app.services.steps import StepInput
from app.services.water import driving, rounds, waiting
from app.services.water.driving import Mark
from tests.services import test_rounds
from tests.services.test_rounds import DAY, DESK, house, in_order, marked, planned, request

truck = test_rounds.truck


def two_rounds(truck, clock):
    ticket = request(clock, points=[house("บ้านหนึ่ง", 6000), house("บ้านสอง", 6000, 2)])
    first, second = planned(truck, clock, loads=2)
    rounds.set_out(first.id, by=DESK, now=clock())
    marked(first.stops[0], clock)
    return ticket, second


def test_a_second_round_called_off_leaves_no_request_on_the_way(truck, clock):
    ticket, second = two_rounds(truck, clock)
    rounds.cancel(second.id, "รถเสีย", by=DESK, now=clock())
    assert ticket.status is Status.APPROVED
    (again,) = planned(truck, clock)
    assert ticket.status is Status.SCHEDULED, "the house is told its new day"
    assert again.day == DAY
    in_order(clock)


def test_taking_the_last_house_off_a_second_round_leaves_no_request_on_the_way(truck, clock):
    ticket, second = two_rounds(truck, clock)
    rounds.change(second.id, [], version=second.version, by=DESK, now=clock())
    assert ticket.status is Status.APPROVED
    in_order(clock)


@pytest.mark.parametrize("answered", [False, True])
def test_water_brought_while_the_office_asks_back_ends_the_request(truck, clock, answered):
    ticket = request(clock)
    (held,) = planned(truck, clock)
    tickets.take_step(ticket, "ask", StepInput(message="ถังอยู่ตรงไหน"), by=DESK, now=clock())
    if answered:
        tickets.take_step(ticket, "resume", StepInput(reason="โทรแล้ว"), by=DESK, now=clock())
    rounds.set_out(held.id, by=DESK, now=clock())
    marked(held.stops[0], clock)
    assert (ticket.status, ticket.outcome) == (Status.DELIVERED, Outcome.DELIVERED)
    assert in_order(clock)["delivered"] == 2000


def test_water_refused_while_the_office_asks_back_ends_the_request(truck, clock):
    ticket = request(clock)
    (held,) = planned(truck, clock)
    tickets.take_step(ticket, "ask", StepInput(message="ถังอยู่ตรงไหน"), by=DESK, now=clock())
    rounds.set_out(held.id, by=DESK, now=clock())
    marked(held.stops[0], clock, Result.NOT_WANTED)
    assert ticket.phase is Phase.DONE
    assert in_order(clock)["declined"] == 2000


@pytest.mark.parametrize("how", ["withdraw", "refer", "not_accept"])
def test_a_request_that_ended_while_planned_can_be_driven_past_ended_and_opened_again(truck, clock, how):
    ticket = request(clock)
    (held,) = planned(truck, clock)
    given = StepInput(reason="ไม่ต้องการ", agency="ปภ.", message="ส่งต่อ", refusal="anonymous", outcome=None)
    tickets.take_step(ticket, how, given, by=DESK, now=clock())
    rounds.set_out(held.id, by=DESK, now=clock())
    rounds.end(held.id, by=DESK, now=clock())
    assert held.state is RoundState.DONE
    assert in_order(clock)["declined"] == 2000
    tickets.take_step(ticket, "reopen", StepInput(reason="ยังต้องการ"), by=DESK, now=clock())
    assert in_order(clock)["outstanding"] == 2000
    assert waiting.queue(DESK) == [], "it is approved anew before it waits again"


def test_what_two_rounds_heard_holds_when_one_of_them_heard_wrong(truck, clock):
    ticket = request(clock, 12_000)
    first, second = planned(truck, clock, loads=2)
    for held in (first, second):
        rounds.set_out(held.id, by=DESK, now=clock())
        marked(held.stops[0], clock, Result.NOT_WANTED)
    nobody = Mark(Result.NOBODY, 0, clock(), "")
    driving.correct(first.stops[0].id, nobody, "ฟังผิด", by=DESK, now=clock())
    tickets.take_step(ticket, "reopen", StepInput(reason="ยังต้องการ"), by=DESK, now=clock())
    assert in_order(clock)["declined"] == 12_000
    driving.correct(second.stops[0].id, nobody, "ฟังผิด", by=DESK, now=clock())
    assert in_order(clock)["outstanding"] == 12_000
