"""One's own second step: turned on, moved to another telephone, turned off, and its codes on paper.

The password is asked for each time; who has a second step shows the digits of the old telephone too, or a code on
paper: whoever finds a screen left open brings in no telephone of their own. The old telephone counts until the new one
has shown its digits; who must have a second step is never without.
"""

from datetime import datetime

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field

from app.accounts.account import account_bp, done, needed
from app.accounts.forms import FirstTelephoneForm, NewTelephoneForm, ProofForm
from app.accounts.sign_in import is_own
from app.models import Staff
from app.services import recovery_codes, second_step, staff
from app.services.throttle import TooManyTries
from app.web import headers, known_browser, office
from app.web.qr import qr_svg
from app.web.reauthentication import is_me


@account_bp.route("/second-step", methods=["GET", "POST"])
def second() -> ResponseReturnValue:
    """Turn the second step on with an authenticator, or move it to another one."""
    return _change() if office.member().totp_secret else _turn_on()


@account_bp.route("/second-step/off", methods=["GET", "POST"])
def second_off() -> ResponseReturnValue:
    """Turn it off, for whoever may be without."""
    member, form = office.member(), ProofForm()
    if not member.totp_secret or needed(member):
        return redirect(url_for("account.second"))
    if form.validate_on_submit() and is_me(member, form.password, last=False) and _proven(member, form.old):
        staff.set_totp(member, "")
        return done(member, "second_step_off", _("ปิดการยืนยันสองขั้นแล้ว"))
    return render_template("accounts/turn_off.html", form=form)


@account_bp.route("/recovery-codes", methods=["GET", "POST"])
def codes() -> ResponseReturnValue:
    """How many codes on paper are left, and a new set for whoever proves who they are."""
    member, form = office.member(), ProofForm()
    if not member.totp_secret:
        return redirect(url_for("account.second"))
    if form.validate_on_submit() and is_me(member, form.password, last=False) and _proven(member, form.old):
        return _on_paper(member)
    return render_template("accounts/codes.html", form=form, left=recovery_codes.left(member))


def _on_paper(member: Staff, wanted: str | None = None) -> ResponseReturnValue:
    """The new codes, shown this once and pressed together with nothing; from there to where they wanted."""
    headers.hold_secret()
    return render_template(
        "accounts/new_codes.html",
        codes=recovery_codes.renew(member, now=office.now()),
        on=wanted if is_own(wanted) else url_for("account.own"),
    )


def _turn_on() -> ResponseReturnValue:
    member, form = office.member(), FirstTelephoneForm()
    secret, now = _new_secret(), office.now()
    if form.validate_on_submit() and _shows(secret, form.code, now) and is_me(member, form.password):
        second_step.confirm(member, secret, form.code.data, now=now)
        session.pop("new_secret")
        done(member, "second_step_on", _("เปิดการยืนยันสองขั้นแล้ว ครั้งหน้าใช้รหัสจากแอปด้วย"))
        return _on_paper(member, request.args.get("next"))
    return _page("turn_on", member, form, secret)


def _change() -> ResponseReturnValue:
    """What takes no code comes first, so that a slip costs none of those on paper."""
    member, form = office.member(), NewTelephoneForm()
    secret, now = _new_secret(), office.now()
    shown = form.validate_on_submit() and _shows(secret, form.code, now)
    if shown and is_me(member, form.password, last=False) and _proven(member, form.old):
        second_step.confirm(member, secret, form.code.data, now=now)
        session.pop("new_secret")
        left = recovery_codes.left(member)
        words = _("เปลี่ยนโทรศัพท์แล้ว เครื่องเดิมใช้ไม่ได้อีก รหัสกู้คืนบนกระดาษเหลือ %(n)s รหัส ยังใช้ได้", n=left)
        return done(member, "second_step_changed", words)
    return _page("new_telephone", member, form, secret)


def _new_secret() -> str:
    """Another one whenever the page is opened: who saw it on a screen that was left knows nothing later."""
    if request.method == "GET" or "new_secret" not in session:
        session["new_secret"] = second_step.new_secret()
    secret: str = session["new_secret"]
    return secret


def _shows(secret: str, field: Field, now: datetime) -> bool:
    """Whether the new telephone shows the right digits."""
    if second_step.fits(secret, field.data, now=now):
        return True
    field.errors = [_("รหัสไม่ตรง ตรวจว่าเวลาในโทรศัพท์ตรง แล้วกรอกรหัสที่แอปแสดงอยู่ตอนนี้")]
    return False


def _proven(member: Staff, field: Field) -> bool:
    """Whether they have the old telephone in hand, or the paper; a code is used up by it."""
    here = known_browser.name_for(member.username)
    try:
        if second_step.proven(member, field.data, now=office.now(), browser=here):
            return True
        field.errors = [_("รหัสไม่ถูกต้องหรือใช้ไปแล้ว รอรหัสถัดไปในแอปแล้วกรอกใหม่")]
    except TooManyTries:
        field.errors = [_("ลองผิดหลายครั้งเกินไป ลองใหม่ในอีก 15 นาที")]
    return False


def _page(name: str, member: Staff, form: FlaskForm, secret: str) -> str:
    present = office.office()
    address = second_step.address(member, secret, present.short_name if present else "Khamrong")
    return render_template(
        f"accounts/{name}.html",
        form=form,
        picture=qr_svg(address),
        secret=" ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        needed=needed(member),
    )
