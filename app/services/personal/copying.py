"""A person's own data to take away: one ZIP, to be read by people (HTML, PDF where it can be printed) and by programs.

Only theirs: other houses of the same request are counted and left out, what the office noted for itself too. The file
is made in memory and given to whoever asked; nothing of it is kept.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import select

from app.domain.dates import format_date, format_moment
from app.domain.old_columns import told_apart
from app.domain.report import Heading, Paragraph, Report, Table
from app.domain.workflow import Kind
from app.extensions import db
from app.models import Attachment, Office, OldRegisterLine, OutboxMail, PublicWords, Question, Ticket, WaterPoint
from app.renderers import PrinterMissing, print_own_data
from app.renderers.html import fragment
from app.services import attachments, audit, office
from app.services.actors import Actor
from app.services.personal import answers
from app.services.personal.chosen import Chosen

_PAGE = Markup(
    '<!doctype html><html lang="th"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{}</title><style>{}</style></head><body>{}</body></html>'
)
_STYLE = (
    "body{font-family:Sarabun,sans-serif;line-height:1.6;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin-block:1.5rem}caption{text-align:start;font-weight:bold}"
    "td,th{border:1px solid #bbb;padding:.3rem .6rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}"
)
_NAMES = {
    "reference": "เลขที่รับเรื่อง", "service": "บริการ", "category": "ประเภท", "received_at": "รับเมื่อ", "status": "สถานะ",
    "outcome": "ผล", "closed_at": "เสร็จเมื่อ", "applicant": "ชื่อ", "phone": "โทรศัพท์", "email": "อีเมล",
    "contact_by": "ให้ติดต่อทาง", "language": "ภาษา", "village": "หมู่บ้าน", "place": "จุดหรือที่อยู่", "map_link": "แผนที่",
    "position": "พิกัด", "subject": "หัวเรื่อง", "story": "เรื่องที่เล่า", "answers": "คำตอบในแบบฟอร์ม", "house": "บ้าน",
    "other_houses_left_out": "บ้านอื่นในคำร้องเดียวกัน (ไม่รวม)", "internal_notes_left_out": "บันทึกภายใน (ไม่รวม)",
    "words_for_neighbours": "ข้อความที่ให้เพื่อนบ้านเห็น", "history": "ประวัติ", "letters": "จดหมาย", "files": "ไฟล์",
    "register": "ทะเบียนเดิม", "line": "บรรทัด", "number": "เลขที่", "received_on": "รับวันที่", "closed_on": "เสร็จวันที่",
    "person": "ชื่อ", "result": "ผล", "asked_at": "ถามเมื่อ", "question": "คำถาม", "answer": "คำตอบ",
    "cells": "ตามที่เขียนในทะเบียน",
    "shown_in_public": "ที่เผยแพร่", "name": "ชื่อ", "house_no": "บ้านเลขที่", "persons": "คนในบ้าน", "litres": "ลิตร",
    "capacity": "ภาชนะรวม (ลิตร)", "special_care": "มีผู้ต้องดูแลเป็นพิเศษ", "note": "หมายเหตุ", "given": "ได้รับ (ลิตร)",
    "deliveries": "การส่งน้ำ", "taken_by": "ผู้รับน้ำ", "at": "เมื่อ", "kind": "อะไร", "by": "โดย", "text": "ข้อความ",
    "sent_at": "ส่งเมื่อ",
}  # fmt: skip
_WORDS = {
    ("contact_by", "phone"): "โทรศัพท์", ("contact_by", "email"): "อีเมล", ("contact_by", "page"): "หน้าติดตามเรื่อง",
    ("language", "th"): "ไทย", ("language", "en"): "อังกฤษ", ("language", "ms"): "มลายู",
}  # fmt: skip
_KINDS = {
    Kind.MESSAGED: "ข้อความ", Kind.RATED: "ให้คะแนน", Kind.EXTENDED: "ขยายเวลา", Kind.RECLASSIFIED: "จัดประเภทใหม่",
    Kind.CORRECTED: "แก้ข้อมูล", Kind.RECEIPT_REISSUED: "ออกใบรับใหม่", Kind.PRIORITISED: "จัดลำดับ",
}  # fmt: skip
_TITLES = {"cases": "เรื่องของคุณ", "houses": "บ้านของคุณในคำร้องของคนอื่น", "old_lines": "ในทะเบียนเดิม", "questions": "คำถาม"}


def take(chosen: Chosen, *, by: Actor, now: datetime) -> bytes:
    """The ZIP file, and the line in the trail."""
    present = office.present()
    said = told(chosen)
    files = [file for ticket in chosen.cases for file in _theirs(ticket)]
    report = _report(said, present, now)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        about = {"office": present.name if present else "", "made_at": now.isoformat(), **said}
        packed.writestr("data.json", json.dumps(about, ensure_ascii=False, indent=1))
        page = _PAGE.format(report.title, Markup(_STYLE), fragment(report, digits="arab", main_title=True))  # noqa: S704
        packed.writestr("data.html", page)
        with suppress(PrinterMissing):
            packed.writestr("data.pdf", print_own_data(report))
        for file in files:
            with suppress(OSError, ValueError):  # gone from the disk, or not what was stored: named in data.json
                packed.writestr(f"files/{file.id}-{file.name}", attachments.read(file))
    audit.record("personal_copied", "personal data", by=by, now=now, things=chosen.names, files=len(files))
    return whole.getvalue()


def told(chosen: Chosen) -> dict[str, list[dict[str, Any]]]:
    """Everything as plain values."""
    return {
        "cases": [_case(ticket) for ticket in chosen.cases],
        "houses": [_filled({"reference": p.ticket.reference, "house": _house(p)}) for p in chosen.houses],
        "old_lines": [_line(line) for line in chosen.lines],
        "questions": [_question(question) for question in chosen.questions],
    }


def _case(ticket: Ticket) -> dict[str, Any]:
    own = [p for p in ticket.points if len(ticket.points) == 1 or p.name == ticket.applicant]
    words = db.session.get(PublicWords, ticket.id)
    sent = select(OutboxMail).where(OutboxMail.ticket_id == ticket.id, OutboxMail.recipient == ticket.email)
    letters = db.session.scalars(sent.order_by(OutboxMail.id))
    shown = [event for event in ticket.events if event.shown or (event.message and event.message.public)]
    return _filled({
        "reference": ticket.reference,
        "service": ticket.service.name if ticket.service else ticket.channel.short,
        "category": ticket.category.name if ticket.category else "",
        "received_at": ticket.received_at,
        "status": str(ticket.status.label),
        "outcome": str(ticket.outcome.label) if ticket.outcome else "",
        "closed_at": ticket.closed_at,
        **{name: getattr(ticket, name) for name in ("applicant", "phone", "email", "contact_by", "language")},
        "village": ticket.village.label if ticket.village else "",
        **{name: getattr(ticket, name) for name in ("place", "map_link", "subject", "story")},
        "position": [ticket.latitude, ticket.longitude] if ticket.latitude is not None else None,
        "answers": ticket.details,
        "house": [_house(point) for point in own],
        "other_houses_left_out": len(ticket.points) - len(own),
        "internal_notes_left_out": len(ticket.events) - len(shown),
        "words_for_neighbours": words.words if words else "",
        "history": [
            _filled({"at": e.at, "by": e.actor_role.label,
                     "kind": str(e.status.label if e.status else _KINDS.get(e.kind, e.kind)),
                     "text": e.message.text if e.message and e.message.public else ""})
            for e in shown
        ],
        "letters": [_filled({"subject": m.subject, "text": m.body, "sent_at": m.sent_at}) for m in letters],
        "files": [f"{file.id}-{file.name}" for file in _theirs(ticket)],
    })  # fmt: skip


def _theirs(ticket: Ticket) -> list[Attachment]:
    """The files that the resident sent or may see."""
    return [file for file in ticket.attachments if file.public]


def _house(point: WaterPoint) -> dict[str, Any]:
    names = ("name", "house_no", "place", "phone", "persons", "litres", "capacity", "special_care", "note", "given")
    stops = [stop for stop in point.stops if stop.result]
    taken = [_filled({"taken_by": s.recipient, "litres": s.given, "at": s.marked_at}) for s in stops]
    return _filled({**{name: getattr(point, name) for name in names}, "deliveries": taken})


def _line(line: OldRegisterLine) -> dict[str, Any]:
    names = ("line", "number", "received_on", "closed_on", "person", "phone", "place", "subject", "result", "cells")
    told = {name: getattr(line, name) for name in names}
    heads = told_apart(line.register.headers)
    if len(line.cells) == len(heads):  # what was not taken over is empty
        told["cells"] = {head: cell for head, cell in zip(heads, line.cells, strict=True) if cell}
    return _filled({"register": line.register.name, **told})


def _question(question: Question) -> dict[str, Any]:
    return _filled({
        "asked_at": question.asked_at, "question": question.text, "answer": question.answer,
        "shown_in_public": question.shown_text if question.shown_at else "",
    })  # fmt: skip


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty; moments and days as ISO."""
    plain = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}
    return {name: value for name, value in plain.items() if value not in ("", None, [], {}, 0)}


def _report(said: dict[str, list[dict[str, Any]]], present: Office | None, now: datetime) -> Report:
    blocks: list[Heading | Paragraph | Table] = []
    for part, things in said.items():
        for thing in things:
            said_here = {name: _readable(name, value) for name, value in thing.items()}
            rows = tuple((_NAMES.get(name, name), text) for name, value in said_here.items() for text in _lines(value))
            title = thing.get("reference") or thing.get("register") or ""
            blocks.append(Table(f"{_TITLES[part]} {title}".strip(), ("รายการ", "ข้อมูล"), rows))
    about = (
        "สำเนาข้อมูลส่วนบุคคลตามมาตรา 30 แห่งพระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 เฉพาะของเจ้าของข้อมูล "
        "ไม่รวมข้อมูลของผู้อื่นและบันทึกภายใน ไม่รวมช่องทางร้องเรียนการทุจริต ซึ่งเปิดได้ด้วยรหัสของผู้แจ้งเท่านั้น "
        "ไฟล์ data.json มีข้อมูลเดียวกันสำหรับโปรแกรม"
    )
    return Report(
        title_lines=("สำเนาข้อมูลส่วนบุคคล",),
        agency=(present.name,) if present else (),
        preface=about,
        running_head="สำเนาข้อมูลส่วนบุคคล",
        blocks=tuple(blocks) or (Paragraph("ไม่มีข้อมูล"),),
        as_of=f"ข้อมูล ณ วันที่ {format_date(now)}",
    )


def _readable(name: str, value: Any) -> Any:
    """A value as people read it; programs get it as it is kept."""
    if name == "answers":
        return [f"{label}: {text}" for label, text in answers.told(value).items()]
    if name == "position":
        return ", ".join(map(str, value))
    return _WORDS.get((name, value), value) if isinstance(value, str) else value


def _lines(value: Any) -> Sequence[str]:
    """A value in one row or several."""
    if isinstance(value, list):
        return [text for one in value for text in _lines(one)]
    if isinstance(value, dict):
        return [" · ".join(_flat(value))]
    return [written(str(value))]


def _flat(value: dict[str, Any]) -> Iterable[str]:
    for name, one in value.items():
        yield f"{_NAMES.get(name, name)}: {'; '.join(_lines(one))}"


def written(text: str) -> str:
    """A day or a moment in ISO as people read it; anything else as it is."""
    with suppress(ValueError):
        if "T" in text:
            return format_moment(datetime.fromisoformat(text))
        if len(text) == len("2026-01-31") and text.count("-") == len("--"):
            return format_date(date.fromisoformat(text))
    return text
