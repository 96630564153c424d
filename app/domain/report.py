"""The measures report as a small document: printers know blocks, never tickets; nothing here counts anything."""

from dataclasses import dataclass

MEASURE_COLUMNS = (
    "มาตรการ/แนวทาง",
    "ขั้นตอน/วิธีการปฏิบัติ",
    "หน่วยงานผู้รับผิดชอบ",
    "ระยะเวลาดำเนินการ",
    "สรุปผลการดำเนินการ",
    "ผลลัพธ์/ความสำเร็จ",
)
"""The six columns that the ITA item on integrity measures asks for, in its words."""

DOTS = "." * 30

Paragraphs = tuple[str, ...]
MeasureCells = tuple[Paragraphs, Paragraphs, Paragraphs, Paragraphs, Paragraphs, Paragraphs]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section title."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A plain statistics table; columns in `numeric` (from 0) stand at the right and are numbers where they can be."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a row that has more or fewer cells than the header."""
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError(f"Every row of {self.caption!r} needs {len(self.header)} cells.")


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """One measure in its six columns; it never shares a page with another measure."""

    row: MeasureCells
    header: tuple[str, ...] = MEASURE_COLUMNS

    def __post_init__(self) -> None:
        """Refuse anything but six columns."""
        if len(self.header) != len(MEASURE_COLUMNS) or len(self.row) != len(MEASURE_COLUMNS):
            raise ValueError("A measure has six columns.")


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A document, page or list that shows that something was done."""

    label: str
    detail: str = ""

    @property
    def line(self) -> str:
        """Label and detail as one line."""
        return " – ".join(part for part in (self.label, self.detail) if part)


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """The evidence of what stands above it."""

    caption: str
    items: tuple[EvidenceItem, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a new page."""


Block = Heading | Paragraph | Table | MeasureTable | EvidenceList | PageBreak


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign; what is empty is printed as a dotted line for the pen."""

    role_line: str
    name: str = ""
    position: str = ""

    @property
    def lines(self) -> tuple[str, str, str, str]:
        """The four lines as they stand on paper."""
        return (
            self.role_line,
            f"ลงชื่อ\N{NO-BREAK SPACE}{DOTS}",
            f"({self.name or DOTS})",
            f"ตำแหน่ง\N{NO-BREAK SPACE}{self.position or DOTS}",
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What an office signs: title, agency (organisation; district and province), preface, blocks, date, signatures.

    `as_of` is a whole sentence ("ข้อมูล ณ วันที่ …"). `names` are proper names that no line may break inside.
    """

    title_lines: tuple[str, ...]
    agency: tuple[str, ...]
    preface: str
    running_head: str
    blocks: tuple[Block, ...]
    as_of: str
    signatures: tuple[Signature, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title in one line, for the file's own description of itself."""
        return " ".join(self.title_lines)


def pages(report: Report) -> tuple[tuple[Block, ...], ...]:
    """Deal the blocks out to pages: a new one at each `PageBreak` and at each measure after the first on a page.

    Headings directly above a measure go with it. A page here may still run over several sheets of paper.
    """
    dealt: list[list[Block]] = [[]]
    for block in report.blocks:
        if isinstance(block, PageBreak):
            dealt.append([])
            continue
        if isinstance(block, MeasureTable) and any(isinstance(other, MeasureTable) for other in dealt[-1]):
            dealt.append(_headings_at_the_end_of(dealt[-1]))
        dealt[-1].append(block)
    return tuple(tuple(page) for page in dealt if page)


def _headings_at_the_end_of(page: list[Block]) -> list[Block]:
    """Take the trailing headings off a page, in their order."""
    taken: list[Block] = []
    while page and isinstance(page[-1], Heading):
        taken.insert(0, page.pop())
    return taken
