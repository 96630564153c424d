"""The annex of evidence: every piece is listed, what can be seen is shown, what cannot says so; it stays small."""

from datetime import date

import pytest

from app.domain.evidence import EvidenceKind
from app.domain.report import PictureSheet, Table
from app.domain.workflow import Role
from app.models import MeasureEvidence
from app.services import attachments, evidence_annex, measures
from app.services.attachments import Accepted
from app.services.measures_document import document, frozen, thawed
from app.services.transaction import transaction
from tests.factories import actor, make_office
from tests.renderers.test_page_images import paper, photograph

HEAD = actor(Role.MANAGEMENT)
PDF, JPEG = "application/pdf", "image/jpeg"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def office(app, clock):
    return make_office(clock())


@pytest.fixture
def report(office, clock):
    return measures.draft(2567, 12, office, by=HEAD, now=clock())


@pytest.fixture
def add(report, clock):
    def added(number, label, content=None, media_type="", **more):
        with transaction():
            file = Accepted(label, media_type, content) if content else None
            kept = attachments.store(file, public=False, now=clock()) if file else None
            piece = {"kind": EvidenceKind.FILE, "label": label, "address": "", "attachment": kept, "added_at": clock()}
            report.rows[number - 1].evidence.append(MeasureEvidence(**{**piece, **more}))

    return added


def listed(blocks):
    return next(block for block in blocks if isinstance(block, Table)).rows


def sheets(blocks):
    return [block for block in blocks if isinstance(block, PictureSheet)]


def test_every_piece_is_listed_with_what_can_be_seen_of_it(report, add):
    add(1, "ประชุม.jpg", photograph((40, 30)), JPEG, month=date(2024, 1, 1))
    add(1, "บันทึก.pdf", paper(5), PDF)
    add(2, "ลับ.pdf", paper(password="x"), PDF)
    add(2, "แผน.docx", b"PK", WORD)
    add(5, "เว็บไซต์", kind=EvidenceKind.LINK, address="https://www.example.go.th/1")
    blocks = evidence_annex.annex(report, pictures=True)
    hidden = [(number, label, kind, month, seen) for number, label, kind, month, _, seen in listed(blocks)]
    assert hidden == [
        ("1", "ประชุม.jpg", "ภาพ", "มกราคม\u00a02567", "1 ภาพ"),
        ("1", "บันทึก.pdf", "เอกสาร PDF", "–", "3 จาก 5 หน้า"),
        ("2", "ลับ.pdf", "เอกสาร PDF", "–", "เปิดดูเป็นภาพไม่ได้"),
        ("2", "แผน.docx", "เอกสาร Word", "–", "ดูจากแฟ้ม"),
        ("5", "เว็บไซต์", "ลิงก์", "–", "–"),
    ]
    assert listed(blocks)[0][4] == f"sha256:{report.rows[0].evidence[0].attachment.sha256[:16]}"
    assert [[picture.page for picture in sheet.pictures] for sheet in sheets(blocks)] == [[0], [1, 2, 3]]
    assert "บันทึก.pdf (หน้า 2 จาก 5)" in sheets(blocks)[1].pictures[1].alt


def test_a_file_that_is_gone_is_listed_and_stops_nothing(report, add, app):
    add(1, "ประชุม.jpg", photograph((40, 30)), JPEG)
    for path in (app.config["VAR_DIR"] / "files").rglob("*"):
        if path.is_file():
            path.unlink()
    assert listed(evidence_annex.annex(report, pictures=True))[0][-1] == evidence_annex.UNSEEN


def test_the_page_lists_and_opens_no_file(report, add, monkeypatch):
    add(1, "ประชุม.jpg", photograph((40, 30)), JPEG)
    monkeypatch.setattr(attachments, "read", lambda _record: pytest.fail("a file was opened"))
    blocks = evidence_annex.annex(report, pictures=False)
    assert (len(listed(blocks)), len(listed(blocks)[0]), sheets(blocks)) == (1, 5, [])


def test_hundreds_of_pictures_make_no_document_of_hundreds_of_pages(report, add, monkeypatch):
    monkeypatch.setattr(evidence_annex, "MOST_PICTURES", 5)
    for n in range(4):
        add(1, f"{n}.pdf", paper(2), PDF)
    blocks = evidence_annex.annex(report, pictures=True)
    assert sum(len(sheet.pictures) for sheet in sheets(blocks)) == 5
    assert [row[-1] for row in listed(blocks)] == ["2 หน้า", "2 หน้า", "1 จาก 2 หน้า", evidence_annex.LEFT_OUT]


def test_the_report_shown_again_from_what_was_kept_is_the_same(report, add, office, clock):
    add(1, "ประชุม.jpg", photograph((40, 30)), JPEG)
    add(3, "บันทึก.pdf", paper(2), PDF)
    files = {piece.attachment.sha256: piece.attachment for row in report.rows for piece in row.evidence}
    made = document(report, office, now=clock())
    assert thawed(frozen(made), lambda digest: attachments.read(files[digest])) == made
    gone = thawed(frozen(made), lambda _digest: b"")
    assert [picture.content for sheet in sheets(gone.annex) for picture in sheet.pictures] == [b"", b"", b""]
    assert sheets(thawed(frozen(made)).annex) == []


def test_the_count_of_invitations_is_a_table_of_its_own(report, add):
    add(4, "ตารางจำนวนคำเชิญ", kind=EvidenceKind.INVITATIONS)
    _, invitations = (block for block in evidence_annex.annex(report, pictures=True) if isinstance(block, Table))
    assert (invitations.caption, invitations.rows) == (evidence_annex.INVITATIONS, ())
    assert invitations.empty == evidence_annex.NOT_INVITED


def test_a_report_without_evidence_says_so(report):
    (table,) = evidence_annex.annex(report, pictures=True)
    assert (table.rows, table.empty) == ((), evidence_annex.NO_EVIDENCE)
