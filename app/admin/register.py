"""Register numbers: typed by hand, or running by themselves through the calendar year."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from app.admin.door import administrator, bp
from app.domain.dates import buddhist_year
from app.services import office as offices
from app.services import register
from app.services.backups import numbers
from app.web import office
from app.web.fields import Between, ThaiIntegerField
from app.web.fields.listed import CardsField

BAD = 422
AUTO, BY_HAND = "auto", "hand"


class RegisterForm(FlaskForm):
    """Who gives the numbers out, and the last one in the book, so that the next does not repeat it."""

    way = CardsField(
        _l("เลขรับของเรื่องใหม่"), choices=[(AUTO, _l("ออกเลขรับให้อัตโนมัติ")), (BY_HAND, _l("เจ้าหน้าที่พิมพ์เอง"))]
    )
    last = ThaiIntegerField(_l("เลขรับล่าสุดของปีนี้ในทะเบียน"), [Between(0, 999_999)])


def asked() -> dict[str, Any]:
    """The form as it stands, for the office's page."""
    present, now = office.office(), office.now()
    way = AUTO if present and present.register_auto else BY_HAND
    form = RegisterForm(formdata=None, data={"way": way, "last": register.last(now)})
    year = buddhist_year(now)
    return {"register": form, "register_year": year, "register_gaps": numbers.of_register(year)}


@bp.route("/register", methods=["GET", "POST"], endpoint="register")
def choose() -> ResponseReturnValue:
    """Choose how numbers are given out."""
    present, form = offices.present() or abort(404), RegisterForm()
    if not form.is_submitted():
        return redirect(url_for("admin.office", _anchor="register"))
    if not form.validate():
        return render_template("admin/register.html", **{**asked(), "register": form}), BAD
    auto = form.way.data == AUTO
    register.choose(present, auto=auto, last_used=form.last.data, by=administrator(), now=office.now())
    flash(_("บันทึกแล้ว เรื่องต่อไปได้เลขรับเอง") if auto else _("บันทึกแล้ว เจ้าหน้าที่พิมพ์เลขรับเอง"))
    return redirect(url_for("admin.office", _anchor="register"))
