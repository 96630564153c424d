"""Staff as an administrator keeps them: hired, changed, dismissed; a password is shown once; the last one stays."""

import pytest

from app.domain.sealed import Position
from app.domain.sealed_titles import place_of
from app.domain.workflow import Kind, Outcome, Phase, Role
from app.extensions import db
from app.models import AuditEntry, SavedView, Staff, Ticket
from app.services import chain, tickets
from app.services.actors import Actor
from app.services.steps import StepInput
from tests.factories import make_staff, open_complaint, unit
from tests.web.entrance import acts, change, confirmed, last_act, person, sign_in, with_second_step


def test_a_new_member_of_staff_gets_a_password_that_is_shown_once(admin, app):
    entry = {"name": "ฮาซัน", "username": "Hasan", "roles": ["officer"], "unit": str(unit("กองช่าง").id)}
    page = change(admin, "/admin/staff", **entry)
    password = page.text.split("<code>")[1].split("</code>")[0]
    assert password not in admin.get("/admin/staff").text
    assert sign_in(app.test_client(), "hasan", password).location == "/staff/queue"
    assert last_act().action == "signed_in"
    assert "staff_hired" in acts()
    assert password not in str([entry.data for entry in db.session.query(AuditEntry)])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": ""}, "กรอกชื่อ"),
        ({"username": "nurida"}, "มีผู้ใช้ชื่อนี้แล้ว"),
        ({"username": "นูรีดา"}, "ใช้ตัวอักษรอังกฤษ"),
        ({"roles": []}, "เลือกหน้าที่"),
        ({"unit": ""}, "ต้องมีหน่วยงาน"),
        ({"email": "ไม่ใช่"}, "กรอกอีเมลให้ครบ"),
        ({"roles": ["resident"]}, "error-summary"),
        ({"unit": "999"}, "เลือกจากรายการ"),
    ],
)
def test_a_wrong_entry_is_refused_beside_its_field(admin, changes, expected):
    entry = {"name": "ฮาซัน", "username": "hasan", "roles": ["officer"], "unit": str(unit("กองช่าง").id), "email": ""}
    page = change(admin, "/admin/staff", **{**entry, **changes})
    assert expected in page.text
    assert "ยังส่งไม่ได้" in page.text
    assert "staff_hired" not in acts()


def test_other_roles_end_the_persons_session(admin, app):
    officer = app.test_client()
    sign_in(officer, "nurida")
    address = f"/admin/staff/{person('nurida').id}"
    change(admin, address, roles=["officer", "intake"])
    assert person("nurida").roles == {Role.OFFICER, Role.INTAKE}
    assert officer.get("/staff/account").status_code == 302
    assert last_act().data["changes"]["roles"] == [["officer"], ["intake", "officer"]]


def test_dismissal_asks_ends_the_session_and_can_be_taken_back(admin, app):
    officer = app.test_client()
    sign_in(officer, "nurida")
    address = f"/admin/staff/{person('nurida').id}"
    assert "ปิดบัญชี" in admin.get(f"{address}/dismiss").text
    assert person("nurida").active
    confirmed(admin, f"{address}/dismiss")
    assert officer.get("/staff/account").status_code == 302
    assert sign_in(officer, "nurida").status_code == 401
    page = confirmed(admin, f"{address}/reinstate")
    password = page.text.split("<code>")[1].split("</code>")[0]
    assert sign_in(officer, "nurida", password).location == "/staff/queue"


def test_whoever_leaves_hands_over_their_cases_by_name_or_back_to_the_unit(admin, clock):
    member = person("nurida")
    make_staff("anan", Role.OFFICER, now=clock(), unit=unit("กองช่าง"), name="อนันต์")
    colleague = person("anan")
    stranger = make_staff("mali", Role.OFFICER, now=clock(), unit=unit("กองคลัง"), name="มะลิ")
    boss, cases = Actor(frozenset({Role.MANAGEMENT})), [open_complaint(clock()) for _ in range(3)]
    for case in cases:
        given = StepInput(unit=unit("กองช่าง"), officer=member)
        tickets.take_step(case, "assign", given, by=boss, now=clock())
    db.session.add(SavedView(staff_id=member.id, name="ของฉัน", query="", position=1))
    db.session.commit()
    address, due = f"/admin/staff/{member.id}/dismiss", cases[0].due_on
    page = admin.get(address).text.replace("\u00a0", " ")
    assert "ยังไม่ปิดอยู่ในมือ 3 เรื่อง" in page
    assert cases[0].reference in page
    assert "มะลิ" not in page
    assert confirmed(admin, address, data={"to": str(stranger.id)}).status_code == 200
    assert person("nurida").active
    confirmed(admin, address, data={"to": str(colleague.id)})
    db.session.expire_all()
    assert not person("nurida").active
    assert {case.officer_id for case in cases} == {colleague.id}
    assert {case.due_on for case in cases} == {due}
    event = cases[0].events[-1]
    assert event.kind is Kind.ASSIGNED
    assert "ไม่ได้ทำหน้าที่นี้แล้ว" in event.message.text
    assert not event.message.public
    assert db.session.query(SavedView).count() == 0
    assert acts()[-2:] == ["staff_dismissed", "cases_handed_over"]
    confirmed(admin, f"/admin/staff/{colleague.id}/dismiss")
    db.session.expire_all()
    assert {(case.officer_id, case.unit.short_name) for case in cases} == {(None, "กองช่าง")}
    assert chain.verify() == []


def test_who_has_open_cases_keeps_a_role_that_can_see_them(admin, clock):
    member = make_staff("anan", Role.OFFICER, now=clock(), unit=unit("กองช่าง"))
    number, by = member.id, Actor(frozenset({Role.INTAKE}))
    case = open_complaint(clock())
    tickets.take_step(case, "assign", StepInput(unit=member.unit, officer=member), by=by, now=clock())
    refused = change(admin, f"/admin/staff/{number}", roles=["administrator"])
    assert "ยังมีเรื่องที่ยังไม่ปิดอยู่ในมือ" in refused.text
    assert db.session.get(Staff, number).roles == {Role.OFFICER}
    assert change(admin, f"/admin/staff/{number}", roles=["intake"]).status_code == 302


def test_a_case_that_comes_back_is_not_in_the_hands_of_who_left(admin, clock):
    """It was answered when they left, so nothing was handed over; then the resident says that it is not solved."""
    member = make_staff("anan", Role.OFFICER, now=clock(), unit=unit("กองช่าง"))
    by, number = Actor(frozenset({Role.INTAKE})), open_complaint(clock()).id
    given = StepInput(unit=member.unit, officer=member, message="ซ่อมแล้ว", outcome=Outcome.SOLVED)
    for step in ("assign", "accept", "answer"):
        tickets.take_step(db.session.get(Ticket, number), step, given, by=by, now=clock())
    confirmed(admin, f"/admin/staff/{member.id}/dismiss")
    resident = Actor(frozenset({Role.RESIDENT}))
    tickets.rate(db.session.get(Ticket, number), solved=False, text="ยังเป็นหลุม", by=resident, now=clock())
    db.session.expire_all()
    case = db.session.get(Ticket, number)
    assert case.status.phase is Phase.OURS
    assert (case.officer_id, case.unit.name) == (None, "กองช่าง")


def test_who_reads_sealed_reports_is_not_dismissed_without_a_word(admin, clock):
    make_staff("rohani", Role.INTEGRITY, now=clock(), name="โรฮานี")
    page = admin.get(f"/admin/staff/{person('rohani').id}/dismiss").text
    assert "คนนี้อ่านเรื่องลับได้" in page
    assert "/admin/sealed" in page


def test_a_new_password_ends_the_session(admin, app):
    officer = app.test_client()
    sign_in(officer, "nurida")
    page = confirmed(admin, f"/admin/staff/{person('nurida').id}/password")
    password = page.text.split("<code>")[1].split("</code>")[0]
    assert officer.get("/staff/account").status_code == 302
    assert sign_in(officer, "nurida").status_code == 401
    assert sign_in(officer, "nurida", password).location == "/staff/queue"


def test_a_lost_telephone(admin, app, clock):
    with_second_step("hasan", Role.OFFICER, unit=unit("กองช่าง"), now=clock())
    confirmed(admin, f"/admin/staff/{person('hasan').id}/second-step")
    assert sign_in(app.test_client(), "hasan").location == "/staff/queue"
    assert "second_step_dropped" in acts()


def test_the_last_administrator_stays(admin, clock):
    mine = f"/admin/staff/{person('arunee').id}"
    assert "ของตัวเองไม่ได้" in confirmed(admin, f"{mine}/dismiss").text
    assert "อย่างน้อยหนึ่งคน" in change(admin, mine, roles=["intake"]).text
    assert person("arunee").roles == {Role.ADMINISTRATOR}


def test_who_reads_reports_of_corruption_says_what_they_are(admin):
    page = admin.get("/admin/staff").text
    assert '<option value="ปลัดองค์การบริหารส่วนตำบล">' in page
    entry = {"name": "โรฮานี", "username": "rohani", "roles": ["integrity"], "unit": "", "position": ""}
    assert "ต้องบอกตำแหน่ง" in change(admin, "/admin/staff", **entry).text
    assert "staff_hired" not in acts()
    assert change(admin, "/admin/staff", **{**entry, "position": "ปลัดองค์การบริหารส่วนตำบล"}).status_code == 200
    assert place_of(person("rohani").position, Position.CENTRE) is Position.PALAD
