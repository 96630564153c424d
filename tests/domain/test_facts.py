"""What is repeated about a case: each way in which other systems flatter themselves is a test here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clocks import HolidayBook, KnownHoliday, Promise, Unit
from app.domain.facts import facts
from app.domain.workflow import Outcome, Phase
from tests.domain.lives import lives
from tests.domain.stories import BOOK, PLAIN, at, day, event, judged

RECEIVED = "2 Nov 10:00 receive"  # a Monday; five working days end on Monday the 9th


def test_reopen_then_close_again_resumes_the_clock():
    found = judged(
        RECEIVED, "4 Nov 10:00 answer", "16 Nov 10:00 reopen", "18 Nov 10:00 answer", now="30 Nov 09:00"
    )  # fmt: skip
    first, second = found.stints
    assert (first.on_time, first.due_on, first.office_minutes, first.reopened_days) == (True, day("9 Nov"), 960, 12)
    # days 1 and 2 were the 3rd and the 4th; days 3 to 5 are the 17th, the 18th and the 19th
    assert (second.on_time, second.due_on, second.office_minutes) == (True, day("19 Nov"), 1920)
    assert second.resident_seconds == 16 * 86400
    assert second.lived_seconds == 4 * 86400


def test_reopened_with_all_days_used_up_is_late_however_quick_the_second_time():
    found = judged(RECEIVED, "9 Nov 10:00 answer", "10 Nov 10:00 reopen", "10 Nov 11:00 answer", now="30 Nov 09:00")
    first, second = found.stints
    assert (first.on_time, first.overdue_from) == (True, None)
    assert (second.on_time, second.due_on, second.overdue_from) == (False, day("9 Nov"), day("10 Nov"))


def test_untouched_case_is_late():
    found = judged(RECEIVED, now="10 Nov 00:00")
    assert (found.due_on, found.overdue_from, found.acknowledged_at) == (day("9 Nov"), day("10 Nov"), None)


@pytest.mark.parametrize(("closed", "on_time"), [("9 Nov 23:59", True), ("10 Nov 00:00", False)])
def test_on_time_until_the_due_day_is_over(closed, on_time):
    assert judged(RECEIVED, f"{closed} answer", now="30 Nov 09:00").stints[0].on_time is on_time


def test_closed_on_saturday_after_a_friday_due_day_is_late():
    found = judged("6 Nov 10:00 receive", "14 Nov 09:00 answer", now="30 Nov 09:00")
    assert (found.due_on, found.stints[0].on_time) == (day("13 Nov"), False)


def test_rating_and_note_after_closing_lengthen_nothing():
    told = (RECEIVED, "4 Nov 10:00 answer")
    before = judged(*told, now="4 Nov 11:00")
    after = judged(*told, "12 Nov 10:00 solved", "12 Nov 10:00 close", "20 Nov 10:00 note", now="30 Nov 09:00")
    assert after.closed_at == before.closed_at == at("4 Nov 10:00")
    assert after.stints[0].office_minutes == before.stints[0].office_minutes == 960
    assert (after.outcome, after.stints[0].solved, after.stints[0].rated_at) == (
        Outcome.SOLVED,
        True,
        at("12 Nov 10:00"),
    )


def test_unsolved_belongs_to_the_closing_it_judged():
    found = judged(RECEIVED, "4 Nov 10:00 answer", "5 Nov 10:00 unsolved", "5 Nov 10:00 reopen",
                   "6 Nov 10:00 answer", "7 Nov 10:00 solved", now="30 Nov 09:00")  # fmt: skip
    assert [stint.solved for stint in found.stints] == [False, True]


def test_changed_category_or_unit_moves_no_due_day():
    plain = judged(RECEIVED, now="20 Nov 09:00")
    moved = judged(RECEIVED, event("18 Nov 09:00 reclassify", data={"to": 7}),
                   event("19 Nov 09:00 assign", data={"unit": 3}), now="20 Nov 09:00")  # fmt: skip
    assert (moved.due_on, moved.overdue_from) == (plain.due_on, plain.overdue_from)
    assert (moved.legs[-1].unit_id, moved.legs[-1].category_id) == (3, 7)


def test_merged_case_is_closed_as_a_duplicate_and_stays_in_the_books():
    found = judged(RECEIVED, "4 Nov 10:00 merge", now="20 Nov 09:00")
    assert (found.phase, found.outcome, found.overdue_from) == (Phase.DONE, Outcome.DUPLICATE, None)
    assert not found.outcome.counts


def test_extension_is_kept_and_the_first_promise_judges():
    found = judged(RECEIVED, "9 Nov 10:00 extend", "12 Nov 10:00 answer", now="20 Nov 09:00")
    assert (found.stints[0].on_time, found.stints[0].extended_at) == (False, at("9 Nov 10:00"))


def test_waiting_leaves_office_time_and_stays_in_the_residents():
    found = judged(RECEIVED, "3 Nov 10:00 ask", "6 Nov 10:00 reply", "6 Nov 12:00 answer", now="20 Nov 09:00").stints[0]
    assert (found.office_minutes, found.waited_seconds, found.resident_seconds) == (
        480 + 120,
        3 * 86400,
        4 * 86400 + 7200,
    )


def test_several_acts_at_one_moment_keep_their_order():
    found = judged(RECEIVED, "4 Nov 10:00 accept", "4 Nov 10:00 answer", "4 Nov 10:00 close", now="20 Nov 09:00")
    assert (found.outcome, found.stints[0].outcome) == (Outcome.SOLVED, Outcome.SOLVED)


@pytest.mark.parametrize(
    ("act", "acknowledges", "answers"),
    [
        ("accept", True, False),
        ("assign", True, False),
        ("ask", True, False),
        ("write", True, True),
        ("photo", True, False),
        ("extend", True, True),
        ("answer", True, True),
        ("note", False, False),
        ("recalculate", False, False),
        ("withdraw", False, False),
    ],
)
def test_what_acknowledges_and_what_answers(act, acknowledges, answers):
    found = judged(RECEIVED, f"3 Nov 10:00 {act}", now="20 Nov 09:00")
    assert (found.acknowledged_at is not None, found.answered_at is not None) == (acknowledges, answers)
    assert found.acknowledge_minutes == (480 if acknowledges else None)


def test_a_letter_keyed_in_is_not_acknowledged_by_being_keyed_in():
    assert judged("2 Nov 10:00 key_in", now="20 Nov 09:00").acknowledged_at is None


def test_answer_of_the_law_counts_every_day_from_the_true_day():
    for closed, in_time in (("22 Nov 23:59", True), ("23 Nov 00:00", False)):
        found = judged("7 Nov 20:00 receive", f"{closed} answer", now="30 Nov 09:00", days=30)
        assert found.answered_in_time is in_time


def test_holiday_added_in_mid_life_moves_the_open_due_day_only():
    book = HolidayBook((*BOOK.rows, KnownHoliday(day("5 Nov"), at("4 Nov 20:00"))))
    assert judged(RECEIVED, now="4 Nov 19:00", book=book).due_on == day("9 Nov")
    assert judged(RECEIVED, now="4 Nov 20:00", book=book).due_on == day("10 Nov")
    closed = judged(RECEIVED, "4 Nov 16:00 answer", now="30 Nov 09:00", book=book)
    assert closed.due_on == day("9 Nov")


def test_fiscal_year_edge_received_before_closed_after():
    found = judged("2026-09-30 18:00 receive", "2026-10-01 09:00 answer", now="30 Nov 09:00")
    assert (found.stints[0].opened_on, found.stints[0].closed_on) == (day("30 Sep"), day("1 Oct"))
    assert found.stints[0].office_minutes == 30


@given(lives())
def test_random_lives_keep_the_books(life):
    found = facts(life.events, Promise(life.days, life.unit), PLAIN, life.now)
    calendar = PLAIN.at(life.now)
    for stint in found.stints:
        assert stint.resident_seconds >= stint.lived_seconds >= stint.waited_seconds >= 0
        until = stint.closed_at or life.now
        assert 0 <= stint.office_minutes <= calendar.office_minutes(found.stints[0].opened_at, until)
        if stint.closed_on:
            assert stint.on_time is (stint.overdue_from is None) or stint.due_on is None
    for before, after in zip(found.stints, found.stints[1:], strict=False):
        assert after.office_minutes >= before.office_minutes
        assert after.opened_at >= before.closed_at
    for leg, following in zip(found.legs, found.legs[1:], strict=False):
        assert leg.ended_at == following.started_at
    last = found.legs[-1]
    assert (last.phase, last.stint, last.ended_at) == (found.phase, len(found.stints), None)


@given(lives())
def test_only_waits_and_closings_move_the_due_day(life):
    """Without them it is the n-th day after receipt; with them it is that day or a later one."""
    found = facts(life.events, Promise(life.days, life.unit), PLAIN, life.now)
    bare = facts(life.events[:1], Promise(life.days, life.unit), PLAIN, life.now)
    assert found.due_on is None or found.due_on >= bare.due_on
    if all(leg.phase is Phase.OURS for leg in found.legs):
        assert found.due_on == bare.due_on


@given(lives(), st.sampled_from(Unit))
def test_facts_look_only_at_what_has_happened(life, unit):
    """What is recorded tomorrow changes nothing that was closed today."""
    found = facts(life.events, Promise(life.days, unit), PLAIN, life.now)
    for n, stint in enumerate(found.stints):
        if stint.closed_at:
            then = [e for e in life.events if e.at <= stint.closed_at]
            again = facts(then, Promise(life.days, unit), PLAIN, stint.closed_at).stints[n]
            assert (again.on_time, again.office_minutes, again.due_on) == (
                stint.on_time, stint.office_minutes, stint.due_on,
            )  # fmt: skip
