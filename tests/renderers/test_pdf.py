import ctypes
import importlib
import io
import subprocess
import sys
from dataclasses import replace

import pypdf
import pytest

from app.domain.report import MeasureTable, Paragraph, Table
from app.domain.thai import to_thai_digits
from app.renderers import RENDERERS, PrinterMissing, pdf
from tests.renderers import reading
from tests.renderers.sample import FY2567, MEASURES, PAPERS, PHOTOS, PUBLISHED

WORDS = ("น้ำ", "ดำเนินการ", "ตำบล", "สำนัก", "ทำ", "หมู่ที่", "ฟื้นฟู", "ผู้ใหญ่บ้าน", "คำร้อง", "ลำน้ำ")


def no_font(weight):
    return b""


@pytest.fixture(scope="module")
def printed():
    reading.needs_pango()
    return pdf.render(FY2567)


@pytest.mark.parametrize("read", [reading.pdf_text, reading.poppler_text])
def test_thai_words_can_be_copied_and_searched(printed, read):
    text = read(printed)
    assert [word for word in WORDS if word not in text] == []


def test_every_stack_of_marks_survives():
    reading.needs_pango()
    vowels, tones = ("", "ิ", "ี", "ึ", "ื", "ั", "ุ", "ู"), ("", "่", "้", "๊", "๋", "์")
    stacks = [f"น{letter}{vowel}{tone}น" for letter in "กญฐนปฝฟฬ" for vowel in vowels for tone in tones]
    stacks += [f"น{letter}{tone}ำน" for letter in "กญฐนปฝฟฬ" for tone in tones[:5]]
    text = reading.pdf_text(pdf.render(replace(FY2567, blocks=(Paragraph(" ".join(stacks)),))))
    assert [stack for stack in stacks if stack not in text.split()] == []


def test_no_line_breaks_inside_a_date_or_a_name(printed):
    pages = reading.pdf_pages(printed)
    assert sum(page.replace("\u00a0", " ").count("๓๐ กันยายน ๒๕๖๗") for page in pages) == 2
    everything = "".join(pages)
    assert reading.bare(everything).count("ช้างให้ตก") == everything.count("ช้างให้ตก") > 3


def test_one_measure_a_page_with_its_header_row_running_head_and_number(printed):
    pages = reading.pdf_pages(printed)
    assert len(pages) == 7
    for number, page in enumerate(pages[:6], start=1):
        assert reading.bare("สรุปผลการดำเนินการ") in reading.bare(page)
        assert reading.bare(MEASURES[number - 1][0][0]) in reading.bare(page)
        assert f"{number}/7" in reading.bare(page)
        assert (reading.bare(FY2567.running_head) in reading.bare(page)) == (number > 1)
        assert reading.bare(FY2567.as_of) in reading.bare(page)


def test_a_measure_longer_than_a_page_repeats_the_header_row():
    reading.needs_pango()
    long = MeasureTable(tuple(tuple(f"ข้อ {n} ทำตามขั้นตอน" for n in range(80)) for _ in range(6)))
    pages = reading.pdf_pages(pdf.render(replace(FY2567, blocks=(long,))))
    assert len(pages) > 2
    assert all("ผลลัพธ์/ความสำเร็จ" in page for page in pages)


def test_a_measure_that_does_not_fit_below_the_title_keeps_its_header_row():
    reading.needs_pango()
    for lines in (4, 8, 10, 15, 30):
        measure = MeasureTable(tuple(tuple(f"ข้อ {n} ทำตามขั้นตอน" for n in range(lines)) for _ in range(6)))
        pages = reading.pdf_pages(pdf.render(replace(FY2567, blocks=(measure,), signatures=())))
        assert [("ผลลัพธ์/ความสำเร็จ" in page) == ("ทำตาม" in page) for page in pages] == [True] * len(pages)


def test_pictures_are_tagged_with_what_they_show():
    reading.needs_pango()
    printed = pdf.render(PUBLISHED)
    assert pdf.render(PUBLISHED) == printed
    document = pypdf.PdfReader(io.BytesIO(printed))
    figures = [found["/Alt"] for found in structure(document.trailer["/Root"]["/StructTreeRoot"]) if "/Alt" in found]
    assert [reading.bare(text) for text in figures] == [reading.bare(p.alt) for p in (*PHOTOS, *PAPERS)]
    assert [page.get_contents().get_data().count(b" Do") for page in document.pages] == [0] * 8 + [3, 3]


def structure(element):
    """Every element of a tagged PDF's tree, in reading order."""
    yield element
    below = element.get("/K", [])
    for child in below if isinstance(below, list) else [below]:
        if isinstance(child.get_object(), dict):
            yield from structure(child.get_object())


def test_thai_digits_on_official_paper_but_not_in_addresses(printed):
    text = reading.pdf_text(printed)
    assert "๒๕๖๗" in text
    assert "poster-2567.pdf" in text
    assert "K7QM-4XWD-9TRH" in text
    arabic = reading.pdf_text(pdf.render(FY2567, digits="arab"))
    assert "๗" not in arabic
    assert "1 / 7" in arabic


def test_a_screen_reader_finds_language_title_and_tags(printed):
    document = pypdf.PdfReader(io.BytesIO(printed))
    root = document.trailer["/Root"]
    assert root["/Lang"] == "th"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert document.metadata.title == to_thai_digits(FY2567.title)
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_landscape_a4(printed):
    box = pypdf.PdfReader(io.BytesIO(printed)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)


def test_the_same_report_gives_the_same_file_with_or_without_a_font_folder(printed, tmp_path):
    assert pdf.render(FY2567) == printed
    assert pdf.render(FY2567, cache_dir=tmp_path) == printed


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://example.go.th/logo.png",
        "data:image/png;base64,AAAA",
        "khamrong-font:900",
        "khamrong-font:../../etc/passwd",
    ],
)
def test_the_fetcher_refuses_everything_but_its_own_fonts(url):
    reading.needs_pango()
    with pytest.raises(ValueError, match="fetches nothing"):
        pdf.fetcher(no_font)(url)


def test_an_address_smuggled_into_the_page_is_never_opened(tmp_path):
    reading.needs_pango()
    weasyprint = importlib.import_module("weasyprint")
    secret = tmp_path / "secret.css"
    secret.write_text("body::after { content: 'stolen' }", encoding="utf-8")
    page = f'<link rel="stylesheet" href="{secret.as_uri()}"><img src="{secret.as_uri()}"><p>ข้อความ'
    printed = weasyprint.HTML(string=page, url_fetcher=pdf.fetcher(no_font)).write_pdf()
    assert "stolen" not in reading.pdf_text(printed)


@pytest.fixture
def no_pango(monkeypatch):
    """A system on which no library of that name can be loaded."""
    real = ctypes.CDLL

    def without_pango(name, *rest, **more):
        if name and "pango" in str(name):
            raise OSError(f"{name}: cannot open shared object file")
        return real(name, *rest, **more)

    monkeypatch.setattr(ctypes, "CDLL", without_pango)


@pytest.mark.usefixtures("no_pango")
def test_without_pango_only_the_pdf_is_missing_and_says_so():
    reason = RENDERERS["pdf"].available()
    assert reason is not None
    assert "PDF" in reason
    assert "DOCX" in reason
    with pytest.raises(PrinterMissing, match="PDF"):
        RENDERERS["pdf"].render(FY2567)
    for extension in ("html", "docx", "xlsx", "csv"):
        assert RENDERERS[extension].available() is None
        assert RENDERERS[extension].render(FY2567)


def test_a_weasyprint_that_cannot_be_loaded_is_a_missing_printer_too(monkeypatch):
    reading.needs_pango()
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(PrinterMissing, match="PDF"):
        RENDERERS["pdf"].render(FY2567)


def test_asking_whether_pdf_is_available_does_not_load_the_printer():
    asked = "import sys; from app.renderers import RENDERERS; RENDERERS['pdf'].available();"
    done = subprocess.run(
        [sys.executable, "-c", f"{asked} print(sorted({{'weasyprint', 'docx', 'fontTools'}} & set(sys.modules)))"],
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.strip() == "[]"


def test_a_table_too_long_for_pdf_is_refused_in_words():
    reading.needs_pango()
    table = Table("ตาราง", ("ก",), (("1",),) * (pdf.MOST_ROWS + 1))
    with pytest.raises(PrinterMissing, match="XLSX"):
        pdf.render(replace(FY2567, blocks=(table,)))
