"""Which step a case is in and how each stands: examples a clerk can check, and what holds for every life of a case."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from app.domain.clocks import Promise, Unit
from app.domain.facts import facts
from app.domain.history import spells
from app.domain.manual_steps import State, standings
from app.domain.manual_times import Counting, StepTime, TimeUnit
from app.domain.workflow import Kind, Outcome, Phase, Role, Status
from tests.domain.lives import lives
from tests.domain.stories import ACTS, BOOK, CALENDAR, at, day, event, story

AT_ONCE, ARRANGED = StepTime(0, TimeUnit.AT_ONCE), StepTime(0, TimeUnit.ARRANGED)


@dataclass(frozen=True)
class Row:
    time: StepTime
    ends_with: Status | None = None


def working(days, counting=Counting.NEXT):
    return StepTime(days, TimeUnit.WORKING, counting)


COMPLAINT = (
    Row(AT_ONCE, Status.RECEIVED),
    Row(working(1), Status.ACCEPTED),
    Row(working(2), Status.IN_PROGRESS),
    Row(working(7, Counting.RECEIPT), Status.ANSWERED),
    Row(StepTime(15, TimeUnit.CALENDAR, Counting.APART_RECEIPT)),
    Row(working(1, Counting.APART), Status.CLOSED),
)
WATER = (
    Row(AT_ONCE, Status.RECEIVED),
    Row(working(1), Status.CHECKED),
    Row(working(1), Status.APPROVED),
    Row(working(1), Status.SCHEDULED),
    Row(ARRANGED, Status.DELIVERED),
)
_OFFICER = {"actor": Role.OFFICER, "shown": True}
ACTS.update(
    check={"kind": Kind.CHECKED, "status": Status.CHECKED, **_OFFICER},
    approve={"kind": Kind.APPROVED, "status": Status.APPROVED, **_OFFICER},
    schedule={"kind": Kind.SCHEDULED, "status": Status.SCHEDULED, **_OFFICER},
    fail={"kind": Kind.NOT_DELIVERED, "status": Status.APPROVED, **_OFFICER},
    deliver={"kind": Kind.DELIVERED, "status": Status.DELIVERED, "outcome": Outcome.DELIVERED, **_OFFICER},
    back={"kind": Kind.REPLIED, "status": Status.RECEIVED, "actor": Role.RESIDENT, "shown": True},
)


def complaint(*lines, now, days=7):
    return standings(COMPLAINT, story(*lines), Promise(days), CALENDAR, at(now))


def water(*lines, now):
    return standings(WATER, story(*lines), Promise(3), CALENDAR, at(now))


def states(found):
    return [standing.state.value for standing in found]


def test_a_new_case_is_checked_by_tomorrow():
    """Monday 2 November 2026; the answer, which is the promise, on Wednesday of the week after."""
    found = complaint("2 Nov 09:00 receive", now="2 Nov 10:00")
    assert states(found) == ["done", "now", "ahead", "ahead", "untimed", "ahead"]
    assert (found[0].overdue, found[0].ended_at) == (False, at("2 Nov 09:00"))
    assert (found[1].due_on, found[1].late) == (day("3 Nov"), 0)
    assert found[3].due_on == day("11 Nov")


def test_each_step_runs_from_the_end_of_the_one_before():
    found = complaint("2 Nov 09:00 receive", "5 Nov 10:00 accept", now="9 Nov 10:00")
    assert (found[1].due_on, found[1].late) == (day("3 Nov"), 2)
    assert (found[2].state, found[2].due_on, found[2].overdue) == (State.NOW, day("9 Nov"), False)
    assert complaint("2 Nov 09:00 receive", "5 Nov 10:00 accept", now="10 Nov 10:00")[2].late == 1


def test_the_last_promised_step_is_due_with_the_promise():
    """A category that promises other than the manual moves that step, and no other."""
    lines = ("2 Nov 09:00 receive", "2 Nov 10:00 accept", "2 Nov 11:00 start")
    assert complaint(*lines, now="3 Nov 09:00")[3].due_on == day("11 Nov")
    assert complaint(*lines, now="3 Nov 09:00", days=3)[3].due_on == day("5 Nov")


def test_waiting_for_the_resident_stops_the_step():
    """Accepted on Monday, due on Wednesday; asked on Tuesday, answered on Friday: Tuesday was ours, one day is left."""
    lines = ("2 Nov 09:00 receive", "2 Nov 10:00 accept", "3 Nov 10:00 ask")
    waiting = complaint(*lines, now="5 Nov 10:00")
    assert (waiting[2].state, waiting[2].due_on, waiting[2].overdue) == (State.PAUSED, None, False)
    assert State.NOW not in {standing.state for standing in waiting}
    found = complaint(*lines, event("6 Nov 10:00 reply", status=Status.ACCEPTED), now="9 Nov 10:00")
    assert (found[2].state, found[2].due_on, found[2].overdue) == (State.NOW, day("9 Nov"), False)


def test_a_done_case_has_no_present_step():
    found = complaint("2 Nov 09:00 receive", "2 Nov 10:00 accept", "13 Nov 10:00 answer", now="30 Nov 10:00")
    assert states(found) == ["done", "done", "skipped", "done", "untimed", "ahead"]
    assert (found[3].due_on, found[3].late) == (day("11 Nov"), 2)
    closed = complaint(
        "2 Nov 09:00 receive", "2 Nov 10:00 accept", "4 Nov 10:00 answer", "5 Nov 10:00 close", now="30 Nov 10:00"
    )
    assert (closed[5].state, closed[5].late) == (State.DONE, 0)


def test_a_reopened_case_is_in_its_last_step_again():
    lines = ("2 Nov 09:00 receive", "2 Nov 10:00 accept", "2 Nov 11:00 start", "4 Nov 10:00 answer")
    found = complaint(*lines, "9 Nov 10:00 reopen", now="10 Nov 10:00")
    assert states(found) == ["done", "done", "done", "now", "untimed", "ahead"]


def test_water_from_request_to_receipt():
    lines = ("2 Nov 09:00 receive", "3 Nov 09:00 check", "5 Nov 09:00 approve", "5 Nov 10:00 schedule")
    found = water(*lines, now="5 Nov 11:00")
    assert states(found) == ["done", "done", "done", "done", "now"]
    assert [standing.late for standing in found] == [0, 0, 1, 0, 0]
    assert found[4].due_on == day("5 Nov"), "by arrangement, but within the promise"


def test_a_failed_delivery_opens_the_scheduling_again():
    lines = ("2 Nov 09:00 receive", "2 Nov 10:00 check", "2 Nov 11:00 approve", "2 Nov 12:00 schedule")
    found = water(*lines, "4 Nov 10:00 fail", now="4 Nov 11:00")
    assert states(found) == ["done", "done", "done", "now", "ahead"]
    assert (found[3].due_on, found[3].late) == (day("5 Nov"), 0), "a day from the failure on"


def test_water_brought_before_it_was_approved_skipped_the_approval():
    found = water("2 Nov 09:00 receive", "2 Nov 10:00 deliver", now="3 Nov 09:00")
    assert states(found) == ["done", "skipped", "skipped", "skipped", "done"]


def test_a_step_nobody_follows_lends_its_time_to_the_next():
    rows = (Row(AT_ONCE, Status.RECEIVED), Row(working(1)), Row(working(2), Status.ACCEPTED), WATER[4])
    found = standings(rows, story("2 Nov 09:00 receive"), Promise(7), CALENDAR, at("2 Nov 10:00"))
    assert states(found) == ["done", "untimed", "now", "ahead"]
    assert found[2].due_on == day("5 Nov")


def test_a_manual_that_follows_nothing_still_says_where_the_case_is():
    rows = (Row(working(1)), Row(working(2)))
    assert states(standings(rows, story("2 Nov 09:00 receive"), Promise(3), CALENDAR, at("2 Nov 10:00"))) == [
        "untimed", "now",
    ]  # fmt: skip


_ENDS = st.sampled_from([None, *Status])
_TIMES = st.builds(StepTime, st.integers(0, 9), st.sampled_from(TimeUnit), st.sampled_from(Counting))
_ROWS = st.lists(st.builds(Row, _TIMES, _ENDS), min_size=1, max_size=7)


@given(lives(), st.one_of(_ROWS, st.just(COMPLAINT), st.just(WATER)))
def test_exactly_one_step_is_now_while_the_case_is_ours_and_none_when_it_is_done(life, rows):
    found = standings(rows, life.events, Promise(life.days, life.unit), BOOK.at(life.now), life.now)
    phase = spells(life.events)[-1].phase
    count = {state: sum(standing.state is state for standing in found) for state in State}
    assert (count[State.NOW], count[State.PAUSED]) == {
        Phase.OURS: (1, 0), Phase.THEIRS: (0, 1), Phase.DONE: (0, 0),
    }[phase]  # fmt: skip
    assert [standing.position for standing in found] == list(range(len(rows)))
    for standing in found:
        assert standing.late >= 0
        assert standing.overdue or not standing.late
        assert (standing.ended_at is not None) == (standing.state is State.DONE)


@given(lives())
def test_the_step_that_fulfils_the_promise_is_as_late_as_the_case(life):
    promise = Promise(life.days, life.unit)
    found = standings(COMPLAINT, life.events, promise, BOOK.at(life.now), life.now)[3]
    stint = facts(life.events, promise, BOOK, life.now).stints[-1]
    if found.state is State.NOW:
        assert found.due_on == stint.due_on
        assert found.overdue == (stint.overdue_from is not None and stint.overdue_from <= CALENDAR.local_day(life.now))
    assert found.unit in Unit
