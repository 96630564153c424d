"""Days and manuals: a holiday moves due days and says so, a new version of a manual moves no old promise."""

from datetime import date

import pytest
from sqlalchemy import select

from app.domain.workflow import Kind
from app.extensions import db
from app.models import Holiday, Manual
from app.services import chain
from tests.factories import open_complaint
from tests.web.entrance import change, filled, last_act, parts, said


def holiday(clock, days, **changes):
    entry = {"name": "หยุดน้ำท่วม", "kind": "special", "source": "คำสั่งจังหวัด", **parts("day", clock(), days=days)}
    return {**entry, **changes}


def test_a_new_holiday_moves_due_days_and_says_how_many(admin, clock):
    case = open_complaint(clock())
    before = case.due_on
    page = admin.post("/admin/holidays/2570", data=holiday(clock, 2))
    assert "เลื่อนไป 1 เรื่อง" in said(page, admin)
    db.session.refresh(case)
    assert case.due_on > before
    moved = case.events[-1]
    assert (moved.kind, moved.shown) == (Kind.RECALCULATED, True)
    assert moved.data["reason"] == "หยุดน้ำท่วม"
    assert last_act().data["moved"] == 1
    assert chain.verify() == []


def test_taking_it_back_asks_and_moves_them_back(admin, clock):
    case = open_complaint(clock())
    before = case.due_on
    admin.post("/admin/holidays/2570", data=holiday(clock, 2))
    row = db.session.scalars(select(Holiday).where(Holiday.name == "หยุดน้ำท่วม")).one()
    clock.advance(hours=1)
    assert "เอาวันหยุดออก" in admin.get(f"/admin/holidays/{row.id}/remove").text
    page = admin.post(f"/admin/holidays/{row.id}/remove")
    assert "เลื่อนไป 1 เรื่อง" in said(page, admin)
    db.session.refresh(case)
    assert case.due_on == before
    db.session.refresh(row)
    assert row.removed_at is not None, "the row stays, so that old figures use the days as they were known"
    assert admin.post(f"/admin/holidays/{row.id}/remove").status_code == 404


def test_a_holiday_after_the_due_day_moves_nothing(admin, clock):
    open_complaint(clock())
    page = admin.post("/admin/holidays/2570", data=holiday(clock, 64))
    assert "ไม่มีเรื่องใดเปลี่ยนกำหนด" in said(page, admin)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"day-day": "31", "day-month": "2"}, "ไม่มีวันนี้ในปฏิทิน"),
        ({"day-day": "", "day-month": "", "day-year": ""}, "ใส่วันที่หยุด"),
        ({"name": ""}, "กรอกชื่อวันหยุด"),
        ({"source": ""}, "ประกาศหรือคำสั่งใด"),
        ({"day-day": "๑๐", "day-month": "12", "day-year": "๒๕๖๙"}, "อยู่ในรายการวันหยุดแล้ว"),
    ],
)
def test_a_wrong_day_is_refused_in_words(admin, clock, changes, expected):
    page = admin.post("/admin/holidays/2570", data=holiday(clock, 2, **changes))
    assert expected in page.text
    assert db.session.query(Holiday).filter_by(name="หยุดน้ำท่วม").count() == 0


def test_the_next_year_waits_to_be_confirmed(admin):
    assert "2571 ยังไม่มีใครยืนยัน" in admin.get("/admin/holidays/2570").text.replace("\u00a0", " ")
    assert "2571 ยังไม่มีใครยืนยัน" in admin.get("/admin/").text.replace("\u00a0", " ")
    page = admin.post("/admin/holidays/2571/confirm", data={"source": ""})
    assert "เทียบกับประกาศใด" in page.text
    page = admin.post("/admin/holidays/2571/confirm", data={"source": "มติ ครม. 12 พ.ค. 2570"})
    assert "ยืนยันวันหยุดแล้ว" in said(page, admin)
    assert "ยังไม่มีใครยืนยัน" not in admin.get("/admin/holidays/2570").text


def new_version(client, clock, days=0, **changes):
    fields = filled(client.get("/admin/manuals/complaints/new"))
    fields.update(parts("effective_on", clock(), days=days))
    fields.update(changes)
    return client.post("/admin/manuals/complaints/new", data=fields)


def test_a_new_version_moves_no_promise_that_was_made(admin, clock):
    before = open_complaint(clock())
    promised = (before.promise_days, before.due_on, before.manual_id)
    page = new_version(admin, clock, promise_days="๓", promise_unit="working")
    assert page.location == "/admin/manuals/complaints"
    after = open_complaint(clock())
    db.session.refresh(before)
    assert (before.promise_days, before.due_on, before.manual_id) == promised
    assert after.promise_days == 3
    assert "3 วันทำการ" in admin.get("/services/complaints").text.replace("\u00a0", " ")
    assert last_act().action == "manual_published"


def test_a_version_to_come_binds_from_its_day_and_can_be_taken_back(admin, clock):
    new_version(admin, clock, days=10, promise_days="3")
    assert open_complaint(clock()).promise_days == 7
    assert "ยังไม่เริ่มใช้" in admin.get("/admin/manuals/complaints").text
    admin.post("/admin/manuals/complaints/withdraw")
    clock.advance(days=11)
    assert open_complaint(clock()).promise_days == 7
    assert db.session.query(Manual).filter_by(service="complaints").count() == 1


def test_a_version_in_force_is_not_taken_back(admin):
    assert "ถอนไม่ได้" in admin.post("/admin/manuals/complaints/withdraw").text


@pytest.mark.parametrize(
    ("days", "changes", "expected"),
    [
        (-1, {}, "วันนี้หรือหลังจากนี้"),
        (0, {"promise_days": "0"}, "1 ถึง 365"),
        (0, {"title": ""}, "กรอกชื่อบริการ"),
        (0, {f"text_{i}": "" for i in range(9)}, "อย่างน้อยหนึ่งขั้น"),
    ],
)
def test_a_wrong_version_is_refused_in_words(admin, clock, days, changes, expected):
    page = new_version(admin, clock, days=days, **changes)
    assert expected in page.text.replace("\u00a0", " ")
    assert db.session.query(Manual).filter_by(service="complaints").count() == 1


def test_a_version_does_not_begin_before_the_one_before_it(admin, clock):
    new_version(admin, clock, days=10)
    assert "ไม่มาก่อนวันเริ่มใช้ของฉบับก่อนหน้า" in new_version(admin, clock, days=5).text


def test_steps_can_be_added_and_left_out(admin, clock):
    page = new_version(admin, clock, more="1", text_0="รับเรื่องใหม่")
    assert "รับเรื่องใหม่" in page.text
    new_version(admin, clock, text_0="รับเรื่องใหม่", text_1="")
    newest = db.session.scalars(
        select(Manual).where(Manual.service == "complaints").order_by(Manual.version.desc())
    ).first()
    assert newest.steps[0].text == "รับเรื่องใหม่"
    assert [step.position for step in newest.steps] == list(range(1, len(newest.steps) + 1))


def test_a_manual_is_reviewed(admin, clock):
    assert "ไม่ได้ทบทวนเกินหนึ่งปี" in admin.get("/admin/").text
    admin.post("/admin/manuals/complaints/reviewed")
    assert db.session.query(Manual).filter_by(service="complaints").one().reviewed_on == date(2026, 11, 2)


def test_unknown_services_and_years_do_not_exist(admin):
    for address in ("/admin/manuals/pizza", "/admin/manuals/pizza/new", "/admin/holidays/1", "/admin/holidays/99999"):
        assert admin.get(address).status_code == 404


def test_forms_keep_what_was_typed(admin):
    page = change(admin, "/admin/villages", number="", name="บ้านใหม่")
    assert "บ้านใหม่" in page.text
    assert "ใส่หมายเลขหมู่" in page.text
