"""Service manuals: what residents read and what the clock promises. A new version never moves an old promise."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.admin.door import administrator, bp
from app.admin.forms import AskForm, PublishForm
from app.admin.manual_form import blame_rows, draft, named, new_form
from app.domain.dates import local_day
from app.models import Manual
from app.services import manual_figures, services
from app.services.administration import affected, manuals
from app.services.administration.changes import Wrong
from app.services.administration.manual_numbers import leftovers
from app.services.manuals import in_force, versions
from app.web import manuals as pages
from app.web import office
from app.web.details import blame

_BUTTONS = ("csrf_token", "publish", "back", "more", "reviewed", "meant")


@bp.get("/manuals")
def manuals_list() -> str:
    """Every service, its version in force and the one to come."""
    today = local_day(office.now())
    rows = [(newest, in_force(newest.service, today)) for newest in manuals.latest()]
    return render_template("admin/manuals.html", rows=rows)


@bp.get("/manuals/<service>")
def manual(service: str) -> str:
    """All versions of one manual, and how the cases received under each were kept."""
    figures = manual_figures.by_version(service)
    today = local_day(office.now())
    return render_template("admin/manual.html", versions=_versions(service), today=today, figures=figures)


@bp.route("/manuals/<service>/new", methods=["GET", "POST"])
def new_manual(service: str) -> ResponseReturnValue:
    """A new version, starting from the newest one's words: written, compared with the one before, then published."""
    newest = _newest(service)
    form, count = new_form(newest, manuals.earliest(service, office.now()))
    sent = form.is_submitted() and not (request.form.get("more") or request.form.get("back"))
    if sent and form.validate():
        written, rows = draft(form, count)
        try:
            manuals.check(service, written, now=office.now())
        except Wrong as wrong:
            blame_rows(form, wrong, rows)
        else:
            return _compare(newest, written, rows)
    return render_template("admin/new_manual.html", form=form, count=count, newest=newest)


def _compare(newest: Manual, written: manuals.Draft, rows: list[int]) -> ResponseReturnValue:
    """What would change, side by side; everything typed travels along, until it is published."""
    coming, form = manuals.unpublished(newest.service, written), PublishForm()
    old = named(leftovers(newest, coming), rows)
    if request.form.get("publish"):
        if form.meant.data or not old:
            return _publish(newest.service, written, reviewed=form.reviewed.data)
        form.meant.errors = [_("แก้ข้อความที่ยังเขียนตัวเลขเดิม หรือยืนยันว่าตั้งใจ")]
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in _BUTTONS]
    found = pages.changes(newest, coming, inner=True)
    return render_template(
        "admin/compare_manual.html", newest=newest, coming=coming, changes=found, typed=typed, form=form, old=old,
        open_cases=affected.open_under(newest.service),
    )


def _publish(service: str, written: manuals.Draft, *, reviewed: bool) -> ResponseReturnValue:
    manuals.publish(service, written, reviewed=reviewed, by=administrator(), now=office.now())
    flash(_("เผยแพร่ฉบับใหม่แล้ว เรื่องที่รับก่อนวันเริ่มใช้ยังสัญญาตามฉบับเดิม"))
    return redirect(url_for("admin.manual", service=service))


@bp.post("/manuals/<service>/reviewed")
def review_manual(service: str) -> ResponseReturnValue:
    """It was read through today and is right."""
    _versions(service)
    manuals.verify(service, by=administrator(), now=office.now())
    flash(_("บันทึกว่าสำนักงานตรวจทานแล้ววันนี้"))
    return redirect(url_for("admin.manual", service=service))


@bp.route("/manuals/<service>/withdraw", methods=["GET", "POST"])
def withdraw_manual(service: str) -> ResponseReturnValue:
    """Take back a version that is still to come, after asking."""
    newest, form = _versions(service)[0], AskForm()
    if form.validate_on_submit():
        try:
            manuals.withdraw(newest, by=administrator(), now=office.now())
        except Wrong as wrong:
            blame(form, wrong)
        else:
            flash(_("ถอนฉบับที่ยังไม่เริ่มใช้แล้ว"))
            return redirect(url_for("admin.manual", service=service))
    return render_template("admin/withdraw_manual.html", form=form, row=newest)


def _newest(service: str) -> Manual:
    """The newest version; for a service of the office's own without one, an empty sheet that knows its name."""
    known = versions(service)
    if known:
        return known[0]
    return manuals.blank(services.find(service) or abort(404))


def _versions(service: str) -> list[Manual]:
    return list(versions(service)) or abort(404)
