"""The administrator's own desk: what to look after, and the office's particulars."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.admin import register
from app.admin.door import administrator, bp
from app.domain.dates import local_day
from app.domain.periods import fiscal_year_of
from app.services import office as offices
from app.services import schema, space
from app.services.administration import campaigns, categories, details, holidays, letters, refusals
from app.services.administration import manuals as manual_versions
from app.services.backups import standing
from app.services.sealed import office as sealed_office
from app.web import office
from app.web.details import OfficeForm
from config import VERSION

A_YEAR = 365


@bp.get("/")
def home() -> str:
    """What needs looking after, then everything there is."""
    today = local_day(office.now())
    newest = manual_versions.latest()
    old = [m for m in newest if m.verified_on and (today - m.verified_on).days > A_YEAR]
    return render_template(
        "admin/home.html",
        version=VERSION,
        space=space.left(),
        free=space.free(),
        shape=schema.revision(),
        unconfirmed=holidays.unconfirmed_year(today),
        unconfirmed_soon=holidays.unconfirmed_soon(today),
        fiscal_year=fiscal_year_of(today),
        no_unit=categories.without_unit(),
        no_survey=campaigns.missing(today),
        mail=letters.look(),
        sealed=sealed_office.readiness(),
        backup=standing(office.now()),
        old_manuals=old,
        unverified_manuals=[m for m in newest if m.verified_on is None],
        unverified=sum(reason.verified_on is None for reason in refusals.every() if reason.active),
    )


@bp.route("/office", methods=["GET", "POST"], endpoint="office")
def particulars() -> ResponseReturnValue:
    """Names, telephones and titles."""
    present = offices.present()
    form = OfficeForm(obj=present)
    if present and form.validate_on_submit():
        details.save(present, form.columns(), by=administrator(), now=office.now())
        flash(_("บันทึกแล้ว ชื่อและเบอร์โทรศัพท์ใหม่แสดงบนทุกหน้าแล้ว"))
        return redirect(url_for("admin.office"))
    return render_template("admin/office.html", form=form, **register.asked())
