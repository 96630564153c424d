"""The annex of the measures report: every piece of evidence in a list, then pictures of what can be shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.channels import CHANNELS
from app.domain.dates import format_month
from app.domain.evidence import EvidenceKind
from app.domain.report import DASH, MOST_LYING, MOST_UPRIGHT, Block, Picture, PictureSheet, Table
from app.models import Attachment, MeasureEvidence, MeasuresReport
from app.renderers import page_images
from app.renderers.page_images import MOST_PAGES
from app.services import attachments, evidence, suggestions, surveys

LIST, SHEET = "ภาคผนวก: รายการหลักฐาน", "ภาคผนวก: ภาพหลักฐาน"
NO_EVIDENCE = "ยังไม่มีหลักฐานประกอบรายงานนี้"
MOST_PICTURES = 60
HASH_LETTERS = 16
INVITATIONS, NOT_INVITED = "การเชิญตอบแบบวัด EIT", "ไม่มีการเชิญในช่วงเวลาของแบบวัดในรอบนี้"
ELSEWHERE = "โปสเตอร์"
_COLUMNS = ("มาตรการ", "หลักฐาน", "ชนิด", "เดือน", "ที่อยู่หรือรหัสแฟ้ม", "ภาพ")
_INVITED = ("เดือน", "งานบริการ", "แล้วเสร็จ", "ได้รับเชิญ", "แสดงบนหน้าเว็บ", "พิมพ์", "ส่งอีเมล", "เตือนเจ้าหน้าที่", "เปิดแบบวัด")
_KINDS = {
    EvidenceKind.LINK: "ลิงก์",
    EvidenceKind.MANUAL: "คู่มือการให้บริการ",
    EvidenceKind.PUBLICATION: "เรื่องที่เผยแพร่",
    EvidenceKind.INVITATIONS: "การเชิญตอบแบบวัด EIT",
}
_FILES = {"application/pdf": "เอกสาร PDF", "image/jpeg": "ภาพ"}
_OFFICE_FILES = {"wordprocessingml": "เอกสาร Word", "spreadsheetml": "ตาราง Excel"}
UNSEEN, NO_PICTURE, LEFT_OUT = "เปิดดูเป็นภาพไม่ได้", "ดูจากแฟ้ม", "เกินจำนวนภาพ ดูจากแฟ้ม"


@dataclass(slots=True)
class _Shown:
    """The pictures of one file, and what the list says of them."""

    pictures: tuple[Picture, ...] = ()
    note: str = DASH


def annex(report: MeasuresReport, *, pictures: bool) -> tuple[Block, ...]:
    """The list, and after it the sheets of pictures; without ``pictures`` no file is opened."""
    rows: list[tuple[str, ...]] = []
    shown: list[Picture] = []
    for measure in report.rows:
        for piece in measure.evidence:
            found = _shown(piece, MOST_PICTURES - len(shown)) if pictures else _Shown()
            shown += found.pictures
            row = (f"{measure.number}", piece.label, _kind(piece), _month(piece), _where(piece), found.note)
            rows.append(row if pictures else row[:-1])
    columns = _COLUMNS if pictures else _COLUMNS[:-1]
    invited = any(p.kind is EvidenceKind.INVITATIONS for measure in report.rows for p in measure.evidence)
    tables = [_invitations(report)] if invited else []
    return (Table(LIST, columns, tuple(rows), empty=NO_EVIDENCE), *tables, *_sheets(shown))


def _invitations(report: MeasuresReport) -> Table:
    """Invitations to the EIT survey by month and channel, as known on the report's as-of day."""
    lines = surveys.by_month(suggestions.period_of(report), report.as_of)
    rows = tuple(
        (
            format_month(line.month.start.year, line.month.start.month) if line.month else DASH,
            CHANNELS[line.channel].title if line.channel in CHANNELS else ELSEWHERE,
            *(f"{number:,}" for number in line.numbers),
        )
        for line in lines
        if any(line.numbers)
    )
    return Table(INVITATIONS, _INVITED, rows, frozenset(range(2, len(_INVITED))), NOT_INVITED)


def _shown(piece: MeasureEvidence, room: int) -> _Shown:
    files = [file for file in evidence.files(piece) if page_images.showable(file.media_type)]
    if not files:
        return _Shown(note=NO_PICTURE if piece.attachment else DASH)
    if room <= 0:
        return _Shown(note=LEFT_OUT)
    notes: list[str] = []
    pictures: list[Picture] = []
    for file in files:
        try:
            pages, total = _pictures(file, piece, room - len(pictures))
        except (OSError, ValueError):  # gone, changed, broken, encrypted
            notes.append(UNSEEN)
            continue
        pictures += pages
        of = f" จาก {total}" if total > len(pages) else ""
        notes.append(f"{len(pages)}{of} {'หน้า' if total else 'ภาพ'}")
    return _Shown(tuple(pictures), " ".join(dict.fromkeys(notes)))


def _pictures(file: Attachment, piece: MeasureEvidence, room: int) -> tuple[list[Picture], int]:
    content = attachments.read(file)
    total = page_images.pages_of(content, file.media_type)
    numbers = range(1, 1 + min(total, MOST_PAGES, room)) if total else range(min(1, room))
    return [_picture(content, file.sha256, number, total, piece) for number in numbers], total


def _picture(content: bytes, source: str, page: int, total: int, piece: MeasureEvidence) -> Picture:
    drawn = page_images.image(content, page)
    caption = f"มาตรการที่ {piece.row.number} – {piece.label}"
    which = f" (หน้า {page} จาก {total})" if page else ""
    alt = f"{'หน้าเอกสาร' if page else 'ภาพ'}หลักฐาน: {piece.label}{which}"
    return Picture(
        caption=caption + which, alt=alt, width=drawn.width, height=drawn.height, source=source, page=page,
        content=drawn.content,
    )  # fmt: skip


def _sheets(pictures: Iterable[Picture]) -> tuple[PictureSheet, ...]:
    """Upright pictures three to a sheet, the others four; sheets stand in the order of their first picture."""
    numbered = list(enumerate(pictures))
    sheets: list[tuple[int, PictureSheet]] = []
    for upright, most in ((True, MOST_UPRIGHT), (False, MOST_LYING)):
        alike = [(number, picture) for number, picture in numbered if picture.upright == upright]
        for start in range(0, len(alike), most):
            batch = alike[start : start + most]
            sheets.append((batch[0][0], PictureSheet(SHEET, tuple(picture for _, picture in batch))))
    return tuple(sheet for _, sheet in sorted(sheets, key=lambda pair: pair[0]))


def _kind(piece: MeasureEvidence) -> str:
    if piece.kind in _KINDS:
        return _KINDS[piece.kind]
    media_type = piece.attachment.media_type if piece.attachment else ""
    return _FILES.get(media_type) or next((t for part, t in _OFFICE_FILES.items() if part in media_type), "แฟ้ม")


def _month(piece: MeasureEvidence) -> str:
    return format_month(piece.month.year, piece.month.month) if piece.month else DASH


def _where(piece: MeasureEvidence) -> str:
    if piece.attachment:
        return f"sha256:{piece.attachment.sha256[:HASH_LETTERS]}"
    return piece.address or DASH
