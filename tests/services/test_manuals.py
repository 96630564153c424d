"""Service manuals as rows: shipped with times that the promise covers, marked until verified, read by the clocks."""

from datetime import date

import pytest
from sqlalchemy import text

from app.domain.clocks import Promise, Unit
from app.domain.manual_times import Counting, StepTime, TimeUnit, total
from app.domain.sealed_report import ACKNOWLEDGE
from app.domain.workflow import Role
from app.extensions import db
from app.models import AuditEntry, Manual
from app.services import manuals, schema
from app.services.actors import Actor
from app.services.administration import manuals as versions
from app.services.administration.changes import Wrong
from app.services.defaults.manuals import MANUALS
from app.services.sealed import clock as sealed_clock
from app.services.transaction import transaction
from tests.factories import make_office, open_complaint, unit

ADMIN = Actor(frozenset({Role.ADMINISTRATOR}))
TEXTS = dict.fromkeys(versions.TEXTS, "-")
TOMORROW = date(2026, 11, 3)


@pytest.fixture
def office(app, clock):
    return make_office(clock())


def draft(effective_on, days=2, **changes):
    steps = (versions.StepDraft("ทำ", StepTime(2, TimeUnit.WORKING), "ธุรการ"),)
    values = {"texts": TEXTS, "steps": steps, "promise": Promise(days), "effective_on": effective_on}
    return versions.Draft(**{**values, **changes})


@pytest.mark.parametrize("shipped", MANUALS, ids=lambda shipped: shipped.service)
def test_a_shipped_manual_keeps_its_own_promise(shipped):
    assert total([step.time for step in shipped.steps], shipped.promise.unit) <= shipped.promise.days
    assert shipped.sources
    assert shipped.laws


def test_the_services_that_the_report_names_are_shipped_and_marked(office):
    found = {manual.service: manual for manual in manuals.all_in_force(date(2026, 11, 2))}
    assert set(found) == {
        "complaints", "corruption", "water",
        "elderly-allowance", "disability-allowance", "aids-allowance", "corruption-handling",
    }  # fmt: skip
    assert {manual.verified_on for manual in found.values()} == {None}
    assert found["elderly-allowance"].unit.name == unit("กองสวัสดิการฯ").name
    assert all(manual.fee == "ไม่มีค่าธรรมเนียม" for manual in found.values())


def test_the_sealed_channels_clock_reads_the_numbers_of_its_manual(office):
    day = date(2026, 11, 2)
    assert sealed_clock.promises(day)[ACKNOWLEDGE] == Promise(15, Unit.CALENDAR)
    with transaction():
        step = manuals.versions("corruption")[0].steps[3]
        step.amount, step.time_unit = 9, TimeUnit.WORKING
    assert sealed_clock.promises(day)[ACKNOWLEDGE] == Promise(9)
    with transaction():
        step.amount, step.time_unit = 0, TimeUnit.ARRANGED
    assert sealed_clock.promises(day)[ACKNOWLEDGE] == Promise(15, Unit.CALENDAR), "a step without days has the standard"


def test_a_service_without_a_manual_may_begin_today(office, clock):
    today = clock().date()
    with pytest.raises(Wrong):
        versions.publish("park", draft(date(2026, 11, 1)), reviewed=True, by=ADMIN, now=clock())
    manual = versions.publish("park", draft(today), reviewed=True, by=ADMIN, now=clock())
    assert (manual.version, manuals.in_force("park", today).id) == (1, manual.id)
    again = versions.publish("park", draft(today), reviewed=True, by=ADMIN, now=clock())
    assert (again.version, manuals.in_force("park", today).id) == (2, again.id), "nothing was promised yet"
    assert versions.publish("park", draft(TOMORROW), reviewed=True, by=ADMIN, now=clock()).version == 3
    assert manuals.in_force("park", today).id == again.id


def test_once_a_case_was_promised_the_next_version_begins_tomorrow(office, clock):
    today = clock().date()
    for manual in manuals.versions("complaints"):
        manual.effective_on = today
    assert versions.earliest("complaints", clock()) == today
    open_complaint(clock())
    assert versions.earliest("complaints", clock()) == TOMORROW
    with pytest.raises(Wrong):
        versions.publish("complaints", draft(today), reviewed=True, by=ADMIN, now=clock())


def test_what_is_only_looked_at_is_not_kept(office, clock):
    before = db.session.query(Manual).count()
    shown = versions.unpublished("water", draft(TOMORROW))
    assert [step.duration for step in shown.steps] == ["2 วันทำการ"]
    db.session.commit()
    assert db.session.query(Manual).count() == before
    assert db.session.query(AuditEntry).filter_by(action="manual_published").count() == 0


def test_a_promise_shorter_than_the_steps_is_refused(office, clock):
    with pytest.raises(Wrong) as wrong:
        versions.publish("water", draft(TOMORROW, days=1), reviewed=True, by=ADMIN, now=clock())
    assert wrong.value.values == {"total": "2 วันทำการ", "promise": "1 วันทำการ"}


@pytest.mark.parametrize(
    ("printed", "read", "said"),
    [
        ("ภายใน ๑๕ วัน นับแต่รับเรื่อง", StepTime(15, TimeUnit.CALENDAR, Counting.RECEIPT), "ทำ"),
        ("3 วันทำการ", StepTime(3, TimeUnit.WORKING), "ทำ"),
        ("ทันที", StepTime(0, TimeUnit.AT_ONCE), "ทำ"),
        ("รายเดือน", StepTime(0, TimeUnit.ARRANGED), "ทำ (รายเดือน)"),
    ],
)
def test_words_of_an_older_office_become_numbers(office, clock, printed, read, said):
    versions.publish("park", draft(clock().date()), reviewed=True, by=ADMIN, now=clock())
    schema.downgrade("0005")
    words = text("UPDATE manual_step SET duration = :printed WHERE text = 'ทำ'")
    with transaction():
        db.session.execute(words, {"printed": printed})
    db.session.remove()
    schema.upgrade()
    step = manuals.in_force("park", clock().date()).steps[0]
    assert (step.time, step.text) == (read, said)
