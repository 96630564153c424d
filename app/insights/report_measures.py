"""One measure: its six cells beside what the figures suggest, sentences kept true, and its evidence of every kind."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound

from app.insights.report_door import bp, report_of, row_of, today
from app.insights.report_forms import FilesForm, LinkForm, RemarkForm, RowForm
from app.insights.reports import download, saved
from app.models import MeasureRow
from app.services import attachments, evidence, measures, report_review, sentences, suggestions
from app.services.evidence import BadAddress
from app.web import office

PLACE = "/<int:year>/<int:months>/measures/<int:number>"


@bp.route(PLACE, methods=["GET", "POST"])
def measure(year: int, months: int, number: int) -> ResponseReturnValue:
    """The six cells of one measure, beside what the figures suggest."""
    report = report_of(year, months)
    row = row_of(report, number)
    form = RowForm.of(row)
    if form.validate_on_submit():
        return _saved(row, form)
    return render_template("insights/measure.html", report=report, form=form, **_beside(row))


def _saved(row: MeasureRow, form: RowForm) -> ResponseReturnValue:
    return saved(form, row.report, lambda: measures.save_row(
        row, form.texts(measures.CELLS), version=form.seen(), by=office.actor(), now=office.now()
    ), "insights/measure.html", **_beside(row))  # fmt: skip


def _beside(row: MeasureRow) -> dict[str, object]:
    return {
        "row": row,
        "reading": sentences.read(row.report, now=office.now(), numbers=[row.number]),
        "gaps": evidence.missing_months(row, today()),
        "remarks": report_review.unsettled(row.report, row.number),
        "remark": RemarkForm(formdata=None),
    }


@bp.post(f"{PLACE}/use")
def use(year: int, months: int, number: int) -> ResponseReturnValue:
    """Put a suggested sentence into its cell, after what is typed there; only a sentence that is suggested now."""
    row = row_of(report_of(year, months), number)
    form = RowForm.of(row)
    if form.measure.name in request.form:
        if not form.validate():
            return render_template("insights/measure.html", report=row.report, form=form, **_beside(row)), 422
        answer = _saved(row, form)
        if isinstance(answer, tuple):
            return answer
    wanted = request.form.get("sentence", "")
    for suggestion in suggestions.for_measure(row, now=office.now()):
        if suggestion.text == wanted:
            sentences.use(row, suggestion, by=office.actor(), now=office.now())
            flash(_("ใส่ประโยคแล้ว แก้คำต่อได้"), "done")
    return redirect(url_for(".measure", year=year, months=months, number=number))


@bp.post("/<int:year>/<int:months>/adjust")
def adjust(year: int, months: int) -> ResponseReturnValue:
    """Make one sentence in use, or all of them, say what the figures say."""
    report = report_of(year, months)
    number = request.form.get("number", type=int)
    one = {(number, request.form.get("cell", ""), request.form.get("key", ""))} if number else None
    count = sentences.adjust(report, one, by=office.actor(), now=office.now())
    flash(_("ปรับให้ตรงกับตัวเลขแล้ว %(n)s ประโยค", n=count), "done")
    if number:
        return redirect(url_for(".measure", year=year, months=months, number=number))
    return redirect(url_for(".show", year=year, months=months))


@bp.route(f"{PLACE}/evidence", methods=["GET", "POST"])
def evidence_page(year: int, months: int, number: int) -> ResponseReturnValue:
    """Everything that shows the measure: added, described, taken away."""
    row = row_of(report_of(year, months), number)
    forms = {"files": FilesForm.of(row), "link": LinkForm.of(row)}
    if request.method == "GET":
        return _evidence(row, forms)
    kind = next((name for name in _ACTS if name in request.form), request.form.get("kind", "files"))
    if kind in forms and not forms[kind].validate():
        return _evidence(row, forms), 422
    try:
        _ACTS.get(kind, _add)(row, forms.get(kind))
    except BadAddress as wrong:
        forms["link"].address.errors = [_(str(wrong))]
        return _evidence(row, forms), 422
    return redirect(url_for(".evidence_page", year=year, months=months, number=number))


def _evidence(row: MeasureRow, forms: dict[str, FlaskForm]) -> str:
    day = today()
    return render_template(
        "insights/report_evidence.html",
        report=row.report,
        row=row,
        months=FilesForm.months(row),
        gaps=evidence.missing_months(row, day),
        manuals=evidence.offered_manuals(row, day) if row.number in evidence.MANUALS else (),
        publications=evidence.offered_publications(row) if row.number == evidence.PUBLICATIONS else (),
        counts=row.number == evidence.SURVEY and not any(e.kind == "invitations" for e in row.evidence),
        **forms,
    )


def _add(row: MeasureRow, form: FilesForm | LinkForm | None) -> None:
    by, now = office.actor(), office.now()
    if isinstance(form, LinkForm):
        evidence.add_link(row, form.address.data or "", label=form.label(), month=form.chosen(), by=by, now=now)
    elif isinstance(form, FilesForm):
        evidence.add_files(row, form.accepted(), label=form.label(), month=form.chosen(), by=by, now=now)


def _drop(row: MeasureRow, _form: object) -> None:
    evidence.drop(row, request.form.get("drop", type=int) or 0, by=office.actor(), now=office.now())


def _describe(row: MeasureRow, _form: object) -> None:
    form = FilesForm.of(row)
    which = request.form.get("describe", type=int) or 0
    evidence.describe(row, which, form.label(), form.chosen(), by=office.actor(), now=office.now())


def _chosen(name: str) -> set[int]:
    return {int(value) for value in request.form.getlist(name) if value.isascii() and value.isdigit()}


_ACTS: dict[str, Callable[[MeasureRow, FilesForm | LinkForm | None], None]] = {
    "drop": _drop,
    "describe": _describe,
    "manual": lambda row, _: evidence.add_manuals(row, _chosen("manual"), by=office.actor(), now=office.now()),
    "publication": lambda row, _: evidence.add_publications(
        row, _chosen("publication"), by=office.actor(), now=office.now()
    ),
    "invitations": lambda row, _: evidence.add_invitations(row, by=office.actor(), now=office.now()),
}


@bp.get("/<int:year>/<int:months>/evidence/<int:file_id>")
def evidence_file(year: int, months: int, file_id: int) -> ResponseReturnValue:
    """One evidence file, as a download."""
    file = evidence.file(report_of(year, months), file_id)
    if file is None:
        raise NotFound
    try:
        content = attachments.read(file)
    except OSError as gone:
        raise NotFound from gone
    return download(content, file.media_type, file.name)
