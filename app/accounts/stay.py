"""Staying signed in when the day at work was longer; the page warns before, this answers its button."""

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.account import account_bp
from app.accounts.sign_in import is_own
from app.web import office, working_day
from app.web.filters import time_of_day


@account_bp.post("/stay")
def stay() -> ResponseReturnValue:
    """An hour more; the script is told how many seconds are left, a person comes back to the page they were on."""
    good, until = working_day.stay(office.now()), working_day.until()
    left = int((until - office.now()).total_seconds()) if until else 0
    if request.accept_mimetypes.best == "application/json":
        return jsonify(left=left, more=good)
    end = time_of_day(until) if until else ""
    flash(_("อยู่ในระบบต่อได้ถึง %(time)s", time=end) if good else _("ต่อเวลาครบแล้ว เข้าสู่ระบบใหม่ก่อน %(time)s", time=end))
    back = request.form.get("next")
    return redirect(back if back and is_own(back) else url_for("account.own"))
