"""The measures report: list, draft, the six rows with suggested sentences and evidence, and its papers."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from app.domain.periods import fiscal_year_of
from app.domain.workflow import Role
from app.insights.report_forms import EvidenceForm, HeadForm, RowForm, VersionedForm
from app.models import MeasureRow, MeasuresReport, Office
from app.renderers import RENDERERS, PrinterMissing
from app.renderers.html import fragment
from app.services import attachments, measures, sentences, suggestions
from app.services import evidence as pieces
from app.services.measures import ReportChanged
from app.services.measures_document import document
from app.web import guards, office

bp = Blueprint("reports", __name__, url_prefix="/management/reports")
bp.before_request(guards.staff_only(Role.MANAGEMENT))
_PAPERS = ("docx", "pdf", "xlsx")


@bp.get("/")
def index() -> ResponseReturnValue:
    """Every report there is, and the years one may be begun for."""
    this_year = fiscal_year_of(_today())
    reports = measures.all_reports()
    return render_template("insights/reports.html", reports=reports, this_year=this_year, rounds=measures.ROUNDS)


@bp.post("/")
def begin() -> ResponseReturnValue:
    """Begin the report of a year and round, or go to it if it is there."""
    year, months = request.form.get("fiscal_year", type=int), request.form.get("months", type=int)
    if year is None or months not in measures.ROUNDS or not 2560 <= year <= fiscal_year_of(_today()) + 1:
        flash(_("เลือกปีงบประมาณและรอบของรายงาน"), "waiting")
        return redirect(url_for(".index"))
    measures.draft(year, months, _office(), by=office.actor(), now=office.now())
    return redirect(url_for(".show", year=year, months=months))


@bp.get("/<int:year>/")
def year_page(year: int) -> ResponseReturnValue:
    """The stable address of a year leads to its newest round."""
    months = next((m for m in reversed(measures.ROUNDS) if measures.find(year, m)), None)
    if months is None:
        raise NotFound
    return redirect(url_for(".show", year=year, months=months))


@bp.get("/<int:year>/<int:months>")
def show(year: int, months: int) -> ResponseReturnValue:
    """The report as it will be printed, with a way into each measure."""
    report = _report(year, months)
    papers = [(name, RENDERERS[name].name, RENDERERS[name].available()) for name in _PAPERS]
    preview = fragment(document(report, _office(), now=office.now(), pictures=False))
    return render_template("insights/report.html", report=report, preview=preview, papers=papers)


@bp.route("/<int:year>/<int:months>/head", methods=["GET", "POST"])
def head(year: int, months: int) -> ResponseReturnValue:
    """Preface, as-of day, who signs."""
    report = _report(year, months)
    form = HeadForm.of(report)
    if form.validate_on_submit():
        return _saved(form, report, lambda: measures.save_head(
            report, form.texts(measures.HEAD), form.as_of_day(), version=form.seen(),
            by=office.actor(), now=office.now(),
        ), "insights/report_head.html")  # fmt: skip
    return render_template("insights/report_head.html", report=report, form=form)


@bp.route("/<int:year>/<int:months>/measures/<int:number>", methods=["GET", "POST"])
def measure(year: int, months: int, number: int) -> ResponseReturnValue:
    """The six cells of one measure, beside what the figures suggest."""
    report = _report(year, months)
    row = _row(report, number)
    form = RowForm.of(row)
    more = {"row": row, "evidence": EvidenceForm(), "suggested": suggestions.for_measure(row, now=office.now())}
    if form.validate_on_submit():
        return _saved(form, report, lambda: measures.save_row(
            row, form.texts(measures.CELLS), version=form.seen(), by=office.actor(), now=office.now()
        ), "insights/measure.html", **more)  # fmt: skip
    return render_template("insights/measure.html", report=report, form=form, **more)


@bp.post("/<int:year>/<int:months>/measures/<int:number>/use")
def use(year: int, months: int, number: int) -> ResponseReturnValue:
    """Put a suggested sentence into its cell; only a sentence that is suggested now."""
    row = _row(_report(year, months), number)
    wanted = request.form.get("sentence", "")
    for suggestion in suggestions.for_measure(row, now=office.now()):
        if suggestion.text == wanted:
            sentences.use(row, suggestion, by=office.actor(), now=office.now())
            flash(_("ใส่ประโยคแล้ว แก้คำต่อได้"), "done")
    return redirect(url_for(".measure", year=year, months=months, number=number))


@bp.post("/<int:year>/<int:months>/measures/<int:number>/evidence")
def evidence(year: int, months: int, number: int) -> ResponseReturnValue:
    """Add or take away evidence files."""
    row = _row(_report(year, months), number)
    dropped = request.form.get("drop", type=int)
    if dropped:
        pieces.drop(row, dropped, by=office.actor(), now=office.now())
        return redirect(url_for(".measure", year=year, months=months, number=number, _anchor="evidence"))
    form = EvidenceForm()
    if form.validate_on_submit():
        pieces.add_files(row, form.accepted(), by=office.actor(), now=office.now())
        return redirect(url_for(".measure", year=year, months=months, number=number, _anchor="evidence"))
    return render_template(
        "insights/measure.html", report=row.report, form=RowForm.of(row, bound=False), row=row, evidence=form,
        suggested=suggestions.for_measure(row, now=office.now()),
    ), 422  # fmt: skip


@bp.get("/<int:year>/<int:months>/evidence/<int:file_id>")
def evidence_file(year: int, months: int, file_id: int) -> ResponseReturnValue:
    """One evidence file, as a download."""
    file = pieces.file(_report(year, months), file_id)
    if file is None:
        raise NotFound
    try:
        content = attachments.read(file)
    except OSError as gone:
        raise NotFound from gone
    return _download(content, file.media_type, file.name)


@bp.get("/<int:year>/<int:months>/report.<paper>")
def paper(year: int, months: int, paper: str) -> ResponseReturnValue:
    """The report on the paper asked for; when its printer is missing, a page says why and what works."""
    report = _report(year, months)
    if paper not in _PAPERS:
        raise NotFound
    renderer = RENDERERS[paper]
    try:
        body = renderer.render(document(report, _office(), now=office.now()))
    except PrinterMissing as missing:
        return render_template("insights/printer_missing.html", report=report, reason=str(missing)), 503
    return _download(body, renderer.mimetype, f"{_('รายงานมาตรการ')}-{year}-{months}.{renderer.extension}")


def _download(content: bytes, mimetype: str, name: str) -> Response:
    return send_file(BytesIO(content), mimetype=mimetype, as_attachment=True, download_name=name)


def _saved(
    form: VersionedForm, report: MeasuresReport, save: Callable[[], None], template: str, **more: object
) -> ResponseReturnValue:
    try:
        save()
    except ReportChanged:
        form.form_errors.append(_("มีคนแก้รายงานนี้ไปก่อนแล้ว ข้อความของคุณยังอยู่ ตรวจแล้วกดบันทึกอีกครั้ง"))
        form.version.data = str(report.version)
        form.version.raw_data = None
        return render_template(template, report=report, form=form, **more), 409
    flash(_("บันทึกแล้ว"), "done")
    return redirect(url_for(".show", year=report.fiscal_year, months=report.round_months))


def _report(year: int, months: int) -> MeasuresReport:
    found = measures.find(year, months)
    if found is None:
        raise NotFound
    return found


def _row(report: MeasuresReport, number: int) -> MeasureRow:
    found = next((row for row in report.rows if row.number == number), None)
    if found is None:
        raise NotFound
    return found


def _office() -> Office:
    found = office.office()
    if found is None:
        raise NotFound
    return found


def _today() -> date:
    return office.calendar().local_day(office.now())
