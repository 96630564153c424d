"""What Word needs for Thai and python-docx does not write: complex-script fonts and sizes, table rules, page fields."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from app.domain.thai import to_thai_digits
from app.renderers.typesetting import Digits

FONT = "TH SarabunIT๙"
OTHER_FONTS = "TH Sarabun New, TH SarabunPSK, Sarabun"
STYLES = ("Normal", "Heading 2", "List Bullet", "Header", "Footer")


def use_thai_font(document: Document, size: Length) -> None:
    """Set every style used to the office's font: for Thai, Word reads the cs attributes and never the Latin ones."""
    for name in STYLES:
        style: Any = document.styles[name]
        _thai(style.element.get_or_add_rPr(), size.pt, bold=name.startswith("Heading"))
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = 1.0
        style.font.color.rgb = None
    _name_other_fonts(document)


def _thai(properties: Any, points: float, *, bold: bool) -> None:
    for tag in ("w:rFonts", "w:b", "w:bCs", "w:sz", "w:szCs", "w:lang", "w:color"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    fonts = _element("w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    weight = [_element("w:b"), _element("w:bCs")] if bold else []
    half_points = str(round(points * 2))
    sizes = [_element("w:sz", val=half_points), _element("w:szCs", val=half_points)]
    language = _element("w:lang", val="en-US", eastAsia="en-US", bidi="th-TH")
    for child in (fonts, *weight, *sizes, language):
        properties.append(child)


def _name_other_fonts(document: Document) -> None:
    """The font table says what to take where TH SarabunIT๙ is not installed."""
    part = next(part for part in document.part.package.iter_parts() if part.partname.endswith("/fontTable.xml"))
    entry = (
        f'<w:font w:name="{FONT}"><w:altName w:val="{OTHER_FONTS}"/><w:charset w:val="DE"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    )
    blob = part.blob.replace(b"</w:fonts>", entry.encode() + b"</w:fonts>")
    part._blob = blob  # noqa: SLF001 - python-docx keeps the font table as bytes and has no call for it


def number_pages(section: Section, digits: Digits) -> None:
    """Page numbers of this section in the asked digits."""
    if digits == "thai":
        margins = section._sectPr.find(qn("w:pgMar"))  # noqa: SLF001 - no public call for it; Word wants this order
        margins.addnext(_element("w:pgNumType", fmt="thaiNumbers"))


def page_number_line(paragraph: Paragraph, left: str, right: str, width: int, digits: Digits) -> None:
    """A text at the left, "page / pages" in the middle, and another text at the right."""
    style: Any = paragraph.style
    style.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Length(width // 2), WD_TAB_ALIGNMENT.CENTER)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Length(width), WD_TAB_ALIGNMENT.RIGHT)
    resize(paragraph.add_run(f"{left}\t"), 14)
    switch = r" \* THAIARABIC" if digits == "thai" else ""
    _field(paragraph, f"PAGE{switch}", digits)
    resize(paragraph.add_run(" / "), 14)
    _field(paragraph, f"NUMPAGES{switch}", digits)
    if right:
        resize(paragraph.add_run(f"\t{right}"), 14)


def _field(paragraph: Paragraph, instruction: str, digits: Digits) -> None:
    """A field in five runs: Word fills it in anew whenever it lays the page out."""
    shown = to_thai_digits("1") if digits == "thai" else "1"
    for child in (
        _element("w:fldChar", fldCharType="begin"),
        _text_element("w:instrText", f" {instruction} "),
        _element("w:fldChar", fldCharType="separate"),
        _text_element("w:t", shown),
        _element("w:fldChar", fldCharType="end"),
    ):
        run = paragraph.add_run()
        resize(run, 14)
        run._r.append(child)  # noqa: SLF001 - the run's own element


def repeat_on_each_page(row: Any) -> None:
    """This row heads the table on every page."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # noqa: SLF001


def keep_whole(row: Any) -> None:
    """No page break inside this row."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    properties.insert(0, _element("w:cantSplit"))


def fix_columns(table: Any, widths: Sequence[int]) -> None:
    """Columns keep their widths (EMU) whatever is typed into them; cells have some air."""
    table.autofit = False
    air = _element("w:tblCellMar")
    for side, twips in (("top", "40"), ("left", "90"), ("bottom", "60"), ("right", "90")):
        air.append(_element(f"w:{side}", w=twips, type="dxa"))
    table._tbl.tblPr.find(qn("w:tblLayout")).addnext(air)  # noqa: SLF001
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Length(width)
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Length(width)


def shade(cell: Any, colour: str) -> None:
    """A light ground behind a cell."""
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=colour))  # noqa: SLF001


def shrink(paragraph: Paragraph) -> None:
    """A paragraph that only keeps two tables apart."""
    mark = _element("w:rPr")
    mark.append(_element("w:sz", val="8"))
    mark.append(_element("w:szCs", val="8"))
    paragraph._p.get_or_add_pPr().append(mark)  # noqa: SLF001


def embolden(run: Run) -> None:
    """Bold for Latin and Thai alike."""
    run.font.bold = True
    run.font.cs_bold = True


def resize(run: Run, points: float) -> None:
    """A size for Latin and Thai alike."""
    run.font.size = Pt(points)
    size = run.font.element.rPr.find(qn("w:sz"))
    size.addnext(_element("w:szCs", val=str(round(points * 2))))


def write(
    paragraph: Paragraph, text: str, *, align: Any = None, bold: bool = False, size: float | None = None
) -> Paragraph:
    """Text at the end of a paragraph."""
    run = paragraph.add_run(text)
    if bold:
        embolden(run)
    if size:
        resize(run, size)
    paragraph.alignment = align
    return paragraph


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _text_element(tag: str, text: str) -> Any:
    element = OxmlElement(tag)
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element
