"""How a case stands today, as the queue says it."""

import pytest

from app.domain.clocks import Unit
from app.domain.residents import answer_until, may_reopen, reopen_until
from app.domain.standing import Urgency, standing
from app.domain.workflow import Outcome
from tests.domain.stories import CALENDAR, at, day, judged

LIFE = "6 Nov 10:00 receive"  # a Friday; five working days end on Friday the 13th


def stands(*lines, now, emergency=False, unit=Unit.WORKING, days=5):
    found = judged(*lines, now=now, unit=unit, days=days)
    return standing(
        phase=found.phase,
        due=found.due_on,
        overdue_from=found.overdue_from,
        waiting_since=found.waiting_since,
        emergency=emergency,
        unit=unit,
        calendar=CALENDAR,
        now=at(now),
    )


@pytest.mark.parametrize(
    ("now", "urgency", "days"),
    [
        ("6 Nov 10:00", Urgency.IN_TIME, 5),
        ("11 Nov 23:59", Urgency.IN_TIME, 2),
        ("12 Nov 00:00", Urgency.TOMORROW, 1),
        ("13 Nov 00:00", Urgency.TODAY, 0),
        ("13 Nov 23:59", Urgency.TODAY, 0),
        ("14 Nov 00:00", Urgency.OVERDUE, 0),  # Saturday: late, by no working day yet
        ("16 Nov 09:00", Urgency.OVERDUE, 1),
        ("18 Nov 09:00", Urgency.OVERDUE, 3),
    ],
)
def test_from_in_time_to_overdue(now, urgency, days):
    found = stands(LIFE, now=now)
    assert (found.urgency, found.days, found.overdue) == (urgency, days, urgency is Urgency.OVERDUE)


def test_untouched_case_is_late():
    assert stands(LIFE, now="2027-03-01 09:00").urgency is Urgency.OVERDUE


def test_friday_promise_seen_on_friday_is_tomorrow_though_monday_comes_next():
    assert stands("6 Nov 10:00 receive", now="6 Nov 11:00", days=1).urgency is Urgency.TOMORROW


def test_waiting_counts_the_days_of_the_wait():
    found = stands(LIFE, "9 Nov 09:00 ask", now="12 Nov 08:00")
    assert (found.urgency, found.days, found.due_on) == (Urgency.WAITING, 3, None)


def test_overdue_before_the_wait_is_pressing_in_the_wait_too():
    found = stands(LIFE, "17 Nov 09:00 ask", now="20 Nov 09:00")
    assert (found.urgency, found.overdue) == (Urgency.OVERDUE, True)


def test_an_emergency_stands_above_all_while_it_is_ours():
    assert stands(LIFE, now="6 Nov 11:00", emergency=True).urgency is Urgency.EMERGENCY
    assert stands(LIFE, "9 Nov 09:00 ask", now="9 Nov 10:00", emergency=True).urgency is Urgency.WAITING
    assert stands(LIFE, "9 Nov 09:00 answer", now="9 Nov 10:00", emergency=True).urgency is Urgency.DONE


def test_days_are_of_the_promise_own_kind():
    assert stands(LIFE, now="13 Nov 09:00", unit=Unit.CALENDAR).days == 2
    assert stands(LIFE, now="13 Nov 09:00", unit=Unit.CALENDAR).urgency is Urgency.OVERDUE


def test_reopening_is_open_for_fifteen_days_once():
    assert reopen_until(at("6 Nov 16:00"), CALENDAR) == day("21 Nov")

    def may(now, outcome=Outcome.SOLVED, *, before=False, closed="6 Nov 16:00"):
        return may_reopen(
            at(closed) if closed else None, outcome, reopened_before=before, calendar=CALENDAR, now=at(now)
        )

    assert may("21 Nov 23:59")
    assert not may("22 Nov 00:00")
    assert not may("7 Nov 10:00", before=True)
    assert not may("7 Nov 10:00", Outcome.DUPLICATE)
    assert not may("7 Nov 10:00", Outcome.WITHDRAWN)
    assert not may("7 Nov 10:00", closed="")


def test_a_question_is_open_for_fifteen_days():
    assert answer_until(at("6 Nov 16:45"), CALENDAR) == day("21 Nov")
