"""Remarks on a report, and the story of its words."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from app.insights.report_door import bp, report_of
from app.insights.report_forms import CELL_NAMES, RemarkForm
from app.services import report_review
from app.web import office
from app.web.requests import row_number

HIGHEST = 6


@bp.post("/<int:year>/<int:months>/remarks")
def remarks(year: int, months: int) -> ResponseReturnValue:
    """Remark something, or say that a remark was seen to."""
    report = report_of(year, months)
    number = request.form.get("number", 0, type=int)
    if not 0 <= number <= HIGHEST:
        raise NotFound
    settled = request.form.get("settle", type=row_number)
    form = RemarkForm()
    if settled:
        report_review.settle(report, settled, by=office.actor(), now=office.now())
    elif form.validate():
        report_review.comment(report, number, form.text.data or "", by=office.actor(), now=office.now())
    else:
        flash(str(next(iter(form.text.errors), _("เขียนความเห็นก่อนส่ง"))), "waiting")
    if number:
        return redirect(url_for(".measure", year=year, months=months, number=number, _anchor="remarks"))
    return redirect(url_for(".show", year=year, months=months, _anchor="remarks"))


@bp.get("/<int:year>/<int:months>/history")
def history(year: int, months: int) -> ResponseReturnValue:
    """Who changed what, words marked; of one measure where it is named."""
    report = report_of(year, months)
    number = request.args.get("measure", type=row_number)
    changes, older = report_review.history(report, number, request.args.get("before", type=row_number))
    settled = [remark for remark in report.comments if remark.settled_at]
    return render_template(
        "insights/report_history.html", report=report, number=number, changes=changes, older=older, settled=settled,
        cells=CELL_NAMES,
    )  # fmt: skip
