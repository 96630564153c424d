"""Services of the office's own, defined without code: about, form, manual, open. No case can be read from here."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.admin.door import administrator, bp
from app.admin.service_forms import AboutForm, FieldForm, start
from app.models import Service, ServiceField
from app.services import manuals
from app.services import services as defined
from app.services.administration import services
from app.services.administration.changes import Wrong
from app.web import office, questions
from app.web.details import blame

_REQUIRED = {"required": True}


@bp.route("/services/", methods=["GET", "POST"], endpoint="services")
def services_list() -> ResponseReturnValue:
    """Every service and where it stands; the form that begins a new one."""
    form = AboutForm()
    if form.validate_on_submit():
        try:
            made = services.define(form.about(), **_by())
        except Wrong as wrong:
            blame(form, wrong)
        else:
            flash(_("เพิ่มบริการแล้ว ต่อไปเพิ่มช่องในแบบคำขอ"))
            return redirect(url_for("admin.service", slug=made.slug))
    today = office.today()
    rows = [(one, defined.manual_of(one, today), defined.takes(one, today)) for one in defined.every()]
    return render_template("admin/services.html", form=form, rows=rows)


@bp.get("/services/<slug>")
def service(slug: str) -> str:
    """One service: its form, its manual, whether it takes requests, and what to do next."""
    return _page(_find(slug))


@bp.route("/services/<slug>/about", methods=["GET", "POST"])
def service_about(slug: str) -> ResponseReturnValue:
    """Other words or another unit; the address stays."""
    row = _find(slug)
    kept = {name: getattr(row, name) for name in ("name", "english_name", "malay_name", "lead")}
    form = AboutForm(data={**kept, "unit": str(row.unit_id or "")})
    if form.validate_on_submit():
        services.change(row, form.about(), **_by())
        flash(_("บันทึกแล้ว"))
        return redirect(url_for("admin.service", slug=slug))
    return render_template("admin/service_about.html", form=form, service=row)


@bp.post("/services/<slug>/fields")
def add_field(slug: str) -> ResponseReturnValue:
    """One more question."""
    row, form = _find(slug), FieldForm()
    if form.validate_on_submit():
        try:
            services.add_field(row, form.draft(), **_by())
        except Wrong as wrong:
            blame(form, wrong)
        else:
            return redirect(url_for("admin.service", slug=slug, _anchor="form"))
    return _page(_find(slug), form), 422


@bp.route("/services/<slug>/fields/<key>", methods=["GET", "POST"])
def service_field(slug: str, key: str) -> ResponseReturnValue:
    """Other words for a question."""
    row = _field(slug, key)
    form = FieldForm(data=start(row))
    if form.validate_on_submit():
        try:
            services.change_field(row, form.draft(), **_by())
        except Wrong as wrong:
            blame(form, wrong)
        else:
            flash(_("บันทึกแล้ว คำขอที่รับไว้แล้วไม่เปลี่ยน"))
            return redirect(url_for("admin.service", slug=slug, _anchor="form"))
    return render_template("admin/service_field.html", form=form, service=row.service, field=row)


@bp.post("/services/<slug>/fields/<key>/move")
def move_field(slug: str, key: str) -> ResponseReturnValue:
    """Up or down by one, or out."""
    row, wish = _field(slug, key), request.form.get("to")
    if wish == "out":
        return _remove(row)
    services.move_field(row, up=wish == "up", **_by())
    return redirect(url_for("admin.service", slug=slug, _anchor="form"))


@bp.get("/services/<slug>/preview")
def service_preview(slug: str) -> str:
    """The form as residents see it; nothing can be sent from here."""
    row = _find(slug)
    return render_template("admin/service_preview.html", asked=questions.preview(row.questions), service=row)


@bp.post("/services/<slug>/switch")
def switch_service(slug: str) -> ResponseReturnValue:
    """Take requests in, or no more."""
    row, active = _find(slug), request.form.get("active") == "yes"
    try:
        services.switch(row, active=active, **_by())
    except Wrong as wrong:
        flash(_(wrong.message, **wrong.values), "waiting")
    else:
        flash(_("เปิดรับคำขอแล้ว แสดงบนหน้าแรกและหน้าบริการ") if active else _("ปิดรับแล้ว คำขอที่รับไว้ทำต่อตามปกติ"))
    return redirect(url_for("admin.service", slug=slug))


def _remove(row: ServiceField) -> ResponseReturnValue:
    slug, label = row.service.slug, row.label
    try:
        services.remove_field(row, **_by())
    except Wrong as wrong:
        flash(_(wrong.message, **wrong.values), "waiting")
    else:
        flash(_("เอาช่อง “%(label)s” ออกแล้ว คำขอที่รับไว้แล้วยังมีคำตอบเดิม", label=label))
    return redirect(url_for("admin.service", slug=slug, _anchor="form"))


def _page(row: Service, form: FieldForm | None = None) -> str:
    today = office.today()
    manual, versions = defined.manual_of(row, today), manuals.versions(row.slug)
    return render_template(
        "admin/service.html", service=row, form=form or FieldForm(formdata=None, data=_REQUIRED), manual=manual,
        coming=next((one for one in versions if one.effective_on > today), None), takes=defined.takes(row, today),
    )  # fmt: skip


def _by() -> dict[str, Any]:
    return {"by": administrator(), "now": office.now()}


def _find(slug: str) -> Service:
    return defined.find(slug) or abort(404)


def _field(slug: str, key: str) -> ServiceField:
    return next((field for field in _find(slug).fields if field.key == key), None) or abort(404)
