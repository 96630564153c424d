"""Days: a holiday moves due days and says so; what was typed into a refused form stays."""

import pytest
from sqlalchemy import select

from app.domain.workflow import Kind, Role
from app.extensions import db
from app.models import Holiday
from app.services import chain, tickets
from app.services.actors import Actor
from app.services.steps import StepInput
from tests.factories import open_complaint, unit
from tests.web.entrance import change, filled, last_act, parts, said


def holiday(clock, days, **changes):
    entry = {"name": "หยุดน้ำท่วม", "kind": "special", "source": "คำสั่งจังหวัด", **parts("day", clock(), days=days)}
    return {**entry, **changes}


def test_a_new_holiday_moves_due_days_and_says_how_many(admin, clock):
    case = open_complaint(clock())
    before = case.due_on
    asked = admin.post("/admin/holidays/2570", data=holiday(clock, 2))
    assert "จะเลื่อน 1 เรื่อง" in asked.text.replace("\u00a0", " ")
    assert case.reference in asked.text
    assert db.session.query(Holiday).filter_by(name="หยุดน้ำท่วม").count() == 0, "nothing is written before it is asked"
    page = admin.post("/admin/holidays/2570", data=filled(asked))
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
    admin.post("/admin/holidays/2570", data=holiday(clock, 2, sure="y"))
    row = db.session.scalars(select(Holiday).where(Holiday.name == "หยุดน้ำท่วม")).one()
    clock.advance(hours=1)
    asked = admin.get(f"/admin/holidays/{row.id}/remove").text
    assert "เอาวันหยุดออก" in asked
    assert case.reference in asked
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


def test_unknown_services_and_years_do_not_exist(admin):
    for address in ("/admin/manuals/pizza", "/admin/manuals/pizza/new", "/admin/holidays/1", "/admin/holidays/99999"):
        assert admin.get(address).status_code == 404


def test_forms_keep_what_was_typed(admin):
    page = change(admin, "/admin/villages", number="", name="บ้านใหม่")
    assert "บ้านใหม่" in page.text
    assert "ใส่หมายเลขหมู่" in page.text


def test_a_list_says_what_a_change_means_for_open_cases(admin, clock):
    case = open_complaint(clock())
    boss = Actor(frozenset({Role.MANAGEMENT}))
    tickets.take_step(case, "assign", StepInput(unit=unit("กองช่าง")), by=boss, now=clock())
    pages = {
        f"/admin/villages/{case.village_id}": "ยังอยู่และทำต่อได้",
        f"/admin/units/{case.unit_id}": "มอบหมายเรื่องเหล่านี้ให้หน่วยงานอื่น",
        f"/admin/categories/{case.category_id}": "มีผลกับเรื่องใหม่เท่านั้น",
    }
    for address, said_there in pages.items():
        page = admin.get(address).text.replace("\u00a0", " ")
        assert "มีเรื่องที่ยังไม่ปิด 1 เรื่อง" in page
        assert said_there in page
