"""The cases that broke eight other systems, each by its name, told through the services and judged by the figures.

The rules behind them are tested one by one in ``domain/test_facts`` and ``domain/test_clocks``.
"""

from datetime import date, datetime, timedelta

import pytest

from app.domain.dates import BANGKOK
from app.domain.periods import parse_period
from app.domain.workflow import Outcome, Phase, Role
from app.extensions import db
from app.models import Holiday, Manual, OutboxMail
from app.services import duties, statistics, tickets
from app.services.actors import RESIDENT
from app.services.steps import Incomplete, StepInput
from app.services.transaction import transaction
from tests import factories

OFFICER = factories.actor(Role.OFFICER, Role.INTAKE, Role.MANAGEMENT)
SOLVED = StepInput(message="ซ่อมแล้ว", outcome=Outcome.SOLVED)
DONE = StepInput(message="ดูแล้ว", reason="เหตุผล", outcome=Outcome.SOLVED)
NOVEMBER = "m2026-11"
OUR_FISCAL_YEAR = "fy2570"


@pytest.fixture(autouse=True)
def office(app, clock):
    factories.make_office(clock())
    with transaction():  # five working days, whatever the shipped manual promises
        for manual in db.session.scalars(db.select(Manual).where(Manual.service == "complaints")):
            manual.promise_days, manual.promise_unit = 5, "working"


@pytest.fixture
def at(clock):
    """Wind the clock to a day and time of November 2026 (the 2nd is a Monday), or of another month."""

    def wind(day: int, hour: int = 10, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
        clock.set(datetime(year, month, day, hour, minute, tzinfo=BANGKOK))
        return clock()

    return wind


def step(ticket, action, given=DONE, *, now, by=OFFICER):
    return tickets.take_step(ticket, action, given, by=by, now=now)


def answer(ticket, now):
    step(ticket, "accept", now=now)
    return step(ticket, "answer", SOLVED, now=now)


def counts(code=NOVEMBER, *, now):
    return statistics.tally(parse_period(code), now=now).total.counts


def on_time(code=NOVEMBER, *, now):
    share = statistics.tally(parse_period(code), now=now).total.on_time
    return share.part, share.whole


def test_reopen_then_close_again(at):
    ticket = factories.open_complaint(at(2))
    answer(ticket, at(4))
    assert on_time(now=at(4, 11)) == (1, 1)
    step(ticket, "reopen", now=at(9), by=RESIDENT)
    assert on_time(now=at(9, 11)) == (0, 0)  # neither part, as long as it is not overdue
    step(ticket, "answer", SOLVED, now=at(20))
    found = counts(now=at(20, 11))
    assert (found["closed"], found["reopened"], found["finished"]) == (2, 1, 1)  # a case counts once for its time
    assert on_time(now=at(20, 11)) == (0, 1)  # three of its five days were left on the 10th: the last one was the 12th


def test_answer_arriving_by_another_channel_restarts_no_clock(at):
    ticket = factories.open_complaint(at(2))
    due = ticket.due_on
    tickets.write(ticket, "โทรมาบอกเพิ่ม", public=True, by=RESIDENT, now=at(5))
    assert (ticket.due_on, ticket.phase) == (due, Phase.OURS)
    assert counts(now=at(10))["overdue"] == 1


def test_merged_case_neither_escalates_nor_vanishes_from_reports(at):
    kept, other = factories.open_complaint(at(2)), factories.open_complaint(at(3))
    step(other, "merge", StepInput(duplicate_of=kept.reference, message="เรื่องเดียวกัน"), now=at(4))
    found = counts(now=at(20))
    assert (found["received"], found["closed"], found["open"], found["overdue"]) == (2, 1, 1, 1)
    assert on_time(now=at(20)) == (0, 1)  # the case that stays, late
    assert (found["timed"], found[f"ended_{Outcome.DUPLICATE}"]) == (1, 1)


def test_standard_changed_in_mid_life(at):
    ticket = factories.open_complaint(at(2))
    due = ticket.due_on
    with transaction():
        for manual in db.session.scalars(db.select(Manual).where(Manual.service == "complaints")):
            manual.promise_days = 60
    tickets.write(ticket, "ตรวจที่เกิดเหตุ", public=False, by=OFFICER, now=at(3))
    assert ticket.due_on == due
    assert counts(now=at(10))["overdue"] == 1


def test_standard_deactivated_in_mid_life(at):
    ticket = factories.open_complaint(at(2))
    due = ticket.due_on
    with transaction():
        for manual in db.session.scalars(db.select(Manual).where(Manual.service == "complaints")):
            manual.effective_on = date(2099, 1, 1)  # none is in force any more
    step(ticket, "accept", now=at(3))
    assert (ticket.due_on, ticket.promise_days) == (due, 5)


@pytest.mark.parametrize(
    ("received", "last_day"),
    [
        ((7, 10, 0), 16),  # on a Saturday: the clock starts on Monday, which does not count; Tuesday is the first day
        ((6, 16, 30), 16),  # on Friday at closing time: the same
        ((6, 16, 29), 13),  # one minute before closing: the Friday itself is its day of receipt
        ((6, 7, 0), 13),  # before opening: counts as that day
    ],
    ids=["on a weekend", "after hours", "just before closing", "before opening"],
)
def test_received_on_a_weekend_or_after_hours(at, received, last_day):
    ticket = factories.open_complaint(at(*received))
    assert ticket.received_at == at(*received)  # the true time is kept
    assert ticket.due_on == date(2026, 11, last_day)


def test_received_one_second_before_closing(at):
    friday = at(6, 16, 29) + timedelta(seconds=59)
    assert factories.open_complaint(friday).stints[0].due_on == date(2026, 11, 13)
    answered = factories.open_complaint(friday)
    step(answered, "accept", now=friday + timedelta(seconds=1))
    assert answered.acknowledge_minutes == 1  # the last minute of that day


def test_received_on_a_holiday(at):
    ticket = factories.open_complaint(at(7, month=12))  # the day in lieu of the King's birthday, a Monday
    assert ticket.received_at == at(7, month=12)
    assert ticket.due_on == date(2026, 12, 16)  # from Tuesday on: the 9th, 11th, 14th, 15th, 16th; the 10th is closed


def test_wait_spanning_a_holiday(at):
    ticket = factories.open_complaint(at(2, month=12))  # a Wednesday; the 3rd and 4th count
    step(ticket, "ask", StepInput(message="ถนนเส้นไหน"), now=at(4, 11, month=12))
    step(ticket, "reply", StepInput(message="เส้นหน้าวัด"), now=at(11, 11, month=12), by=RESIDENT)
    assert ticket.due_on == date(2026, 12, 16)  # then the 14th, 15th, 16th: no holiday in the wait is counted twice
    assert ticket.waiting_since is None


def test_wait_without_a_question(at):
    ticket = factories.open_complaint(at(2))
    with pytest.raises(Incomplete):
        step(ticket, "ask", StepInput(), now=at(3))
    assert counts(now=at(10))["overdue"] == 1


def test_category_changed_after_the_due_date(at):
    ticket = factories.open_complaint(at(2))
    lamp = factories.category("lamp")
    tickets.reclassify(ticket, category_id=lamp.id, name=lamp.name, by=OFFICER, now=at(16), version=ticket.version)
    found = counts(now=at(17))
    assert (found["overdue"], found["moved_late"]) == (1, 1)  # still late, and worth a look


def test_note_added_after_closing(at):
    ticket = factories.open_complaint(at(2))
    answer(ticket, at(3))
    before = ticket.stints[0].office_minutes, ticket.stints[0].resident_seconds
    tickets.write(ticket, "แนบหนังสือเพิ่ม", public=False, by=OFFICER, now=at(25))
    assert (ticket.stints[0].office_minutes, ticket.stints[0].resident_seconds) == before
    assert on_time(now=at(26)) == (1, 1)


def test_a_period_filter_that_really_filters(at):
    answer(factories.open_complaint(at(2)), at(3))
    answer(factories.open_complaint(at(1, month=12)), at(2, month=12))
    for code in (NOVEMBER, "m2026-12"):
        found = counts(code, now=at(20, month=12))
        assert (found["received"], found["closed"], found["finished"], found["timed"]) == (1, 1, 1, 1)


def test_opened_before_and_closed_after_the_period(at):
    ticket = factories.open_complaint(at(28, month=10))
    answer(ticket, at(2, month=12))
    found = counts(NOVEMBER, now=at(20, month=12))
    assert (found["brought"], found["received"], found["closed"], found["open"], found["overdue"]) == (1, 0, 0, 1, 1)
    assert on_time(NOVEMBER, now=at(20, month=12)) == (0, 1)


def test_untouched_case_is_late(at):
    factories.open_complaint(at(2))
    assert on_time(now=at(30)) == (0, 1)
    assert counts(now=at(30))["acknowledged"] == 0


def test_the_residents_rating_after_closure_lengthens_no_office_time(at):
    ticket = factories.open_complaint(at(2))
    answer(ticket, at(3))
    minutes = ticket.stints[0].office_minutes
    tickets.rate(ticket, solved=True, text="ดีมาก", by=RESIDENT, now=at(16))
    assert ticket.stints[0].office_minutes == minutes == 480
    found = counts(now=at(17))
    assert (found["solved"], found["closed"]) == (1, 1)


def test_group_of_one_gets_no_percentage(at):
    answer(factories.open_complaint(at(2)), at(3))
    found = statistics.tally(parse_period(NOVEMBER), now=at(20))
    assert found.ratios["on_time"].value is None
    assert found.durations["half_office"].value is None
    assert (found.ratios["on_time"].numerator, found.ratios["on_time"].denominator) == (1, 1)


@pytest.mark.parametrize(
    ("moment", "inside", "outside"),
    [
        (datetime(2026, 11, 30, 23, 59, tzinfo=BANGKOK), NOVEMBER, "m2026-12"),
        (datetime(2026, 12, 1, 0, 0, tzinfo=BANGKOK), "m2026-12", NOVEMBER),
        (datetime(2026, 9, 30, 23, 59, tzinfo=BANGKOK), "fy2569", OUR_FISCAL_YEAR),
        (datetime(2026, 10, 1, 0, 0, tzinfo=BANGKOK), OUR_FISCAL_YEAR, "fy2569"),
        (datetime(2026, 12, 31, 23, 59, tzinfo=BANGKOK), "m2026-12", "m2027-01"),
        (datetime(2027, 1, 1, 0, 0, tzinfo=BANGKOK), "m2027-01", "m2026-12"),
    ],
    ids=["end of month", "midnight", "end of fiscal year", "fiscal year", "end of calendar year", "calendar year"],
)
def test_midnight_month_calendar_year_and_fiscal_year_edges(clock, moment, inside, outside):
    clock.set(moment)
    factories.open_complaint(moment)
    later = moment + timedelta(days=40)
    clock.set(later)
    assert counts(inside, now=later)["received"] == 1
    assert counts(outside, now=later)["received"] == 0


def test_a_holiday_declared_in_hindsight_changes_no_published_month(at):
    ticket = factories.open_complaint(at(2))
    answer(ticket, at(10))  # one day late
    with transaction():
        db.session.add(
            Holiday(day=date(2026, 11, 5), name="วันหยุดพิเศษ", kind="special", source="", confirmed=True,
                    recorded_at=at(20))
        )  # fmt: skip
    tickets.recalculate(ticket, by=OFFICER, now=at(20), reason="วันหยุดพิเศษ")
    assert on_time(now=at(30)) == (0, 1)


def test_no_reminder_at_night(at, clock):
    factories.make_staff("nurida", Role.INTAKE, now=at(1), email="nurida@example.org")
    factories.open_complaint(at(2))
    for hour in (0, 5, 8, 17, 23):
        at(20, hour)
        duties.round_of_duties(clock)
    assert db.session.scalars(db.select(OutboxMail)).all() == []
