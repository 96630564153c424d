"""Defining a service at the administrator's desk: what is refused and why, and that nobody else gets in."""

import pytest

from app.domain.channels import ESERVICE
from app.domain.workflow import Role
from app.extensions import db
from app.models import Service, Ticket
from app.services import drafts, intake, services
from app.services.intake import NotReady, Submission
from tests import eservices, factories
from tests.web.entrance import last_act, said, sign_in

SWITCH = "/admin/services/meeting-room/switch"
NEW = {"name": "ขอใช้ห้องประชุม", "english_name": "Meeting room", "slug": "", "lead": "จองได้ล่วงหน้า"}


def add(admin, **changes):
    unit = str(factories.unit("สำนักปลัด").id)
    return admin.post("/admin/services/", data={**NEW, "unit": unit, **changes})


def ask(admin, slug="meeting-room", **changes):
    fields = {"label": "วันที่ใช้", "kind": "date", "hint": "", "choices": "", "required": "y"}
    return admin.post(f"/admin/services/{slug}/fields", data={**fields, **changes})


def only() -> Service:
    return db.session.query(Service).one()


def test_its_address_comes_from_the_english_name(admin):
    assert add(admin).location == "/admin/services/meeting-room"
    assert last_act().action == "service_defined"


@pytest.mark.parametrize(("changes", "words"), [
    ({"slug": "ห้องประชุม"}, "ตัวอักษรอังกฤษ"),
    ({"slug": "water"}, "ระบบใช้อยู่แล้ว"),
    ({"slug": "eservice"}, "ระบบใช้อยู่แล้ว"),
    ({"slug": "a/b"}, "ตัวอักษรอังกฤษ"),
    ({"english_name": "๑๒๓"}, "ตัวอักษรอังกฤษ"),
    ({"name": ""}, "กรอกชื่อบริการ"),
    ({"unit": "999"}, "เลือกจากรายการ"),
])  # fmt: skip
def test_what_cannot_be_a_service(admin, changes, words):
    answer = add(admin, **changes)
    assert words in answer.text
    assert db.session.query(Service).count() == 0


def test_one_address_is_given_once(admin):
    add(admin)
    assert "มีบริการที่ใช้ที่อยู่นี้แล้ว" in add(admin).text


@pytest.mark.parametrize(("changes", "words"), [
    ({"label": ""}, "เขียนคำถาม"),
    ({"kind": "rubbish"}, "เลือกจากรายการ"),
    ({"kind": "choice", "choices": "ข้อเดียว"}, "ตั้งแต่ 2"),
    ({"kind": "choices", "choices": "เช้า\nเช้า"}, "ซ้ำกัน"),
])  # fmt: skip
def test_what_cannot_be_a_question(admin, changes, words):
    add(admin)
    answer = ask(admin, **changes)
    assert answer.status_code == 422
    assert words in answer.text
    assert only().fields == []


def test_a_case_has_one_house_and_one_village(admin):
    add(admin)
    ask(admin, kind="village", label="หมู่ที่")
    assert "ได้ช่องเดียว" in ask(admin, kind="village", label="หมู่ที่เดิม").text
    assert "มีช่องชื่อนี้อยู่แล้ว" in ask(admin, kind="line", label="หมู่ที่").text


def test_questions_are_ordered_changed_and_taken_out_by_buttons(admin):
    add(admin)
    for label in ("หนึ่ง", "สอง", "สาม"):
        ask(admin, label=label, kind="line")
    admin.post("/admin/services/meeting-room/fields/f3/move", data={"to": "up"})
    admin.post("/admin/services/meeting-room/fields/f1/move", data={"to": "up"})
    admin.post("/admin/services/meeting-room/fields/f1/move", data={"to": "out"})
    admin.post("/admin/services/meeting-room/fields/f2", data={"label": "ข้อสอง", "kind": "line"})
    ask(admin, label="สี่", kind="line")
    assert [(field.key, field.label) for field in only().fields] == [("f3", "สาม"), ("f2", "ข้อสอง"), ("f4", "สี่")]
    assert "ข้อสอง" in admin.get("/admin/services/meeting-room/preview").text


def test_it_does_not_open_without_a_form_and_a_manual(admin, clock):
    add(admin)
    assert "อย่างน้อยหนึ่งช่อง" in said(admin.post(SWITCH, data={"active": "yes"}), admin)
    ask(admin)
    assert "ยังไม่มีคู่มือที่ใช้อยู่" in said(admin.post(SWITCH, data={"active": "yes"}), admin)
    assert not only().active
    with pytest.raises(NotReady):
        intake.open_ticket(ESERVICE, Submission(story="x", service=only()), key=drafts.new_key(), by=eservices.ADMIN,
                           now=clock())  # fmt: skip
    with pytest.raises(NotReady):
        intake.open_ticket(ESERVICE, Submission(story="x"), key=drafts.new_key(), by=eservices.ADMIN, now=clock())
    assert db.session.query(Ticket).count() == 0


def test_an_open_one_keeps_a_question(admin, clock):
    service = eservices.define(clock(), questions=eservices.QUESTIONS[:1])
    answer = admin.post("/admin/services/elderly-allowance/fields/f1/move", data={"to": "out"})
    assert "ปิดรับก่อน" in said(answer, admin)
    assert len(service.fields) == 1
    assert services.takes(service, clock().date())


@pytest.mark.parametrize("role", [Role.INTAKE, Role.MANAGEMENT])
def test_officers_and_management_have_no_business_here(client, clock, opened, role):
    eservices.define(clock())
    factories.make_staff("nurida", role, now=clock())
    sign_in(client, "nurida")
    assert client.get("/admin/services/").status_code == 404
    assert client.post("/admin/services/elderly-allowance/switch", data={"active": "no"}).status_code == 404
