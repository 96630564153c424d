"""What is kept beside a case equals what its story says, whatever happens to it; and what must not move does not."""

from datetime import timedelta
from random import Random  # noqa: TID251  (the same seed lives the same life)

import pytest

from app.domain.clocks import KnownHoliday
from app.domain.facts import Facts, facts
from app.domain.workflow import Outcome, Phase, Role, Status, StepRefused
from app.extensions import db
from app.models import Holiday, Manual, OfficeUnit, RefusalReason
from app.services import calendar, tickets
from app.services.actors import RESIDENT, SYSTEM
from app.services.steps import Incomplete, StepInput
from app.services.transaction import transaction
from tests import factories

OFFICER = factories.actor(Role.OFFICER, Role.INTAKE, Role.MANAGEMENT)


@pytest.fixture
def office(app, clock):
    factories.make_office(clock())


def filled(rng: Random, now) -> StepInput:
    """Everything any step asks for."""
    units = db.session.scalars(db.select(OfficeUnit)).all()
    return StepInput(
        message="ข้อความ", reason="เหตุผล", opinion="เห็นควร", unit=rng.choice(units),
        outcome=rng.choice([Outcome.SOLVED, Outcome.PARTLY_SOLVED, Outcome.CANNOT_BE_DONE]), agency="กรมชลประทาน",
        refusal=db.session.scalars(db.select(RefusalReason.code)).first(), duplicate_of="รท-2570-0001",
        new_date=now.date() + timedelta(days=9), delivery_date=now.date() + timedelta(days=2), litres=6000,
        recipient="สมศรี",
    )  # fmt: skip


def act(rng: Random, ticket, now) -> None:
    """One thing that somebody may do now."""
    by = rng.choice([OFFICER, OFFICER, OFFICER, RESIDENT, SYSTEM])
    steps = ticket.channel.workflow.choices(ticket.status, by.roles)
    try:
        match rng.randrange(8):
            case 0:
                tickets.write(ticket, "ข้อความ", public=rng.random() < 0.5, by=by, now=now)
            case 1 if ticket.closed_at:
                tickets.rate(ticket, solved=rng.random() < 0.5, text="ยังไม่ดี", by=RESIDENT, now=now)
            case 2:
                other = factories.category(rng.choice(["road", "lamp", "water-school"]))
                tickets.reclassify(
                    ticket, category_id=other.id, name=other.name, by=OFFICER, now=now, version=ticket.version
                )  # fmt: skip
            case _ if steps:
                tickets.take_step(ticket, rng.choice(steps).action, filled(rng, now), by=by, now=now)
    except StepRefused:
        pass


def read(ticket, now) -> Facts:
    return facts(ticket.history, ticket.promise, calendar.book(), now)


def assert_kept(ticket, now) -> None:
    """The state holds until something happens; times of what is still open are those of the last act."""
    found, present = read(ticket, ticket.events[-1].recorded_at), read(ticket, now)
    names = ("status", "phase", "outcome", "due_on", "overdue_from", "waiting_since", "acknowledged_at",
             "acknowledge_minutes", "answered_at", "answered_in_time", "closed_at")  # fmt: skip
    assert {n: getattr(ticket, n) for n in names} == {n: getattr(present, n) for n in names}
    for rows, parts in ((ticket.stints, found.stints), (ticket.legs, found.legs)):
        assert [{n: getattr(row, n) for n in part.__slots__} for row, part in zip(rows, parts, strict=True)] == [
            {n: getattr(part, n) for n in part.__slots__} for part in parts
        ]
    assert (ticket.unit_id, ticket.category_id) == (found.legs[-1].unit_id, found.legs[-1].category_id)
    assert ticket.version == len(ticket.events)


@pytest.mark.parametrize("seed", range(6))
def test_columns_equal_the_story_on_random_lives(office, clock, seed):
    rng = Random(seed)  # noqa: S311
    opened = (factories.open_complaint, factories.open_water)[seed % 2](clock())
    for _ in range(14):
        clock.advance(hours=rng.choice([1, 5, 20, 30, 80, 200]))
        act(rng, opened, clock())
        db.session.expire_all()
        assert_kept(opened, clock())


def test_several_steps_in_one_moment_keep_their_order(office, clock):
    ticket = factories.open_complaint(clock())
    for action in ("accept", "answer"):
        tickets.take_step(ticket, action, StepInput(message="เสร็จแล้ว", outcome=Outcome.SOLVED), by=OFFICER, now=clock())
    tickets.rate(ticket, solved=False, text="ยังไม่หาย", by=RESIDENT, now=clock())
    db.session.expire_all()
    assert (ticket.status, ticket.stints[0].outcome, ticket.stints[0].solved) == (
        Status.IN_PROGRESS, Outcome.SOLVED, False,
    )  # fmt: skip
    assert_kept(ticket, clock())


def test_wait_without_a_question_is_refused(office, clock):
    ticket = factories.open_complaint(clock())
    with pytest.raises(Incomplete):
        tickets.take_step(ticket, "ask", StepInput(), by=OFFICER, now=clock())
    assert (ticket.phase, ticket.version) == (Phase.OURS, 1)


def test_a_manual_changed_in_mid_life_moves_no_promise(office, clock):
    ticket = factories.open_complaint(clock())
    due = ticket.due_on
    with transaction():
        for manual in db.session.scalars(db.select(Manual)):
            manual.promise_days += 30
    clock.advance(days=1)
    tickets.write(ticket, "ตรวจแล้ว", public=False, by=OFFICER, now=clock())
    assert ticket.due_on == due


def test_a_category_changed_after_the_due_date_moves_nothing(office, clock):
    ticket = factories.open_complaint(clock())
    due = ticket.due_on
    clock.advance(days=60)
    other = factories.category("lamp")
    tickets.reclassify(ticket, category_id=other.id, name=other.name, by=OFFICER, now=clock(), version=ticket.version)
    assert ticket.due_on == due
    assert ticket.overdue_from == due + timedelta(days=1)


def test_an_answer_that_came_by_another_channel_restarts_no_clock(office, clock):
    ticket = factories.open_complaint(clock())
    due = ticket.due_on
    clock.advance(days=2)
    tickets.write(ticket, "โทรมาบอกเพิ่ม", public=True, by=RESIDENT, now=clock())
    assert (ticket.due_on, ticket.phase, ticket.waiting_since) == (due, Phase.OURS, None)


def test_a_new_holiday_moves_open_due_days_and_says_so(office, clock):
    ticket = factories.open_complaint(clock())
    due, story = ticket.due_on, ticket.version
    day = clock().date() + timedelta(days=1)
    with transaction():
        db.session.add(
            Holiday(day=day, name="วันหยุดพิเศษ", kind="special", source="", confirmed=True, recorded_at=clock())
        )
    assert KnownHoliday(day, clock()) in calendar.book().rows
    assert tickets.recalculate(ticket, by=OFFICER, now=clock(), reason="วันหยุดพิเศษ")
    assert (ticket.due_on > due, ticket.version) == (True, story + 1)
    assert ticket.events[-1].data["to"] == str(ticket.due_on)
