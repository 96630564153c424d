"""A report on an officer's desk: what was said, what is owed, the dialogue, the notes, and the steps open now."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import pgettext
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound

from app.domain.dates import format_date
from app.domain.sealed import STEPS, Finding, Step
from app.domain.sealed_export import EXPORTED
from app.domain.sealed_report import Happening, Kind, Who, last_read, withdrawn
from app.domain.sealed_retention import PROPOSED, REFUSED
from app.domain.words import N_
from app.sealed import door, export
from app.sealed.forms import AsideForm, NoteForm, StepForm, WriteForm
from app.sealed.key_forms import GrantForm
from app.services.sealed import casework, clock, granting, keys, sharing, story
from app.services.sealed import office as sealed_office
from app.services.sealed.evidence import File
from app.services.sealed.story import Opened
from app.web import office
from app.web.evidence import download
from app.web.words import language

_LABELS = {step.action: step.label for step in STEPS} | {
    Kind.RECEIVED: N_("รับเรื่อง"),
    Kind.MESSAGE: N_("เขียนถึงผู้ร้อง"),
    Kind.NOTE: N_("บันทึกการสอบข้อเท็จจริง"),
    Kind.READ: N_("ผู้ร้องเปิดอ่าน"),
    Kind.OPENED: N_("เปิดเรื่อง"),
    Kind.ASIDE: N_("ถอนตัวจากการพิจารณา"),
    Kind.WITHDREW: N_("ผู้ร้องเขียนขอถอนเรื่อง"),
    EXPORTED: N_("ทำสำเนาลับส่งหน่วยงานอื่น"),
    PROPOSED: N_("เสนอให้ทำลาย"),
    REFUSED: N_("ไม่ทำลาย"),
    sharing.GRANTED: N_("ให้กุญแจแก่เพื่อนร่วมงาน"),
    granting.RESEALED: N_("เปลี่ยนกุญแจของเรื่อง ให้กุญแจสำรองใบปัจจุบัน"),
    sharing.RENEWED: N_("เปลี่ยนกุญแจของเรื่อง ถอนกุญแจจากคนที่ไม่ได้เป็นผู้อ่านแล้ว"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the story as officers see it."""

    title: str
    who: str
    moment: datetime
    text: str
    facts: tuple[str, ...]
    files: tuple[File, ...]
    kind: str


def show(case_id: str) -> ResponseReturnValue:
    """The page of a report."""
    report = door.opened(case_id)
    casework.note_opened(door.here(), report, now=office.now())
    return page(report)


def file(case_id: str, file_id: str) -> ResponseReturnValue:
    """A file, as a download."""
    report = door.opened(case_id)
    if file_id not in report.files:
        raise NotFound
    return download(report.files[file_id], story.content(report, report.files[file_id]))


def page(report: Opened, *, wrong: FlaskForm | None = None, action: str = "", overtaken: str = "") -> str:
    """The page, with one of its forms handed back when it was refused."""
    now = office.now()
    owed = clock.owed(report.story, now)
    return render_template(
        "sealed/case.html",
        report=report,
        entries=[_entry(h, report) for h in reversed(report.story) if h.kind != Kind.OPENED],
        looks=[h for h in report.story if h.kind == Kind.OPENED],
        owed=owed,
        today=office.calendar().local_day(now),
        steps=[(step, _form(step, report, wrong, action)) for step in casework.steps(report)],
        writing=wrong if action == "write" else _blank(WriteForm(formdata=None)),
        noting=wrong if action == "note" else _blank(NoteForm(formdata=None)),
        aside=wrong if action == "aside" else AsideForm(formdata=None),
        last_read=last_read(report.story),
        withdrawn=withdrawn(report.story),
        granting=wrong if action == "grant" else _granting(report),
        recovery=sealed_office.recovery_holder() if report.recovery else None,
        action=action,
        overtaken=overtaken,
    )


def _form(step: Step, report: Opened, wrong: FlaskForm | None, action: str) -> StepForm:
    if step.action == action and isinstance(wrong, StepForm):
        return wrong
    form = StepForm(formdata=None, prefix=f"{step.action}-").offer(step)
    form.seen.data = str(report.seen)
    return form


def _granting(report: Opened) -> GrantForm | None:
    colleagues = sharing.may_get(report)
    return GrantForm(formdata=None).offer(colleagues) if colleagues else None


def _blank(form: WriteForm) -> WriteForm:
    form.once.data = keys.random_id()
    return form


def _entry(h: Happening, report: Opened) -> Entry:
    who = pgettext("sealed", "ผู้ร้อง") if h.by == Who.REPORTER else h.name or _("พิธีด้วยกุญแจสำรอง")
    title = _("ผู้ร้องเขียน") if h.by == Who.REPORTER and h.kind == Kind.MESSAGE else _(_LABELS[h.kind])
    files = tuple(report.files[name] for name in h.files if name in report.files)
    return Entry(title, who, h.at, h.text, tuple(_facts(h)), files, "yours" if h.by == Who.REPORTER else _tone(h))


def _tone(h: Happening) -> str:
    return "told" if h.told and h.text else "internal"


def _facts(h: Happening) -> list[str]:
    said = export.facts(h)
    if h.data.get("finding"):
        said.append(_("ผล: %(finding)s", finding=_(Finding(h.data["finding"]).label)))
    if h.data.get("authority"):
        said.append(_("เสนอต่อ: %(who)s", who=h.data["authority"]))
    if h.data.get("agency_number"):
        said.append(_("เลขที่หนังสือส่ง: %(number)s", number=h.data["agency_number"]))
    if h.data.get("new_date"):
        day = format_date(date.fromisoformat(h.data["new_date"]), lang=language())
        said.append(_("ถึงวันที่ %(day)s", day=day))
    return said
