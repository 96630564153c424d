"""Sorting: another category, and the top of the queue for an emergency. The promise stays as it was made."""

from typing import Any

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.desk.door import BAD, bp, living
from app.desk.steps import after
from app.desk.versions import Hindrance, VersionedForm
from app.models import Ticket
from app.services import casework, tickets
from app.services import office as offices
from app.services.tickets import Overtaken
from app.web import office
from app.web.fields import AtMost, LinesField, Required
from app.web.fields.listed import CardsField
from app.web.fields.offers import offered


class CategoryForm(VersionedForm):
    """What the case is about."""

    category = CardsField(_l("ประเภทเรื่อง"), [Required(_l("เลือกประเภทเรื่อง"))])


class EmergencyForm(VersionedForm):
    """Why it is one, or is one no longer."""

    reason = LinesField(_l("เหตุผล"), [Required(_l("เขียนเหตุผล")), AtMost(5000)])


@bp.route("/tickets/<reference>/category", methods=["GET", "POST"])
def category(reference: str) -> ResponseReturnValue:
    """Put the case under another category."""
    case = living(reference)
    rows = {str(row.id): row for row in offices.categories(case.channel_slug)}
    form = CategoryForm(data={"version": str(case.version), "category": str(case.category_id or "")})
    form.category.choices = offered([(value, row.name) for value, row in rows.items()])
    if not form.validate_on_submit():
        return _page("desk/category.html", case, form), BAD if form.errors else 200
    chosen = rows[form.category.data]
    if chosen.id == case.category_id:
        return redirect(after(case))
    try:
        by, now = office.actor(), office.now()
        tickets.reclassify(case, category_id=chosen.id, name=chosen.name, by=by, now=now, version=form.seen)
    except Overtaken as overtaken:
        return _again("desk/category.html", case, form, overtaken)
    flash(_("เปลี่ยนประเภทเป็น%(name)sแล้ว", name=chosen.name))
    return redirect(after(case))


@bp.route("/tickets/<reference>/emergency", methods=["GET", "POST"])
def emergency(reference: str) -> ResponseReturnValue:
    """Put the case at the very top of the queue, or take it back."""
    case = living(reference)
    form = EmergencyForm(data={"version": str(case.version)})
    if not form.validate_on_submit():
        return _page("desk/emergency.html", case, form), BAD if form.errors else 200
    try:
        casework.mark_emergency(
            case, emergency=not case.emergency, reason=form.reason.data, by=office.actor(), now=office.now(),
            version=form.seen,
        )  # fmt: skip
    except Overtaken as overtaken:
        return _again("desk/emergency.html", case, form, overtaken)
    flash(_("ยกเป็นเรื่องฉุกเฉินแล้ว") if case.emergency else _("ไม่เป็นเรื่องฉุกเฉินแล้ว"))
    return redirect(after(case))


def _page(template: str, case: Ticket, form: Any, why: Hindrance | None = None) -> str:
    return render_template(template, ticket=case, form=form, why=why)


def _again(template: str, case: Ticket, form: Any, overtaken: Overtaken) -> ResponseReturnValue:
    form.version.data = str(case.version)
    return _page(template, case, form, Hindrance(event=overtaken.event)), 409
