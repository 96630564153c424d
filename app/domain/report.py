"""The measures report as a small document: printers know blocks, never tickets; nothing here counts anything."""

from dataclasses import dataclass, field

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
DASH = "–"

MOST_UPRIGHT, MOST_LYING = 3, 4

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
    """A plain statistics table; columns in `numeric` (from 0) stand at the right and are numbers where they can be.

    `empty` is the sentence that stands in the table when it has no rows.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    empty: str = "ไม่มีรายการ"

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

    @property
    def cells(self) -> MeasureCells:
        """The six cells as they are printed: a dash where nothing was written."""
        first, second, third, fourth, fifth, sixth = (texts if any(texts) else (DASH,) for texts in self.row)
        return first, second, third, fourth, fifth, sixth


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
class Picture:
    """A photograph or a page of a paper: `page` of the file `source` (its SHA-256; 0: the file is the picture).

    `alt` says what is to be seen; without `content` only the caption is printed.
    """

    caption: str
    alt: str
    width: int
    height: int
    source: str = field(default="", metadata={"typed": False})
    page: int = 0
    media_type: str = field(default="image/jpeg", metadata={"typed": False})
    content: bytes = b""

    @property
    def upright(self) -> bool:
        """Higher than wide, as a page of a letter is."""
        return self.height > self.width


@dataclass(frozen=True, slots=True)
class PictureSheet:
    """Pictures that share a page of their own: up to four in two rows, or three upright ones side by side."""

    caption: str
    pictures: tuple[Picture, ...]

    def __post_init__(self) -> None:
        """Refuse an empty page and one with more than fits."""
        if not 0 < len(self.pictures) <= (MOST_UPRIGHT if self.upright else MOST_LYING):
            raise ValueError("A page holds up to four pictures, or three upright ones.")

    @property
    def upright(self) -> bool:
        """Whether all of them stand upright."""
        return all(picture.upright for picture in self.pictures)

    @property
    def across(self) -> int:
        """How many stand in one row."""
        return MOST_UPRIGHT if self.upright else MOST_LYING // 2


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a new page."""


Block = Heading | Paragraph | Table | MeasureTable | EvidenceList | PictureSheet | PageBreak


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

    `as_of` is a whole sentence ("ข้อมูล ณ วันที่ …"). `names` are proper names that no line may break inside. `annex`
    comes after the signatures, on pages of its own. A published report says which edition it is (`edition`, at the foot
    of every page) and how that can be checked (`colophon`, below the signatures).
    """

    title_lines: tuple[str, ...]
    agency: tuple[str, ...]
    preface: str
    running_head: str
    blocks: tuple[Block, ...]
    as_of: str
    signatures: tuple[Signature, ...] = ()
    names: tuple[str, ...] = ()
    annex: tuple[Block, ...] = ()
    edition: str = ""
    colophon: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title in one line, for the file's own description of itself."""
        return " ".join(self.title_lines)

    @property
    def everything(self) -> tuple[Block, ...]:
        """All blocks, the annex last."""
        return self.blocks + self.annex
