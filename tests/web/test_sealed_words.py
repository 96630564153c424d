"""What a frightened person reads and presses: advice where it counts, calm steps, and nothing typed lost in trouble."""

import pytest

from app.domain.sealed import Finding, Position, new_code, read_code
from app.domain.sealed_report import Kind
from app.extensions import db
from app.models import SealedCase, Staff
from app.services.sealed import casework, keys, officers, recipients, reports
from app.services.sealed.casework import Given
from app.services.transaction import transaction
from tests import factories, sealed_cast
from tests.sealed_cast import Reader
from tests.web.sealed_pages import WHAT, Reporter, hidden, officer_at_desk, words

pytestmark = pytest.mark.sealed


@pytest.fixture
def readers(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    return [sealed_cast.reader(name, clock()) for name in ("arun", "rohani")]


@pytest.fixture
def reporter(client, readers):
    return Reporter(client)


def take(reader, code, action, clock, **given):
    report = casework.find(reader.door, reports.find(code).id, now=clock())
    casework.take(reader.door, report, action, Given(**given), seen=report.seen, now=clock())


def looks(reader, code, clock):
    casework.note_opened(reader.door, casework.find(reader.door, reports.find(code).id, now=clock()), now=clock())


def steps(page):
    """The steps of the report: what each says."""
    inside = page.text.split('<ol class="timeline small"')[1].split("</ol>")[0]
    return [" ".join(words(part).split()) for part in map(_Part, inside.split("<li")[1:])]


class _Part:
    def __init__(self, text):
        self.text = "<li" + text


def test_the_introduction_says_what_to_do_before_the_first_word(client, readers):
    page = words(client.get("/corruption/"))
    for advice in ("ไม่ใช่เครื่องหรือไวไฟของสำนักงาน", "กระดาษกับปากกา", "เบอร์โทร", "ประวัติบอกว่าเปิดช่องทางนี้"):
        assert advice in page
    assert {"1205", "1206", "1567"} <= set(page.split())
    assert page.index("กระดาษกับปากกา") < page.index("เริ่มเขียนเรื่อง")


def test_the_code_is_to_be_written_on_paper(client, readers):
    assert "อย่าถ่ายรูปหรือจับภาพหน้าจอ" in words(client.get("/corruption/new"))


def test_who_keeps_the_envelope_is_said_before_and_after_sending(reporter):
    for page in (reporter.writes(), reporter.sends(), reporter.comes_back()):
        assert "ผู้เก็บซอง: นายอำเภอ" in words(page)
    about = Reporter(reporter.client)
    assert "กุญแจสำรอง" not in words(about.writes(about="centre"))


def test_the_day_somebody_read_it_is_told_but_never_who_or_when_on_that_day(reporter, readers, clock):
    reporter.writes()
    reporter.sends()
    assert "ยังไม่มีเจ้าหน้าที่เปิดอ่าน" in words(reporter.comes_back())
    clock.advance(days=1, hours=2, minutes=17)
    looks(readers[0], reporter.code, clock)
    page = words(reporter.comes_back())
    assert "เจ้าหน้าที่เปิดอ่านล่าสุดวันอังคารที่ 3 พฤศจิกายน 2569" in page
    assert "11.17" not in page
    assert readers[0].member.name not in page


def test_the_steps_show_what_is_done_where_it_is_and_what_comes(reporter, readers, clock):
    reporter.writes()
    sent = steps(reporter.sends())
    assert sent[0].startswith("รับเรื่อง อยู่ขั้นนี้")
    assert sent[1:] == [
        "ตรวจว่ามีข้อมูลพอจะสอบหรือไม่ ใช้เวลาไม่เกิน 5 วันทำการ", "สอบข้อเท็จจริง ใช้เวลาไม่เกิน 30 วัน",
        "สรุปผล ใช้เวลาไม่เกิน 15 วัน", "แจ้งผลให้คุณ ใช้เวลาไม่เกิน 15 วัน",
    ]  # fmt: skip
    clock.advance(days=1)
    take(readers[0], reporter.code, "register", clock)
    here = steps(reporter.comes_back())
    assert here[0] == "รับเรื่อง วันจันทร์ที่ 2 พฤศจิกายน 2569"
    assert "อยู่ขั้นนี้ ตั้งแต่วันอังคารที่ 3 พฤศจิกายน 2569" in here[1]


def test_a_report_sent_on_at_once_shows_no_step_that_never_was(reporter, readers, clock):
    reporter.writes()
    reporter.sends()
    take(readers[0], reporter.code, "refer", clock, finding=Finding.NACC, agency_number="1")
    assert [step.split()[0] for step in steps(reporter.comes_back())] == ["รับเรื่อง", "แจ้งผลให้คุณ"]
    take(readers[0], reporter.code, "tell", clock, message="ส่งแล้ว")
    take(readers[0], reporter.code, "close", clock)
    assert [step.split()[0] for step in steps(reporter.comes_back())] == ["รับเรื่อง", "แจ้งผลให้คุณ", "ยุติเรื่อง"]


def test_every_stage_has_a_page(reporter, readers, clock):
    reporter.writes()
    reporter.sends()
    for action, given in (
        ("register", {}),
        ("propose", {"authority": "ปลัด", "note": "ครบ"}),
        ("start", {}),
        ("report", {"note": "สอบแล้ว"}),
        ("conclude", {"finding": Finding.UNFOUNDED, "note": "ไม่มีมูล"}),
        ("tell", {"message": "ไม่มีมูล"}),
        ("reopen", {"note": "พยานใหม่"}),
    ):
        take(readers[0], reporter.code, action, clock, **given)
        page = reporter.comes_back()
        assert page.status_code == 200
        assert steps(page)
    assert "ไม่มีมูล" in words(reporter.comes_back())


def test_a_crowd_loses_nothing_that_was_typed(reporter, monkeypatch):
    reporter.writes(where="ชั้นสอง")

    def busy(*_args, **_more):
        raise keys.Busy

    with monkeypatch.context() as patched:
        patched.setattr(reports, "send", busy)
        page = reporter.sends()
    assert page.status_code == 503
    assert "รอหนึ่งนาที" in words(page)
    kept = {name: hidden(page, name) for name in ("code", "last_four", "about", "what", "where")}
    assert "ส่งแล้ว เก็บรหัสไว้" in words(reporter.client.post("/corruption/send", data=kept))
    assert reports.find(reporter.code).answers.where == "ชั้นสอง"


def test_too_many_wrong_codes_say_how_long_and_keep_the_message(reporter, clock):
    reporter.writes()
    reporter.sends()
    for _ in range(10):
        reporter.comes_back(new_code())
    page = reporter.says("มีพยานสองคน")
    assert page.status_code == 429
    assert "15 นาที" in words(page)
    assert hidden(page, "text") == "มีพยานสองคน"
    assert "ออกจากหน้านี้ทันที" in words(page)


def test_a_channel_that_closes_while_somebody_writes_gives_the_words_back(reporter):
    reporter.writes(where="ชั้นสอง")
    with transaction():
        db.session.query(Staff).filter_by(username="overseer").one().active = False
    for page in (reporter.sends(), reporter.writes(where="ชั้นสอง")):
        assert page.status_code == 503
        assert hidden(page, "where") == "ชั้นสอง"
    back = reporter.client.post("/corruption/new", data={**reporter.answers, "edit": "1"})
    assert "ชั้นสอง" in back.text
    assert db.session.query(SealedCase).count() == 0


def test_the_last_reader_gone_between_two_pages_is_the_same_closed_page(reporter, monkeypatch):
    def nobody(_about):
        raise recipients.NobodyMayRead

    monkeypatch.setattr(recipients, "of", nobody)
    assert reporter.writes().status_code == 503
    assert reporter.sends().status_code == 503


def test_a_form_from_before_the_browser_was_closed_comes_back_with_another_code(app, reporter):
    reporter.writes(where="ชั้นสอง")
    app.config["WTF_CSRF_ENABLED"] = True
    for address in ("/corruption/new", "/corruption/send"):
        page = reporter.client.post(address, data=reporter.answers)
        assert page.status_code == 400
        assert WHAT in page.text
        assert "ชั้นสอง" in page.text
        assert "เปลี่ยนรหัสให้ใหม่" in words(page)
        assert read_code(hidden(page, "code")) != reporter.code
        assert reporter.code not in page.text
    assert db.session.query(SealedCase).count() == 0


def test_a_message_from_before_the_browser_was_closed_is_shown_to_be_copied(app, reporter):
    reporter.writes()
    reporter.sends()
    app.config["WTF_CSRF_ENABLED"] = True
    page = reporter.says("มีพยานสองคน")
    assert page.status_code == 400
    assert "มีพยานสองคน" in page.text
    assert reporter.code not in page.text
    assert [h.kind for h in reports.find(reporter.code).story] == [Kind.RECEIVED]


def test_no_page_of_the_channel_may_be_kept_or_recognised(reporter):
    for page in (reporter.client.get("/corruption/new"), reporter.writes(), reporter.sends(), reporter.comes_back()):
        assert page.headers["Cache-Control"] == "no-store"
        assert "ETag" not in page.headers
        assert "Last-Modified" not in page.headers
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.request.query_string == b""
        assert "data-leave" in page.text


def test_the_overseers_list_says_what_comes_there_and_where_from(app, readers, clock):
    overseer = next(o for o in officers.trusted() if officers.is_overseer(o))
    sealed_cast.send(clock(), Position.CENTRE, what="เจ้าหน้าที่ศูนย์รับเงิน")
    desk = officer_at_desk(app, Reader(overseer.staff, sealed_cast.PHRASE, "", "", readers[0].door), clock)
    page = words(desk.inbox())
    assert "เฉพาะเรื่องที่ไม่มีใครในสำนักงานเปิดได้" in page
    assert "เจ้าหน้าที่ศูนย์รับเงิน" in page
    assert "เรียงตามกำหนดของคู่มือ" in words(officer_at_desk(app, readers[0], clock).inbox())
