"""What an officer does on a report's page; refused, the page comes back with everything that was typed."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from app.domain.thai import clean
from app.sealed import case, colleagues, door
from app.sealed.forms import AsideForm, NoteForm, StepForm, WriteForm
from app.sealed.key_forms import GrantForm
from app.services.sealed import casework, evidence, officers, sharing
from app.services.sealed.story import Opened
from app.web import office


def step(case_id: str, action: str) -> ResponseReturnValue:
    """Take a step."""
    report = door.opened(case_id)
    found = next((step for step in casework.steps(report) if step.action == action), None)
    if found is None:
        return case.page(report, overtaken=gettext("เรื่องนี้อยู่ในขั้นที่ทำสิ่งนี้ไม่ได้แล้ว")), 409
    form = StepForm(prefix=f"{action}-").offer(found)
    if not form.validate():
        return case.page(report, wrong=form, action=action)
    try:
        casework.take(door.here(), report, action, form.given(), seen=form.acts_seen, now=office.now())
    except casework.Incomplete as missing:
        for name, words in missing.errors.items():
            form.blame(name, gettext(words))
        return case.page(report, wrong=form, action=action)
    except (casework.Overtaken, casework.NotNow):
        form.seen.data = str(report.seen)
        words = gettext("มีคนทำอะไรกับเรื่องนี้หลังจากคุณเปิดหน้า อ่านก่อนแล้วกดอีกครั้ง สิ่งที่พิมพ์ยังอยู่")
        return case.page(report, wrong=form, action=action, overtaken=words), 409
    return _done(case_id, gettext("บันทึกแล้ว"))


def write(case_id: str) -> ResponseReturnValue:
    """Words or files to the reporter."""
    return _add(door.opened(case_id), WriteForm(), "write")


def note(case_id: str) -> ResponseReturnValue:
    """A note to the file."""
    return _add(door.opened(case_id), NoteForm(), "note")


def aside(case_id: str) -> ResponseReturnValue:
    """Give the key back."""
    report, form = door.opened(case_id), AsideForm()
    if not form.validate():
        return case.page(report, wrong=form, action="aside")
    try:
        sharing.step_aside(door.here(), report, clean(form.reason.data or "", multiline=True), now=office.now())
    except sharing.LastReader:
        form.reason.errors = [gettext("คุณเป็นผู้อ่านคนสุดท้าย ให้กุญแจแก่เพื่อนร่วมงานก่อนจึงถอนตัวได้")]
        return case.page(report, wrong=form, action="aside")
    flash(gettext("ถอนตัวแล้ว คุณเปิดเรื่องนั้นไม่ได้อีก"))
    return redirect(url_for("sealed.inbox"))


def grant(case_id: str) -> ResponseReturnValue:
    """Give a colleague the key, once the name of theirs was read out and typed."""
    report = door.opened(case_id)
    form = GrantForm().offer(sharing.may_get(report))
    officer = officers.by_id(form.officer.data or "")
    if not form.validate() or officer is None or not colleagues.compared(form, officer):
        return case.page(report, wrong=form, action="grant")
    try:
        sharing.grant(door.here(), report, officer.id, now=office.now())
    except sharing.NotEligible as refused:
        raise NotFound from refused
    return _done(case_id, gettext("ให้กุญแจแล้ว"))


def _add(report: Opened, form: WriteForm, action: str) -> ResponseReturnValue:
    judged = form.judged() if form.validate() else None
    if judged is None:
        return case.page(report, wrong=form, action=action)
    verb = casework.note if action == "note" else casework.write
    text, once = clean(form.text.data or "", multiline=True), form.once.data or ""
    try:
        verb(door.here(), report, text, once=once, now=office.now(), files=judged)
    except evidence.TooManyFiles:
        form.too_many()
        return case.page(report, wrong=form, action=action)
    return _done(report.id, gettext("บันทึกแล้ว") if action == "note" else gettext("ส่งถึงผู้ร้องแล้ว"))


def _done(case_id: str, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("sealed.show", case_id=case_id))
