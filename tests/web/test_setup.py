"""The first day of an office: who may claim it, what a resident sees until then, and that it happens once only."""

import re

import pytest

from app.domain.sealed import Position
from app.domain.sealed_titles import place_of
from app.domain.workflow import Role
from app.extensions import db
from app.models import Category, Holiday, Manual, Office, OfficeUnit, Staff, Village
from app.services import setup
from tests.factories import make_office
from tests.web.entrance import acts, filled, person, sign_in

OFFICE = {
    "name": "องค์การบริหารส่วนตำบลทดสอบ", "subdistrict": "ทดสอบ", "district": "โคกโพธิ์", "province": "ปัตตานี",
    "phone": "๐๗-๓๐๐-๐๑๐๐", "head_title": "นายกองค์การบริหารส่วนตำบลทดสอบ", "clerk_title": "ปลัด", "truck_litres": "6,000",
}  # fmt: skip


@pytest.fixture
def code(app):
    return setup.issue_code()


@pytest.fixture
def claimed(client, code):
    client.post("/setup", data={"code": code})
    return client


def through_office(client, **changes):
    return client.post("/setup/office", data={**OFFICE, **changes})


def to_people(client):
    """Everything before the last step."""
    through_office(client)
    client.post(
        "/setup/villages", data={"rows": "12", "number_0": "๑", "name_0": "บ้านหนึ่ง", "number_3": "4", "name_3": "บ้านสี่"}
    )
    client.post("/setup/units", data=filled(client.get("/setup/units")))


PEOPLE = {
    "rows": "4", "name_0": "อรุณี ดูแลดี", "username_0": "arunee", "roles_0": [], "unit_0": "",
    "name_2": "นูรีดา สาและ", "username_2": "Nurida", "roles_2": ["officer", "intake"], "unit_2": "กองช่าง",
}  # fmt: skip


def test_until_it_is_open_residents_are_told_so_and_staff_are_led_to_the_set_up(app, client):
    for address in ("/", "/complaints/", "/track", "/nothing-here"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert "ยังไม่เปิดใช้" in answer.text
        assert 'href="/setup"' in answer.text
    assert client.get("/staff/sign-in").location == "/setup"
    assert client.get("/admin/").location == "/setup"
    assert client.get("/healthz").status_code == 200


def test_no_stranger_claims_the_office(client, code):
    for wrong in ("", "AAAA-BBBB-CCCC", code[:-1]):
        assert client.post("/setup", data={"code": wrong}).status_code == 200
    for step in setup_steps():
        assert client.get(step).location == "/setup"
        assert client.post(step, data=OFFICE).location == "/setup"
    assert db.session.query(Office).count() == 0


def setup_steps():
    return ["/setup/office", "/setup/villages", "/setup/units", "/setup/people"]


def test_the_code_is_kept_as_a_hash_only_and_may_be_typed_carelessly(app, client, code, tmp_path):
    kept = (tmp_path / "setup-code").read_text()
    assert code not in kept
    assert code.replace("-", "") not in kept
    assert client.post("/setup", data={"code": code.lower().replace("-", " ")}).location == "/setup/office"


def test_a_code_shown_before_a_restart_still_works(client, code):
    assert setup.issue_code() != code
    assert client.post("/setup", data={"code": code}).location == "/setup/office"


def test_without_a_code_issued_no_code_works(client):
    assert client.post("/setup", data={"code": "AAAA-BBBB-CCCC"}).status_code == 200


def test_steps_come_in_order(claimed):
    assert claimed.get("/setup/people").location == "/setup/office"
    through_office(claimed)
    assert claimed.get("/setup/people").location == "/setup/villages"


def test_each_step_leads_back_to_the_one_before(claimed):
    to_people(claimed)
    for step, before in (("villages", "office"), ("units", "villages"), ("people", "units")):
        assert f'href="/setup/{before}"' in claimed.get(f"/setup/{step}").text
    assert OFFICE["name"] in claimed.get("/setup/office").text


def test_errors_stand_beside_the_fields_and_nothing_typed_is_lost(claimed):
    page = through_office(claimed, district="", phone="12")
    assert "กรอกชื่ออำเภอ" in page.text
    assert "ตรวจเบอร์โทรศัพท์" in page.text
    assert OFFICE["name"] in page.text


def test_the_whole_first_day(claimed):
    to_people(claimed)
    done = claimed.post("/setup/people", data=PEOPLE)
    assert done.status_code == 200
    passwords = re.findall(r"<code>([a-z0-9-]{14})</code>", done.text)
    assert len(passwords) == 2
    assert "lang=en" not in done.text  # another page: the passwords would be gone

    office = db.session.query(Office).one()
    assert (office.short_name, office.phone, office.truck_litres) == ("อบต.ทดสอบ", "073000100", 6000)
    assert [(v.number, v.name) for v in db.session.query(Village)] == [(1, "บ้านหนึ่ง"), (4, "บ้านสี่")]
    assert db.session.query(Manual).count() >= 3
    assert db.session.query(Holiday).count() > 50
    assert person("arunee").roles == {Role.ADMINISTRATOR}
    assert person("nurida").roles == {Role.OFFICER, Role.INTAKE}
    assert person("nurida").unit.short_name == "กองช่าง"
    assert "office_opened" in acts()
    assert claimed.get("/").status_code == 200
    assert sign_in(claimed, "nurida", passwords[1]).location == "/staff/queue"


def test_it_is_not_run_twice(app, claimed, code, tmp_path):
    to_people(claimed)
    claimed.post("/setup/people", data=PEOPLE)
    assert not (tmp_path / "setup-code").exists()
    again = app.test_client()
    for step in ["/setup", *setup_steps()]:
        assert again.get(step).location == "/staff/sign-in"
        assert again.post(step, data={"code": code}).location == "/staff/sign-in"
        assert claimed.post(step, data=PEOPLE).location == "/staff/sign-in"
    assert db.session.query(Staff).count() == 2


def test_two_who_finish_at_once_open_one_office(claimed, clock):
    to_people(claimed)
    opening = setup.Opening({}, [], [], [])
    make_office(clock())
    with pytest.raises(setup.AlreadyOpen):
        setup.open_office(opening, now=clock())
    assert db.session.query(Office).count() == 1


def test_a_wrong_person_opens_nothing(claimed):
    to_people(claimed)
    wrong = {**PEOPLE, "username_2": "นูรีดา"}
    page = claimed.post("/setup/people", data=wrong)
    assert "ใช้ตัวอักษรอังกฤษตัวเล็ก" in page.text
    assert 'id="e-username_2"' in page.text
    assert db.session.query(Office).count() == db.session.query(Staff).count() == 0
    assert "ต้องมีหน่วยงาน" in claimed.post("/setup/people", data={**PEOPLE, "unit_2": ""}).text
    assert "มีผู้ใช้ชื่อนี้แล้ว" in claimed.post("/setup/people", data={**PEOPLE, "username_2": "arunee"}).text
    assert db.session.query(Office).count() == 0


def test_rows_can_be_added_without_losing_any(claimed):
    through_office(claimed)
    page = claimed.post("/setup/villages", data={"rows": "12", "name_0": "บ้านหนึ่ง", "number_0": "1", "more": "1"})
    assert "บ้านหนึ่ง" in page.text
    assert 'name="name_17"' in page.text
    assert claimed.get("/setup/units").location == "/setup/villages"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({}, "อย่างน้อยหนึ่งหมู่"),
        ({"name_0": "บ้านหนึ่ง"}, "ใส่หมายเลขหมู่"),
        ({"name_0": "ก", "number_0": "1", "name_1": "ข", "number_1": "๑"}, "ซ้ำกับแถวก่อนหน้า"),
        ({"name_0": "ก", "number_0": "หนึ่ง"}, "ใส่เป็นตัวเลข"),
    ],
)
def test_villages_that_cannot_be(claimed, rows, said):
    through_office(claimed)
    assert said in claimed.post("/setup/villages", data={"rows": "12", **rows}).text


def test_own_units_take_the_place_of_the_usual_ones(claimed):
    through_office(claimed)
    claimed.post("/setup/villages", data={"rows": "1", "name_0": "บ้านหนึ่ง", "number_0": "1"})
    rows = {"rows": "2", "name_0": "กองช่าง", "short_0": "ช่าง", "name_1": "กองการประปา", "short_1": ""}
    claimed.post("/setup/units", data=rows)
    claimed.post("/setup/people", data={**PEOPLE, "unit_2": "ช่าง"})
    assert {unit.name for unit in db.session.query(OfficeUnit)} == {"กองช่าง", "กองการประปา"}
    assert db.session.query(Category).filter_by(key="road").one().unit.short_name == "ช่าง"
    assert db.session.query(Category).filter_by(key="bin").one().unit is None


def test_a_claim_lasts_a_day(claimed, clock):
    through_office(claimed)
    clock.advance(hours=25)
    assert claimed.get("/setup/villages").location == "/setup"


def test_positions_are_asked_and_kept_so_that_nobody_reads_about_themselves(claimed):
    to_people(claimed)
    assert '<option value="ปลัดองค์การบริหารส่วนตำบล">' in claimed.get("/setup/people").text
    reader = {**PEOPLE, "name_1": "สมชาย", "username_1": "somchai", "roles_1": ["integrity"]}
    refused = claimed.post("/setup/people", data=reader)
    assert "ต้องบอกตำแหน่ง" in refused.text
    assert 'id="e-position_1"' in refused.text
    claimed.post("/setup/people", data={**reader, "position_1": "รองปลัดองค์การบริหารส่วนตำบล"})
    assert place_of(person("somchai").position, Position.CENTRE) is Position.PALAD
    assert person("nurida").position == ""


def test_first_passwords_that_were_lost_can_be_made_again(claimed):
    to_people(claimed)
    done = claimed.post("/setup/people", data=PEOPLE)
    assert "หน้านี้หายไปก่อนจด" in done.text
    assert "rescue arunee" in done.text


def test_places_are_kept_without_the_word_for_their_kind(claimed):
    through_office(claimed, subdistrict="ต.ทดสอบ", district="อำเภอสายบุรี", province="จ. ปัตตานี", postcode="94110",
                   address="99 หมู่ 1")  # fmt: skip
    page = claimed.get("/setup/office").text
    assert all(f'value="{name}"' in page for name in ("ทดสอบ", "สายบุรี", "ปัตตานี"))
    claimed.post("/setup/villages", data={"rows": "1", "name_0": "บ้านหนึ่ง", "number_0": "1"})
    claimed.post("/setup/units", data=filled(claimed.get("/setup/units")))
    claimed.post("/setup/people", data=PEOPLE)
    assert "มาที่สำนักงาน" in claimed.get("/").text
    for address in ("/", "/services/complaints"):
        assert "99 หมู่ 1 ตำบลทดสอบ อำเภอสายบุรี จังหวัดปัตตานี 94110" in claimed.get(address).text.replace("\u00a0", " ")


def test_a_unit_without_a_name_loses_its_short_name_and_its_categories_are_named(claimed, clock):
    to_people(claimed)
    rows = filled(claimed.get("/setup/units"))
    page = claimed.post("/setup/units", data={**rows, "name_3": "", "more": "1"})
    assert filled(page)["short_3"] == [""]
    claimed.post("/setup/units", data={**rows, "name_3": ""})
    done = claimed.post("/setup/people", data=PEOPLE).text
    assert "หมวดที่ยังไม่มีหน่วยงานรับเรื่อง" in done
    assert "ขยะ" in done
    assert "ไฟถนน" not in done


def test_all_faults_of_all_people_are_told_at_once_with_whose_they_are(claimed):
    to_people(claimed)
    wrong = {**PEOPLE, "username_0": "Arunee Dee", "name_1": "สมชาย", "username_1": "somchai", "roles_1": [],
             "unit_2": "", "username_3": "mana", "roles_3": ["officer"], "unit_3": ""}  # fmt: skip
    page = claimed.post("/setup/people", data=wrong).text.replace("\u00a0", " ")
    summary = page.split('id="errors"')[1].split("</div>")[0]
    for words in ("คนที่ 1: ใช้ตัวอักษรอังกฤษ", "คนที่ 2: เลือกหน้าที่", "คนที่ 3: เจ้าหน้าที่หน่วยงานต้องมี", "คนที่ 4: กรอกชื่อ",
                  "คนที่ 4: เจ้าหน้าที่หน่วยงานต้องมี"):  # fmt: skip
        assert words in summary
    assert db.session.query(Office).count() == 0
