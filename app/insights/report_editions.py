"""Publishing a report, and its published editions: what is frozen, what differs, and whether it still holds."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from app.insights.report_door import bp, edition_of, here, report_of, today
from app.insights.report_forms import CELL_NAMES, AsOfForm, PublishForm
from app.insights.reports import download
from app.models import MeasuresReport
from app.services import (
    audit,
    audit_package,
    edition_changes,
    edition_proof,
    editions,
    measures,
    report_publishing,
    suggestions,
)
from app.services.measures import ReportChanged
from app.services.report_publishing import NotReady, Unanswered, mark
from app.services.report_readiness import readiness
from app.web import office
from app.web.reauthentication import is_me


@bp.get("/<int:year>/<int:months>/publish")
def publish_page(year: int, months: int) -> ResponseReturnValue:
    """Exactly what will be frozen, and what still speaks against it."""
    report = report_of(year, months)
    return _before(report, PublishForm.of(report))


@bp.post("/<int:year>/<int:months>/publish")
def publish(year: int, months: int) -> ResponseReturnValue:
    """Freeze it: with one's own password, every unsupported claim answered for, a correction with its words."""
    report = report_of(year, months)
    form = PublishForm.of(report)
    form.corrects, form.lacking = bool(report.editions), readiness(report, now=office.now()).lacking
    if not form.validate() or not is_me(office.member(), form.password):
        return _before(report, form), 422
    try:
        edition = report_publishing.publish(
            report, here(), version=form.seen(), answered=request.form.getlist("answered"),
            changed=(form.changed.data or "") if form.corrects else "", by=office.actor(), now=office.now(),
        )  # fmt: skip
    except Unanswered:
        form.form_errors.append(_("อ่านและรับรองข้อความที่ตัวเลขยังไม่รองรับให้ครบทุกข้อ หรือกลับไปแก้คำ"))
    except NotReady as refused:
        form.form_errors.extend(_(why) for why in refused.reasons)
    except ReportChanged:
        form.form_errors.append(_("มีคนแก้หรือเผยแพร่รายงานนี้ไปก่อนแล้ว อ่านหน้านี้อีกครั้งก่อนเผยแพร่"))
        form.renew(report)
    else:
        flash(_("เผยแพร่ฉบับที่ %(n)s แล้ว", n=edition.number), "done")
        return redirect(url_for(".edition", year=year, months=months, number=edition.number))
    return _before(report, form), 409


@bp.post("/<int:year>/<int:months>/as-of")
def as_of(year: int, months: int) -> ResponseReturnValue:
    """Choose the day that the figures are known on."""
    report = report_of(year, months)
    form = AsOfForm()
    form.first, form.today = suggestions.period_of(report).start, today()
    if not form.validate() or form.day.chosen is None:
        return _before(report, PublishForm.of(report, bound=False), form), 422
    try:
        measures.save_as_of(report, form.day.chosen, version=form.seen(), by=office.actor(), now=office.now())
    except ReportChanged:
        flash(_("มีคนแก้รายงานนี้ไปก่อนแล้ว ลองอีกครั้ง"), "waiting")
    return redirect(url_for(".publish_page", year=year, months=months))


def _before(report: MeasuresReport, form: PublishForm, day: AsOfForm | None = None) -> str:
    ready = readiness(report, now=office.now())
    return render_template(
        "insights/report_publish.html", report=report, form=form, ready=ready, mark=mark,
        day=day or AsOfForm.of(report, ready.day), answered=set(request.form.getlist("answered")),
        ends=suggestions.period_of(report).last_day,
    )  # fmt: skip


@bp.get("/<int:year>/<int:months>/editions/<int:number>")
def edition(year: int, months: int, number: int) -> ResponseReturnValue:
    """One edition: what it says of itself, its papers, and what it changed."""
    found = edition_of(year, months, number)
    return _edition(found.report, number)


@bp.get("/<int:year>/<int:months>/editions/<int:number>/proof")
def proof(year: int, months: int, number: int) -> ResponseReturnValue:
    """The same, held against everything it came from."""
    found = edition_of(year, months, number)
    return _edition(found.report, number, edition_proof.verify(found, now=office.now()))


def _edition(report: MeasuresReport, number: int, proof: list[edition_proof.Line] | None = None) -> str:
    found = next(one for one in report.editions if one.number == number)
    return render_template(
        "insights/report_edition.html", report=report, edition=found, proof=proof, words=edition_proof.WORDS,
        changes=edition_changes.changes(found), cells=CELL_NAMES, code=editions.of_itself(found).content_hash,
    )  # fmt: skip


@bp.get("/<int:year>/<int:months>/editions/<int:number>/report.<kind>")
def edition_paper(year: int, months: int, number: int, kind: str) -> ResponseReturnValue:
    """A paper as it was printed when the edition was published."""
    found = editions.paper(edition_of(year, months, number), kind)
    if found is None:
        raise NotFound
    body, name, mimetype = found
    return download(body, mimetype, name)


@bp.post("/<int:year>/<int:months>/editions/<int:number>/events")
def edition_events(year: int, months: int, number: int) -> ResponseReturnValue:
    """The events behind the figures; who took them is written into the audit trail."""
    edition = edition_of(year, months, number)
    found = editions.events(edition)
    if found is None:
        raise NotFound
    body, name, mimetype = found
    about = {"edition": number, "sha256": audit_package.digest(body)}
    audit.record("audit_package", measures.subject(edition.report), by=office.actor(), now=office.now(), **about)
    return download(body, mimetype, name)


@bp.get("/<int:year>/<int:months>/editions/<int:number>/content.json")
def edition_content(year: int, months: int, number: int) -> ResponseReturnValue:
    """The bytes that the hash of the edition is of."""
    content = editions.canonical(editions.content(edition_of(year, months, number)))
    return download(content, "application/json", f"{year}-{months}-{number}.json")
