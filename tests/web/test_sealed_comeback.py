"""Coming back with the code: what it opens, what a wrong one is told, what may be done."""

import pytest

from app.domain.sealed import Stage, new_code
from app.services.sealed import casework, evidence, reports
from app.services.sealed.casework import Given
from tests import factories, sealed_cast
from tests.web.sealed_pages import Reporter, words

pytestmark = pytest.mark.sealed


@pytest.fixture
def readers(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    return [sealed_cast.reader(name, clock()) for name in ("arun", "rohani")]


@pytest.fixture
def reporter(client, readers):
    return Reporter(client)


def test_codes_are_read_however_they_are_typed(reporter):
    reporter.writes()
    reporter.sends()
    spaced = "-".join(reporter.code[at : at + 4] for at in range(0, 24, 4))
    thai = reporter.code.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert "เรื่องของคุณ" in words(reporter.comes_back(spaced))
    assert "เรื่องของคุณ" in words(reporter.comes_back(f"  {thai} "))


def test_addresses_without_a_code_lead_to_the_introduction(reporter):
    for place in ("send", "case", "case/write", "case/withdraw", "case/file"):
        assert reporter.client.get(f"/corruption/{place}").location == "/corruption/"
        if place != "case":
            assert reporter.client.post(f"/corruption/{place}", data={"code": "1"}).location == "/corruption/"


def test_a_file_comes_back_as_a_download_to_its_code_only(reporter, readers, clock):
    reporter.writes()
    reporter.sends(("สัญญา.pdf", b"%PDF-1.7 evidence"))
    found = reports.find(reporter.code)
    (file,) = found.files
    page = reporter.client.post("/corruption/case/file", data={"code": reporter.code, "file": file})
    assert page.data == b"%PDF-1.7 evidence"
    assert page.headers["Content-Disposition"].startswith("attachment;")
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in page.headers["Content-Security-Policy"]
    assert reporter.client.post("/corruption/case/file", data={"code": new_code(), "file": file}).status_code == 302


def test_what_hangs_on_an_officers_note_is_not_the_reporters_to_fetch(reporter, readers, clock):
    reporter.writes()
    reporter.sends()
    report = casework.find(readers[0].door, reports.find(reporter.code).id, now=clock())
    judged = evidence.judge("บันทึก.pdf", b"%PDF-1.7 note")
    casework.note(readers[0].door, report, "สอบพยาน", once="1", now=clock(), files=[judged])
    assert "สอบพยาน" not in reporter.comes_back().text
    (file,) = reports.find(reporter.code).files
    assert reporter.client.post("/corruption/case/file", data={"code": reporter.code, "file": file}).status_code == 404


def test_the_reporter_reads_the_stage_in_plain_words_and_may_withdraw(reporter, readers, clock):
    reporter.writes()
    reporter.sends()
    report = casework.find(readers[0].door, reports.find(reporter.code).id, now=clock())
    casework.take(readers[0].door, report, "register", Given(), seen=1, now=clock())
    page = words(reporter.comes_back())
    assert "เจ้าหน้าที่เปิดอ่านแล้ว" in page
    assert Stage.CHECKING.label not in page
    assert "เจ้าหน้าที่ศูนย์รับเรื่องทุจริต 2 คน" in page
    unsure = reporter.client.post("/corruption/case/withdraw", data={"code": reporter.code, "text": "เข้าใจผิด"})
    assert "ทำเครื่องหมายเพื่อยืนยัน" in words(unsure)
    sure = reporter.client.post(
        "/corruption/case/withdraw", data={"code": reporter.code, "text": "เข้าใจผิด", "sure": "y"}
    )
    assert "ขอถอนแล้ว" in words(sure)


