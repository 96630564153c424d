"""The password in the middle of a form, which then goes on as it was sent: time was over, or the act is dangerous.

After the time was over only for the person who was signed in, only in the browser that was theirs; a form with secrets
in it, or of the sealed place, is sent anew.
"""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import ImmutableMultiDict
from wtforms import PasswordField, StringField
from wtforms.validators import Length

from app.models import Staff
from app.services import audit, second_step, staff
from app.services.actors import Actor
from app.services.throttle import TooManyTries
from app.web import known_browser, office, working_day
from app.web.reauthentication import is_me

_SECRETS = {"password", "old", "new", "again", "passphrase", "unlock_passphrase", "code"}
_SEALED = "/staff/sealed"  # what is written there is shown to nobody who did not sign in and unlock
_ASKED = {"again_password", "again_code", "again_files"}
_NOT_CARRIED = {*_ASKED, "csrf_token"}


class AgainForm(FlaskForm):
    """The password, and the digits of whoever has a second step. Names that no other form uses."""

    again_password = PasswordField(_l("รหัสผ่าน"), [Length(max=200)])
    again_code = StringField(_l("รหัส 6 หลักจากแอป"), [Length(max=20)])


def ask() -> ResponseReturnValue | None:
    """The page that asks, or None when whoever asked is signed in again and the form may go on."""
    member = _who_was_here()
    machine = request.accept_mimetypes.best == "application/json"
    if member is None or machine or request.path.startswith(_SEALED) or _SECRETS & request.form.keys():
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    form = _form()
    if "again_password" in request.form and form.validate() and _is_them(member, form):
        working_day.begin(member, office.now())
        audit.record("signed_in", member.username, by=Actor.staff(member), now=office.now())
        office.load_member()
        _go_on()
        return None
    return _page(form, member)


def confirm(member: Staff) -> ResponseReturnValue | None:
    """The same for whoever is signed in and is about to do something dangerous: the password alone."""
    form = _form()
    if "again_password" in request.form and form.validate() and is_me(member, form.again_password):
        _go_on()
        return None
    return _page(form, member, dangerous=True)


def _form() -> AgainForm:
    return AgainForm(formdata=request.form if "again_password" in request.form else None)


def _go_on() -> None:
    request.form = ImmutableMultiDict(pair for pair in request.form.items(multi=True) if pair[0] not in _ASKED)


def _page(form: AgainForm, member: Staff, *, dangerous: bool = False) -> str:
    chosen = {name for name, file in request.files.items(multi=True) if file.filename}
    return render_template(
        "accounts/again.html",
        form=form,
        who=member,
        dangerous=dangerous,
        carried=[(name, value) for name, value in request.form.items(multi=True) if name not in _NOT_CARRIED],
        files=sorted(chosen | set(request.form.getlist("again_files"))),
    )


def _who_was_here() -> Staff | None:
    """The member whose time is over; a session ended otherwise (another password, dismissal) brings nobody back."""
    over = working_day.present()
    return over.staff if over else None


def _is_them(member: Staff, form: AgainForm) -> bool:
    here, now = known_browser.name_for(member.username), office.now()
    try:
        if staff.authenticate(member.username, form.again_password.data or "", now=now, browser=here) is None:
            form.again_password.errors = [_("รหัสผ่านไม่ถูกต้อง")]
            return False
        code = form.again_code.data or ""
        if member.totp_secret and not second_step.passed(member, code, now=now, browser=here):
            form.again_code.errors = [_("รหัสไม่ถูกต้องหรือใช้ไปแล้ว รอรหัสถัดไปในแอปแล้วกรอกใหม่")]
            return False
    except TooManyTries:
        form.again_password.errors = [_("ลองผิดหลายครั้งเกินไป ลองใหม่ในอีก 15 นาที")]
        return False
    staff.forget_failures(member.username, here)
    return True
