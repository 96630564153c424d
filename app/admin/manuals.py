"""Service manuals: what residents read and what the clock promises. A new version never moves an old promise."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.admin.door import administrator, bp
from app.admin.forms import AskForm, ManualForm
from app.domain.clocks import Unit
from app.domain.dates import local_day
from app.models import Manual
from app.services.administration import manuals
from app.services.administration.changes import Wrong
from app.services.manuals import in_force
from app.web import office
from app.web.details import blame
from app.web.fields import AtMost, LineField

STEP = ("text", "duration", "responsible")
SPARE, MOST = 1, 30


@bp.get("/manuals")
def manuals_list() -> str:
    """Every service, its version in force and the one to come."""
    today = local_day(office.now())
    rows = [(newest, in_force(newest.service, today)) for newest in manuals.latest()]
    return render_template("admin/manuals.html", rows=rows)


@bp.get("/manuals/<service>")
def manual(service: str) -> str:
    """All versions of one manual."""
    return render_template("admin/manual.html", versions=_versions(service), today=local_day(office.now()))


@bp.route("/manuals/<service>/new", methods=["GET", "POST"])
def new_manual(service: str) -> ResponseReturnValue:
    """A new version, starting from the newest one's words."""
    newest = _versions(service)[0]
    form, count = _form(newest)
    if form.is_submitted() and not request.form.get("more") and form.validate():
        try:
            _publish(service, form, count)
        except Wrong as wrong:
            blame(form, wrong)
        else:
            flash(_("ออกคู่มือฉบับใหม่แล้ว เรื่องที่รับไว้ก่อนยังสัญญาตามฉบับเดิม"))
            return redirect(url_for("admin.manual", service=service))
    return render_template("admin/new_manual.html", form=form, count=count, newest=newest)


@bp.post("/manuals/<service>/reviewed")
def review_manual(service: str) -> ResponseReturnValue:
    """It was read through today and is right."""
    _versions(service)
    manuals.review(service, by=administrator(), now=office.now())
    flash(_("บันทึกว่าทบทวนแล้ววันนี้"))
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


def _versions(service: str) -> list[Manual]:
    return list(manuals.versions(service)) or abort(404)


def _form(newest: Manual) -> tuple[Any, int]:
    """The form with as many steps as were sent, or as the newest version has and one more."""
    count = max(request.form.get("rows", 0, int), len(newest.steps) + SPARE)
    count = min(MOST, count + (3 if request.form.get("more") else 0))
    fields: dict[str, Any] = {}
    labels = {"text": _l("ขั้นตอน"), "duration": _l("ภายใน"), "responsible": _l("ผู้รับผิดชอบ")}
    for i in range(count):
        fields.update({f"{part}_{i}": LineField(label, [AtMost(300)]) for part, label in labels.items()})
    start = {f"{part}_{i}": getattr(step, part) for i, step in enumerate(newest.steps) for part in STEP}
    kept = {name: getattr(newest, name) for name in (*manuals.TEXTS, "minutes", "promise_days", "laws_verified_on")}
    kind = type("ManualWithSteps", (ManualForm,), fields)
    return kind(data={**kept, **start, "promise_unit": newest.promise_unit.value}), count


def _publish(service: str, form: Any, count: int) -> None:
    rows = [tuple(form[f"{part}_{i}"].data or "" for part in STEP) for i in range(count)]
    manuals.publish(
        service,
        {name: form[name].data or "" for name in manuals.TEXTS},
        [(text, duration, who) for text, duration, who in rows if text],
        minutes=form.minutes.data,
        promise=(form.promise_days.data, Unit(form.promise_unit.data)),
        effective_on=form.effective_on.chosen,
        laws_verified_on=form.laws_verified_on.chosen,
        by=administrator(),
        now=office.now(),
    )
