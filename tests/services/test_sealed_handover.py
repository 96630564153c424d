"""A complaint that turns out to be an allegation leaves the general channel whole: nothing stays, nothing is lost."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import JSON, Enum, String, event, func, select

from app.domain.periods import fiscal_year
from app.domain.references import tracking_code
from app.domain.sealed import Position
from app.domain.workflow import Kind, Outcome, Role, Status, StepRefused
from app.extensions import db
from app.models import Attachment, AuditEntry, Message, Office, OutboxMail, SealedCase, SealedPickup, Ticket
from app.services import attachments, casework, chain, duties, finding, receipts, register, residents, tickets, upkeep
from app.services.actors import Actor
from app.services.attachments import Accepted
from app.services.sealed import handover, inbox, office, pickups, reports
from app.services.statistics import tally
from app.services.steps import StepInput
from app.services.tickets import Overtaken
from app.services.transaction import scrub, transaction
from tests import factories, sealed_cast
from tests.photos import jpeg
from tests.secrets_sweep import sweep
from tests.services.test_intake import at_once

pytestmark = pytest.mark.sealed
SAID = {
    "story": "PLANTED-STORY-11aa ปลัดเรียกเงินค่าต่อเติมบ้าน", "place": "PLANTED-PLACE-22bb ซอยตาลเดี่ยว",
    "map_link": "https://maps.example/PLANTED-MAP-33cc", "latitude": 6.7531246, "longitude": 101.0876543,
    "applicant": "PLANTED-NAME-44dd สมศรี ตาลเดี่ยว", "phone": "0899911777", "email": "planted-mail-55ee@example.org",
    "contact_by": "email", "register_number": "PLANTED-REGISTER-66ff", "public_words": "PLANTED-PUBLIC-ddaa ปลัดเรียกเงิน",
}  # fmt: skip
LATER = ("PLANTED-MESSAGE-77aa", "PLANTED-QUESTION-88bb", "PLANTED-NOTE-99cc", "PLANTED-REPLY-aadd")
FILES = ("PLANTED-FILE-bbee.jpg", "PLANTED-FILE-ccff.jpg")
WORDS = [*(v for v in SAID.values() if isinstance(v, str) and v != "email"), *LATER, *FILES, "ซอยตาลเดี่ยว", "ปลัดเรียกเงิน"]


@pytest.fixture
def cast(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    return {
        "arun": sealed_cast.reader("arun", clock()),
        "palad": sealed_cast.reader("palad", clock(), title="ปลัด อบต."),
        "rohani": sealed_cast.reader("rohani", clock()),
        "nurida": factories.make_staff("nurida", Role.OFFICER, now=clock(), unit=factories.unit("กองช่าง")),
    }


@pytest.fixture
def by(cast):
    return Actor.staff(cast["nurida"])


@pytest.fixture
def ticket(app, cast, by, clock):
    """An allegation under "roads", with a photo, a question, its answer with another photo, and a note."""
    photos = (picture(FILES[0], "red", clock),)
    found = factories.open_complaint(clock(), attachments=photos, **SAID)
    assert found.unit_id == by.unit_id
    for act in (
        lambda: tickets.take_step(found, "accept", StepInput(), by=by, now=clock()),
        lambda: tickets.write(found, LATER[0], public=True, by=by, now=clock()),
        lambda: tickets.take_step(found, "ask", StepInput(message=LATER[1]), by=by, now=clock()),
        lambda: tickets.write(found, LATER[2], public=False, by=by, now=clock()),
        lambda: residents.say(found, LATER[3], (Accepted(FILES[1], "image/jpeg", jpeg("green")),), now=clock()),
    ):
        clock.advance(minutes=20)
        act()
    return found


def picture(name, colour, clock):
    with transaction():
        return attachments.store(Accepted(name, "image/jpeg", jpeg(colour)), public=True, now=clock())


def move(ticket, by, clock, *about):
    db.session.refresh(ticket)
    version, token = ticket.version, ticket.token
    clock.advance(minutes=20)
    handover.hand_over(ticket, about or {Position.PALAD}, by=by, now=clock(), version=version)
    return token


def count(*models):
    db.session.rollback()
    return [db.session.scalar(select(func.count()).select_from(model)) for model in models]


def report_behind(token):
    return reports.find(pickups.by_token(token).code)


@pytest.mark.sqlite
def test_outside_the_sealed_channel_nothing_of_it_is_left(app, ticket, by, clock, tmp_path):
    assert count(Message, OutboxMail) == [4, 3]
    number, code = ticket.reference, tracking_code(ticket.token)
    secrets = [*WORDS, ticket.token, code, code.replace("-", ""), ticket.idempotency_key]
    db.session.remove()
    found = set().union(*sweep(secrets, tmp_path).values())
    assert found == set(secrets) - {code.replace("-", "")}, "the search would not have found it"
    assert len(list((tmp_path / "files").glob("??/*"))) == 2
    ticket = db.session.get(Ticket, 1)
    token = move(ticket, by, clock)
    assert (ticket.latitude, ticket.longitude, ticket.details) == (None, None, {})
    shown = pickups.by_token(token)
    db.session.remove()
    assert sweep([*secrets, shown.code], tmp_path) == {}
    assert list((tmp_path / "files").glob("??/*")) == []
    assert sweep([number], tmp_path), "the case's number stays, and would be found"


@pytest.mark.sqlite
def test_the_index_lets_go_in_small_steps_while_others_write_and_the_worker_does_the_rest(
    app, ticket, by, clock, tmp_path, monkeypatch
):
    asked = []
    event.listen(db.engine, "before_cursor_execute", lambda *of: asked.append(of[2]))
    event.listen(db.engine, "commit", lambda _connection: asked.append("COMMIT"))
    monkeypatch.setattr(finding, "STEPS", 0)
    duties.round_of_duties(clock)
    asked.clear()
    move(ticket, by, clock)
    assert not [question for question in asked if "optimize" in question or "'merge'" in question]
    clock.advance(minutes=1)
    duties.round_of_duties(clock)
    steps = [n for n, question in enumerate(asked) if "'merge'" in question]
    assert steps, "the worker's next round"
    assert all("COMMIT" in asked[a:b] for a, b in pairwise(steps))
    scrub()
    db.session.remove()
    assert sweep(WORDS, tmp_path) == {}


def test_no_column_and_no_table_is_forgotten(ticket, by, clock):
    """A new one that may hold words is either emptied or named here with its reason to stay."""
    before = {name: getattr(ticket, name) for name in Ticket.__table__.columns.keys()}  # noqa: SIM118
    move(ticket, by, clock)
    words = {
        column.name
        for column in Ticket.__table__.columns
        if isinstance(column.type, (String, JSON)) and not isinstance(column.type, Enum)
    }
    stay = {name for name in words if before[name] and getattr(ticket, name) == before[name]}
    assert stay == {"reference", "channel_slug", "language"}
    tables = db.metadata.tables.values()
    beside = {table.name for table in tables for key in table.foreign_keys if key.column.table.name == "ticket"}
    numbers_alone = {"ticket_event", "ticket_leg", "ticket_stint", "eit_invitation", "ticket_look"}
    emptied = {"attachment", "outbox_mail", "public_words", "follower", "desk_draft"}
    assert beside == numbers_alone | emptied | {"water_point"}  # water cannot be moved


def test_everything_is_in_the_report(ticket, by, cast, clock):
    received = ticket.received_at
    token = move(ticket, by, clock)
    report = report_behind(token)
    answers = report.answers
    assert (answers.what, answers.about) == (SAID["story"], {Position.PALAD})
    assert all(SAID[name] in answers.contact for name in ("applicant", "phone", "email"))
    assert all(str(SAID[name]) in answers.where for name in ("place", "map_link", "latitude", "longitude"))
    assert (report.received_at, report.arrival, report.whole) == (received, "online", True)
    said = [(h.kind, h.by, h.text, h.told) for h in report.story if h.text]
    assert said[:-1] == [
        ("message", "officer", LATER[0], True), ("message", "officer", LATER[1], True),
        ("note", "officer", LATER[2], False), ("message", "reporter", LATER[3], True),
    ]  # fmt: skip
    kind, who, origin, told = said[-1]
    assert (kind, who, told) == ("note", "officer", False)
    assert all(word in origin for word in ("รท-2570-0001", SAID["register_number"]))
    assert [h.at for h in report.story] == sorted(h.at for h in report.story)
    assert sorted(file.name for file in report.files.values()) == sorted(FILES)
    first = next(h for h in report.story if h.files)
    assert (first.kind, report.files[first.files[0]].name) == ("received", FILES[0])


def test_the_chain_the_check_and_the_figures_hold(app, ticket, by, clock):
    other = factories.open_complaint(clock())
    year = fiscal_year(2570)
    before = tally(year, now=clock()).total
    move(ticket, by, clock)
    after = tally(year, now=clock()).total
    assert chain.verify() == []
    assert list(upkeep.differing(clock())) == []
    assert app.test_cli_runner().invoke(args=["check"]).exit_code == 0
    assert (before.balance.received, after.balance.received, after.balance.closed) == (2, 2, 1)
    assert after.balance.carried == 1
    assert (after.on_time.whole, after.half.of) == (0, 1), "it left on-time and times, the other one waits"
    assert factories.open_complaint(clock()).reference == "รท-2570-0003"
    assert [t.reference for t in (ticket, other)] == ["รท-2570-0001", "รท-2570-0002"]


def test_the_ending_is_that_of_a_withdrawal_and_no_letter_tells(ticket, by, clock):
    withdrawn = factories.open_complaint(clock(), email="")
    casework.take_step(withdrawn, "withdraw", StepInput(reason="เปลี่ยนใจ"), by=by, now=clock(), version=1)
    move(ticket, by, clock)
    last = [(event.status, event.outcome, event.kind, event.shown, event.data)
            for event in (ticket.events[-1], withdrawn.events[-1])]  # fmt: skip
    assert last == [(Status.CLOSED, Outcome.WITHDRAWN, Kind.WITHDRAWN, True, {})] * 2
    lines = db.session.scalars(select(AuditEntry).where(AuditEntry.action == casework.WITHDRAWN)).all()
    assert [(line.subject, line.data) for line in lines] == [(withdrawn.reference, {}), (ticket.reference, {})]
    assert count(OutboxMail) == [0]
    assert (ticket.subject, ticket.search_text) == (ticket.category.name, "รท-2570-0001 cp-2570-0001")


def test_a_case_that_was_done_keeps_how_it_ended(ticket, by, clock):
    tickets.take_step(ticket, "answer", StepInput(message="แก้แล้ว", outcome=Outcome.SOLVED), by=by, now=clock())
    closed, stints = ticket.closed_at, [(s.outcome, s.on_time, s.closed_at) for s in ticket.stints]
    clock.advance(days=2)
    move(ticket, by, clock)
    assert (ticket.status, ticket.outcome, ticket.closed_at) == (Status.CLOSED, Outcome.SOLVED, closed)
    assert [(s.outcome, s.on_time, s.closed_at) for s in ticket.stints] == stints
    assert list(upkeep.differing(clock())) == []


def test_the_accused_gets_nothing_and_the_others_get_it(ticket, by, cast, clock):
    move(ticket, by, clock)
    seen = {name: len(inbox.of(cast[name].door, now=clock()).lines) for name in ("arun", "rohani", "palad")}
    assert seen == {"arun": 1, "rohani": 1, "palad": 0}


def test_the_old_receipt_opens_the_code_until_it_was_written_down(ticket, by, clock):
    code = tracking_code(ticket.token)
    token = move(ticket, by, clock)
    assert residents.find(token) is None
    assert residents.look_up("รท-2570-0001", code, now=clock()) == token
    assert residents.look_up("รท-2570-0002", code, now=clock()) is None
    first, second = pickups.by_token(token), pickups.by_code(code.lower().replace("-", " "))
    assert first == second
    assert first.readers == ((Position.CENTRE, 2),)
    pickups.take(first)
    assert (pickups.by_token(token), pickups.by_code(code)) == (None, None)
    assert count(SealedPickup) == [0]
    assert reports.find(first.code)


def test_an_unknown_link_costs_no_stretching(ticket, by, clock, monkeypatch):
    move(ticket, by, clock)
    monkeypatch.setattr(pickups, "_tag", lambda _code, _salt: "none begins so")
    monkeypatch.setattr(pickups.keys, "stretch", lambda *_: pytest.fail("it was stretched"))
    assert pickups.by_token("somebody-elses-link") is None


def test_another_receipt_whose_name_begins_alike_opens_nothing(ticket, by, clock, monkeypatch):
    token = move(ticket, by, clock)
    tag = pickups._tag
    monkeypatch.setattr(pickups, "_tag", lambda _code, salt: tag(tracking_code(token).replace("-", ""), salt))
    assert pickups.by_token("somebody-elses-link") is None
    assert pickups.by_token(token)


def test_two_officers_pressing_at_once_make_one_report(app, ticket, by, clock):
    version = ticket.version

    def press(_number):
        handover.hand_over(db.session.get(Ticket, 1), {Position.PALAD}, by=by, now=clock(), version=version)

    answers = at_once(app, press, times=3)
    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "StepRefused", "StepRefused"]
    assert count(SealedCase, SealedPickup) == [1, 1]


@pytest.mark.parametrize("trouble", ["closed", "broken", "overtaken", "foreign"])
def test_where_it_fails_the_case_stays_whole(app, ticket, by, cast, clock, monkeypatch, trouble):
    error: type[Exception] = StepRefused
    version = ticket.version
    if trouble == "closed":
        monkeypatch.setattr(office, "_ENOUGH_OFFICERS", 9)
        error = office.NotOpen
    if trouble == "broken":
        monkeypatch.setattr(handover, "_empty", lambda _ticket: 1 / 0)
        error = ZeroDivisionError
    if trouble == "overtaken":
        residents.say(ticket, "อีกเรื่อง", (), now=clock() + timedelta(minutes=30))
        error = Overtaken
    if trouble == "foreign":
        by = Actor.staff(factories.make_staff("other", Role.OFFICER, now=clock(), unit=factories.unit("กองคลัง")))
    with pytest.raises(error):
        handover.hand_over(ticket, {Position.PALAD}, by=by, now=clock(), version=version)
    db.session.rollback()
    assert (ticket.story, ticket.applicant, ticket.status) == (SAID["story"], SAID["applicant"], Status.IN_PROGRESS)
    assert count(SealedCase, SealedPickup) == [0, 0]
    assert [attachments.read(file) for file in db.session.scalars(select(Attachment))]


def test_what_was_emptied_is_acted_on_no_more(ticket, by, clock):
    move(ticket, by, clock)
    for act in (
        lambda: tickets.write(ticket, "ถึงใคร", public=True, by=by, now=clock()),
        lambda: tickets.take_step(ticket, "reopen", StepInput(reason="ผิด"), by=by, now=clock()),
        lambda: receipts.reissue(ticket, checked=receipts.Checked.KNOWN, new_code=True, by=by, now=clock()),
        lambda: handover.hand_over(ticket, {Position.PALAD}, by=by, now=clock(), version=ticket.version),
    ):
        with pytest.raises(StepRefused):
            act()
    assert chain.verify() == []


def test_water_is_no_allegation(cast, clock):
    water = factories.open_water(clock())
    by = factories.actor(Role.INTAKE)
    with pytest.raises(StepRefused):
        handover.hand_over(water, {Position.OTHER}, by=by, now=clock(), version=water.version)


def test_a_photo_that_is_gone_is_named_and_holds_nothing_up(ticket, by, clock, tmp_path):
    for path in (tmp_path / "files").glob("??/*"):
        path.unlink()
    report = report_behind(move(ticket, by, clock))
    assert (report.files, FILES[0] in report.story[-1].text) == ({}, True)


def test_a_running_register_number_stays_so_that_no_gap_tells(app, cast, by, clock):
    register.choose(db.session.query(Office).one(), auto=True, last_used=122, by=by, now=clock())
    found = factories.open_complaint(clock(), **{**SAID, "register_number": ""})
    assert found.register_number == "123/2569"
    move(found, by, clock)
    assert found.register_number == "123/2569"
