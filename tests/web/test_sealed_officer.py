"""The integrity officers at work: from the inbox to the outcome, letters and calls, stepping aside, tampering."""

import re

import pytest

from app.domain.sealed import Stage
from app.services.sealed import reports
from tests import factories, sealed_cast
from tests.web.sealed_pages import WHAT, Reporter, officer_at_desk, photo, upload, words

pytestmark = pytest.mark.sealed


@pytest.fixture
def readers(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    return [sealed_cast.reader(name, clock()) for name in ("arun", "rohani")]


@pytest.fixture
def report(app, readers):
    reporter = Reporter(app.test_client())
    reporter.writes(where="ชั้นล่าง")
    reporter.sends(("หลักฐาน.jpg", photo()))
    return reporter


@pytest.fixture
def arun(app, readers, clock):
    return officer_at_desk(app, readers[0], clock)


def test_from_the_inbox_to_the_outcome(app, arun, report, readers, clock):
    page = arun.opens_first()
    assert {"ชั้นล่าง", WHAT} <= {line.strip() for line in words(page).splitlines()} | set(words(page).split()) | {WHAT}
    place = page.request.path

    def step(action, **values):
        seen = re.search(rf'name="{action}-seen" value="(\d+)"', arun.client.get(place).text)[1]
        data = {f"{action}-{name}": value for name, value in {"seen": seen, **values}.items()}
        answer = arun.client.post(f"{place}/step/{action}", data=data)
        assert answer.location == place, words(answer)

    step("register")
    step("acknowledge", message="รับเรื่องแล้ว")
    step("propose", authority="นายก อบต.", note="มีมูลพอสอบ")
    step("start")
    upload(arun.client, f"{place}/note", [("บันทึก.jpg", photo())], text="สอบพยานแล้ว", once="1")
    step("conclude", finding="unfounded", note="ไม่พบ")
    step("tell", message="สอบแล้วไม่พบมูล")
    seen_by_reporter = words(report.comes_back())
    assert "สอบแล้วไม่พบมูล" in seen_by_reporter
    for inside in ("มีมูลพอสอบ", "สอบพยานแล้ว", "ไม่พบ ", "บันทึก.jpg"):
        assert inside not in seen_by_reporter
    assert reports.find(report.code).stage is Stage.TOLD


def test_a_refused_step_comes_back_with_what_was_typed(arun, report):
    place = arun.opens_first().request.path
    arun.client.post(f"{place}/step/register", data={"register-seen": "1"})
    page = arun.client.post(f"{place}/step/propose", data={"propose-seen": "2", "propose-note": "ข้อมูลครบแล้ว"})
    assert "ระบุว่าเสนอใคร" in words(page)
    assert "ข้อมูลครบแล้ว" in page.text


def test_acting_on_an_old_page_is_told_and_keeps_the_words(app, arun, report, readers, clock):
    place = arun.opens_first().request.path
    report.says("มีเพิ่มเติม")
    page = arun.client.post(f"{place}/step/acknowledge", data={"acknowledge-seen": "1", "acknowledge-message": "รับแล้ว"})
    assert page.status_code == 409
    assert "รับแล้ว" in page.text
    assert "มีเพิ่มเติม" in words(page)


@pytest.mark.parametrize("seen", ["²", "9" * 5000, "๑", "-1", ""])
def test_a_count_of_acts_made_by_hand_is_an_old_page(arun, report, seen):
    place = arun.opens_first().request.path
    assert arun.client.post(f"{place}/step/register", data={"register-seen": seen}).status_code == 409


def test_search_words_stand_in_no_address(arun, report):
    found = arun.client.post("/staff/sealed/search", data={"query": "ชั้นล่าง"})
    assert "พบ 1 เรื่อง" in words(found)
    assert "พบ 0 เรื่อง" in words(arun.client.post("/staff/sealed/search", data={"query": "ไม่มีคำนี้"}))
    assert arun.client.get("/staff/sealed/search").status_code == 404


def test_evidence_is_a_download_for_readers(arun, report):
    page = arun.opens_first()
    address = re.search(r'href="(/staff/sealed/[0-9a-f]{32}/file/[0-9a-f]{32})"', page.text)[1]
    file = arun.client.get(address)
    assert file.data.startswith(b"\xff\xd8")
    assert file.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in file.headers["Content-Security-Policy"]


def test_a_letter_is_keyed_in_and_its_code_handed_over(app, readers, arun, clock):
    form = arun.client.get("/staff/sealed/new")
    code = re.search(r'name="code" value="(\d{24})"', form.text)[1]
    today = {"received-day": "30", "received-month": "10", "received-year": "2569"}
    data = {"code": code, "arrival": "letter", "about": "other", "what": "จดหมายปิดผนึก", **today}
    page = upload(arun.client, "/staff/sealed/new", [("จดหมาย.pdf", b"%PDF-1.7 letter")], **data)
    assert code[:4] in words(page)
    found = reports.find(code)
    assert (found.answers.what, found.arrival, found.received_at.astimezone().date().isoformat()) == (
        "จดหมายปิดผนึก", "letter", "2026-10-30",
    )  # fmt: skip
    ahead = upload(arun.client, "/staff/sealed/new", [], **{**data, "received-day": "3", "received-month": "11"})
    assert "อยู่ข้างหน้า" in words(ahead)


def test_whoever_keys_in_a_report_about_themselves_gets_no_key(app, readers, clock):
    palad = officer_at_desk(app, sealed_cast.reader("palad", clock(), title="ปลัด อบต."), clock)
    code = re.search(r'name="code" value="(\d{24})"', palad.client.get("/staff/sealed/new").text)[1]
    today = {"received-day": "2", "received-month": "11", "received-year": "2569"}
    data = {"code": code, "arrival": "phone", "about": "palad", "what": "โทรมา", **today}
    page = palad.client.post("/staff/sealed/new", data=data)
    assert "คุณไม่ได้กุญแจของเรื่องนี้" in words(page)
    assert palad.client.get(f"/staff/sealed/{reports.find(code).id}").status_code == 404


def test_stepping_aside_and_the_last_reader(app, readers, arun, report, clock):
    place = arun.opens_first().request.path
    assert "เขียนเหตุผล" in words(arun.client.post(f"{place}/aside", data={}))
    assert arun.client.post(f"{place}/aside", data={"reason": "เป็นญาติ"}).location == "/staff/sealed/"
    assert arun.client.get(place).status_code == 404
    rohani = officer_at_desk(app, readers[1], clock)
    assert "ผู้อ่านคนสุดท้าย" in words(rohani.client.post(f"{place}/aside", data={"reason": "ก็เป็นญาติ"}))
    assert "1 คน" in words(report.comes_back())


