"""What a reporter meets: the code, the form, the check, the way back; nothing typed lost, nothing left behind."""


import pytest

from app.domain.sealed import new_code
from app.extensions import db
from app.models import SealedCase
from app.services.sealed import casework, reports
from tests import factories, sealed_cast
from tests.web.sealed_pages import WHAT, Reporter, hidden, photo, words

pytestmark = pytest.mark.sealed


@pytest.fixture
def readers(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    return [sealed_cast.reader(name, clock()) for name in ("arun", "rohani")]


@pytest.fixture
def reporter(client, readers):
    return Reporter(client)


def test_from_the_form_to_the_answer(reporter, readers, clock):
    assert WHAT in words(reporter.writes(where="ชั้นล่าง", contact="ฝากไว้ที่ร้านกาแฟ"))
    sent = reporter.sends(("หลักฐาน.jpg", photo()))
    assert [group for group in words(sent).split() if group.isdigit() and len(group) == 4][:6] == [
        reporter.code[at : at + 4] for at in range(0, 24, 4)
    ]
    assert "วันอังคารที่ 17 พฤศจิกายน 2569" in words(sent)
    report = casework.find(readers[0].door, reports.find(reporter.code).id, now=clock())
    casework.write(readers[0].door, report, "มีพยานไหม", once="1", now=clock())
    assert "มีพยานไหม" in words(reporter.comes_back())
    assert "มีสองคน" in words(reporter.says("มีสองคน", ("รูป.jpg", photo())))
    found = reports.find(reporter.code)
    assert [h.kind for h in found.story] == ["received", "message", "read", "message"]
    assert sorted(file.name for file in found.files.values()) == ["รูป.jpg", "หลักฐาน.jpg"]


def test_an_onion_service_is_told_where_there_is_one(app, client, readers):
    assert "Onion-Location" not in client.get("/corruption/").headers
    app.config["ONION_URL"] = "http://abcdef234567.onion"
    page = client.get("/corruption/")
    assert page.headers["Onion-Location"] == "http://abcdef234567.onion/corruption/"
    assert 'href="http://abcdef234567.onion/corruption/"' in page.text
    for elsewhere in ("/", "/corruption/new", "/complaints/"):
        assert "Onion-Location" not in client.get(elsewhere).headers


@pytest.mark.parametrize("typed", ["123", "abcd"])
def test_whoever_has_not_written_the_code_down_goes_no_further(reporter, typed):
    page = reporter.writes(last_four=typed)
    assert "4 หลักนี้ไม่ตรงกับรหัส" in words(page)
    assert WHAT in page.text


def test_an_end_that_was_passed_over_is_not_called_wrong(reporter):
    page = reporter.writes(last_four="")
    assert "มี 1 ข้อที่ต้องแก้" in words(page)
    assert "ไม่ตรงกับรหัส" not in words(page)
    assert WHAT in page.text


def test_thai_digits_prove_the_code_too(reporter):
    reporter.code = new_code()
    thai = reporter.code[-4:].translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert "ตรวจทานก่อนส่ง" in words(reporter.writes(last_four=thai))


def test_nothing_typed_is_lost_on_the_way_back_to_the_form(reporter):
    reporter.writes(about=["palad", "other"], where="ชั้นสอง", witnesses="สมหมาย")
    page = reporter.client.post("/corruption/new", data={**reporter.answers, "edit": "1"})
    assert "ชั้นสอง" in page.text
    assert "สมหมาย" in page.text
    assert page.text.count(" checked") == 2
    assert hidden(page, "code") == reporter.code


def test_a_bad_file_is_refused_and_the_words_are_kept(reporter):
    reporter.writes()
    page = reporter.sends(("ไวรัส.jpg", b"MZ not a picture"))
    assert "ไวรัส.jpg" in words(page)
    assert WHAT in page.text
    assert db.session.query(SealedCase).count() == 0


