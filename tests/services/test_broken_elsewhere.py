"""Cases that broke the figures of other systems, each as a clerk would tell it (STATISTICS)."""

from datetime import datetime, timedelta

import pytest

from app.domain.dates import BANGKOK
from app.domain.periods import parse_period
from app.domain.workflow import Outcome, Role
from app.services import statistics, tickets
from app.services.actors import RESIDENT
from app.services.steps import StepInput
from tests import factories

OFFICER = factories.actor(Role.OFFICER, Role.INTAKE, Role.MANAGEMENT)
NOW = datetime(2026, 12, 20, 12, tzinfo=BANGKOK)


def at(day, hour=10, month=11):
    return datetime(2026, month, day, hour, tzinfo=BANGKOK)


@pytest.fixture(autouse=True)
def office(app, clock):
    clock.set(NOW)
    factories.make_office(NOW)


def step(ticket, action, now, **given):
    tickets.take_step(ticket, action, StepInput(**given), by=OFFICER, now=now)


def solve(ticket, now):
    if ticket.status == "received":
        step(ticket, "accept", now)
    step(ticket, "answer", now, message="เสร็จแล้ว", outcome=Outcome.SOLVED)


def figures(code, now=NOW, **more):
    return statistics.tally(parse_period(code), now=now, **more)


def counts(code, *measures, now=NOW):
    found = figures(code, now).total.counts
    return [found[measure] for measure in measures]


def test_untouched_case_is_late():
    factories.open_complaint(at(2))
    assert counts("fy2570", "judged", "on_time", "overdue", "late") == [1, 0, 1, 1]


def test_reopen_then_close_again_is_one_case_in_times_and_two_closings_in_the_balance():
    ticket = factories.open_complaint(at(2))
    solve(ticket, at(3))
    tickets.rate(ticket, solved=False, text="ยังไม่หาย", by=RESIDENT, now=at(4))
    assert counts("m2026-11", "judged", "open", now=at(4, 12)) == [0, 1]
    solve(ticket, at(5))
    found = figures("m2026-11").total
    assert (found.balance.received, found.balance.reopened, found.balance.closed, found.balance.carried) == (1, 1, 2, 0)
    assert (found.counts["judged"], found.counts["timed"], found.half.of) == (1, 1, 1)
    assert [found.counts[m] for m in ("asked", "rated", "solved")] == [2, 1, 0]


def test_opened_before_and_closed_after_the_period_is_in_it():
    ticket = factories.open_complaint(at(20, month=10))
    solve(ticket, at(3, month=12))
    found = figures("m2026-11").total
    assert (found.balance.brought, found.balance.carried, found.counts["overdue"], found.counts["judged"]) == (
        1,
        1,
        1,
        1,
    )


def test_merged_case_stays_in_the_books_and_leaves_the_times():
    kept, merged = factories.open_complaint(at(2)), factories.open_complaint(at(2, 11))
    step(merged, "merge", at(3), duplicate_of=kept.reference)
    solve(kept, at(4))
    assert counts("m2026-11", "received", "closed", "judged", "timed", "ended_duplicate", "open") == [2, 2, 1, 1, 1, 0]


def test_waiting_for_the_resident_is_not_overdue_and_is_seen():
    ticket = factories.open_complaint(at(2))
    step(ticket, "ask", at(3), message="ที่ไหน")
    assert counts("fy2570", "overdue", "waiting", "open", "judged") == [0, 1, 1, 0]


def test_rating_and_note_after_closing_change_no_time():
    ticket = factories.open_complaint(at(2))
    solve(ticket, at(3))
    before = figures("m2026-11", at(3, 12)).counting.times("office")
    tickets.rate(ticket, solved=True, text="", by=RESIDENT, now=at(9))
    tickets.write(ticket, "เก็บเข้าแฟ้ม", public=False, by=OFFICER, now=at(12))
    assert figures("m2026-11").counting.times("office") == before
    assert counts("m2026-11", "closed", "solved") == [1, 1]


def test_fiscal_year_edge():
    """Received on 30 September at 18:00: the old year's, though its clock starts in the new one."""
    ticket = factories.open_complaint(at(30, 18, month=9))
    solve(ticket, at(1, 9, month=10))
    assert counts("fy2569", "received", "open", "timed") == [1, 1, 1]
    assert counts("fy2570", "brought", "received", "closed", "timed") == [1, 0, 1, 0]


def test_due_on_the_last_day_is_overdue_at_its_end():
    ticket = factories.open_complaint(at(2))
    last = ticket.due_on
    code = f"d2026-11-01..{last.isoformat()}"
    assert counts(code, "overdue", now=datetime.combine(last, datetime.min.time(), BANGKOK) + timedelta(hours=23)) == [
        0
    ]
    assert counts(code, "overdue") == [1]
    assert counts(f"d2026-11-01..{(last - timedelta(days=1)).isoformat()}", "overdue") == [0]


def test_a_case_that_changes_its_unit_moves_between_rows():
    ticket = factories.open_complaint(at(2))
    first, second = factories.unit("กองช่าง"), factories.unit("สำนักปลัด")
    step(ticket, "assign", at(10), unit=second)
    rows = figures("m2026-11").lines("unit")
    assert (rows[str(first.id)].balance.received, rows[str(first.id)].balance.moved_out) == (1, 1)
    assert (rows[str(second.id)].balance.moved_in, rows[str(second.id)].balance.carried) == (1, 1)
    assert figures("m2026-12").lines("unit")[str(second.id)].balance.brought == 1
    assert counts("m2026-11", "moved_late") == [0]


def test_a_unit_changed_after_the_due_date_is_worth_a_look_and_saves_nothing():
    ticket = factories.open_complaint(at(2))
    step(ticket, "assign", at(15, month=12), unit=factories.unit("สำนักปลัด"))
    assert counts("fy2570", "moved_late", "overdue") == [1, 1]


def test_a_letter_keyed_in_late_is_of_its_true_day_and_unknown_before():
    factories.open_complaint(at(9), by=OFFICER, received_at=at(28, month=10), backdate_reason="หนังสือมาถึงวันศุกร์")
    assert counts("m2026-10", "received", "acknowledged", "backdated") == [1, 0, 1]
    assert figures("m2026-10", as_of=at(5).date()).total.counts["received"] == 0


def test_group_of_one_gets_no_percentage_and_no_typical_time():
    solve(factories.open_complaint(at(2)), at(3))
    found = figures("m2026-11")
    assert found.total.on_time.percent is None
    assert found.ratios["on_time"].value is None
    assert (found.durations["half_office"].value, found.durations["half_office"].denominator) == (None, 1)
