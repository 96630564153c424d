"""Manuals in public: every version, what it changed, on paper and on the wall; and the steps on a case's own page."""

import io

import pypdf
import pytest

from app.domain.clocks import Promise
from app.domain.manual_times import StepTime, TimeUnit
from app.domain.workflow import Role
from app.extensions import db
from app.models import Manual
from app.renderers import missing
from app.services import tickets
from app.services.actors import Actor
from app.services.administration import manuals as versions
from app.services.defaults.manuals import MANUALS
from app.services.steps import StepInput
from tests.factories import actor, make_staff, open_complaint, open_water, unit
from tests.web.entrance import sign_in

ADMIN = Actor(frozenset({Role.ADMINISTRATOR}))


def read(client, address):
    return client.get(address).text.replace("\u00a0", " ")


def publish(clock, service="water", days=2):
    """A version that begins tomorrow."""
    texts = dict.fromkeys(versions.TEXTS, "ใหม่ทั้งหมด")
    steps = [versions.StepDraft("ส่งน้ำ", StepTime(days, TimeUnit.WORKING), "งานป้องกันฯ")]
    draft = versions.Draft(texts, steps, Promise(days), versions.earliest(service, clock()))
    return versions.publish(service, draft, reviewed=True, by=ADMIN, now=clock())


def test_every_version_has_a_page_and_says_what_it_changed(client, opened, clock):
    publish(clock)
    page = read(client, "/services/water")
    assert "ยังไม่เริ่มใช้" in page
    assert 'href="/services/water/versions/2"' in page
    coming = read(client, "/services/water/versions/2")
    assert "จะเริ่มใช้" in coming
    assert "เปลี่ยนจากฉบับที่ 1" in coming
    clock.advance(days=1)
    assert "ใหม่ทั้งหมด" in read(client, "/services/water")
    old = read(client, "/services/water/versions/1")
    assert "นี่คือฉบับก่อนหน้า" in old
    assert "ตรวจความจำเป็น ภาชนะ เส้นทางรถ และจัดลำดับ" in old
    assert client.get("/services/water/versions/9").status_code == 404


def test_services_without_a_form_say_how_to_apply(client, opened):
    listed = read(client, "/services/")
    assert listed.index("ยื่นออนไลน์ได้") < listed.index("/services/water") < listed.index("ยื่นที่สำนักงาน")
    assert listed.index("ยื่นที่สำนักงาน") < listed.index("/services/elderly-allowance")
    page = read(client, "/services/elderly-allowance")
    for words in ("ยังไม่มีแบบออนไลน์ มายื่นที่สำนักงาน", "tel:073000100", "ไม่มีค่าธรรมเนียม", "รอสำนักงานตรวจทาน", "20 นาที"):
        assert words in page
    assert "ใช้บริการนี้" not in page
    assert "ใช้บริการนี้" in read(client, "/services/water")


@pytest.mark.parametrize("service", [text.service for text in MANUALS])
def test_a_poster_is_one_sheet_that_says_the_essential(client, opened, service):
    answer = client.get(f"/services/{service}/poster.pdf")
    assert answer.mimetype == "application/pdf"
    paper = pypdf.PdfReader(io.BytesIO(answer.data))
    assert len(paper.pages) == 1
    assert [round(float(side)) for side in paper.pages[0].mediabox[2:]] == [595, 842]
    words = paper.pages[0].extract_text().replace("\u00a0", " ")
    for said in ("0 7300 0100", f"services/{service}", "ขั้นตอน", "รอสำนักงานตรวจทาน"):
        assert said in words


def test_the_manual_as_a_pdf_is_tagged_and_numbered_in_thai_digits(client, opened):
    paper = pypdf.PdfReader(io.BytesIO(client.get("/services/water/manual.pdf").data))
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert paper.metadata.title == "การขอรับการสนับสนุนน้ำอุปโภค–บริโภค (e-Service)"
    words = paper.pages[0].extract_text()
    assert f"๑ / {'๐๑๒๓'[len(paper.pages)]}" in words
    assert "ข้อมูล ณ วันที่" in words


def test_the_same_paper_is_laid_out_once(client, opened):
    first, second = (client.get("/services/water/poster.pdf").data for _ in range(2))
    assert first == second


def test_without_the_printer_the_page_says_what_works(client, opened, monkeypatch):
    monkeypatch.setattr("app.renderers.pdf.pango", lambda: missing.NO_PANGO)
    from app.renderers import guide  # noqa: PLC0415

    guide._printed.cache_clear()
    answer = client.get("/services/water/manual.pdf")
    assert answer.status_code == 503
    assert 'href="/services/water?paper=1"' in answer.text


def test_a_resident_sees_the_steps_of_the_version_the_case_was_received_under(client, opened, clock):
    case = open_water(clock())
    publish(clock)
    clock.advance(days=1)
    db.session.expire_all()
    assert db.session.get(Manual, case.manual_id).version == 1
    page = read(client, f"/t/{case.token}")
    assert "อยู่ขั้นที่ 2 จาก 5" in page
    assert "คู่มือฉบับที่ 1" in page
    assert "กำลังทำ ต้องเสร็จภายในวันอังคารที่ 3 พฤศจิกายน" in page
    clock.advance(days=1)
    assert "กำลังทำ เกินกำหนด 1 วันทำการ" in read(client, f"/t/{case.token}")


def test_an_officer_sees_which_step_a_case_is_in(client, opened, clock):
    case = open_complaint(clock())
    member = make_staff("anan", Role.OFFICER, unit=unit("กองช่าง"), now=clock())
    officer = actor(Role.OFFICER)
    tickets.take_step(case, "accept", StepInput(), by=officer, now=clock())
    tickets.take_step(case, "assign", StepInput(unit=unit("กองช่าง"), officer=member), by=officer, now=clock())
    tickets.take_step(case, "ask", StepInput(message="ตรงไหน"), by=officer, now=clock())
    sign_in(client, "anan")
    page = read(client, f"/staff/tickets/{case.latin}")
    assert "อยู่ขั้นที่ 3 จาก 6 “พิจารณาสั่งการ”" in page
    assert "ผู้ร้องเห็นขั้นเดียวกันนี้เป็นขั้นที่ 3 จาก 4" in page
    told = read(client, f"/t/{case.token}")
    assert "อยู่ขั้นที่ 3 จาก 4 “พิจารณาสั่งการ”" in told
    assert "หยุดนับระหว่างรอผู้ร้อง" in page
    assert "ทันกำหนด" in page
    assert 'aria-current="step"' in page


def test_the_manager_sees_how_each_version_was_kept(client, opened, clock):
    open_complaint(clock())
    make_staff("palad", Role.MANAGEMENT, now=clock())
    sign_in(client, "palad")
    assert 'href="/management/manuals"' in client.get("/management/").text
    page = read(client, "/management/manuals")
    assert "ใช้อยู่ 7 เรื่อง" in page
    assert "1 เรื่อง" in page
