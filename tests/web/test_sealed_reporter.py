"""What a reporter meets: the code, the form, the check, the way back; nothing typed lost, nothing left behind."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image
from werkzeug import formparser

from app.domain.sealed import Position, new_code
from app.extensions import db
from app.models import OutboxMail, SealedCase, Staff, Ticket
from app.services.sealed import casework, evidence, inbox, reports
from app.services.transaction import transaction
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


def test_only_the_form_and_the_promise_wait_in_the_address_bar(reporter):
    for page in (reporter.writes(), reporter.sends(), reporter.comes_back()):
        assert reporter.code not in page.request.url
        assert reporter.code not in str(page.headers)
        assert not set("0123456789") & set(page.text.split("<title>")[1].split("</title>")[0])
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"


def test_no_cookie_but_the_forms_own(app, reporter):
    app.config["WTF_CSRF_ENABLED"] = True
    for page in (reporter.client.get("/corruption/?lang=en"), reporter.client.get("/corruption/new")):
        assert [cookie.split("=")[0] for cookie in page.headers.getlist("Set-Cookie")] in ([], ["khamrong"])


def test_the_code_comes_before_the_first_word_and_is_new_each_time(reporter):
    codes = {hidden(reporter.client.get("/corruption/new"), "code") for _ in range(5)}
    assert len(codes) == 5


@pytest.mark.parametrize("typed", ["123", "", "abcd"])
def test_whoever_has_not_written_the_code_down_goes_no_further(reporter, typed):
    page = reporter.writes(last_four=typed)
    assert "4 หลักนี้ไม่ตรงกับรหัส" in words(page)
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
    page = reporter.sends(("ไวรัส.jpg", b"not a picture"))
    assert "ไวรัส.jpg" in words(page)
    assert WHAT in page.text
    assert db.session.query(SealedCase).count() == 0


def test_the_own_code_in_a_text_is_refused_with_advice(reporter):
    reporter.code = new_code()
    assert "มีรหัส 24 หลักของคุณอยู่ในข้อความ" in words(reporter.writes(what=f"รหัส {reporter.code}"))
    reporter.writes()
    reporter.sends()
    assert "มีรหัส 24 หลักของคุณอยู่ในข้อความ" in words(reporter.says(f"ดู {reporter.code[:12]} {reporter.code[12:]}"))
    assert len(reports.find(reporter.code).story) == 1


def test_twenty_presses_at_once_make_one_report(app, reporter):
    reporter.writes()
    db.session.remove()

    def press(_):
        with app.app_context():
            return Reporter(app.test_client(), reporter.code, reporter.answers).sends(("รูป.jpg", photo())).status_code

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(press, range(20))) == {200}
    assert db.session.query(SealedCase).count() == 1
    assert len(reports.find(reporter.code).story) == 1


def test_a_retry_with_other_words_adds_a_message(reporter):
    reporter.writes()
    reporter.sends()
    reporter.writes(what="ขอเงิน 500 บาท")
    reporter.sends()
    assert db.session.query(SealedCase).count() == 1
    assert "ขอเงิน 500 บาท" in words(reporter.comes_back())


@pytest.mark.parametrize("keep", [False, True])
def test_what_hides_in_a_photo_is_stripped_unless_it_is_evidence(reporter, keep):
    reporter.writes()
    reporter.sends(("รูป.jpg", photo(gps=True, camera="Nikon")), **({"keep_hidden": "y"} if keep else {}))
    found = reports.find(reporter.code)
    (file,) = found.files.values()
    with Image.open(io.BytesIO(evidence.read(file, found.id, found.key))) as picture:
        assert (0x0110 in picture.getexif()) is keep
        assert bool(picture.getexif().get_ifd(0x8825)) is keep


def test_large_evidence_never_touches_a_disk(reporter, monkeypatch):
    def refuse(*_args, **_more):
        raise AssertionError("written to a file")

    monkeypatch.setattr(formparser, "SpooledTemporaryFile", refuse)
    reporter.writes()
    reporter.sends(("สัญญา.pdf", b"%PDF-1.7 " + bytes(3_000_000)))
    assert next(iter(reports.find(reporter.code).files.values())).size == 3_000_009


def test_positions_decide_on_the_server_whatever_the_form_says(reporter, readers, clock):
    reporter.writes(about="other", readers="palad", recipients="1")
    page = reporter.sends(readers="palad")
    assert page.status_code == 200
    assert {len(inbox.of(reader.door, now=clock()).lines) for reader in readers} == {1}
    assert "เลือกจากรายการ" in words(Reporter(reporter.client).writes(about=["nobody"]))


def test_all_positions_ticked_leave_the_overseer_alone(reporter):
    everybody = ["mayor", "palad", "centre", "other"]
    assert "ผู้กำกับดูแลจากนอกสำนักงาน" in words(reporter.writes(about=everybody))
    reporter.sends()
    readers = reports.find(reporter.code).readers
    assert [reader.position for reader in readers] == [Position.OTHER]


def test_without_an_overseer_the_form_is_closed_and_sends_people_elsewhere(reporter):
    with transaction():
        db.session.query(Staff).filter_by(username="overseer").one().active = False
    page = reporter.client.get("/corruption/new")
    assert page.status_code == 503
    assert {"1205", "1206"} <= set(words(page).split())


def test_until_somebody_can_read_the_form_is_closed_with_other_numbers(app, client, clock):
    factories.make_office(clock())
    for page in (client.get("/corruption/new"), client.post("/corruption/new", data={"what": "x"})):
        assert page.status_code == 503
        assert {"1205", "1206"} <= set(words(page).split())
    assert "ตอนนี้ยังเขียนทางนี้ไม่ได้" in words(client.get("/corruption/"))


def test_no_other_room_hears_of_it(reporter):
    reporter.writes()
    reporter.sends()
    assert db.session.query(Ticket).count() == 0
    assert db.session.query(OutboxMail).count() == 0
