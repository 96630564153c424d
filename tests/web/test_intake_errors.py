"""What goes wrong while a form is filled in: said beside the field and at the top, and nothing typed is lost."""

import re

import pytest

from app.extensions import db
from app.models import Draft, Ticket
from app.services import drafts
from tests.factories import make_office
from tests.residents import Resident, photo
from tests.web.test_intake import COMPLAINT, STORY, WATER

EXPIRED = "หน้านี้เปิดไว้นานเกินไป"


@pytest.fixture
def resident(client, clock):
    make_office(clock())
    return Resident(client)


def test_an_empty_complaint_names_what_is_missing(resident):
    resident.opens("/complaints/new").presses("ไปตรวจคำตอบ", status=422)
    assert list(resident.errors) == ["category", "story", "village", "place"]
    assert resident.summary == list(resident.errors.values())
    links = [a.attrib["href"] for a in resident.tree.iter("a") if a.get("href", "").startswith("#")]
    ids = {element.get("id") for element in resident.tree.iter()}
    assert {link[1:] for link in links} <= ids


def test_an_empty_water_request_names_what_is_missing(resident):
    resident.opens("/water/new").presses("ไปตรวจคำตอบ", status=422)
    assert set(resident.errors) == {
        "category", "reason", "persons", "containers", "capacity", "road", "name", "phone", "house_no", "village",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("story", "ก" * 5001, "5,000"),
        ("place", "ก" * 301, "300"),
        ("phone", "08-123-45", "เบอร์บ้านมี 9 หลัก"),
        ("phone", "ไม่มี", "เว้นว่างไว้"),
        ("email", "somsri@", "อีเมล"),
        ("map", "ข้างตลาด", "ลิงก์แผนที่"),
        ("map", "javascript:alert(1)", "ลิงก์แผนที่"),
        ("village", "99", "ไม่แน่ใจ"),
        ("category", "water-household", "เลือกว่าเรื่องเกี่ยวกับอะไร"),
        ("contact_by", "phone", "กรอกเบอร์โทรศัพท์ด้วย"),
        ("contact_by", "email", "กรอกอีเมลด้วย"),
    ],
)
def test_one_wrong_answer_is_named_and_the_rest_is_kept(resident, field, typed, words):
    resident.opens("/complaints/new").types(**{**COMPLAINT, field: typed}).presses("ไปตรวจคำตอบ", status=422)
    assert list(resident.errors) == [field]
    assert words in resident.errors[field]
    kept = {name: value for name, value in COMPLAINT.items() if name != field}
    resident.finds_typed(**kept).reads("สิ่งที่คุณกรอกไว้ยังอยู่ครบ")
    if field not in {"village", "category", "contact_by"}:
        resident.finds_typed(**{field: typed})


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"persons": "สี่"}, "persons", "ตัวเลข"),
        ({"persons": "0"}, "persons", "ตั้งแต่ 1"),
        ({"capacity": "5"}, "capacity", "ตั้งแต่ 20"),
        ({"amount": "less"}, "litres", "จำนวนลิตร"),
        ({"amount": "less", "litres": "7,000"}, "litres", "6,000"),
        ({"amount": "9"}, "amount", "เลือก"),
        ({"reason": "other"}, "note", "เล่าสั้น ๆ"),
        ({"reason": "thirst"}, "reason", "เลือก"),
        ({"containers": ["jar", "hat"]}, "containers", "เลือกภาชนะ"),
        ({"village": "unknown"}, "village", "เลือกหมู่ที่"),
        ({"on_behalf": "ยูนุส"}, "relation", "เป็นอะไรกับผู้ขอ"),
        ({"wish_day": "31", "wish_month": "2", "wish_year": "2569"}, "wish", "ไม่มีวันนี้"),
        ({"wish_day": "4", "wish_month": "", "wish_year": ""}, "wish", "ให้ครบ"),
        ({"wish_day": "1", "wish_month": "11", "wish_year": "2569"}, "wish", "วันข้างหน้า"),
        ({"wish_day": "1", "wish_month": "1", "wish_year": "2570"}, "wish", "ไม่เกิน 30"),
    ],
)
def test_one_wrong_answer_about_water(resident, changes, field, words):
    resident.opens("/water/new").types(**{**WATER, **changes}).presses("ไปตรวจคำตอบ", status=422)
    assert list(resident.errors) == [field]
    assert words in resident.errors[field]
    resident.finds_typed(
        name=WATER["name"], persons=changes.get("persons", WATER["persons"]) if field == "persons" else "4"
    )


def test_the_notice_has_to_be_acknowledged(resident):
    resident.opens("/complaints/new").types(**COMPLAINT).presses("ไปตรวจคำตอบ").presses("ส่งเรื่อง", status=422)
    assert list(resident.errors) == ["acknowledged"]
    resident.reads(STORY)
    assert db.session.query(Ticket).count() == 0


@pytest.mark.parametrize("token", ["", "made-up"])
def test_an_expired_token_costs_one_more_press_and_no_words(app, resident, token):
    app.config["WTF_CSRF_ENABLED"] = True
    resident.opens("/complaints/new").types(**COMPLAINT, csrf_token=token, photos=photo())
    resident.presses("ไปตรวจคำตอบ", status=422).reads(EXPIRED, "รูปถ่าย 1 รูปเก็บไว้แล้ว").finds_typed(story=STORY)
    resident.presses("ไปตรวจคำตอบ").reads("ตรวจคำตอบก่อนส่ง")
    resident.types(csrf_token=token, acknowledged="y").presses("ส่งเรื่อง", status=422).reads(EXPIRED)
    assert db.session.query(Ticket).count() == 0
    resident.types(acknowledged="y").presses("ส่งเรื่อง").reads("รับเรื่องของคุณแล้ว")


def test_a_draft_older_than_a_day_is_said_to_be_gone(resident, clock):
    resident.opens("/complaints/new").types(**COMPLAINT).presses("ไปตรวจคำตอบ")
    page = resident.address
    clock.advance(days=1, minutes=1)
    resident.types(acknowledged="y").presses("ส่งเรื่อง").reads("คำตอบที่เก็บไว้หมดอายุแล้ว", "ยังไม่ได้ส่ง")
    assert resident.address.startswith("/complaints/new")
    resident.opens(page).reads("คำตอบที่เก็บไว้หมดอายุแล้ว")
    drafts.purge(now=clock())
    resident.opens("/complaints/check?draft=nothing").reads("คำตอบที่เก็บไว้หมดอายุแล้ว")
    assert db.session.query(Ticket).count() == 0


def test_an_answer_that_became_wrong_meanwhile_goes_back_to_the_form(resident):
    resident.opens("/complaints/new").types(**COMPLAINT).presses("ไปตรวจคำตอบ")
    page = resident.address
    draft = db.session.query(Draft).one()
    draft.answers = {**draft.answers, "village": ["99"]}
    db.session.commit()
    resident.opens(page).reads("ยังส่งไม่ได้").finds_typed(story=STORY)
    assert list(resident.errors) == ["village"]


def test_a_draft_belongs_to_its_channel_and_its_key(resident):
    resident.opens("/complaints/new").types(**COMPLAINT, photos=photo()).presses("ไปตรวจคำตอบ")
    key = re.search(r"draft=([\w-]+)", resident.address)[1]
    resident.opens(f"/water/check?draft={key}").sees_no(STORY).reads("ขอรถน้ำ")
    number = db.session.query(Draft).one().attachments[0].id
    resident.opens(f"/complaints/photo/{number}?draft={'x' * 32}", status=404)
    picture = resident.client.get(f"/complaints/photo/{number}?draft={key}")
    assert (picture.mimetype, picture.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "sandbox" in picture.headers["Content-Security-Policy"]


def test_without_a_manual_nothing_is_promised_and_nothing_asked(client):
    for address in ("/complaints/", "/complaints/new", "/water/new"):
        assert client.get(address).status_code == 503
    assert client.post("/complaints/new", data=COMPLAINT).status_code == 503
