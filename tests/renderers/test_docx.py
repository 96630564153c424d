import io

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from app.renderers.docx import render
from tests.renderers.reading import bare, docx_part, docx_text
from tests.renderers.sample import FY2567, MEASURES, PAPERS, PHOTOS, PUBLISHED

FONT = "TH SarabunIT๙"


@pytest.fixture(scope="module")
def data():
    return render(FY2567)


@pytest.fixture
def document(data):
    return Document(io.BytesIO(data))


def measures(document):
    return [table for table in document.tables if len(table.columns) == 6]


def test_landscape_a4_on_which_the_first_page_has_no_running_head(document):
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert bare(section.header.paragraphs[0].text) == bare(FY2567.running_head)
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""


@pytest.mark.parametrize("style", ["Normal", "Heading 2", "List Bullet", "Header", "Footer"])
def test_thai_is_set_in_the_font_of_the_office_at_16_points(document, style):
    properties = document.styles[style].element.rPr
    fonts = properties.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "cs")} == {FONT}
    assert properties.find(qn("w:szCs")).get(qn("w:val")) == "32"
    assert properties.find(qn("w:lang")).get(qn("w:bidi")) == "th-TH"


def test_the_font_table_names_other_fonts_for_other_computers(data):
    assert f'<w:font w:name="{FONT}"><w:altName w:val="TH Sarabun New' in docx_part(data, "fontTable.xml")


def test_bold_and_sizes_hold_for_thai_too(document):
    properties = document.paragraphs[0].runs[0]._r.rPr
    assert properties.find(qn("w:bCs")) is not None
    assert properties.find(qn("w:szCs")).get(qn("w:val")) == "36"


def test_six_measures_whose_header_row_comes_again_and_the_one_below_the_title_is_not_torn(document):
    tables = measures(document)
    assert len(tables) == 6
    for table in tables:
        header, row = table._tbl.tr_lst
        assert header.trPr.find(qn("w:tblHeader")) is not None
        assert header.trPr.find(qn("w:cantSplit")) is not None
        assert "w:tblHeader" not in row.xml
    below_the_title, *others = (table._tbl.tr_lst[1].trPr for table in tables)
    assert below_the_title.find(qn("w:cantSplit")) is not None
    assert all(row is None or row.find(qn("w:cantSplit")) is None for row in others)


def test_each_measure_after_the_first_begins_a_page(data):
    body = docx_part(data, "document.xml")
    assert body.count("<w:pageBreakBefore/>") == 6


def test_cells_hold_one_ordinary_paragraph_for_each_line_typed(document):
    cells = measures(document)[5].rows[1].cells
    assert [len(cell.paragraphs) for cell in cells] == [len(texts) for texts in MEASURES[5]]
    assert cells[0].paragraphs[1].text == "-ร้องเรียนร้องทุกข์"


def test_thai_digits_but_not_in_addresses(data):
    text = docx_text(data)
    assert "๒๕๖๗" in text
    assert "https://www.example.go.th/poster-2567.pdf" in text
    assert "๒๕๖๗" not in docx_text(render(FY2567, digits="arab"))


def test_page_numbers_are_fields_in_thai_digits(data):
    assert '<w:pgNumType w:fmt="thaiNumbers"/>' in docx_part(data, "document.xml")
    footer = docx_part(data, "footer1.xml")
    assert r"PAGE \* THAIARABIC" in footer
    assert r"NUMPAGES \* THAIARABIC" in footer
    assert "THAIARABIC" not in docx_part(render(FY2567, digits="arab"), "footer1.xml")


def test_the_section_keeps_the_order_that_word_insists_on(document):
    order = ["headerReference", "footerReference", "pgSz", "pgMar", "pgNumType", "cols", "titlePg", "docGrid"]
    found = [child.tag.rpartition("}")[2] for child in document.sections[0]._sectPr]
    assert sorted(found, key=order.index) == found


def test_numbers_stand_at_the_right_and_the_file_says_what_it_is(document):
    table = next(table for table in document.tables if len(table.columns) == 7)
    assert table.rows[1].cells[1].paragraphs[0].alignment == 2
    assert table.rows[1].cells[0].paragraphs[0].alignment is None
    assert "๒๕๖๗" in document.core_properties.title


def test_the_header_row_is_never_left_alone_at_the_foot_of_a_page(document):
    for table in measures(document):
        assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in table.rows[0].cells)


def test_pictures_stand_side_by_side_with_words_for_those_who_cannot_see_them():
    printed = render(PUBLISHED)
    document = Document(io.BytesIO(printed))
    said = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert [bare(text) for text in said] == [bare(picture.alt) for picture in (*PHOTOS, *PAPERS)]
    photos, papers = document.tables[-2:]
    assert (len(photos.rows), len(photos.columns)) == (2, 2)
    assert (len(papers.rows), len(papers.columns)) == (1, 3)


def test_the_annex_comes_after_the_signatures_and_the_edition_stands_at_every_foot():
    printed = render(PUBLISHED)
    text = docx_text(printed)
    assert text.index("ผู้รับรองรายงาน") < text.index("รหัสเนื้อหา") < text.index("ภาคผนวก")
    assert all("ฉบับที่" in docx_part(printed, f"footer{n}.xml") for n in (1, 2))
    assert "0123456789ab" in text
