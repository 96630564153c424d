"""From draft to published editions through the pages: sentences kept true, claims, remarks, history, publishing."""

import re
from types import SimpleNamespace

import pytest

from app.domain.workflow import Role
from app.extensions import db
from app.models import MeasuresReport, ReportEdition
from app.renderers import RENDERERS
from app.services import editions
from tests.factories import PASSWORD, make_office, open_complaint
from tests.officers import Officer, hired, words
from tests.web.test_reports import cells

PLACE = "/management/reports/2570/12"


@pytest.fixture(autouse=True)
def quick_papers(monkeypatch):
    """The real printers have tests of their own."""
    for kind in editions.PAPERS:
        quick = SimpleNamespace(
            name=kind.upper(), extension=kind, mimetype=f"test/{kind}", available=lambda: None,
            render=lambda report, kind=kind: f"{kind} {report!r}".encode(),
        )  # fmt: skip
        monkeypatch.setitem(RENDERERS, kind, quick)


@pytest.fixture
def head(app, client, clock):
    make_office(clock())
    open_complaint(clock())
    clock.advance(days=3)
    head = Officer(client, hired("nayok", Role.MANAGEMENT, now=clock()))
    assert head.sends("/management/reports/", fiscal_year="2570", months="12").location == PLACE
    return head


def use(head, number, part):
    page = head.opens(f"{PLACE}/measures/{number}")
    sentence = next(s for s in re.findall(r'name="sentence" value="([^"]+)"', page) if part in s)
    head.sends(f"{PLACE}/measures/{number}/use", sentence=sentence)
    return sentence


def send(head, **fields):
    version = db.session.query(MeasuresReport).one().version
    return head.sends(f"{PLACE}/publish", **{"version": str(version), "knowing": "y", "password": PASSWORD, **fields})


def test_a_sentence_that_the_figures_left_behind_is_shown_and_brought_up_to_date(head, clock):
    use(head, 6, "แจ้งความเดือดร้อน รับ")
    assert "ไม่ตรงกับตัวเลข" not in words(head.opens(PLACE))
    open_complaint(clock())
    assert "ไม่ตรงกับตัวเลข 1 ประโยค" in words(head.opens(PLACE))
    page = head.opens(f"{PLACE}/measures/6")
    old, new = (re.search(rf"<{tag}>([^<]+)</{tag}>", page)[1] for tag in ("del", "ins"))
    assert ("รับ 1 เรื่อง" in old.replace("\xa0", " "), "รับ 2 เรื่อง" in new.replace("\xa0", " ")) == (True, True)
    clock.advance(days=1)  # the figures are those of a day that is over
    assert "ไม่ตรงกับตัวเลข" in words(head.opens(f"{PLACE}/publish"))
    refused = send(head)
    assert refused.status_code == 409
    assert db.session.query(ReportEdition).count() == 0
    head.sends(f"{PLACE}/adjust", number="6", cell="summary", key="received:complaints")
    assert "ไม่ตรงกับตัวเลข" not in words(head.opens(PLACE))
    assert "รับ ๒ เรื่อง" in words(head.opens(PLACE))
    assert send(head).status_code == 302


def test_all_sentences_at_once_and_words_of_ones_own_stay(head, clock):
    use(head, 6, "แจ้งความเดือดร้อน รับ")
    balance = use(head, 6, "ยกมา")
    page = head.opens(f"{PLACE}/measures/6")
    summary = re.search(r'<textarea[^>]*name="summary"[^>]*>([^<]*)', page)[1].strip()
    head.sends(f"{PLACE}/measures/6", **cells(page, summary=f"{summary}\nเปิดทุกวัน"))
    open_complaint(clock())
    head.sends(f"{PLACE}/adjust")
    page = words(head.opens(PLACE))
    assert "เปิดทุกวัน" in page
    assert "ไม่ตรงกับตัวเลข" not in page
    assert balance not in page


def test_a_claim_is_pointed_out_and_has_to_be_answered_for(head, clock):
    page = head.opens(f"{PLACE}/measures/6")
    head.sends(f"{PLACE}/measures/6", **cells(page, result="ประชาชนได้รับบริการรวดเร็วมากขึ้น"))
    assert "“รวดเร็วมากขึ้น” ตัวเลขเทียบกับปีก่อน: เร็วขึ้น 0 งานบริการ" in words(head.opens(f"{PLACE}/measures/6"))
    assert "ข้อความที่ตัวเลขยังไม่รองรับ 1 แห่ง" in words(head.opens(PLACE))
    assert "อ่านและรับรองข้อความ" in send(head).text
    assert send(head, answered="6/result/รวดเร็วมากขึ้น").status_code == 302
    history = words(head.opens(f"{PLACE}/history"))
    assert "รับรองข้อความที่ตัวเลขยังไม่รองรับ คุณnayok" in history
    assert "ช่องผลลัพธ์: รวดเร็วมากขึ้น" in history


def test_publishing_asks_for_ones_password(head):
    page = head.opens(f"{PLACE}/publish")
    assert "1 พฤศจิกายน" not in page
    assert "4 พฤศจิกายน 2569" in words(page)  # yesterday: the round is not over
    assert 'type="password"' not in page  # the day comes first
    version = db.session.query(MeasuresReport).one().version
    today = {"day-day": "5", "day-month": "11", "day-year": "2569"}
    refused = head.sends(f"{PLACE}/as-of", version=str(version), **today)
    assert (refused.status_code, "วันที่ของข้อมูลต้องเป็นวันที่ผ่านไปแล้ว" in refused.text) == (422, True)
    assert head.sends(f"{PLACE}/as-of", version=str(version), **{**today, "day-day": "4"}).status_code == 302
    assert 'type="password"' in head.opens(f"{PLACE}/publish")
    wrong = send(head, password="not mine at all")
    assert wrong.status_code == 422
    assert "รหัสผ่านไม่ถูกต้อง" in wrong.text
    assert db.session.query(ReportEdition).count() == 0


def test_a_report_with_gaps_is_published_by_somebody_who_says_so(head):
    page = send(head, knowing="")
    assert (page.status_code, "เติมสิ่งที่ขาดก่อน หรือติ๊กว่าจะเผยแพร่ทั้งอย่างนี้" in page.text) == (422, True)
    assert db.session.query(ReportEdition).count() == 0
    assert send(head).status_code == 302


def test_published_shown_corrected_and_compared(head, clock):
    assert send(head).location == f"{PLACE}/editions/1"
    page = head.opens(f"{PLACE}/editions/1")
    assert re.search(r"[0-9a-f]{64}", page)
    assert head.client.get(f"{PLACE}/editions/1/report.docx").data.startswith(b"docx")
    assert head.opens(f"{PLACE}/editions/1/report.events", status=404)
    assert head.sends(f"{PLACE}/editions/1/events").data.startswith(b"PK")
    assert "เผยแพร่ฉบับที่ 1" in words(head.opens("/management/reports/"))
    assert "ไม่มีอะไรต่างจากฉบับที่เผยแพร่แล้ว" in words(head.opens(f"{PLACE}/publish"))
    clock.advance(minutes=5)
    page = head.opens(f"{PLACE}/measures/2")
    head.sends(f"{PLACE}/measures/2", **cells(page, summary="ประชุม 12 ครั้ง"))
    assert "แก้ร่างหลังจากนั้น" in words(head.opens("/management/reports/"))
    assert "เขียนว่าฉบับนี้แก้อะไร" in send(head).text
    assert send(head, changed="เพิ่มจำนวนครั้งที่ประชุม").location == f"{PLACE}/editions/2"
    page = head.opens(f"{PLACE}/editions/2")
    assert "<ins>ประชุม 12 ครั้ง</ins>" in page
    assert "ต่างจากฉบับที่ 1 อย่างไร" in words(page)
    assert "ตัวเลขเหมือนเดิม" in words(page)


def test_the_proof_is_shown_line_by_line(head):
    send(head)
    proof = words(head.opens(f"{PLACE}/editions/1/proof"))
    assert "ตัวเลขที่คำนวณใหม่ตรงกับที่เผยแพร่" in proof
    assert "ไม่ผ่าน" not in proof


def test_the_same_page_sent_twice_makes_one_edition(head):
    version = db.session.query(MeasuresReport).one().version
    assert send(head, version=version).status_code == 302
    assert send(head, version=version).status_code in {409, 422}
    assert db.session.query(ReportEdition).count() == 1


def test_remarks_stand_until_they_are_settled(head):
    head.sends(f"{PLACE}/remarks", number="2", text="ขอวันที่ประชุมด้วย")
    assert "ขอวันที่ประชุมด้วย" in head.opens(f"{PLACE}/measures/2")
    assert "ขอวันที่ประชุมด้วย" in head.opens(f"{PLACE}/publish")
    which = re.search(r'name="settle" value="(\d+)"', head.opens(f"{PLACE}/measures/2"))[1]
    head.sends(f"{PLACE}/remarks", number="2", settle=which)
    assert "ขอวันที่ประชุมด้วย" not in head.opens(f"{PLACE}/measures/2")
    assert "จัดการโดย คุณnayok" in words(head.opens(f"{PLACE}/history"))


def test_who_changed_which_words_is_readable(head):
    for summary in ("ประชุมทุกเดือน", "ประชุมเกือบทุกเดือน"):
        page = head.opens(f"{PLACE}/measures/2")
        head.sends(f"{PLACE}/measures/2", **cells(page, summary=summary))
    page = head.opens(f"{PLACE}/history?measure=2")
    assert "ประชุม<ins>เกือบ</ins>ทุกเดือน" in page
    assert "คุณnayok" in page


def test_links_manuals_and_counts_are_evidence_too(head):
    place = f"{PLACE}/measures/1/evidence"
    manual = re.search(r'name="manual" value="(\d+)"', head.opens(place))[1]
    head.sends(place, kind="manual", manual=manual)
    for bad in ("http://example.go.th/", "javascript:alert(1)", "example"):
        assert head.sends(place, **{"kind": "link", "link-address": bad}).status_code == 422
    head.sends(place, **{"kind": "link", "link-address": "https://example.go.th/1", "link-words": "ข่าว",
                         "link-month": "2026-10-01"})  # fmt: skip
    page = words(head.opens(place))
    assert "ข่าว ลิงก์ · ตุลาคม 2569" in page
    assert "ฉบับที่ 1 คู่มือ" in page
    head.sends(f"{PLACE}/measures/4/evidence", invitations="1")
    assert "จำนวนคำเชิญ EIT" in words(head.opens(f"{PLACE}/measures/4/evidence"))
    assert "ข่าว" in words(head.opens(PLACE))


def test_months_without_evidence_are_named(head, clock):
    assert "ยังไม่มีหลักฐานของเดือน ตุลาคม 2569" in words(head.opens(f"{PLACE}/measures/2"))
    head.sends(f"{PLACE}/measures/2/evidence", **{"kind": "link", "link-address": "https://example.go.th/1",
                                                  "link-month": "2026-10-01"})  # fmt: skip
    assert "ยังไม่มีหลักฐานของเดือน" not in words(head.opens(f"{PLACE}/measures/2"))
    assert "ยังไม่มีหลักฐานของเดือน" not in words(head.opens(f"{PLACE}/measures/3"))  # its months begin in January


def test_nobody_else_publishes(head, client, clock):
    officer = Officer(client, hired("anan", Role.OFFICER, now=clock(), unit="กองช่าง"))
    for path in ("publish", "editions/1", "history", "measures/1/evidence"):
        officer.opens(f"{PLACE}/{path}", status=404)
    assert send(officer).status_code == 404
    assert db.session.query(ReportEdition).count() == 0


def test_what_is_typed_is_kept_when_a_suggested_sentence_is_put_in(head):
    page = head.opens(f"{PLACE}/measures/6")
    sentence = next(s for s in re.findall(r'name="sentence" value="([^"]+)"', page) if "แจ้งความเดือดร้อน รับ" in s)
    typed = dict.fromkeys(("steps", "responsible", "period", "summary"), "")
    version = str(db.session.query(MeasuresReport).one().version)
    sent = {**typed, "measure": "ช่องทาง", "result": "พิมพ์ไว้ยังไม่บันทึก", "sentence": sentence, "version": version}
    assert head.sends(f"{PLACE}/measures/6/use", **sent).location == f"{PLACE}/measures/6"
    page = head.opens(f"{PLACE}/measures/6")
    assert ("พิมพ์ไว้ยังไม่บันทึก" in page, "ใส่ประโยคแล้ว" in page) == (True, True)
    answer = head.sends(f"{PLACE}/measures/6/use", **{**sent, "result": "คนที่สอง"})
    assert (answer.status_code, "คนที่สอง" in answer.text) == (409, True)


def test_a_day_before_the_round_is_refused_beside_its_field(head):
    version = str(db.session.query(MeasuresReport).one().version)
    parts = {"day-day": "30", "day-month": "9", "day-year": "2569"}
    answer = head.sends(f"{PLACE}/as-of", version=version, **parts)
    assert (answer.status_code, "วันที่ของข้อมูลอยู่ก่อนวันแรกของรอบ" in answer.text) == (422, True)
    assert db.session.query(MeasuresReport).one().as_of is None
