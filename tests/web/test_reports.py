"""The measures report through its pages: drafted, typed, evidenced, printed; a missing printer stops nothing else."""

import io

import pytest

from app.domain.workflow import Role
from app.renderers import RENDERERS, PrinterMissing
from tests.factories import make_office
from tests.officers import Officer, hired
from tests.photos import picture

PLACE = "/management/reports/2567/12"


@pytest.fixture
def head(app, client, clock):
    make_office(clock())
    return Officer(client, hired("nayok", Role.MANAGEMENT, now=clock()))


@pytest.fixture
def drafted(head):
    assert head.sends("/management/reports/", fiscal_year="2567", months="12").location == PLACE
    return head


def form(page, name):
    before = page.split(f'name="{name}"')[1]
    return before.split('value="')[1].split('"')[0]


def cells(page, **changes):
    return {"version": form(page, "version"), "measure": "มาตรการ", "steps": "", "responsible": "", "period": "",
            "summary": "", "result": "", **changes}  # fmt: skip


def test_the_year_2567_is_made_from_beginning_to_end(drafted):
    for number in range(1, 7):
        page = drafted.opens(f"{PLACE}/measures/{number}")
        sent = cells(page, summary=f"ทำแล้ว {number}", result="ประชาชนได้รับน้ำ 6,000 ลิตร")
        assert drafted.sends(f"{PLACE}/measures/{number}", **sent).status_code == 302
    page = drafted.opens(PLACE)
    assert "๖. มาตรการ" in page
    assert "ทำแล้ว ๖" in page
    assert "ประจำปีงบประมาณ ๒๕๖๗ รอบ ๑๒ เดือน" in page.replace("\N{NO-BREAK SPACE}", " ")
    for paper in ("docx", "xlsx"):
        answer = drafted.client.get(f"{PLACE}/report.{paper}")
        assert answer.status_code == 200
        assert answer.mimetype == RENDERERS[paper].mimetype
        assert "filename*=UTF-8''%E0" in answer.headers["Content-Disposition"]


def test_a_second_writer_is_told_and_keeps_their_words(drafted):
    page = drafted.opens(f"{PLACE}/measures/1")
    drafted.sends(f"{PLACE}/measures/1", **cells(page, summary="คนแรก"))
    answer = drafted.sends(f"{PLACE}/measures/1", **cells(page, summary="คนที่สอง"))
    assert answer.status_code == 409
    assert "มีคนแก้รายงานนี้ไปก่อนแล้ว" in answer.text
    assert "คนที่สอง" in answer.text
    again = cells(answer.text, summary="คนที่สอง")
    assert drafted.sends(f"{PLACE}/measures/1", **again).status_code == 302


def test_an_empty_measure_is_refused_beside_its_field(drafted):
    page = drafted.opens(f"{PLACE}/measures/2")
    answer = drafted.sends(f"{PLACE}/measures/2", **cells(page, measure=" ", summary="ไม่หาย"))
    assert "กรอกมาตรการ" in answer.text
    assert "ไม่หาย" in answer.text


def test_evidence_is_kept_listed_fetched_and_taken_away(drafted):
    photo = io.BytesIO()
    picture().save(photo, "JPEG")
    photo.seek(0)
    drafted.sends(f"{PLACE}/measures/5/evidence", files=[(photo, "โปสเตอร์.jpg")])
    page = drafted.opens(f"{PLACE}/measures/5")
    assert "โปสเตอร์.jpg" in page
    address = page.split("/evidence/")[1].split('"')[0]
    got = drafted.client.get(f"{PLACE}/evidence/{address}")
    assert got.mimetype == "image/jpeg"
    assert "attachment" in got.headers["Content-Disposition"]
    drafted.sends(f"{PLACE}/measures/5/evidence", drop=address)
    assert "โปสเตอร์.jpg" not in drafted.opens(f"{PLACE}/measures/5")


def test_a_renamed_program_is_no_evidence(drafted):
    answer = drafted.sends(f"{PLACE}/measures/5/evidence", files=[(io.BytesIO(b"MZ\x90\x00 program"), "photo.jpg")])
    assert answer.status_code == 422
    assert "แนบไม่ได้" in answer.text


def test_a_missing_pdf_library_is_said_and_the_other_papers_go_on(drafted, monkeypatch):
    def missing(_report):
        raise PrinterMissing("เครื่องนี้ยังไม่มี pango")

    monkeypatch.setitem(RENDERERS, "pdf", RENDERERS["pdf"].__class__(
        "PDF", "pdf", "application/pdf", missing, lambda: "เครื่องนี้ยังไม่มี pango"
    ))  # fmt: skip
    assert "เครื่องนี้ยังไม่มี pango" in drafted.opens(PLACE)
    assert "DOCX" in drafted.opens(f"{PLACE}/report.pdf", status=503)
    assert drafted.client.get(f"{PLACE}/report.docx").status_code == 200


def test_only_a_suggested_sentence_can_be_used(drafted):
    drafted.sends(f"{PLACE}/measures/6/use", sentence="เราเร็วที่สุดในประเทศ")
    assert "เร็วที่สุดในประเทศ" not in drafted.opens(PLACE)


def test_nobody_else_gets_in(head, app, client, clock):
    officer = Officer(client, hired("anan", Role.OFFICER, now=clock(), unit="กองช่าง"))
    officer.opens("/management/reports/", status=404)
