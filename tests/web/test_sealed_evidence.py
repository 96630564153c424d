"""Voice, film, chat and office papers as evidence: kept byte for byte, given out for saving; what runs is refused."""

import pytest

from app.domain.sealed import new_code
from app.services.sealed import reports
from tests import factories, sealed_cast
from tests.domain.test_file_kinds import REFUSED, TAKEN
from tests.web.sealed_pages import WHAT, Reporter, officer_at_desk, photo, words

pytestmark = pytest.mark.sealed
NAMES = list(TAKEN)


@pytest.fixture
def arun(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    readers = [sealed_cast.reader(name, clock()) for name in ("arun", "rohani")]
    return officer_at_desk(app, readers[0], clock)


@pytest.fixture
def reporter(app, arun):
    found = Reporter(app.test_client())
    found.writes()
    found.sends()
    return found


def test_everything_a_telephone_makes_comes_back_as_it_was(arun, reporter):
    for at in range(0, len(NAMES), 5):
        files = [(f"{name}{TAKEN[name][1]}", TAKEN[name][0]) for name in NAMES[at : at + 5]]
        assert "ส่งแล้ว" in words(reporter.says("หลักฐาน", *files, once=new_code()))
    report = reports.find(reporter.code)
    kept = {file.name: file for file in report.files.values()}
    assert kept.keys() == {f"{name}{TAKEN[name][1]}" for name in NAMES}
    for name in NAMES:
        file = kept[f"{name}{TAKEN[name][1]}"]
        answer = arun.client.get(f"/staff/sealed/{report.id}/file/{file.id}")
        assert answer.data == TAKEN[name][0]
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
        assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("called", "what"), [("ป้าย.jpg", "a program"), ("แชท.txt", "a page"), ("สัญญา.docx", "a Word file with macros")]
)
def test_what_could_run_is_refused_under_any_name_and_says_what_may_be_sent(reporter, called, what):
    page = words(reporter.says("คำที่พิมพ์ไว้", (called, REFUSED[what])))
    assert called in page
    assert "ส่งได้แต่รูป เสียง วิดีโอ PDF" in page
    assert "คำที่พิมพ์ไว้" in page
    assert reports.find(reporter.code).files == {}


def test_a_name_cannot_make_text_run(reporter):
    reporter.says("แชท", ("chat.html", "09:12 แม่ค้า สวัสดี".encode()), ("run.bat", b"del all"))
    assert {file.name for file in reports.find(reporter.code).files.values()} == {"chat.txt", "run.txt"}


def test_a_picture_loses_what_is_hidden_in_it_and_a_recording_does_not(reporter):
    tagged = b"ID3\x03\0\0\0\0\0\x20" + b"TPE1 HIDDEN-AUTHOR" + bytes(40)
    reporter.says("สองไฟล์", ("ป้าย.jpg", photo(description="HIDDEN-CAMERA")), ("เสียง.mp3", tagged))
    report = reports.find(reporter.code)
    kept = {file.name: reports.story.content(report, file) for file in report.files.values()}
    assert b"HIDDEN-CAMERA" not in kept["ป้าย.jpg"]
    assert kept["เสียง.mp3"] == tagged


def test_the_form_says_from_what_hidden_data_is_removed(reporter):
    page = words(reporter.comes_back())
    assert "ซ่อนในรูปเท่านั้น" in page
    assert WHAT in page


def test_too_large_is_said_for_what_it_is(app, reporter):
    app.config["MAX_UPLOAD_BYTES"] = 100
    assert "ตัดเป็นหลายไฟล์" in words(reporter.says("ยาว", ("คลิป.mp4", TAKEN["mp4"][0] + bytes(200))))
