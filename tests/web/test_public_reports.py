"""Published reports for everybody: editions, papers, what a correction changed, and what is needed to check them."""

import hashlib
import json
import subprocess
import sys
from datetime import datetime
from types import SimpleNamespace

import pytest

from app.domain.workflow import Role
from app.renderers import RENDERERS
from app.services import editions, filestore, measures, report_publishing, signing
from app.services import office as offices
from tests.architecture.sources import ROOT
from tests.conftest import BANGKOK
from tests.factories import actor, make_office, open_complaint
from tests.officers import words

HEAD = actor(Role.MANAGEMENT)
PLACE = "/reports/2570/12"


@pytest.fixture
def publish(app, clock, monkeypatch):
    """The report of 2570, published, and again with what it corrects. The printers are tested elsewhere."""
    for kind in editions.PAPERS:
        quick = SimpleNamespace(name=kind.upper(), extension=kind, mimetype=f"test/{kind}", available=lambda: None,
                                render=lambda report, kind=kind: f"{kind} {report!r}".encode())  # fmt: skip
        monkeypatch.setitem(RENDERERS, kind, quick)
    clock.set(datetime(2026, 10, 5, 9, tzinfo=BANGKOK))
    office = make_office(clock())
    open_complaint(clock())
    clock.set(datetime(2027, 10, 4, 9, tzinfo=BANGKOK))

    def again(changed="", summary="ประชุม 2 ครั้ง"):
        report = measures.find(2570, 12) or measures.draft(2570, 12, office, by=HEAD, now=clock())
        for row in report.rows:
            texts = {name: getattr(row, name) for name in measures.CELLS} | {"summary": summary, "result": "เข้าใจ"}
            measures.save_row(row, texts, version=report.version, by=HEAD, now=clock())
        clock.advance(minutes=1)
        return report_publishing.publish(
            report, office, version=report.version, answered=(), changed=changed, by=HEAD, now=clock()
        )  # fmt: skip

    return again


def test_before_anything_is_published_the_pages_say_so(app, client, clock):
    make_office(clock())
    assert "ยังไม่มีรายงานที่เผยแพร่" in client.get("/reports/").text
    assert "ยังไม่ได้เผยแพร่รายงานของปีนี้" in client.get("/reports/2569").text
    for nowhere in ("/reports/2599", PLACE, f"{PLACE}/1", f"{PLACE}/report.pdf", f"{PLACE}/figures.json"):
        assert client.get(nowhere).status_code == 404


def test_a_published_report_is_listed_read_and_taken_away(publish, client):
    edition = publish()
    assert f'href="{PLACE}"' in client.get("/reports/").text
    page = client.get(PLACE).text
    assert "ประชุม ๒ ครั้ง" in words(page)
    assert "ข้อมูล ณ วันที่ 30 กันยายน 2570" in words(page)
    assert edition.content_hash in page
    paper = client.get(f"{PLACE}/report.docx")
    assert paper.data == client.get(f"{PLACE}/1/report.docx").data
    assert hashlib.sha256(paper.data).hexdigest() in page
    assert client.get(f"{PLACE}/report.events").status_code == 404


def test_a_draft_and_what_is_written_after_publication_nobody_outside_sees(publish, client, clock):
    publish()
    row = measures.find(2570, 12).rows[0]
    texts = {name: getattr(row, name) for name in measures.CELLS} | {"summary": "ยังไม่ให้ใครเห็น"}
    measures.save_row(row, texts, version=row.report.version, by=HEAD, now=clock())
    measures.draft(2571, 6, offices.present(), by=HEAD, now=clock())
    assert "ยังไม่ให้ใครเห็น" not in client.get(PLACE).text
    assert client.get("/reports/2571/6").status_code == 404


def test_a_correction_says_what_it_changed_and_leads_to_the_edition_before(publish, client):
    publish()
    publish(changed="แก้จำนวนครั้งที่ประชุม", summary="ประชุม 3 ครั้ง")
    newest = client.get(PLACE).text
    assert "แก้จำนวนครั้งที่ประชุม" in newest
    assert "<del>2</del>" in newest
    assert f'href="{PLACE}/1"' in newest
    first = client.get(f"{PLACE}/1").text
    assert "มีฉบับที่ใหม่กว่านี้แล้ว" in first
    assert "ประชุม ๒ ครั้ง" in words(first)
    assert client.get(f"{PLACE}/3").status_code == 404


def test_anybody_can_check_hash_and_signature_with_what_the_page_gives(publish, client):
    edition = publish()
    content = client.get(f"{PLACE}/1/content.json").data
    assert hashlib.sha256(content).hexdigest() == edition.content_hash
    assert json.loads(content)["figures"] == client.get(f"{PLACE}/figures.json").get_json()
    assert json.loads(content)["papers"]["docx"] == hashlib.sha256(client.get(f"{PLACE}/report.docx").data).hexdigest()
    signature = client.get(f"{PLACE}/1/signature.bin").data
    assert signing.holds(edition.content_hash.encode(), signature.hex(), edition.public_key)
    assert client.get(f"{PLACE}/1/key.pem").data == client.get("/reports/key.pem").data
    assert client.get("/reports/key.pem").text.startswith("-----BEGIN PUBLIC KEY-----")


def test_the_published_figures_are_those_that_the_script_recomputes_from_the_events(publish, client, tmp_path):
    edition = publish()
    (tmp_path / "package.zip").write_bytes(editions.events(edition)[0])
    (tmp_path / "recompute.py").write_bytes(client.get("/reports/recompute.py").data)
    assert (tmp_path / "recompute.py").read_bytes() == (ROOT / "docs" / "recompute.py").read_bytes()
    for name in ("figures.json", "content.json"):
        (tmp_path / name).write_bytes(client.get(f"{PLACE}/1/{name}").data)
        asked = [sys.executable, "recompute.py", "package.zip", "--compare", name]
        told = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (told.returncode, told.stdout + told.stderr) == (0, "no differences\n")


def test_a_paper_that_is_gone_from_the_disk_is_not_found_and_the_page_stays(publish, client, app):
    edition = publish()
    kept = next(paper.attachment for paper in edition.papers if paper.kind == "docx").storage_name
    (app.config["VAR_DIR"] / "files" / kept[:2] / kept).unlink()
    assert client.get(f"{PLACE}/report.docx").status_code == 404
    assert client.get(PLACE).status_code == 200


def test_a_paper_that_somebody_exchanged_on_the_disk_is_handed_to_nobody(publish, client):
    kept = publish().papers[0].attachment
    filestore.store().path(kept.storage_name).write_bytes(b"other words")
    assert client.get(f"{PLACE}/report.docx").status_code == 404
    assert client.get(PLACE).status_code == 200


def test_no_name_of_who_pressed_the_button_stands_in_public(publish, client):
    publish()
    assert "published_by" not in client.get(f"{PLACE}/1/content.json").text
