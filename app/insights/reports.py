"""The measures report: list, draft, the report as it will be printed, its head, and its papers while it is a draft."""

from collections.abc import Callable
from io import BytesIO

from flask import Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from app.domain.periods import fiscal_year_of
from app.insights.report_door import bp, here, report_of, today
from app.insights.report_forms import HeadForm, RemarkForm, VersionedForm
from app.models import MeasuresReport
from app.renderers import RENDERERS, PrinterMissing
from app.renderers.html import fragment
from app.services import evidence, measures, report_review, sentences, statistics, suggestions
from app.services.editions import PAPERS
from app.services.measures import ReportChanged
from app.services.measures_document import document
from app.services.report_readiness import as_of_day
from app.web import office


@bp.get("/")
def index() -> ResponseReturnValue:
    """Every report there is, and the years one may be begun for."""
    this_year = fiscal_year_of(today())
    reports = measures.all_reports()
    return render_template("insights/reports.html", reports=reports, this_year=this_year, rounds=measures.ROUNDS)


@bp.post("/")
def begin() -> ResponseReturnValue:
    """Begin the report of a year and round, or go to it if it is there."""
    year, months = request.form.get("fiscal_year", type=int), request.form.get("months", type=int)
    if year is None or months not in measures.ROUNDS or not 2560 <= year <= fiscal_year_of(today()) + 1:
        flash(_("เลือกปีงบประมาณและรอบของรายงาน"), "waiting")
        return redirect(url_for(".index"))
    measures.draft(year, months, here(), by=office.actor(), now=office.now())
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
    """The report as it will be printed, with a way into each measure and what speaks against it there."""
    report = report_of(year, months)
    return render_template(
        "insights/report.html",
        report=report,
        preview=fragment(document(report, here(), now=office.now(), pictures=False)),
        papers=[(name, RENDERERS[name].name, RENDERERS[name].available()) for name in PAPERS],
        reading=sentences.read(report, now=office.now()),
        gaps={row.number: evidence.missing_months(row, today()) for row in report.rows},
        remarks=report_review.unsettled(report),
        remark=RemarkForm(),
    )


@bp.route("/<int:year>/<int:months>/head", methods=["GET", "POST"])
def head(year: int, months: int) -> ResponseReturnValue:
    """Preface, as-of day, who signs."""
    report = report_of(year, months)
    form = HeadForm.of(report)
    if form.validate_on_submit():
        return saved(form, report, lambda: measures.save_head(
            report, form.texts(measures.HEAD), form.as_of_day(), version=form.seen(),
            by=office.actor(), now=office.now(),
        ), "insights/report_head.html")  # fmt: skip
    return render_template("insights/report_head.html", report=report, form=form)


@bp.get("/<int:year>/<int:months>/report.<paper>")
def paper(year: int, months: int, paper: str) -> ResponseReturnValue:
    """The draft on the paper asked for; when its printer is missing, a page says why and what works."""
    report = report_of(year, months)
    if paper not in PAPERS:
        raise NotFound
    renderer, now = RENDERERS[paper], office.now()
    figures = statistics.statement(suggestions.period_of(report), now=now, as_of=as_of_day(report, now))
    try:
        body = renderer.render(document(report, here(), now=now, figures=figures))
    except PrinterMissing as missing:
        return render_template("insights/printer_missing.html", report=report, reason=str(missing)), 503
    kind = _("รายงานมาตรการ")
    return download(body, renderer.mimetype, f"{kind}-{year}-{months}.{renderer.extension}")


def download(content: bytes, mimetype: str, name: str) -> Response:
    """A file to keep."""
    return send_file(BytesIO(content), mimetype=mimetype, as_attachment=True, download_name=name)


def saved(
    form: VersionedForm, report: MeasuresReport, save: Callable[[], None], template: str, **more: object
) -> ResponseReturnValue:
    """Save and go back to the report; when somebody saved in between, the words stay and are sent once more."""
    try:
        save()
    except ReportChanged:
        form.form_errors.append(_("มีคนแก้รายงานนี้ไปก่อนแล้ว ข้อความของคุณยังอยู่ ตรวจแล้วกดบันทึกอีกครั้ง"))
        form.renew(report)
        return render_template(template, report=report, form=form, **more), 409
    flash(_("บันทึกแล้ว"), "done")
    return redirect(url_for(".show", year=report.fiscal_year, months=report.round_months))
