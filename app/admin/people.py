"""Staff: new accounts, roles, units, dismissal, new passwords. A password is shown once, on the answer to the act."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.admin.door import administrator, bp
from app.admin.forms import AskForm, PersonForm
from app.admin.leave_form import leave_form
from app.domain.workflow import Role
from app.models import OfficeUnit, Staff
from app.services.administration import leaving, people, units
from app.services.administration.changes import Wrong
from app.web import office
from app.web.details import blame
from app.web.guards import ask_password

ACTS = "'password', 'second-step', 'sign-out', 'dismiss', 'reinstate'"


@bp.route("/staff", methods=["GET", "POST"])
def staff() -> ResponseReturnValue:
    """Everybody, and a form for somebody new."""
    form = PersonForm()
    if form.validate_on_submit():
        ask_password()
        try:
            member, password = people.hire(form.username.data or "", **_entry(form), **_by())
        except Wrong as wrong:
            blame(form, wrong)
        else:
            return render_template("admin/password.html", person=member, password=password)
    return render_template("admin/staff.html", form=form, rows=people.every(), row=None, role_names=people.ROLE_NAMES)


@bp.route("/staff/<int:staff_id>", methods=["GET", "POST"])
def person(staff_id: int) -> ResponseReturnValue:
    """One person: name, roles, unit, and what else can be done."""
    member = _find(staff_id)
    texts = {name: getattr(member, name) for name in ("name", "username", "position", "email")}
    texts["unit"] = str(member.unit_id or "")
    form = PersonForm(data={**texts, "roles": sorted(member.roles), "approves": member.approves})
    if form.validate_on_submit():
        ask_password()
        try:
            people.change(member, **_entry(form), **_by())
        except Wrong as wrong:
            blame(form, wrong)
        else:
            flash(_("บันทึกแล้ว"))
            return redirect(url_for("admin.staff"))
    return render_template("admin/staff.html", form=form, rows=[], row=member, role_names=people.ROLE_NAMES)


@bp.route(f"/staff/<int:staff_id>/<any({ACTS}):act>", methods=["GET", "POST"])
def person_act(staff_id: int, act: str) -> ResponseReturnValue:
    """Ask, then do it."""
    member = _find(staff_id)
    form = leave_form(member) if act == "dismiss" else AskForm()
    if form.validate_on_submit():
        ask_password()
        try:
            return _do(act, member, form)
        except Wrong as wrong:
            blame(form, wrong)
    cases = leaving.open_cases(member) if act == "dismiss" else []
    sealed = Role.INTEGRITY in member.roles
    return render_template(
        "admin/person_act.html", form=form, person=member, act=act, cases=cases, reads_sealed=sealed
    )


def _do(act: str, member: Staff, form: Any) -> ResponseReturnValue:
    if act in {"password", "reinstate"}:
        verb = people.reset_password if act == "password" else people.reinstate
        return render_template("admin/password.html", person=member, password=verb(member, **_by()))
    if act == "dismiss":
        to = leaving.find_successor(member, form.to.data or "")
        moved = leaving.leave(member, to=to, **_by())
        flash(_("ปิดบัญชีของ %(name)s แล้ว ส่งต่อ %(n)s เรื่อง", name=member.name, n=moved))
    elif act == "sign-out":
        people.sign_out(member, **_by())
        flash(_("ออกจากระบบของ %(name)s ในทุกเครื่องแล้ว", name=member.name))
    else:
        people.drop_second_step(member, **_by())
        flash(_("ปิดการยืนยันสองขั้นของ %(name)s แล้ว", name=member.name))
    return redirect(url_for("admin.person", staff_id=member.id))


def _find(staff_id: int) -> Staff:
    return people.find(staff_id) or abort(404)


def _entry(form: PersonForm) -> dict[str, Any]:
    unit: OfficeUnit | None = units.find(int(form.unit.data)) if form.unit.data else None
    return {
        "name": form.name.data,
        "position": form.position.data or "",
        "email": form.email.data or "",
        "roles": frozenset(Role(role) for role in form.roles.data or []),
        "unit": unit,
        "approves": bool(form.approves.data),
    }


def _by() -> dict[str, Any]:
    return {"by": administrator(), "now": office.now()}
