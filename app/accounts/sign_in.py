"""Signing in and out: name and password, then six digits if the member has them; it never says which part was wrong."""

import math
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.forms import CodeForm, RecoveryForm, SignInForm
from app.domain.workflow import Role
from app.models import Staff
from app.services import audit, authenticators, recovery_codes, second_step, staff
from app.services.actors import Actor
from app.services.sealed import sessions as sealed_sessions
from app.services.throttle import TooManyTries
from app.web import guards, known_browser, office, working_day

bp = Blueprint("accounts", __name__)
bp.before_request(guards.everyone)

_PATIENCE = timedelta(minutes=10)
_HOMES = (
    (frozenset({Role.INTAKE, Role.OFFICER}), "/staff/queue"),
    (frozenset({Role.MANAGEMENT}), "/management/"),
    (frozenset({Role.INTEGRITY}), "/staff/sealed/"),
    (frozenset({Role.ADMINISTRATOR}), "/admin/"),
)


@bp.get("/staff")
def staff_door() -> ResponseReturnValue:
    """The address that people guess: to one's work, or to the sign-in."""
    return redirect(url_for("accounts.sign_in"))


@bp.route("/staff/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Name and password."""
    if member := office.signed_in():
        return redirect(destination(member, request.args.get("next")))
    form, wrong, status = SignInForm(), "", 200
    if form.validate_on_submit():
        try:
            here = known_browser.name_for(form.username.data)
            found = staff.authenticate(form.username.data, form.password.data, now=office.now(), browser=here)
        except TooManyTries as closed:
            wrong, status = _closed(closed), 429
        else:
            if found:
                return _enter(found) if not found.totp_secret else _ask_for_code(found)
            wrong, status = _("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง ตรวจแล้วลองอีกครั้ง"), 401
    return render_template("accounts/sign_in.html", form=form, wrong=wrong), status


@bp.route("/staff/second-step", methods=["GET", "POST"])
def code() -> ResponseReturnValue:
    """Six digits, within ten minutes after the password."""
    member = _waiting()
    if member is None:
        return _password_again()
    form, wrong, status = CodeForm(), "", 200
    if form.validate_on_submit():
        try:
            here = known_browser.name_for(member.username)
            if second_step.passed(member, form.code.data, now=office.now(), browser=here):
                return _enter(member, session["pending"].get("next"))
        except TooManyTries as closed:
            wrong, status = _closed(closed), 429
        else:
            wrong, status = _("รหัสไม่ถูกต้องหรือใช้ไปแล้ว รอรหัสถัดไปในแอปแล้วกรอกใหม่"), 401
    lost = authenticators.secret(member) is None
    return render_template("accounts/second_step.html", form=form, wrong=wrong, lost=lost), status


@bp.route("/staff/second-step/recovery", methods=["GET", "POST"])
def recovery() -> ResponseReturnValue:
    """A code on paper in place of the telephone."""
    member = _waiting()
    if member is None:
        return _password_again()
    form, wrong, status = RecoveryForm(), "", 200
    if form.validate_on_submit():
        try:
            here = known_browser.name_for(member.username)
            if recovery_codes.used(member, form.code.data, now=office.now(), browser=here):
                inside, left = _enter(member, session["pending"].get("next")), recovery_codes.left(member)
                flash(_("ใช้รหัสกู้คืนแล้ว เหลืออีก %(n)s รหัส ตั้งโทรศัพท์เครื่องใหม่ได้ที่บัญชีของฉัน", n=left))
                return inside
        except TooManyTries as closed:
            wrong, status = _closed(closed), 429
        else:
            wrong, status = _("รหัสกู้คืนไม่ถูกต้องหรือใช้ไปแล้ว"), 401
    return render_template("accounts/recovery.html", form=form, wrong=wrong), status


@bp.post("/staff/sign-out")
def sign_out() -> ResponseReturnValue:
    """Forget everything, and shut the sealed place; the browser is asked to as well."""
    member = office.signed_in()
    if member:
        audit.record("signed_out", member.username, by=Actor.staff(member), now=office.now())
    if member and Role.INTEGRITY in member.roles:
        sealed_sessions.close_all(member)
    working_day.end()
    answer = make_response(redirect(url_for("accounts.sign_in")))
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _enter(member: Staff, wanted: str | None = None) -> ResponseReturnValue:
    """A new session from nothing, so that one prepared by somebody else is worth nothing."""
    wanted = wanted or request.args.get("next")
    now = office.now()
    if not member.totp_secret:
        staff.forget_failures(member.username, known_browser.name_for(member.username))
    audit.record("signed_in", member.username, by=Actor.staff(member), now=now)
    session.clear()
    working_day.begin(member, now)
    return redirect(destination(member, wanted))


def _ask_for_code(member: Staff) -> ResponseReturnValue:
    wanted = request.args.get("next")
    session.clear()
    session["pending"] = {
        "staff_id": member.id,
        "version": member.session_version,
        "until": int((office.now() + _PATIENCE).timestamp()),
        "next": wanted if is_own(wanted) else None,
    }
    return redirect(url_for("accounts.code"))


def _password_again() -> ResponseReturnValue:
    """To the password; whoever took too long is told so and comes to the page they wanted all the same."""
    pending: dict[str, Any] = session.pop("pending", {})
    if pending:
        flash(_("เลย 10 นาทีแล้ว ใส่รหัสผ่านอีกครั้ง แล้วกรอกรหัสใหม่จากแอป"), "waiting")
    return redirect(url_for("accounts.sign_in", next=pending.get("next")))


def _waiting() -> Staff | None:
    """Who has given the password and not yet the code."""
    pending: dict[str, Any] = session.get("pending") or {}
    if not pending or datetime.fromtimestamp(pending["until"], UTC) <= office.now():
        return None
    member = staff.by_id(pending["staff_id"])
    same = member and member.active and member.totp_secret and member.session_version == pending["version"]
    return member if same else None


def destination(member: Staff, wanted: str | None) -> str:
    """Where somebody goes who has come in: where they wanted to, or home."""
    if wanted and is_own(wanted) and (wanted != _HOMES[0][1] or member.roles.intersection(guards.DESK)):
        return wanted  # the queue is also where every way in leads; who has none goes home
    return next((home for roles, home in _HOMES if member.roles & roles), url_for("account.own"))


def is_own(address: str | None) -> bool:
    """Whether an address lies in this house: a path of ours, and no other host in disguise."""
    if not address or not address.startswith("/") or address.startswith("//") or "\\" in address:
        return False
    parts = urlsplit(address)
    return address.isprintable() and not parts.scheme and not parts.netloc


def _closed(closed: TooManyTries) -> str:
    minutes = max(1, math.ceil((closed.until - office.now()).total_seconds() / 60))
    words: str = _("ลองผิดหลายครั้งเกินไป ลองใหม่ได้ในอีก %(n)s นาที หรือให้ผู้ดูแลระบบตั้งรหัสผ่านใหม่ให้", n=minutes)
    return words
