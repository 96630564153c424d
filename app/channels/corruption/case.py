"""Coming back with the code: read, write, add files, withdraw. Every page answers a POST that brought the code."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from app.channels.corruption import case_page, opening
from app.channels.corruption.forms import CodeForm, MessageForm, WithdrawForm
from app.domain.sealed import read_code
from app.domain.thai import clean
from app.services.sealed import evidence, replies, reports, story
from app.web import office
from app.web.evidence import download
from app.web.report_form import CODE_INSIDE
from app.web.words import switching


def case() -> ResponseReturnValue:
    """What the code opens."""
    if request.method == "GET":
        return _back()
    form = CodeForm()
    report = opening.find(form.code.data)
    if report is None:
        form.code.errors = [gettext("ไม่มีเรื่องที่เปิดด้วยรหัสนี้ ตรวจตัวเลขทั้ง 24 หลักอีกครั้ง")]
        return render_template("channels/corruption/open.html", form=form)
    page = case_page.show(report, read_code(form.code.data or "") or "")
    replies.mark_read(report, now=office.now())
    return page


def write() -> ResponseReturnValue:
    """Words or files from the reporter."""
    form = MessageForm()
    code = read_code(form.code.data or "") or ""
    report = opening.find(code) if request.method == "POST" else None
    if report is None:
        return _back()
    if switching():
        if form.chosen():
            form.blame_files(gettext("สิ่งที่คุณพิมพ์ยังอยู่ครบ แต่ต้องเลือกไฟล์ใหม่"))
        return case_page.show(report, code, message=form)
    judged = form.judged() if form.validate() else None
    if judged is None:
        return case_page.show(report, code, message=form)
    text = clean(form.text.data or "", multiline=True)
    try:
        replies.write(report, text, code=code, once=form.once.data or "", now=office.now(), files=judged)
    except reports.CodeInside as inside:
        if "text" in inside.fields:
            form.text.errors = [CODE_INSIDE]
        else:
            form.blame_files(str(CODE_INSIDE))
        return case_page.show(report, code, message=form)
    except evidence.TooManyFiles:
        form.too_many()
        return case_page.show(report, code, message=form)
    return case_page.show(opening.find(code) or report, code, done=gettext("ส่งแล้ว เจ้าหน้าที่จะเห็นเมื่อเปิดเรื่องนี้"))


def withdraw() -> ResponseReturnValue:
    """The reporter no longer wants the report pursued."""
    form = WithdrawForm()
    code = read_code(form.code.data or "") or ""
    report = opening.find(code) if request.method == "POST" else None
    if report is None:
        return _back()
    if not form.validate():
        return case_page.show(report, code, withdrawal=form)
    try:
        replies.withdraw(report, clean(form.text.data or "", multiline=True), code=code, now=office.now())
    except reports.CodeInside:
        form.text.errors = [CODE_INSIDE]
        return case_page.show(report, code, withdrawal=form)
    return case_page.show(opening.find(code) or report, code, done=gettext("รับคำขอถอนเรื่องแล้ว"))


def file() -> ResponseReturnValue:
    """A file of the report; what hangs on the officers' notes stays theirs."""
    asked = request.form.get("file", "")
    report = opening.find(request.form.get("code")) if request.method == "POST" else None
    if report is None:
        return _back()
    if not any(asked in h.files for h in report.story if h.told):
        raise NotFound
    return download(report.files[asked], story.content(report, report.files[asked]))


def _back() -> ResponseReturnValue:
    return redirect(url_for(".introduction"))
