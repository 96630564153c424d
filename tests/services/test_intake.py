"""Every case that was acknowledged is there, once, whole and with its own number, whatever happens at the same time."""

import threading
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.domain.channels import COMPLAINTS, WATER, Arrival
from app.domain.clocks import Unit
from app.domain.workflow import Kind, Phase, Role, Status
from app.extensions import db
from app.models import Attachment, Manual, Message, OutboxMail, Series, Ticket, TicketEvent
from app.services import attachments, chain, drafts, intake, notices, tickets
from app.services.actors import RESIDENT, Actor
from app.services.intake import NotReady, Submission, open_ticket
from app.services.transaction import transaction
from tests.conftest import BANGKOK
from tests.factories import category, make_office, make_staff, open_complaint, open_water, submission
from tests.photos import jpeg

TWENTY = 20


@pytest.fixture
def office(app, clock):
    return make_office(clock())


def count(*models):
    db.session.rollback()
    return [db.session.query(model).count() for model in models]


def at_once(app, act, times=TWENTY):
    """Do the same thing in so many threads at one moment; what they gave back, or the error that came."""
    found, together = [], threading.Barrier(times)

    def one(number):
        with app.app_context():
            together.wait()
            try:
                found.append(act(number))
            except Exception as error:  # noqa: BLE001 - shown by the assertion that follows
                found.append(error)
            finally:
                db.session.remove()

    db.session.rollback()
    threads = [threading.Thread(target=one, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.reliability
def test_r02_twenty_presses_of_one_button_are_one_case(app, office, clock):
    key = drafts.new_key()

    def press(_number):
        return open_complaint(clock(), key=key, email="wanna@example.org").reference

    assert at_once(app, press) == ["รท-2570-0001"] * TWENTY
    assert count(Ticket, TicketEvent, OutboxMail) == [1, 1, 1]
    assert chain.verify() == []


def test_twenty_residents_at_once_get_twenty_numbers_in_a_row(app, office, clock):
    """The year's first, too: nobody has used the series before."""
    found = at_once(app, lambda _number: open_complaint(clock()).reference)
    assert sorted(found) == [f"รท-2570-{number:04d}" for number in range(1, TWENTY + 1)]
    assert count(Ticket, TicketEvent) == [TWENTY, TWENTY]
    assert chain.verify() == []


def test_both_services_at_once(app, office, clock):
    def act(number):
        return (open_water if number % 2 else open_complaint)(clock()).reference

    found = at_once(app, act)
    assert sorted(found) == sorted(f"{p}-2570-{n:04d}" for p in ("รท", "นอ") for n in range(1, TWENTY // 2 + 1))
    assert chain.verify() == []


@pytest.mark.reliability
def test_r02_twenty_presses_with_photos_keep_each_photo_once(app, office, clock):
    key = drafts.new_key()
    drafts.save(key, "complaints", {}, (attachments.accept("a.jpg", jpeg()),), now=clock())

    def press(_number):
        draft = drafts.find(key, "complaints", now=clock())
        photos = drafts.photos_of(draft) if draft else ()
        ticket = open_complaint(clock(), key=key, attachments=photos)
        drafts.discard(key)
        return ticket.reference

    assert at_once(app, press) == ["รท-2570-0001"] * TWENTY
    ticket = db.session.scalars(select(Ticket).where(Ticket.idempotency_key == key)).unique().one()
    assert len(ticket.attachments) == 1
    assert attachments.read(ticket.attachments[0])


@pytest.mark.reliability
def test_r04_a_retry_after_a_lost_answer_gives_the_same_case(office, clock):
    first = open_complaint(clock(), key="k", story="ถนนเป็นหลุม")
    clock.advance(hours=2)
    again = open_complaint(clock(), key="k", story="ถนนเป็นหลุมมาก")
    assert (again.reference, again.token, again.story) == (first.reference, first.token, "ถนนเป็นหลุม")
    assert count(Ticket, TicketEvent) == [1, 1]


# Where the power goes: before the number, after it, before the event, before the letter, at the very end.
POINTS = {
    "number": (intake, "_next_number"),
    "token": (intake, "new_token"),
    "search text": (intake, "_search_text"),
    "event": (tickets, "begin"),
    "hash": (chain, "append"),
    "facts": (tickets, "_repeat"),
    "letter": (notices, "received"),
    "outbox": (notices.outbox, "put"),
}


@pytest.mark.parametrize("point", POINTS)
def test_nothing_is_half_written(app, office, clock, monkeypatch, point):
    open_complaint(clock(), email="wanna@example.org")
    key = drafts.new_key()
    draft = drafts.save(key, "complaints", {"story": "x"}, (attachments.accept("a.jpg", jpeg()),), now=clock())
    before = count(Ticket, TicketEvent, Message, OutboxMail, Attachment)

    def die(*_args, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(*POINTS[point], die)
        with pytest.raises(KeyboardInterrupt):
            open_complaint(clock(), key=key, attachments=drafts.photos_of(draft), email="wanna@example.org")
    assert count(Ticket, TicketEvent, Message, OutboxMail, Attachment) == before
    assert chain.verify() == []
    draft = drafts.find(key, "complaints", now=clock())
    assert attachments.read(drafts.photos_of(draft)[0])  # what the resident sent waits for the next press
    ticket = open_complaint(clock(), key=key, attachments=drafts.photos_of(draft), email="wanna@example.org")
    assert ticket.reference == "รท-2570-0002"  # no number was lost
    assert len(ticket.attachments) == 1


@pytest.mark.reliability
def test_r01_killed_after_the_last_word_before_the_commit(app, office, clock, monkeypatch):
    def die():
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(db.session(), "commit", die)
        with pytest.raises(KeyboardInterrupt):
            open_complaint(clock(), email="wanna@example.org")
    assert count(Ticket, TicketEvent, OutboxMail, Series) == [0, 0, 0, 0]
    assert open_complaint(clock()).reference == "รท-2570-0001"


@pytest.mark.reliability
def test_r14_a_file_kept_for_a_case_that_was_not_is_swept(app, office, clock, monkeypatch):
    def die(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(intake, "_next_number", die)
    with pytest.raises(KeyboardInterrupt), transaction():  # noqa: PT012 - both belong to one act at the counter
        photo = attachments.store(attachments.accept("a.jpg", jpeg()), public=True, now=clock())
        open_complaint(clock(), attachments=(photo,))
    assert count(Attachment) == [0]
    assert attachments.sweep(older_than=datetime.now(BANGKOK) + timedelta(days=1)) == 1  # noqa: TID251 - of the disk


def test_the_promise_is_the_manuals_of_that_day_and_stays(office, clock):
    ticket = open_water(clock())
    assert (ticket.promise_days, ticket.promise_unit) == promised("water")
    first = ticket.events[0]
    assert first.data["promise_days"] == ticket.promise_days
    assert first.data["manual"] == db.session.get(Manual, ticket.manual_id).version
    due = ticket.due_on
    with transaction():
        newer = db.session.get(Manual, ticket.manual_id)
        newer.promise_days += 20
    tickets.recalculate(ticket, by=RESIDENT, now=clock(), reason="-")
    assert ticket.due_on == due


def promised(service):
    manual = db.session.scalars(select(Manual).where(Manual.service == service)).one()
    return manual.promise_days, manual.promise_unit


def test_a_category_may_promise_something_else(office, clock):
    with transaction():
        category("lamp").promise_days, category("lamp").promise_unit = 3, Unit.CALENDAR
    ticket = open_complaint(clock(), category="lamp")
    assert (ticket.promise_days, ticket.promise_unit) == (3, Unit.CALENDAR)
    assert open_complaint(clock(), category="road").promise_days == promised("complaints")[0]


def test_without_a_manual_nothing_is_promised_and_nothing_taken(office, clock):
    with transaction():
        for manual in db.session.scalars(select(Manual)):
            manual.effective_on = date(2030, 1, 1)
    with pytest.raises(NotReady):
        open_complaint(clock())
    assert count(Ticket, Series) == [0, 0]


def test_a_letter_keyed_in_late_keeps_both_times(office, clock):
    nurida = Actor.staff(make_staff("nurida", Role.INTAKE, now=clock()))
    arrived = datetime(2026, 10, 28, 10, 15, tzinfo=BANGKOK)
    ticket = open_complaint(
        clock(), by=nurida, arrival=Arrival.LETTER, received_at=arrived, backdate_reason="ตราประทับวันที่ 28"
    )
    (event,) = ticket.events
    assert (event.at, event.recorded_at) == (arrived, clock())
    assert (ticket.received_at, ticket.recorded_at) == (arrived, clock())
    assert (event.message.text, event.message.public) == ("ตราประทับวันที่ 28", False)
    assert event.actor_id == nurida.staff_id
    on_time = open_complaint(arrived, key="then")
    assert ticket.due_on == on_time.due_on


@pytest.mark.parametrize(
    ("day", "hour", "reference"),
    [
        ((2026, 9, 30), 16, "รท-2569-0001"),
        ((2026, 9, 30), 18, "รท-2569-0001"),
        ((2026, 9, 30), 23, "รท-2569-0001"),
        ((2026, 10, 1), 0, "รท-2570-0001"),
    ],
)
def test_the_number_is_of_the_year_in_which_the_case_came(office, clock, day, hour, reference):
    """After closing on 30 September the clock starts next year, the number does not."""
    clock.set(datetime(*day, hour, tzinfo=BANGKOK))
    ticket = open_complaint(clock())
    assert ticket.reference == reference
    assert ticket.received_at == clock()


def test_a_letter_of_last_year_gets_a_number_of_last_year(office, clock):
    clock.set(datetime(2026, 9, 29, 10, tzinfo=BANGKOK))
    open_complaint(clock())
    clock.set(datetime(2026, 10, 5, 10, tzinfo=BANGKOK))
    open_complaint(clock())
    late = open_complaint(clock(), received_at=datetime(2026, 9, 30, 18, tzinfo=BANGKOK), backdate_reason="จดหมาย")
    assert late.reference == "รท-2569-0002"


def test_a_new_case_is_ours_received_and_in_its_story(office, clock):
    ticket = open_complaint(clock(), village=3)
    (event,) = ticket.events
    assert (event.kind, event.status, event.actor_role) == (Kind.RECEIVED, Status.RECEIVED, Role.RESIDENT)
    assert (ticket.status, ticket.phase, ticket.version) == (Status.RECEIVED, Phase.OURS, 1)
    assert ticket.unit_id == ticket.category.unit_id
    assert not ticket.sample


def test_what_is_searched_for_is_found_as_typed(office, clock):
    ticket = open_complaint(clock(), applicant="วรรณา แก้วมณี", phone="0800001111", place="หน้าบ้านเลขที่ ๔๕/๒")
    for words in ("วรรณา", "0800001111", "45/2", ticket.reference.lower(), "cp-2570-0001"):
        assert words in ticket.search_text


def test_plain_submission_needs_no_more_than_a_story(office, clock):
    ticket = open_ticket(COMPLAINTS, Submission(story="เสียงดัง"), key="k", by=RESIDENT, now=clock())
    assert (ticket.subject, ticket.unit_id, ticket.category) == ("เสียงดัง", None, None)
    assert ticket.due_on is not None


def test_the_same_key_in_another_channel_is_the_first_case(office, clock):
    """Keys are unguessable and one form has one; a second channel can only mean somebody plays with addresses."""
    first = open_complaint(clock(), key="k")
    assert open_ticket(WATER, submission(), key="k", by=RESIDENT, now=clock()).id == first.id
