"""A report for another agency: who can open the copy, what is in it and what is not, and what it leaves behind."""

import hashlib
import io
import re
import sys
import tempfile
from dataclasses import replace

import pypdf
import pytest

from app.domain.sealed_export import MOST_BYTES, is_code, new_code
from app.renderers import RENDERERS
from app.services.sealed import exporting, reports
from tests import factories, sealed_cast
from tests.renderers.reading import bare, needs_pango
from tests.secrets_sweep import found_in, sweep
from tests.web.sealed_pages import WHAT, Reporter, hidden, officer_at_desk, photo, upload, words

pytestmark = pytest.mark.sealed
PDF = b"%PDF-1.7 " + b"PLANTED-PAPER" + bytes(range(256)) * 400
SECRETS = {"who": "PLANTED-ACCUSED ช่างเหล็กสมหมาย", "where": "PLANTED-PLACE", "contact": "PLANTED-PHONE 08-1111-2222"}
NOTE, ANSWER = "PLANTED-NOTE สอบพยานแล้ว", "PLANTED-ANSWER เรารับเรื่องแล้ว"
TO = {"agency": "nacc", "person": "นางสาวสายใจ ตัวอย่าง", "post": "พนักงานไต่สวน", "notice": "โปรดเก็บเป็นความลับ"}


@pytest.fixture
def readers(app, clock):
    needs_pango()
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    return [sealed_cast.reader(name, clock()) for name in ("arun", "rohani")]


@pytest.fixture
def report(app, readers):
    reporter = Reporter(app.test_client())
    reporter.writes(**SECRETS)
    reporter.sends(("สัญญาจ้าง.pdf", PDF), ("ป้าย.jpg", photo()))
    return reporter


@pytest.fixture
def arun(app, readers, report, clock):
    officer = officer_at_desk(app, readers[0], clock)
    officer.place = officer.opens_first().request.path
    upload(officer.client, f"{officer.place}/note", [("พยาน.jpg", photo())], text=NOTE, once="1")
    upload(officer.client, f"{officer.place}/write", [], text=ANSWER, once="2")
    return officer


def ask(officer, **changes):
    """Fill in the form: the code it showed, and the answer."""
    page = officer.client.get(f"{officer.place}/export")
    code = hidden(page, "code")
    files = re.findall(r'name="files" id="[^"]*" value="([0-9a-f]{32})" checked', page.text)
    shown = {"code": code, "once": hidden(page, "once"), "last_four": code[-4:].lower(), "files": files}
    return code, officer.client.post(f"{officer.place}/export", data={**shown, **TO, **changes})


def opened(answer, code):
    reader = pypdf.PdfReader(io.BytesIO(answer.data))
    assert reader.decrypt(code), "the code does not open the copy"
    return reader


def text(reader):
    return bare("".join(page.extract_text() for page in reader.pages))


def test_only_the_code_opens_the_copy(arun):
    code, answer = ask(arun)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="document.pdf"'
    assert (answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"]) == ("no-store", "nosniff")
    for wrong in ("", new_code(), code.replace("-", ""), code.lower()):
        assert not pypdf.PdfReader(io.BytesIO(answer.data)).decrypt(wrong)
    reader = opened(answer, code)
    assert reader.trailer["/Encrypt"]["/CF"]["/StdCF"]["/CFM"] == "/AESV3"
    assert reader.trailer["/Encrypt"]["/V"] == 5


def test_it_holds_the_report_the_dialogue_and_the_files_as_they_were_kept(arun):
    code, answer = ask(arun)
    reader = opened(answer, code)
    found = text(reader)
    for said in (WHAT, SECRETS["who"], SECRETS["where"], ANSWER, "รับเรื่อง", TO["notice"]):
        assert bare(said) in found
    attached = {name: contents[0] for name, contents in reader.attachments.items()}
    kept = {name: content for name, content in attached.items() if "สัญญา" in name}
    assert list(kept.values()) == [PDF]
    assert len(attached) == 3
    for content in attached.values():
        assert hashlib.sha256(content).hexdigest() in found
    annex = [page.extract_text() for page in reader.pages if "ภาคผนวก" in page.extract_text()]
    assert len(annex) == 2, "every picture is a page too"


def test_every_page_names_the_recipient_and_the_copy(arun):
    ask(arun)
    code, answer = ask(arun, agency="other", other="ศาลจังหวัดตัวอย่าง")
    for page in opened(answer, code).pages:
        foot = bare(page.extract_text())
        assert bare(f"ชุดที่ 2 สำหรับ {TO['person']} {TO['post']} ศาลจังหวัดตัวอย่าง") in foot


@pytest.mark.parametrize(("tick", "said"), [("contact", SECRETS["contact"]), ("notes", NOTE)])
def test_contact_and_notes_go_only_when_ticked(arun, report, tick, said):
    Reporter(report.client, report.code).says(f"โทรหาได้ที่ {SECRETS['contact']}")
    code, answer = ask(arun)
    assert bare(said) not in text(opened(answer, code))
    code, answer = ask(arun, **{tick: "y"})
    assert bare(said) in text(opened(answer, code))


def test_a_report_sent_again_does_not_smuggle_the_contact_out(arun, report):
    report.writes(**{**SECRETS, "where": "อีกที่หนึ่ง", "contact": "PLANTED-OTHER-PHONE\nหลังเลิกงาน"})
    report.sends()
    assert "PLANTED-OTHER-PHONE" in reports.find(report.code).story[-1].text
    code, answer = ask(arun)
    found = text(opened(answer, code))
    assert "PLANTED-OTHER-PHONE" not in found
    assert bare("หลังเลิกงาน") not in found
    assert bare("อีกที่หนึ่ง") in found


def test_a_file_that_is_not_ticked_stays_here(arun, report):
    one = next(file for file in reports.find(report.code).files.values() if file.name.endswith(".pdf"))
    code, answer = ask(arun, files=[one.id])
    reader = opened(answer, code)
    assert [name.split(" ", 1)[1] for name in reader.attachments] == [one.name]
    assert bare("ป้าย.jpg") not in text(reader)


def test_nothing_of_it_is_readable_or_written_anywhere(app, arun, report, tmp_path, monkeypatch, caplog):
    ask(arun)  # whatever printing makes once, its fonts, is there
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spool))
    written = watch_writing()
    caplog.set_level("DEBUG")
    code, answer = ask(arun, contact="y", notes="y")
    places = {path for path in written if not path.startswith("/dev/")}
    written.clear()
    secrets = [*SECRETS.values(), NOTE, ANSWER, WHAT, TO["person"], code, "PLANTED-PAPER", "สัญญาจ้าง"]
    assert found_in([*secrets, TO["agency"]], answer.data) <= {TO["agency"]}
    assert {re.sub(r"weasyprint-[^/]+/[0-9a-f]{32}$", "font", path) for path in places} <= {str(spool / "font")}
    assert sweep(secrets, tmp_path, log=caplog.text) == {}


def watch_writing():
    """The paths that are opened for writing from now on; a hook cannot be taken off, but may be forgotten."""
    written = []

    def hook(event, arguments):
        if event == "open" and isinstance(arguments[0], str) and set(str(arguments[1])) & set("wax+"):
            written.append(arguments[0])

    sys.addaudithook(hook)
    return written


def test_the_story_says_who_got_which_copy_and_the_reporter_does_not_read_it(app, arun, report):
    code, answer = ask(arun)
    line = next(h for h in reports.find(report.code).story if h.kind == "exported")
    assert line.data["sha256"] == hashlib.sha256(answer.data).hexdigest()
    assert code not in repr(line)
    shown = words(arun.client.get(arun.place))
    assert f"ชุดที่ 1 ถึง {TO['person']} {TO['post']} สำนักงาน ป.ป.ช." in shown
    assert line.data["sha256"] in shown
    back = words(report.comes_back())
    assert TO["person"] not in back
    assert "สำเนา" not in back


def test_a_press_that_came_twice_is_one_copy(arun, report):
    page = arun.client.get(f"{arun.place}/export")
    code = hidden(page, "code")
    data = {"code": code, "once": hidden(page, "once"), "last_four": code[-4:], **TO}
    for _ in range(2):
        assert arun.client.post(f"{arun.place}/export", data=data).status_code == 200
    ask(arun)
    assert [h.data["copy"] for h in reports.find(report.code).story if h.kind == "exported"] == ["1", "1", "2"]


def test_what_is_missing_is_said_and_a_weak_code_made_by_hand_is_not_taken(arun, report):
    _, page = ask(arun, person="", agency="other", last_four="xxxx", contact="y")
    for said in ("กรอกชื่อผู้รับ", "กรอกชื่อหน่วยงาน", "4 ตัวนี้ไม่ตรง"):
        assert said in words(page)
    assert TO["post"] in page.text
    _, page = ask(arun, code="1234", last_four="1234")
    assert page.mimetype == "text/html"
    assert is_code(hidden(page, "code"))
    assert not any(h.kind == "exported" for h in reports.find(report.code).story)


def test_an_officer_without_the_key_finds_nothing_to_export(app, arun, report, clock):
    palad = officer_at_desk(app, sealed_cast.reader("palad", clock(), title="ปลัด อบต."), clock)
    real, invented = reports.find(report.code).id, "0123456789abcdef" * 2
    for method in (palad.client.get, palad.client.post):
        pages = [method(f"/staff/sealed/{name}/export", data=TO) for name in (real, invented)]
        assert [page.status_code for page in pages] == [404, 404]
        assert pages[0].text.replace(real, "") == pages[1].text.replace(invented, "")


def test_a_printer_that_is_missing_is_said_in_words(arun, report, monkeypatch):
    monkeypatch.setitem(RENDERERS, "pdf", replace(RENDERERS["pdf"], available=lambda: "no"))
    assert "Pango" in words(arun.client.get(f"{arun.place}/export"))


def test_more_than_one_copy_carries_is_refused_in_words(arun, monkeypatch):
    assert MOST_BYTES == 50 * 1024 * 1024
    monkeypatch.setattr(exporting, "MOST_BYTES", 10)
    _, page = ask(arun)
    assert "แบ่งเป็นสองชุด" in words(page)
    _, small = ask(arun, files=[])
    assert small.mimetype == "application/pdf"
