"""The report of fiscal year 2567 typed into the interface, published, exported and read again: the same document.

``FY2567_PAPERS`` names a folder in which the papers are left, for whoever wants to look at them.
"""

import io
import os
import re
from pathlib import Path

import pypdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from app.domain.thai import to_arabic_digits, to_thai_digits
from app.domain.workflow import Role
from tests import fy2567
from tests.factories import PASSWORD, make_office, make_staff
from tests.photos import picture, saved
from tests.renderers import reading
from tests.renderers.reading import bare

PLACE = f"/management/reports/{fy2567.YEAR}/{fy2567.MONTHS}"
CELLS = ("measure", "steps", "responsible", "period", "summary", "result")
OFFICE = {
    "name": fy2567.AGENCY[0], "short_name": "อบต.ช้างให้ตก", "subdistrict": "ช้างให้ตก",
    "head_title": "นายกองค์การบริหารส่วนตำบลช้างให้ตก",
}  # fmt: skip
PHOTO = "ประชุมชี้แจงบุคลากร.jpg"
LINK = "https://www.example.go.th/e-service"


@pytest.fixture
def manager(live_server, page, clock):
    """Somebody of the management, signed in, in the office that the report is of."""
    with live_server.app.app_context():
        make_office(clock(), **OFFICE)
        make_staff("palad", Role.MANAGEMENT, now=clock())
    found = page(1280)
    found.goto("/staff/sign-in?next=/management/reports/")
    found.fill("[name=username]", "palad")
    found.fill("[name=password]", PASSWORD)
    found.click("main button")
    found.wait_for_url("**/management/reports/")
    return found


def begin(page):
    page.select_option("[name=fiscal_year]", str(fy2567.YEAR))
    page.select_option("[name=months]", str(fy2567.MONTHS))
    page.get_by_role("button", name="เริ่มร่าง").click()
    page.wait_for_url(f"**{PLACE}")


def save(page, name="บันทึก"):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()
    assert page.locator(".error").count() == 0


def type_measures(page):
    for number, texts in fy2567.CELLS.items():
        page.goto(f"{PLACE}/measures/{number}")
        for name, text in zip(CELLS, texts, strict=True):
            page.fill(f"textarea[name={name}]", text)
        save(page)


def type_head(page):
    page.goto(f"{PLACE}/head")
    page.fill("[name=preface]", fy2567.PREFACE)
    page.fill("[name='as_of-day']", "๓๐")
    page.locator("[name='as_of-month']").select_option("9")
    page.fill("[name='as_of-year']", "๒๕๖๗")
    save(page)


def add_evidence(page):
    page.goto(f"{PLACE}/measures/1/evidence")
    photo = {"name": PHOTO, "mimeType": "image/jpeg", "buffer": saved(picture(size=(640, 480)), "JPEG")}
    page.set_input_files("[name=files]", photo)
    save(page, "เพิ่มไฟล์")
    page.goto(f"{PLACE}/measures/6/evidence")
    page.fill("[name='link-address']", LINK)
    page.fill("[name='link-words']", "ระบบยื่นคำร้องออนไลน์")
    save(page, "เพิ่มลิงก์")


def publish(page):
    page.goto(f"{PLACE}/publish")
    for claim in page.locator("[name=answered]").all():
        claim.check()
    for knowing in page.locator("[name=knowing]").all():
        knowing.check()
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name=re.compile("เผยแพร่ฉบับที่")).click()
    page.wait_for_url(f"**{PLACE}/editions/1", timeout=60_000)


def fetched(page, kind):
    answer = page.request.get(f"{PLACE}/editions/1/report.{kind}")
    assert answer.ok
    if folder := os.environ.get("FY2567_PAPERS"):
        (Path(folder) / f"report.{kind}").write_bytes(answer.body())
    return answer.body()


def test_typed_published_exported_opened_and_the_same(manager):
    reading.needs_pango()
    begin(manager)
    type_measures(manager)
    type_head(manager)
    add_evidence(manager)
    publish(manager)
    check_word(fetched(manager, "docx"))
    check_pdf(fetched(manager, "pdf"))
    check_workbook(fetched(manager, "xlsx"))


def typed(number):
    """The cells of a measure as they stand on paper, its number before it."""
    first, *others = fy2567.CELLS[number]
    return [bare(text) for text in (f"{to_thai_digits(str(number))}. {first}", *others)]


def check_word(data):
    document = Document(io.BytesIO(data))
    assert [p.text.replace("\u00a0", " ") for p in document.paragraphs[:6]] == [*fy2567.TITLE, *fy2567.AGENCY]
    assert bare(document.paragraphs[6].text) == bare(fy2567.PREFACE)
    section = document.sections[0]
    assert bare("".join(fy2567.TITLE[:2])) in bare(section.header.paragraphs[0].text)
    assert r"\* THAIARABIC" in reading.docx_part(data, "footer1.xml")
    measures = [table for table in document.tables if [bare(c.text) for c in table.rows[0].cells] == columns()]
    assert len(measures) == 6
    for number, table in enumerate(measures, start=1):
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert [bare(cell.text) for cell in table.rows[1].cells] == typed(number)
        assert not re.search("[0-9]", "".join(cell.text for row in table.rows for cell in row.cells))
    body = reading.docx_part(data, "document.xml")
    assert body.index("๖.") < body.index("ผู้รับรองรายงาน") < body.index("ภาคผนวก")
    assert document.inline_shapes[0]._inline.docPr.get("descr") == f"ภาพหลักฐาน: {PHOTO}"


def check_pdf(data):
    document = pypdf.PdfReader(io.BytesIO(data))
    pages = [page.extract_text() for page in document.pages]
    for read in (pages, reading.poppler_text(data, "-raw").split("\f")):
        check_pages([bare(text) for text in read][: len(pages)])
    body = [*pages[:5], pages[5].split("รหัสเนื้อหา")[0]]
    assert [found for text in body for found in re.findall("[0-9]", text)] == []
    assert "ผู้รับรองรายงาน" in pages[5]
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]


def check_pages(pages):
    """One measure on each of the first six, below its columns; the rest is the annex."""
    assert bare("".join((*fy2567.TITLE, *fy2567.AGENCY, fy2567.PREFACE))) in pages[0]
    for number, text in enumerate(pages[:6], start=1):
        assert [cell for cell in (*columns(), *typed(number)) if cell not in text] == []
        assert text.count("มาตรการ/แนวทาง") == 1
        assert f"{number}/{len(pages)}" in text
        assert text.count(bare("".join(fy2567.TITLE[:2]))) == 1  # the title, then the running head
    assert "รายการหลักฐาน" in pages[6]
    assert "ภาพหลักฐาน" in pages[7]


def check_workbook(data):
    sheet = reading.workbook(data)["มาตรการ"]
    header, *rows = sheet.values
    assert [bare(text) for text in header] == columns()
    assert [[bare(text) for text in row] for row in rows] == [typed(number) for number in fy2567.CELLS]
    assert to_arabic_digits(sheet["D6"].value) == sheet["D6"].value


def columns():
    return [bare(text) for text in fy2567.COLUMNS]
