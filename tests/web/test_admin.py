"""The administrator's door: who gets in, what each act changes, and that no case can be read from here."""

import pytest
from sqlalchemy import select, text

from app.domain.workflow import Role
from app.extensions import db
from app.models import (
    Category,
    EitCampaign,
    OfficeUnit,
    OutboxMail,
    RefusalReason,
    ReplyTemplate,
    Village,
)
from app.services import audit, chain, outbox
from app.services.actors import SYSTEM
from app.services.transaction import transaction
from config import VERSION
from tests.factories import category, make_office, make_staff, open_complaint, unit, village
from tests.web.entrance import (
    acts,
    change,
    code_at,
    confirmed,
    filled,
    last_act,
    parts,
    person,
    said,
    sign_in,
    with_second_step,
)

PAGES = [
    "/admin/", "/admin/staff", "/admin/staff/1", "/admin/office", "/admin/villages", "/admin/villages/1",
    "/admin/units", "/admin/units/1", "/admin/categories", "/admin/categories/1", "/admin/refusals",
    "/admin/refusals/1",
    "/admin/replies", "/admin/replies/1", "/admin/replies/1/remove", "/admin/eit", "/admin/holidays/2570",
    "/admin/holidays/2571", "/admin/holidays/1/remove", "/admin/manuals", "/admin/manuals/complaints",
    "/admin/manuals/complaints/new", "/admin/mail", "/admin/audit", "/admin/chain", "/admin/staff/1/password",
    "/admin/staff/1/dismiss",
]  # fmt: skip


# Who gets in


def test_the_first_page_says_which_version_this_is(admin):
    shape = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    assert f"คำร้อง รุ่น {VERSION} ฐานข้อมูลรุ่น {shape}" in admin.get("/admin/").text.replace("\u00a0", " ")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens(admin, address):
    assert admin.get(address).status_code == 200


@pytest.mark.parametrize("role", [Role.OFFICER, Role.INTAKE, Role.MANAGEMENT, Role.INTEGRITY])
def test_for_others_the_door_does_not_exist(admin, app, clock, role):
    make_staff("other", role, unit=unit("กองช่าง"), now=clock())
    other = app.test_client()
    sign_in(other, "other")
    unknown = other.get("/admin/nothing-here")
    for address in PAGES:
        assert other.get(address).status_code == 404
    assert other.post("/admin/villages", data={"number": "9", "name": "บ้านเก้า"}).status_code == 404
    assert unknown.status_code == 404
    assert db.session.query(Village).filter_by(number=9).count() == 0


def test_strangers_are_led_to_the_sign_in(admin, app):
    assert app.test_client().get("/admin/staff").location == "/staff/sign-in?next=/admin/staff"


def test_an_administrator_reads_no_case(admin, clock):
    case = open_complaint(clock(), applicant="วรรณา แก้วมณี")
    latin = case.reference.replace("รท", "CP")
    for address in ("/staff/queue", "/staff/search?q=ถนน", f"/staff/tickets/{latin}", "/management/"):
        answer = admin.get(address)
        assert answer.status_code == 404
        assert "ถนน" not in answer.text
    assert "วรรณา" not in "".join(admin.get(address).text for address in PAGES)


def test_an_administrator_needs_the_second_step(app, client, clock):
    app.config["REQUIRE_TOTP_ADMINISTRATOR"] = True
    make_office(clock())
    make_staff("arunee", Role.ADMINISTRATOR, now=clock())
    secret = with_second_step("somsri", Role.ADMINISTRATOR, now=clock())
    sign_in(client, "arunee")
    led = client.get("/admin/staff")
    assert led.location == "/staff/account/second-step?next=/admin/staff"
    assert "ต้องเปิดการยืนยันสองขั้นก่อน" in client.get(led.location).text
    client.post("/staff/sign-out")
    sign_in(client, "somsri")
    client.post("/staff/second-step", data={"code": code_at(secret, clock())})
    assert client.get("/admin/staff").status_code == 200


# The lists


def test_villages(admin):
    assert said(change(admin, "/admin/villages", number="๕", name="บ้านห้า"), admin).count("บ้านห้า") == 1
    assert "มีหมู่ที่ 5 อยู่แล้ว" in change(admin, "/admin/villages", number="5", name="ซ้ำ").text.replace("\u00a0", " ")
    fields = filled(admin.get(f"/admin/villages/{village(5).id}"))
    del fields["active"]
    admin.post(f"/admin/villages/{village(5).id}", data=fields)
    assert not village(5).active
    assert acts()[-2:] == ["village_added", "village_changed"]


def test_a_unit_in_use_stays(admin, clock):
    address = f"/admin/units/{unit('กองช่าง').id}"
    fields = filled(admin.get(address))
    del fields["active"]
    assert "ยังมีเจ้าหน้าที่" in admin.post(address, data=fields).text
    confirmed(admin, f"/admin/staff/{person('nurida').id}/dismiss")
    assert "ยังมีหมวดเรื่อง" in admin.post(address, data=fields).text
    open_complaint(clock())
    for row in db.session.scalars(select(Category).where(Category.unit_id == unit("กองช่าง").id)).all():
        change(admin, f"/admin/categories/{row.id}", unit="")
    assert "ยังมีเรื่องที่ไม่ปิด" in admin.post(address, data=fields).text
    assert unit("กองช่าง").active


def test_units_have_names_of_their_own(admin):
    assert "มีหน่วยงานชื่อนี้" in change(admin, "/admin/units", name="กองช่าง", short_name="ช").text
    change(admin, "/admin/units", name="กองการประปา", short_name="")
    assert db.session.query(OfficeUnit).filter_by(name="กองการประปา").one().short_name == "กองการประปา"


def test_a_category_may_promise_something_of_its_own(admin, clock):
    before = open_complaint(clock())
    old = (before.promise_days, before.due_on)
    change(admin, f"/admin/categories/{category('road').id}", promise_days="3", promise_unit="working")
    after = open_complaint(clock())
    db.session.refresh(before)
    assert (before.promise_days, before.due_on) == old
    assert after.promise_days == 3
    assert "1 ถึง 365" in change(admin, f"/admin/categories/{category('road').id}", promise_days="0").text.replace(
        "\u00a0", " "
    )


def test_refusal_reasons_and_reply_templates(admin):
    change(admin, "/admin/refusals", text="เรื่องเก่าเกินสิบปี", law="ระเบียบทดสอบ")
    assert db.session.query(RefusalReason).filter_by(text="เรื่องเก่าเกินสิบปี").one().code.startswith("own-")
    change(admin, "/admin/replies", title="ขอบคุณ", wanted="answer", text="ขอบคุณที่แจ้ง")
    reply = db.session.query(ReplyTemplate).filter_by(title="ขอบคุณ").one()
    assert admin.get(f"/admin/replies/{reply.id}/remove").status_code == 200
    admin.post(f"/admin/replies/{reply.id}/remove")
    assert db.session.query(ReplyTemplate).filter_by(title="ขอบคุณ").count() == 0
    assert acts()[-3:] == ["refusal_added", "reply_added", "reply_removed"]


def test_the_survey_of_a_year(admin, clock):
    window = {**parts("opens_on", clock()), **parts("closes_on", clock(), days=60)}
    for bad in ("http://itas.example.go.th/x", "javascript:alert(1)", "https://"):
        assert "https://" in change(admin, "/admin/eit", address=bad, **window).text
    backwards = {**parts("opens_on", clock()), **parts("closes_on", clock(), days=-1)}
    assert "วันปิดต้องไม่มาก่อน" in change(admin, "/admin/eit", address="https://itas.example.go.th/eit/x", **backwards).text
    change(admin, "/admin/eit", address="https://itas.example.go.th/eit/x", **window)
    assert db.session.query(EitCampaign).one().fiscal_year == 2570
    again = change(admin, "/admin/eit", fiscal_year="2570", address="https://itas.example.go.th/eit/y", **window)
    assert "มีแบบวัดอยู่แล้ว" in again.text


def test_the_offices_particulars(admin):
    page = change(admin, "/admin/office", phone="0 7300 0111", head_name="สมชาย")
    assert "0 7300 0111" in said(page, admin)
    assert last_act().data["changes"] == {"phone": ["073000100", "073000111"], "head_name": ["", "สมชาย"]}
    assert "ตรวจเบอร์โทรศัพท์" in change(admin, "/admin/office", phone="123456").text


# Mail and the trail


def test_a_test_letter_waits_like_any_other(admin):
    assert "ยังไม่ได้ตั้งค่าอีเมล" in admin.get("/admin/mail").text
    admin.post("/admin/mail", data={"recipient": "arunee@example.go.th"})
    assert db.session.query(OutboxMail).one().recipient == "arunee@example.go.th"
    assert "1 ฉบับ" in admin.get("/admin/mail").text.replace("\u00a0", " ")


def test_letters_that_were_given_up_are_tried_again_by_a_button(admin):
    admin.post("/admin/mail", data={"recipient": "arunee@example.go.th"})
    assert "ลองส่งอีกครั้ง" not in admin.get("/admin/mail").text
    with transaction():
        db.session.query(OutboxMail).one().attempts = outbox.GIVE_UP
    page = admin.get("/admin/mail").text
    assert 'action="/admin/mail/again"' in page
    assert "ลองส่งอีกครั้ง" in page
    answer = admin.post("/admin/mail/again")
    assert "ใส่กลับเข้าคิวแล้ว 1 ฉบับ" in said(answer, admin).replace("\u00a0", " ")
    assert db.session.query(OutboxMail).one().attempts == 0
    assert (last_act().action, last_act().data) == ("letters_tried_again", {"count": 1})
    assert "ไม่มีอีเมลที่เลิกลองแล้ว" in said(admin.post("/admin/mail/again"), admin)
    assert admin.get("/admin/mail/again").status_code in {404, 405}


def test_the_trail_is_paged_and_cannot_be_written(admin, clock):
    for number in range(10, 70):
        audit.record("read_case", f"บ้านที่{number}", by=SYSTEM, now=clock())
    newest = admin.get("/admin/audit")
    assert "บ้านที่69" in newest.text
    assert "บ้านที่10" not in newest.text
    older = newest.text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert "บ้านที่10" in admin.get(older).text
    assert admin.post("/admin/audit").status_code == 405


@pytest.mark.sqlite
def test_a_broken_chain_is_named(admin):
    assert "สายครบ" in admin.post("/admin/chain").text
    for trigger in db.session.scalars(text("SELECT name FROM sqlite_master WHERE type='trigger'")).all():
        db.session.execute(text(f"DROP TRIGGER {trigger}"))
    db.session.execute(text("UPDATE audit_entry SET subject='x' WHERE id=1"))
    db.session.commit()
    page = admin.post("/admin/chain").text.replace("\u00a0", " ")
    assert "สายขาด" in page
    assert "รายการที่ 1" in page
    assert chain.verify()


def test_register_numbers_run_by_themselves_or_are_typed(admin, clock):
    page = admin.get("/admin/office")
    assert "เลขรับ" in page.text
    admin.post("/admin/register", data={"way": "auto", "last": "๑๒๐"})
    assert last_act().action == "register_changed"
    assert open_complaint(clock()).register_number == "121/2569"
    assert 'value="121"' in admin.get("/admin/office").text
    assert admin.post("/admin/register", data={"way": "auto", "last": "-4"}).status_code == 422
    admin.post("/admin/register", data={"way": "hand", "last": ""})
    assert open_complaint(clock()).register_number == ""
