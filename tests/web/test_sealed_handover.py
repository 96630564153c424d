"""An officer moves an allegation out of the general channel; its resident finds the new code behind the old receipt."""

import re

import pytest
from sqlalchemy import select

from app.domain.references import tracking_code
from app.domain.workflow import Role
from app.extensions import db
from app.models import DeskDraft, SealedCase, SealedPickup, Ticket
from app.services import tickets
from app.services.sealed import pickups
from app.services.steps import StepInput
from tests import factories, sealed_cast
from tests.officers import Officer, address, current, hired, words
from tests.residents import Resident
from tests.web.sealed_pages import Reporter, officer_at_desk
from tests.web.test_desk_case import pictured

pytestmark = pytest.mark.sealed
STORY = "ปลัดเรียกเงินค่าเซ็นชื่อ"
ABOUT = {"about": "palad", "understood": "y"}


@pytest.fixture
def cast(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    return {
        "arun": sealed_cast.reader("arun", clock()),
        "palad": sealed_cast.reader("palad", clock(), title="ปลัด อบต."),
        "rohani": sealed_cast.reader("rohani", clock()),
    }


@pytest.fixture
def anan(app, clock, cast):
    return Officer(app.test_client(), hired("anan", Role.OFFICER, now=clock(), unit="กองช่าง"))


@pytest.fixture
def ticket(clock, anan):
    found = pictured(clock(), story=STORY, applicant="สมศรี ตาลเดี่ยว", phone="0899911777", email="somsri@example.org")
    tickets.take_step(found, "accept", StepInput(), by=anan.actor, now=clock())
    return found


def move(officer, ticket, **fields):
    return officer.steps(ticket, "move", **{**ABOUT, **fields})


def moved(officer, ticket):
    """Move it: the old link, the old code."""
    token = current(ticket).token
    answer = move(officer, ticket)
    assert answer.location == "/staff/queue", words(answer.text)
    return token, tracking_code(token)


def test_the_page_says_what_will_happen_and_asks_whom_it_is_about(anan, ticket):
    page = words(anan.opens(f"{address(ticket)}/move"))
    for line in ("ย้อนกลับไม่ได้", "ศูนย์ที่ได้รับแต่งตั้ง 3 คน", "คุณเปิดเรื่องนี้ไม่ได้อีก", "รหัส 24 หลัก", "ระบบลบให้ไม่ได้"):
        assert line in page
    assert "ย้ายไปช่องทางร้องเรียนทุจริต" in anan.case(ticket)
    refused = move(anan, ticket, about=[], understood=[])
    assert refused.status_code == 422
    assert "เลือกอย่างน้อยหนึ่งข้อ" in words(refused.text)
    assert "อ่านแล้วทำเครื่องหมายเพื่อยืนยัน" in words(refused.text)
    assert move(anan, ticket, about="everybody").status_code == 422
    assert current(ticket).story == STORY


def test_after_it_the_desk_works_and_shows_nothing(anan, ticket, clock):
    moved(anan, ticket)
    assert "เรื่องออกจากคิวแล้ว" in words(anan.opens("/staff/queue"))
    for path in ("", "/sheet"):
        page = words(anan.opens(address(ticket) + path))
        assert "เนื้อหาถูกลบออกจากระบบ" in page
        assert STORY not in page
        assert "สมศรี" not in page
    assert "ถอนหรือย้ายเรื่อง" in words(anan.case(ticket))
    assert "รท-2570-0001" in anan.opens("/staff/queue?view=closed")
    for path in ("?view=closed", "?q=สมศรี", "?q=0899911777", "?q=ค่าเซ็นชื่อ"):
        found = anan.opens(f"/staff/queue{path}")
        assert STORY not in found
        assert ("รท-2570-0001" in found) is (path == "?view=closed")
    for act in ("reissue", "note", "message", "category", "emergency", "move", "withdraw"):
        assert anan.opens(f"{address(ticket)}/{act}", status=409)
        assert anan.sends(f"{address(ticket)}/{act}", note="x", version="9").status_code == 409
    assert anan.client.get("/staff/files/1").status_code == 404


def test_what_an_officer_was_writing_about_it_is_gone_too(anan, ticket):
    anan.sends(f"{address(ticket)}/ask/draft", message="ปลัดคนไหนเรียกเงิน")
    assert "ปลัดคนไหนเรียกเงิน" in anan.opens(f"{address(ticket)}/ask")
    moved(anan, ticket)
    assert db.session.scalars(select(DeskDraft)).all() == []
    assert anan.sends(f"{address(ticket)}/ask/draft", message="ปลัดคนไหนเรียกเงิน").status_code == 404


def test_a_receipt_that_was_open_at_the_counter_is_no_longer_shown(app, clock, anan, ticket):
    anan.sends(f"{address(ticket)}/reissue", checked="known")
    anan.opens(f"{address(ticket)}/receipt")
    moved(anan, ticket)
    assert anan.client.get(f"{address(ticket)}/receipt").location.endswith("/reissue")


def test_management_sees_a_withdrawal_like_any_other(app, clock, anan, ticket):
    moved(anan, ticket)
    chief = Officer(app.test_client(), hired("chief", Role.MANAGEMENT, now=clock()))
    pages = [chief.opens(path) for path in ("/management/", "/management/cases?figure=closed", address(ticket))]
    assert "ถอนเรื่อง หรือย้ายไปยื่นช่องทางอื่น" in words(pages[1])
    assert not any(STORY in page or "สมศรี" in page for page in pages)


def test_the_old_link_shows_the_code_again_and_again_until_it_is_written_down(app, clock, anan, ticket):
    token, _code = moved(anan, ticket)
    resident = Resident(app.test_client())
    for _ in range(2):
        resident.opens(f"/t/{token}").reads("ย้ายไปช่องทางลับแล้ว", "เจ้าหน้าที่ศูนย์รับเรื่องทุจริต 2 คน", "นายอำเภอ")
    digits = "".join(re.findall(r"<span>(\d{4})</span>", resident.answer.text))
    headers = resident.answer.headers
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "Content-Encoding" not in app.test_client().get(f"/t/{token}", headers={"Accept-Encoding": "br"}).headers
    assert "ทุจริต" not in re.search(r"<title>(.*?)</title>", resident.answer.text)[1]
    resident.types(last_four="0x00").presses("ฉันจดแล้ว", status=422).reads("4 หลักนี้ไม่ตรงกับรหัสด้านบน")
    end = digits[-4:].translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    resident.types(last_four=end).presses("ฉันจดแล้ว")
    assert resident.answer.request.path == "/corruption/"
    assert db.session.query(SealedPickup).count() == 0
    gone, unknown = (app.test_client().get(f"/t/{t}") for t in (token, "nobody-has-this-link"))
    assert gone.status_code == unknown.status_code == 404
    assert gone.text.replace(token, "-") == unknown.text.replace("nobody-has-this-link", "-")
    back = Reporter(app.test_client(), digits).comes_back()
    assert STORY in back.text


def test_number_and_code_of_the_old_receipt_lead_there_too(app, clock, anan, ticket):
    token, code = moved(anan, ticket)
    found = app.test_client().post("/track", data={"reference": "CP-2570-0001", "code": code.lower()})
    assert (found.status_code, found.location) == (303, f"/t/{token}")
    other = app.test_client().post("/track", data={"reference": "CP-2570-0002", "code": code})
    assert other.status_code == 422
    pickups.take(pickups.by_token(token))
    assert app.test_client().post("/track", data={"reference": "CP-2570-0001", "code": code}).status_code == 422


def test_a_page_of_the_case_that_was_still_open_leads_there(app, clock, anan, ticket):
    token, _code = moved(anan, ticket)
    said = app.test_client().post(f"/t/{token}/say", data={"words": "มีอะไรคืบหน้าไหม"})
    assert (said.status_code, said.location) == (303, f"/t/{token}")
    assert app.test_client().get(f"/t/{token}/noted").location == f"/t/{token}"
    assert app.test_client().post("/t/nobody-has-this-link/noted").status_code == 404


def test_the_readers_read_it_and_the_accused_does_not(app, clock, anan, ticket, cast):
    moved(anan, ticket)
    arun = officer_at_desk(app, cast["arun"], clock)
    page = words(arun.opens_first().text)
    assert all(word in page for word in (STORY, "สมศรี ตาลเดี่ยว", "รท-2570-0001"))
    palad = officer_at_desk(app, cast["palad"], clock)
    assert "/staff/sealed/0" not in palad.inbox().text
    assert STORY not in palad.inbox().text
    report = db.session.query(SealedCase).one().id
    assert palad.client.get(f"/staff/sealed/{report}").status_code == 404
    assert anan.client.get(f"/staff/sealed/{report}").status_code == 404


def test_where_the_channel_is_not_open_the_page_says_where_else(app, clock):
    factories.make_office(clock())
    officer = Officer(app.test_client(), hired("anan", Role.OFFICER, now=clock(), unit="กองช่าง"))
    ticket = factories.open_complaint(clock())
    page = officer.opens(f"{address(ticket)}/move")
    assert "1205" in page
    assert "1206" in page
    assert 'name="about"' not in page
    assert move(officer, ticket).status_code == 422
    assert current(ticket).story


def test_somebody_wrote_meanwhile(anan, ticket, clock):
    late = move(anan, ticket, version=0)
    assert late.status_code == 409
    assert "มีคนทำเรื่องนี้ไปก่อนแล้ว" in words(late.text)
    assert current(ticket).story == STORY


@pytest.mark.parametrize(
    ("role", "unit", "status"),
    [
        (Role.OFFICER, "กองช่าง", 200), (Role.OFFICER, "กองคลัง", 404), (Role.INTAKE, None, 200),
        (Role.MANAGEMENT, None, 200), (Role.INTEGRITY, None, 404), (Role.ADMINISTRATOR, None, 404),
    ],
)  # fmt: skip
def test_who_finds_the_page(app, clock, ticket, role, unit, status):
    somebody = Officer(app.test_client(), hired("somebody", role, now=clock(), unit=unit))
    somebody.opens(f"{address(ticket)}/move", status)
    assert (move(somebody, ticket).status_code == 404) is (status == 404)
    assert (current(ticket).story == STORY) is (status == 404)


def test_water_has_no_such_page(app, clock, anan):
    water = factories.open_water(clock())
    chief = Officer(app.test_client(), hired("chief", Role.MANAGEMENT, now=clock()))
    chief.opens(f"{address(water)}/move", status=404)
    assert "ย้ายไปช่องทางร้องเรียนทุจริต" not in chief.case(water)


def test_strangers_are_sent_to_the_door(app, ticket):
    assert "/staff/sign-in" in app.test_client().post(f"{address(ticket)}/move", data=ABOUT).location
    assert db.session.get(Ticket, 1).story == STORY
