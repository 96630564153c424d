"""One's own account: name, password, open sessions; its second step is in ``second_step``. Nobody else's."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.forms import NewPasswordForm, OwnForm
from app.domain.workflow import Role
from app.models import Staff
from app.services import audit, recovery_codes, staff, staff_sessions
from app.services.administration import changes
from app.services.administration.people import ROLE_NAMES
from app.web import guards, office, working_day
from app.web.reauthentication import is_me

account_bp = Blueprint("account", __name__, url_prefix="/staff/account")
account_bp.before_request(guards.staff_only())


@account_bp.route("", methods=["GET", "POST"])
def own() -> ResponseReturnValue:
    """Who I am here."""
    member = office.member()
    form = OwnForm(obj=member)
    if form.validate_on_submit():
        values = {"name": form.name.data, "email": form.email.data or ""}
        subject = member.username
        changes.write(member, values, action="own_account", subject=subject, by=office.actor(), now=office.now())
        flash(_("บันทึกแล้ว"))
        return redirect(url_for("account.own"))
    return render_template(
        "accounts/account.html",
        form=form,
        role_names=ROLE_NAMES,
        sessions=staff_sessions.of(member, office.now()),
        here=working_day.present(),
        codes_left=recovery_codes.left(member) if member.totp_secret else None,
    )


@account_bp.route("/password", methods=["GET", "POST"])
def password() -> ResponseReturnValue:
    """A new password; every other session of mine ends."""
    member, form = office.member(), NewPasswordForm()
    if form.validate_on_submit() and is_me(member, form.old):
        try:
            staff.set_password(member, form.new.data)
        except staff.BadPassword as bad:
            form.new.errors = [_(str(bad))]
        else:
            return done(member, "password_changed", _("เปลี่ยนรหัสผ่านแล้ว เครื่องอื่นที่เปิดค้างไว้ถูกออกจากระบบ"))
    return render_template("accounts/password.html", form=form)


@account_bp.post("/sign-out-everywhere")
def sign_out_everywhere() -> ResponseReturnValue:
    """End my sessions on all other machines."""
    guards.ask_password()
    member = office.member()
    staff.end_sessions(member)
    return done(member, "sessions_ended", _("ออกจากระบบในเครื่องอื่นทั้งหมดแล้ว"))


@account_bp.post("/sessions/<int:session_id>/end")
def end_session(session_id: int) -> ResponseReturnValue:
    """End one of my sessions elsewhere."""
    member = office.member()
    found = next((row for row in staff_sessions.of(member, office.now()) if row.id == session_id), None) or abort(404)
    guards.ask_password()
    staff_sessions.end(found)
    audit.record("session_ended", member.username, by=office.actor(), now=office.now())
    flash(_("ออกจากระบบในเครื่องนั้นแล้ว"))
    return redirect(url_for("account.own"))


def needed(member: Staff) -> bool:
    """Whether their work asks for the second step always."""
    return bool(member.roles & {Role.ADMINISTRATOR, Role.INTEGRITY})


def done(member: Staff, action: str, words: str) -> ResponseReturnValue:
    """Note it, keep this session alone alive, go back."""
    audit.record(action, member.username, by=office.actor(), now=office.now())
    working_day.keep(member)
    flash(words)
    return redirect(url_for("account.own"))
