"""A report as the paper another agency gets: cover, the answers, the story, and which files go with it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.dates import format_date, format_moment
from app.domain.report import Block, PageBreak, Paragraph, Report, Table
from app.domain.sealed import STEPS, Finding
from app.domain.sealed_export import Enclosure, Wish, handed_on, words_of
from app.domain.sealed_report import QUESTIONS, Happening, Kind, Who
from app.models import Office
from app.services import attachments
from app.services.sealed import story
from app.services.sealed.evidence import File
from app.services.sealed.story import Opened

_TITLES = {step.action: step.label for step in STEPS} | {
    Kind.RECEIVED: "รับเรื่อง",
    Kind.MESSAGE: "เขียนถึงผู้ร้อง",
    Kind.NOTE: "บันทึกการสอบข้อเท็จจริง",
    Kind.WITHDREW: "ผู้ร้องเขียนขอถอนเรื่อง",
}


@dataclass(frozen=True, slots=True)
class Cover:
    """Who makes this copy, where and when, and which one it is."""

    office: Office
    maker: str
    number: int
    now: datetime


def document(report: Opened, wish: Wish, cover: Cover, enclosures: Sequence[Enclosure]) -> Report:
    """The whole paper; the reporter's contact and the office's notes are in it only as the wish says."""
    blocks: list[Block] = [_sending(wish, cover), Paragraph(wish.notice), _files(enclosures)]
    blocks += [PageBreak(), _answers(report, wish), PageBreak(), _story(report, wish, _numbers(report, wish))]
    return Report(
        title_lines=("สำเนาเรื่องร้องเรียนการทุจริต", "เปิดอ่านได้เฉพาะผู้รับที่ระบุชื่อ"),
        agency=(cover.office.name, f"อำเภอ{cover.office.district} จังหวัด{cover.office.province}"),
        preface="",
        running_head="",
        blocks=tuple(blocks),
        as_of="",
        names=tuple(name for name in (cover.office.name, cover.maker) if name),
    )


def enclosures(report: Opened, wish: Wish) -> list[Enclosure]:
    """The files that go along, numbered so that two of one name stay two; pictures also as something to print."""
    found = []
    for number, file in enumerate(_chosen(report, wish), 1):
        content = story.content(report, file)
        found.append(Enclosure(f"{number:02} {file.name}", content, _picture(file, content)))
    return found


def foot(wish: Wish, cover: Cover) -> str:
    """What every page says of itself: if one goes astray, it tells from whom."""
    return f"ชุดที่ {cover.number} สำหรับ {wish.recipient} {wish.agency}"


def _chosen(report: Opened, wish: Wish) -> list[File]:
    """In the order in which they came in."""
    files = [report.files[name] for h in report.story for name in h.files if name in report.files]
    return [file for file in dict.fromkeys(files) if file.id in wish.files]


def _numbers(report: Opened, wish: Wish) -> dict[str, int]:
    return {file.id: number for number, file in enumerate(_chosen(report, wish), 1)}


def _picture(file: File, content: bytes) -> bytes:
    if file.media_type not in {"image/jpeg", "application/octet-stream"}:
        return b""
    try:
        return attachments.accept(file.name, content).content
    except attachments.BadFile:
        return b""


def _sending(wish: Wish, cover: Cover) -> Table:
    rows = (
        ("ส่งถึง", wish.agency),
        ("ผู้รับ", wish.recipient),
        ("ชุดที่", str(cover.number)),
        ("จัดทำเมื่อ", format_moment(cover.now)),
        ("ผู้จัดทำ", cover.maker),
        ("ช่องทางติดต่อผู้ร้อง", "รวมอยู่ในชุดนี้" if wish.contact else "ไม่ได้รวมไว้"),
        ("บันทึกการสอบข้อเท็จจริง", "รวมอยู่ในชุดนี้" if wish.notes else "ไม่ได้รวมไว้"),
    )
    return Table("การส่งสำเนา", ("รายการ", "รายละเอียด"), rows)


def _files(enclosures: Sequence[Enclosure]) -> Block:
    if not enclosures:
        return Paragraph("ไม่มีไฟล์แนบในชุดนี้")
    rows = tuple((one.name, hashlib.sha256(one.content).hexdigest()) for one in enclosures)
    return Table("ไฟล์ที่แนบอยู่ใน PDF นี้", ("ชื่อไฟล์", "SHA-256"), rows)


def _answers(report: Opened, wish: Wish) -> Table:
    about = ", ".join(position.label for position in sorted(report.answers.about))
    contact = QUESTIONS["contact"]
    given = [(label, text) for label, text in report.answers.given() if wish.contact or label != contact]
    rows = (("รับเมื่อ", format_moment(report.received_at)), ("เกี่ยวกับ", about), *given)
    return Table("เรื่องที่ร้องเรียน", ("คำถาม", "คำตอบของผู้ร้อง"), rows)


def _story(report: Opened, wish: Wish, numbers: dict[str, int]) -> Table:
    """What was said, in order; without the notes a step still stands there, only its inner words do not."""
    contact = None if wish.contact else report.answers.contact
    rows = []
    for h in handed_on(report.story, notes=wish.notes):
        files = [f"ไฟล์ที่ {numbers[name]}" for name in h.files if name in numbers]
        said = (_title(h), *_facts(h), words_of(h, notes=wish.notes, contact=contact), ", ".join(files))
        who = "ผู้ร้อง" if h.by == Who.REPORTER else h.name
        rows.append((f"{format_moment(h.at, 'short')}\n{who}", "\n".join(filter(None, said))))
    return Table("การสนทนาและการดำเนินการ", ("เมื่อ โดย", "สิ่งที่เกิดขึ้น"), tuple(rows))


def _title(h: Happening) -> str:
    return "ผู้ร้องเขียน" if h.by == Who.REPORTER and h.kind == Kind.MESSAGE else _TITLES[h.kind]


def _facts(h: Happening) -> list[str]:
    said = [f"ผล: {Finding(h.data['finding']).label}"] if h.data.get("finding") else []
    said += [f"เลขที่หนังสือส่ง: {h.data['agency_number']}"] if h.data.get("agency_number") else []
    until = h.data.get("new_date")
    return said + ([f"ถึงวันที่ {format_date(date.fromisoformat(until))}"] if until else [])
