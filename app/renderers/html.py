"""A report as a piece of a web page: everything escaped, no style, no script, nothing fetched."""

import base64
from collections.abc import Callable, Iterable
from functools import singledispatchmethod
from typing import TypeVar

from markupsafe import Markup

from app.domain.report import (
    Block,
    EvidenceList,
    Heading,
    MeasureTable,
    Paragraph,
    Picture,
    PictureSheet,
    Report,
    Signature,
    Table,
)
from app.domain.report_pages import pages, size_of
from app.renderers.typesetting import Digits, typeset
from app.renderers.unbroken import Unbroken

T = TypeVar("T")

ARTICLE = Markup(
    '<article class="sheet official" lang="th" data-running-head="{head}" data-as-of="{as_of}" '
    'data-edition="{edition}">'
    '<header class="report-title">{title}{agency}</header>{preface}{sections}'
    '<section class="report-end"><p class="small as-of">{as_of}</p>{signatures}{colophon}</section>{annex}</article>'
)
PAGES = '<section class="report-page">{}</section>'
SCROLLED = Markup('<div class="scroll" role="region" aria-label="{} (เลื่อนดูด้านข้างได้)" tabindex="0">{}</div>')
MEASURE = Markup(
    '<table class="six-columns {size}" role="table"><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
    '<tbody role="rowgroup"><tr role="row"><th scope="row" role="rowheader">{first}</th>{others}</tr></tbody></table>'
)
STATISTICS = Markup(
    '<table class="statistics"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
)
PICTURES = Markup('<h2>{}</h2><div class="pictures {}">{}</div>')
PICTURE = Markup('<figure>{}<figcaption>{}</figcaption></figure>')
ADDRESSED = Markup('<img src="{}" alt="{}" width="{}" height="{}">')

BRIEF = 14
"""Letters of a cell that is better not broken."""

Address = Callable[[Picture], str]


def render(report: Report, *, digits: Digits = "thai") -> bytes:
    """The fragment as UTF-8."""
    return fragment(report, digits=digits).encode()


def within(picture: Picture) -> str:
    """The address of a picture that carries the picture itself."""
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.content).decode()}"


def fragment(
    report: Report, *, digits: Digits = "thai", main_title: bool = False, address: Address = within
) -> Markup:
    """An `article` for a page that has its own `h1`; with `main_title` the report's title is that `h1`.

    ``address`` says where a picture is to be found.
    """
    return _Writer(typeset(report, digits, glue=True), address).article("h1" if main_title else "p")


def _each(pattern: str, items: Iterable[T], write: Callable[[T], Markup]) -> Markup:
    """The pattern once for each item."""
    return Markup().join(Markup(pattern).format(write(item)) for item in items)  # noqa: S704 - patterns stand below


class _Writer:
    """Writes each kind of block."""

    def __init__(self, report: Report, address: Address) -> None:
        self.report, self.address = report, address
        self.text = Unbroken(report.names)

    def article(self, title_tag: str) -> Markup:
        report = self.report
        title = Markup("<br>").join(Markup("<b>{}</b>").format(self.text(line)) for line in report.title_lines)
        return ARTICLE.format(
            head=report.running_head,
            as_of=report.as_of,
            edition=report.edition,
            title=Markup("<{0}>{1}</{0}>").format(title_tag, title),
            agency=_each("<p>{}</p>", report.agency, self.text),
            preface=_each('<p class="preface">{}</p>', filter(None, [report.preface]), self.text),
            sections=_each(PAGES, pages(report.blocks), self.blocks),
            signatures=self.signatures(report.signatures),
            colophon=self.colophon(),
            annex=_each('<div class="annex">{}</div>', filter(None, [self.annex()]), Markup),
        )

    def annex(self) -> Markup:
        return _each(PAGES, pages(self.report.annex), self.blocks)

    def colophon(self) -> Markup:
        lines = [*filter(None, [self.report.edition]), *self.report.colophon]
        return _each('<div class="colophon-lines small">{}</div>', [lines] if lines else [], self.paragraphs)

    def blocks(self, page: tuple[Block, ...]) -> Markup:
        return Markup().join(self.block(block) for block in page)

    def signatures(self, signatures: tuple[Signature, ...]) -> Markup:
        if not signatures:
            return Markup()
        return Markup('<div class="signatures">{}</div>').format(_each("<p>{}</p>", signatures, self.signature))

    def signature(self, signature: Signature) -> Markup:
        return Markup("<br>").join(self.text(line) for line in signature.lines)

    @singledispatchmethod
    def block(self, block: Block) -> Markup:
        raise NotImplementedError(type(block).__name__)

    @block.register
    def _(self, block: Heading) -> Markup:
        return Markup("<h2>{}</h2>").format(self.text(block.text))

    @block.register
    def _(self, block: Paragraph) -> Markup:
        return Markup("<p>{}</p>").format(self.text(block.text))

    @block.register
    def _(self, block: Table) -> Markup:
        def cells(texts: tuple[str, ...], scope: str = "") -> Markup:
            return Markup().join(
                self.cell(text, scope or ("" if column else "row"), numeric=column in block.numeric)
                for column, text in enumerate(texts)
            )

        head = cells(block.header, "col")
        rows = _each("<tr>{}</tr>", block.rows, cells)
        if not block.rows:
            rows = Markup('<tr><td colspan="{}">{}</td></tr>').format(len(block.header), self.text(block.empty))
        return SCROLLED.format(block.caption, STATISTICS.format(self.text(block.caption), head, rows))

    def cell(self, text: str, scope: str, *, numeric: bool) -> Markup:
        kind = "n" if numeric else "brief" if len(text) <= BRIEF else ""
        attributes = (f' scope="{scope}"' if scope else "") + (f' class="{kind}"' if kind else "")
        tag = "th" if scope else "td"
        return Markup("<{0}{1}>{2}</{0}>").format(tag, Markup(attributes), self.text(text))  # noqa: S704 - constants

    @block.register
    def _(self, block: MeasureTable) -> Markup:
        first, *others = block.cells
        table = MEASURE.format(
            size=size_of(block),
            head=_each('<th scope="col" role="columnheader">{}</th>', block.header, self.text),
            first=self.paragraphs(first),
            others=_each("{}", zip(block.header[1:], others, strict=True), self.measured),
        )
        return SCROLLED.format(first[0], table)

    def measured(self, named: tuple[str, Iterable[str]]) -> Markup:
        """A cell that carries its heading, which a telephone shows above it."""
        return Markup('<td role="cell" data-label="{}">{}</td>').format(named[0], self.paragraphs(named[1]))

    def paragraphs(self, texts: Iterable[str]) -> Markup:
        return _each("<p>{}</p>", texts, self.text)

    @block.register
    def _(self, block: EvidenceList) -> Markup:
        items = _each("<li>{}</li>", (item.line for item in block.items), self.text)
        return Markup('<h3>{}</h3><ul class="evidence">{}</ul>').format(self.text(block.caption), items)

    @block.register
    def _(self, block: PictureSheet) -> Markup:
        pictures = _each("{}", block.pictures, self.picture)
        return PICTURES.format(self.text(block.caption), "upright" if block.upright else "lying", pictures)

    def picture(self, picture: Picture) -> Markup:
        seen = _each("{}", [picture] if picture.content else [], self.seen)
        return PICTURE.format(seen, self.text(picture.caption))

    def seen(self, picture: Picture) -> Markup:
        return ADDRESSED.format(self.address(picture), picture.alt, picture.width, picture.height)
