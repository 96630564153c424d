"""One's own account: name, password, second step, ending all sessions. Nobody else's."""

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.forms import CodeForm, NewPasswordForm, OwnForm, PasswordForm
from app.domain.workflow import Role
from app.models import Staff
from app.services import audit, second_step, staff
from app.services.administration import changes
from app.services.administration.people import ROLE_NAMES
from app.web import guards, office
from app.web.qr import qr_svg
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
    return render_template("accounts/account.html", form=form, role_names=ROLE_NAMES)


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
            return _done(member, "password_changed", _("เปลี่ยนรหัสผ่านแล้ว เครื่องอื่นที่เปิดค้างไว้ถูกออกจากระบบ"))
    return render_template("accounts/password.html", form=form)


@account_bp.route("/second-step", methods=["GET", "POST"])
def second() -> ResponseReturnValue:
    """Turn the second step on with an authenticator, or off with the password."""
    return _turn_off() if office.member().totp_secret else _turn_on()


@account_bp.post("/sign-out-everywhere")
def sign_out_everywhere() -> ResponseReturnValue:
    """End my sessions on all other machines."""
    member = office.member()
    staff.end_sessions(member)
    return _done(member, "sessions_ended", _("ออกจากระบบในเครื่องอื่นทั้งหมดแล้ว"))


def _turn_on() -> ResponseReturnValue:
    member, form = office.member(), CodeForm()
    secret: str = session.setdefault("new_secret", second_step.new_secret())
    if form.validate_on_submit():
        if second_step.confirm(member, secret, form.code.data, now=office.now()):
            session.pop("new_secret")
            return _done(member, "second_step_on", _("เปิดการยืนยันสองขั้นแล้ว ครั้งหน้าใช้รหัสจากแอปด้วย"))
        form.code.errors = [_("รหัสไม่ตรง ตรวจว่าเวลาในโทรศัพท์ตรง แล้วกรอกรหัสที่แอปแสดงอยู่ตอนนี้")]
    present = office.office()
    address = second_step.address(member, secret, present.short_name if present else "Khamrong")
    shown = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    needed = Role.ADMINISTRATOR in member.roles or Role.INTEGRITY in member.roles
    return render_template("accounts/turn_on.html", form=form, picture=qr_svg(address), secret=shown, needed=needed)


def _turn_off() -> ResponseReturnValue:
    member, form = office.member(), PasswordForm()
    if form.validate_on_submit() and is_me(member, form.password):
        staff.set_totp(member, "")
        return _done(member, "second_step_off", _("ปิดการยืนยันสองขั้นแล้ว"))
    return render_template("accounts/turn_off.html", form=form)


def _done(member: Staff, action: str, words: str) -> ResponseReturnValue:
    """Note it, keep this session alone alive, go back."""
    audit.record(action, member.username, by=office.actor(), now=office.now())
    session["version"] = member.session_version
    flash(words)
    return redirect(url_for("account.own"))
