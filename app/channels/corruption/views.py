"""The way in: introduction, form, check, sent. No answer waits on the server between two pages or is in an address."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from app.channels.corruption import case_page, opening
from app.channels.corruption.forms import CodeForm, EvidenceForm
from app.domain.dates import format_month
from app.domain.sealed import groups, new_code, read_code
from app.services import audit, manuals, space
from app.services.actors import SYSTEM
from app.services.sealed import evidence, keys, recipients, reports
from app.services.sealed import office as sealed_office
from app.services.sealed.reports import Submission
from app.web import office
from app.web.report_form import CODE_INSIDE, ReportForm
from app.web.words import language, switching


def introduction() -> ResponseReturnValue:
    """Promise, limits, the other places, and the way back in."""
    manual = manuals.in_force("corruption", office.calendar().local_day(office.now()))
    return render_template(
        "channels/corruption/introduction.html",
        form=CodeForm(formdata=None),
        manual=manual,
        readiness=sealed_office.readiness(),
    )


def new() -> ResponseReturnValue:
    """The form, and after it the page for checking."""
    form = ReportForm()
    back = "edit" in request.form or switching()
    space.require()
    if not sealed_office.readiness().open and not back:
        return closed(form)
    if request.method == "GET" or read_code(form.code.data or "") is None:
        form.code.data = new_code()
        return _form(form)
    if back or not form.validate():
        return _form(form)
    return _check(form, EvidenceForm(formdata=None))


def send() -> ResponseReturnValue:
    """Take the report in; sent again, the same page comes again."""
    form, files = ReportForm(), EvidenceForm()
    code = read_code(form.code.data or "")
    if request.method == "GET" or code is None:
        return redirect(url_for(".introduction"))
    space.require()
    if not form.validate():
        return _form(form)
    judged = files.judged()
    if judged is None:
        return _check(form, files)
    opening.sending()
    return _send(form, files, code, Submission(form.answers(), judged))


def closed(form: ReportForm) -> ResponseReturnValue:
    """Nobody is there to read: where else one can go, and the way back to what was typed."""
    typed = form if read_code(form.code.data or "") else None
    return render_template("channels/corruption/closed.html", form=typed), 503


def later(error: HTTPException) -> ResponseReturnValue:
    """Too many at once: what was typed waits in the page, to be sent once more."""
    return render_template(
        "channels/corruption/later.html",
        crowded=isinstance(error, ServiceUnavailable),
        sending=request.endpoint == "corruption.send",
        carried=[(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"],
    ), error.code or 503


def expired(_error: CSRFError) -> ResponseReturnValue:
    """The browser was closed in between: what was typed comes back, but not the code: it may be another's."""
    if request.endpoint not in {"corruption.new", "corruption.send"}:
        code, unsent = CodeForm(formdata=None), request.form.get("text", "")
        code.code.errors = [gettext("หน้านี้เปิดทิ้งไว้นานเกินไป ใส่รหัสอีกครั้ง")]
        return render_template("channels/corruption/open.html", form=code, unsent=unsent), 400
    form = ReportForm()
    form.code.data, form.last_four.data = new_code(), ""
    form.form_errors.append(gettext("หน้านี้เปิดทิ้งไว้นานเกินไป เราจึงเปลี่ยนรหัสให้ใหม่ จดรหัสใหม่ แล้วกดตรวจทานอีกครั้ง"))
    return _form(form), 400


def broken(_error: keys.Tampered) -> ResponseReturnValue:
    """A row was changed behind our back: said so, written down, nothing shown."""
    audit.record("sealed.tampered", "sealed", by=SYSTEM, now=office.now())
    return render_template("channels/corruption/broken.html"), 500


def destroyed(error: reports.Destroyed) -> ResponseReturnValue:
    """The report's time was over: when, and that is all there is."""
    month = format_month(error.month.year, error.month.month, lang=language())
    return render_template("channels/corruption/destroyed.html", month=month)


def _send(form: ReportForm, files: EvidenceForm, code: str, submission: Submission) -> ResponseReturnValue:
    try:
        sent = opening.patiently(lambda: reports.send(code, submission, now=office.now()))
    except reports.CodeInside as inside:
        return _code_inside(form, files, inside)
    except evidence.TooManyFiles:
        files.too_many()
        return _check(form, files)
    except (recipients.NobodyMayRead, sealed_office.NotOpen):
        return closed(form)
    if not sent.again:
        opening.sent()
    return case_page.sent(sent.report, code)


def _form(form: ReportForm) -> str:
    return render_template("channels/corruption/form.html", form=form, groups=groups(form.code.data or ""))


def _check(form: ReportForm, files: EvidenceForm) -> ResponseReturnValue:
    """The page for checking."""
    answers = form.answers()
    try:
        reports.refuse_code(form.code.data or "", answers.texts())
        readers = recipients.of(answers.about)
    except reports.CodeInside as inside:
        form.blame(inside.fields, CODE_INSIDE)
        return _form(form)
    except recipients.NobodyMayRead:
        return closed(form)
    return render_template("channels/corruption/check.html", form=form, files=files, answers=answers, readers=readers,
        holder=sealed_office.recovery_holder(),
    )  # fmt: skip


def _code_inside(form: ReportForm, files: EvidenceForm, inside: reports.CodeInside) -> ResponseReturnValue:
    if "files" in inside.fields:
        files.blame_files(str(CODE_INSIDE))
        return _check(form, files)
    form.blame(inside.fields, CODE_INSIDE)
    return _form(form)
