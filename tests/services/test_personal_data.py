"""One person's data: found wherever they lie, copied without anybody else's, corrected while the chain holds."""

import io
import json
import zipfile
from urllib.parse import urlencode

import pytest
from sqlalchemy import Float, String, Text, select
from sqlalchemy.types import JSON

from app.domain.personal_data import ACTIVITIES
from app.domain.personal_tables import OF_THE_OFFICE, TELLING, WITHOUT_PERSONS, named
from app.domain.workflow import Kind, Role
from app.extensions import Base, db
from app.models import AuditEntry, OutboxMail, Ticket
from app.services import chain, saved_views, tickets, upkeep
from app.services.actors import RESIDENT, Actor
from app.services.personal import chosen, copying, correcting, searching
from app.services.personal.searching import Place
from app.services.points import Point
from app.services.steps import StepInput
from app.services.transaction import transaction
from tests.factories import make_office, make_staff, open_complaint, open_water, village

NAME, PHONE, MAIL = "ซารีนา มะเระ", "0812345678", "sarina@example.org"


@pytest.fixture
def boss(app, clock):
    make_office(clock())
    return Actor.staff(make_staff("palad", Role.MANAGEMENT, now=clock()))


def theirs(clock):
    return open_complaint(clock(), applicant=NAME, phone=PHONE, email=MAIL, story="หลุมหน้าบ้าน", place="บ้านเลขที่ 45/2")


def group(clock):
    """A village head asks for three houses; one of them is hers."""
    houses = tuple(
        Point(name, number, village(1), 1000, phone=phone)
        for name, number, phone in (("หัวหน้า ใจดี", "1", "0899999999"), (NAME, "45/2", PHONE), ("สมหญิง", "7", ""))
    )
    return open_water(clock(), applicant="หัวหน้า ใจดี", phone="0899999999", points=houses, village=1, place="")


def places(boss, clock, typed):
    return sorted((hit.place.value, hit.title) for hit in searching.search(typed, by=boss, now=clock()).hits)


def everything(boss, clock, typed):
    hits = searching.search(typed, by=boss, now=clock()).hits
    return chosen.read([hit.key for hit in hits if hit.place.theirs], by=boss)


def test_a_name_in_an_officer_s_own_view_is_found_and_whose_it_is(boss, clock):
    anan = Actor.staff(make_staff("anan", Role.OFFICER, now=clock(), name="อนันต์"))
    saved_views.keep("ติดตาม", urlencode({"q": NAME, "unit": "1"}), by=anan)
    saved_views.keep(f"เรื่องของ{NAME}", "unit=1", by=anan)
    hits = searching.search("มะเระ", by=boss, now=clock()).hits
    assert [(hit.place, hit.title, hit.about) for hit in hits] == [
        (Place.STAFF, "ติดตาม", "อนันต์"), (Place.STAFF, f"เรื่องของ{NAME}", "อนันต์"),
    ]  # fmt: skip
    assert not any(hit.place.theirs for hit in hits)


KNOWN = [NAME, "มะเระ", PHONE, "๐๘๑-๒๓๔ ๕๖๗๘", "+66 81 234 5678", MAIL, "SARINA@example", "45/2"]


@pytest.mark.parametrize("typed", KNOWN)
def test_a_person_is_found_by_whatever_is_known_of_them(boss, clock, typed):
    case, water = theirs(clock), group(clock)
    mail = "@" in typed
    expected = [(Place.CASE, case.reference)] + ([] if mail else [(Place.HOUSE, water.reference)])
    assert places(boss, clock, typed) == sorted((place.value, number) for place, number in expected)


def test_a_case_number_in_thai_or_latin_letters_finds_the_case(boss, clock):
    case = theirs(clock)
    for typed in (case.reference, case.latin, case.latin.lower()):
        assert places(boss, clock, typed) == [("case", case.reference)]


def test_whoever_is_only_spoken_of_is_found_as_such(boss, clock):
    case = open_complaint(clock(), applicant="คนอื่น", story="เพื่อนบ้านชื่อ ซารีนา มะเระ เดือดร้อน")
    tickets.write(open_complaint(clock()), "โทรหา ซารีนา มะเระ แล้ว", public=False, by=boss, now=clock())
    assert [place for place, _ in places(boss, clock, NAME)] == ["words", "words"]
    assert ("words", case.reference) in places(boss, clock, NAME)
    assert len(everything(boss, clock, NAME)) == 0


def test_the_trail_says_that_somebody_searched_and_not_for_whom(boss, clock):
    theirs(clock)
    searching.search(NAME, by=boss, now=clock())
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.actor_id) == ("personal_searched", boss.staff_id)
    assert entry.data == {"kind": "name", "hits": 1}
    assert len(entry.subject) == 16
    assert entry.subject == searching.mark("ซารีนา  มะเระ")
    assert all(word not in f"{entry.subject} {entry.data}" for word in NAME.split())


def test_a_copy_holds_what_is_theirs_and_nobody_elses(boss, clock):
    case, water = theirs(clock), group(clock)
    tickets.take_step(case, "accept", StepInput(), by=boss, now=clock())
    tickets.write(case, "ขอบคุณค่ะ", public=True, by=RESIDENT, now=clock())
    tickets.write(case, "บันทึกในสำนักงาน", public=False, by=boss, now=clock())
    packed = zipfile.ZipFile(io.BytesIO(copying.take(everything(boss, clock, NAME), by=boss, now=clock())))
    told = json.loads(packed.read("data.json"))
    assert [one["reference"] for one in told["cases"]] == [case.reference]
    assert [one["house"]["house_no"] for one in told["houses"]] == ["45/2"]
    assert told["houses"][0]["reference"] == water.reference
    read = packed.read("data.html").decode()
    for text in (packed.read("data.json").decode(), read):
        assert NAME in text.replace("\u00a0", " ")
        assert "ขอบคุณค่ะ" in text
        assert "บันทึกในสำนักงาน" not in text
        assert "หัวหน้า" not in text
        assert "สมหญิง" not in text
    assert "สำเนาข้อมูลส่วนบุคคล" in read


def test_the_applicant_of_a_group_gets_no_other_house(boss, clock):
    group(clock)
    told = copying.told(everything(boss, clock, "หัวหน้า ใจดี"))["cases"][0]
    assert [house["name"] for house in told["house"]] == ["หัวหน้า ใจดี"]
    assert told["other_houses_left_out"] == 2
    assert NAME not in str(told)


def test_a_correction_is_found_everywhere_and_the_chain_holds(boss, clock):
    case, water = theirs(clock), group(clock)
    outbox_before = [mail.recipient for mail in db.session.scalars(select(OutboxMail))]
    assert outbox_before == [MAIL]
    values = {"name": "ซารีน่า มะเระ", "phone": "0898765432", "email": "new@example.org", "house_no": "45/3"}
    done = correcting.correct(everything(boss, clock, NAME), values, "สะกดผิด", by=boss, now=clock())
    assert done == 2
    case, water = db.session.get(Ticket, case.id), db.session.get(Ticket, water.id)
    assert (case.applicant, case.phone, case.email) == ("ซารีน่า มะเระ", "0898765432", "new@example.org")
    assert [(p.name, p.house_no) for p in water.points] == [("หัวหน้า ใจดี", "1"), ("ซารีน่า มะเระ", "45/3"), ("สมหญิง", "7")]
    assert [mail.recipient for mail in db.session.scalars(select(OutboxMail))] == ["new@example.org"]
    assert places(boss, clock, NAME) == []
    assert len(places(boss, clock, "ซารีน่า")) == 2
    assert chain.verify() == []
    assert list(upkeep.differing(clock())) == []


def test_the_story_keeps_that_it_was_corrected_and_not_what_was_there(boss, clock):
    case = theirs(clock)
    correcting.correct(everything(boss, clock, NAME), {"phone": "0898765432"}, "เปลี่ยนเบอร์", by=boss, now=clock())
    event = db.session.get(Ticket, case.id).events[-1]
    assert (event.kind, event.shown, event.message.text, event.message.public) == (
        Kind.CORRECTED, False, "เปลี่ยนเบอร์", False)  # fmt: skip
    assert event.data["fields"] == ["phone"]
    assert PHONE not in str(event.data)


def test_words_changed_behind_a_correction_are_still_found_out(boss, clock):
    case = theirs(clock)
    correcting.correct(everything(boss, clock, NAME), {"phone": "0898765432"}, "เปลี่ยนเบอร์", by=boss, now=clock())
    with transaction():
        db.session.get(Ticket, case.id).story = "ไม่เคยมีหลุม"
    assert [broken.about for broken in chain.verify()] == [case.reference]


def test_what_people_wrote_is_never_touched(boss, clock):
    case = theirs(clock)
    tickets.write(case, f"ติดต่อ {NAME} แล้ว", public=False, by=boss, now=clock())
    correcting.correct(everything(boss, clock, NAME), {"name": "คนใหม่"}, "แก้", by=boss, now=clock())
    case = db.session.get(Ticket, case.id)
    assert (case.story, case.events[1].message.text) == ("หลุมหน้าบ้าน", f"ติดต่อ {NAME} แล้ว")


def test_a_case_of_nobody_one_may_see_is_not_there(boss, clock):
    case = theirs(clock)
    other = Actor(frozenset({Role.ADMINISTRATOR}), staff_id=boss.staff_id)
    assert len(chosen.read([f"case-{case.id}"], by=other)) == 0
    assert searching.search(NAME, by=other, now=clock()).hits == []
    assert len(chosen.read(["case-" + "9" * 30, "line-" + "9" * 5000], by=boss)) == 0


def test_every_table_is_in_the_register_or_holds_nobody():
    """A new table does not get past this without somebody saying whose data are in it."""
    tables, register = Base.metadata.tables, named()
    assert set(tables) - set(register) == WITHOUT_PERSONS
    assert set(register) & WITHOUT_PERSONS == set()
    said = {(name, column) for name, columns in register.items() for column in columns}
    assert {(name, column) for name, column in said if column not in tables[name].c} == set()


def test_every_column_whose_name_tells_of_somebody_is_in_the_register():
    register = named()
    kinds = (String, Text, JSON, Float)
    telling = {
        (name, column.name)
        for name, table in Base.metadata.tables.items()
        for column in table.columns
        if column.name in TELLING and isinstance(column.type, kinds)
    }
    assert {pair for pair in telling if pair[1] not in register.get(pair[0], ())} == OF_THE_OFFICE & telling


def test_every_activity_answers_every_question():
    assert all(all(getattr(one, name) for name in one.__slots__) for one in ACTIVITIES)
    assert len({one.name for one in ACTIVITIES}) == len(ACTIVITIES)


