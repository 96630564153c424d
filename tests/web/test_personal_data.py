"""Management's pages of personal data: nobody else's, the password before dangerous acts, all in the trail."""

import io
import json
import zipfile

import pytest
from sqlalchemy import select

from app.domain.workflow import Outcome, Role
from app.extensions import db
from app.models import AuditEntry, Office, RetentionItem, Ticket
from app.services import tickets
from app.services.actors import Actor
from app.services.personal import retention
from app.services.steps import StepInput
from tests.factories import PASSWORD, open_complaint, open_water
from tests.officers import INTAKE, MANAGEMENT, OFFICER, Officer, hired, words
from tests.renderers.reading import needs_pango

HOME = "/management/personal-data"
NAME, PHONE = "ซารีนา มะเระ", "0812345678"
HEAD = Actor(frozenset({Role.MANAGEMENT}))


@pytest.fixture
def palad(app, clock, opened):
    return Officer(app.test_client(), hired("palad", MANAGEMENT, now=clock()))


@pytest.fixture
def nayok(app, clock, opened):
    return Officer(app.test_client(), hired("nayok", MANAGEMENT, now=clock()))


@pytest.fixture
def case(palad, clock):
    return open_complaint(clock(), applicant=NAME, phone=PHONE, email="sarina@example.org", story="หลุมหน้าบ้าน")


def ended(clock):
    ticket = open_complaint(clock(), applicant=NAME, phone=PHONE)
    for action in ("accept", "start"):
        tickets.take_step(ticket, action, StepInput(), by=HEAD, now=clock())
    answer = StepInput(outcome=Outcome.SOLVED, message="เสร็จแล้ว")
    tickets.take_step(ticket, "answer", answer, by=HEAD, now=clock())
    return ticket


def trail():
    db.session.rollback()
    return [entry.action for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_nobody_but_management_finds_the_door(app, clock, opened):
    addresses = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("personal.")]
    addresses = [a.replace("<int:year>", "2569").replace("<shelf>", "water").partition(".<")[0] for a in addresses]
    assert len(addresses) > 9
    for number, role in enumerate((OFFICER, INTAKE, Role.INTEGRITY, Role.ADMINISTRATOR)):
        other = Officer(app.test_client(), hired(f"other{number}", role, now=clock(), unit="กองช่าง"))
        for address in addresses:
            assert other.client.get(address).status_code in {404, 405}, (role, address)
            assert other.client.post(address, data={"words": "x"}).status_code in {404, 405}, (role, address)


def test_a_person_is_searched_without_a_word_in_any_address(palad, case):
    assert PHONE not in palad.opens(f"{HOME}/people")
    answer = palad.sends(f"{HOME}/people", words="๐๘๑-๒๓๔๕๖๗๘")
    assert answer.status_code == 200
    assert case.reference in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert trail()[-1] == "personal_searched"
    assert "words" in words(palad.opens(f"{HOME}/people?words=x")) or palad.opens(f"{HOME}/people?words={NAME}")
    assert case.reference not in palad.opens(f"{HOME}/people?words={NAME}")


def test_what_is_nowhere_is_said_to_be_nowhere(palad, case):
    assert "ไม่พบ" in palad.sends(f"{HOME}/people", words="ไม่มีคนนี้").text
    assert palad.sends(f"{HOME}/people", words="").status_code == 422


def test_a_copy_is_handed_out_after_the_password(palad, case):
    fields = {"copy-searched": NAME, "copy-things": [f"case-{case.id}"], "copy-password": PASSWORD}
    refused = palad.sends(f"{HOME}/people/copy", **{**fields, "copy-password": "ผิด"})
    assert refused.status_code == 422
    assert "รหัสผ่านไม่ถูกต้อง" in refused.text
    assert "personal_copied" not in trail()
    answer = palad.sends(f"{HOME}/people/copy", **fields)
    packed = zipfile.ZipFile(io.BytesIO(answer.data))
    assert json.loads(packed.read("data.json"))["cases"][0]["applicant"] == NAME
    assert trail()[-1] == "personal_copied"


def test_a_correction_is_made_after_the_password_and_loses_nothing_typed(palad, case):
    fields = {"searched": NAME, "things": [f"case-{case.id}"], "name": "ซารีน่า มะเระ", "reason": "สะกดผิด"}
    fields = {f"correct-{name}": value for name, value in {**fields, "password": PASSWORD}.items()}
    refused = palad.sends(f"{HOME}/people/correct", **{**fields, "correct-password": "ผิด"})
    assert refused.status_code == 422
    assert 'value="ซารีน่า มะเระ"' in refused.text
    assert f'value="case-{case.id}" checked' in refused.text
    assert palad.sends(f"{HOME}/people/correct", **fields).status_code == 303
    assert trail()[-1] == "personal_corrected"
    assert db.session.get(Ticket, case.id).applicant == "ซารีน่า มะเระ"
    assert "แก้ข้อมูลส่วนบุคคลให้ถูกต้อง" in words(palad.case(case))


def test_nothing_typed_corrects_nothing(palad, case):
    fields = {"searched": NAME, "things": [f"case-{case.id}"], "reason": "x", "password": PASSWORD}
    fields = {f"correct-{name}": value for name, value in fields.items()}
    assert "กรอกอย่างน้อยหนึ่งช่อง" in palad.sends(f"{HOME}/people/correct", **fields).text
    of_nobody = {**fields, "correct-things": [], "correct-name": "ก"}
    assert palad.sends(f"{HOME}/people/correct", **of_nobody).status_code == 422


def test_the_register_names_who_answers_for_it(palad):
    assert palad.sends(f"{HOME}/register", officer="ปรีชา แก้วมณี", contact="0 7300 0100").status_code == 302
    assert db.session.scalar(select(Office.data_officer)) == "ปรีชา แก้วมณี"
    page = words(palad.opens(f"{HOME}/register"))
    assert "คำร้องขอน้ำและการส่งน้ำ" in page
    assert "มาตรา 24 (4)" in page


@pytest.mark.parametrize(("paper", "start"), [("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_register_is_handed_over_on_paper(palad, paper, start):
    if paper == "pdf":
        needs_pango()
    assert palad.client.get(f"{HOME}/register.{paper}").data.startswith(start)


def test_a_list_is_held_back_proposed_and_approved_by_another(palad, nayok, clock):
    kept, gone = ended(clock), ended(clock)
    token = gone.token
    clock.advance(days=365 * 12)
    palad.signs_in(), nayok.signs_in()
    assert "2 รายการครบกำหนด" in words(palad.opens(f"{HOME}/"))
    made = palad.client.post(f"{HOME}/retention").location
    assert made == f"{HOME}/retention/2581"
    item = db.session.scalars(select(RetentionItem).where(RetentionItem.row_id == kept.id)).one().id
    assert "เขียนเหตุผล" in palad.sends(f"{made}/hold", items=[str(item)], keep="1").text
    palad.sends(f"{made}/hold", items=[str(item)], keep="1", reason="มีคดีในศาลปกครอง")
    assert "มีคดีในศาลปกครอง" in words(palad.opens(made))
    palad.sends(f"{made}/propose")
    assert "อนุมัติให้ลบตัวบุคคล" not in palad.opens(made)
    palad.sends(f"{made}/approve", password=PASSWORD)
    assert retention.find(2581).approved_at is None
    assert nayok.sends(f"{made}/approve", password="ผิด").status_code == 422
    nayok.sends(f"{made}/approve", password=PASSWORD)
    acts = ["retention_listed", "retention_held", "retention_proposed", "retention_approved", "retention_ended"]
    assert [act for act in trail() if act.startswith("retention")] == acts
    page = words(nayok.opens(made))
    assert "เสร็จแล้ว" in page
    assert NAME not in page
    resident = words(nayok.client.get(f"/t/{token}").text)
    assert "เรื่องนี้พ้นกำหนดเก็บแล้ว" in resident
    assert gone.reference in resident
    assert nayok.client.post(f"/t/{token}/say", data={"words": "x"}).location == f"/t/{token}"
    assert "ลบตัวบุคคลออกแล้ว" in words(nayok.case(gone))
    assert NAME in words(nayok.case(kept))


def test_the_list_is_printed_in_the_columns_of_the_regulation_and_names_nobody(palad, clock):
    case = ended(clock)
    open_water(clock())
    clock.advance(days=365 * 12)
    retention.make(now=clock())
    palad.signs_in()
    sheet = zipfile.ZipFile(io.BytesIO(palad.client.get(f"{HOME}/retention/2581.xlsx").data))
    strings = sheet.read("xl/sharedStrings.xml").decode()
    for text in ("ลำดับที่", "รหัสแฟ้ม", "เลขทะเบียนรับ", "การพิจารณา", "หมายเหตุ", case.reference):
        assert text in strings
    assert NAME not in strings
    assert palad.opens(f"{HOME}/retention/2999", status=404)


def test_years_are_changed_between_sensible_bounds_and_say_when_they_were_checked(palad):
    assert palad.sends(f"{HOME}/retention/rules/water", years="๑๒").status_code == 302
    assert "12 ปี" in words(palad.opens(f"{HOME}/retention"))
    assert "ตรวจกับระเบียบเมื่อ" in words(palad.opens(f"{HOME}/retention"))
    assert "ใส่" in palad.sends(f"{HOME}/retention/rules/water", years="0").text
    assert palad.opens(f"{HOME}/retention/rules/nothing", status=404)
