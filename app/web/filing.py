"""How many cases come from one place within an hour: a soft bound, since a village may share one address.

Counted in memory as other tries are (services.limits), nothing of it is stored. This machine itself is not counted:
so an office whose proxy is not named (TRUSTED_PROXY) does not shut out everybody at once.
"""

from contextlib import suppress
from datetime import timedelta
from ipaddress import ip_address

from flask import current_app, request
from flask_babel import gettext as _
from wtforms import Form

from app.services import limits
from app.services.throttle import TooManyTries
from app.web import office
from app.web.filters import time_of_day
from app.web.requests import place

_HOUR = timedelta(hours=1)
_WHAT = "file"


def may(form: Form) -> bool:
    """Whether one more can be sent from here now; if not, the form says when, and whom to call instead."""
    most: int = current_app.config["FILINGS_PER_HOUR"]
    try:
        if most and not _own_machine():
            limits.check(_WHAT, place(), now=office.now(), tries=most, window=_HOUR)
    except TooManyTries as many:
        here = office.office()
        until, phone = time_of_day(many.until), here.phone if here else ""
        words = _("จากเครือข่ายนี้มีเรื่องเข้ามามากแล้ว เรื่องของคุณยังไม่ได้ส่ง คำตอบยังอยู่ครบ ส่งได้อีกครั้งหลัง %(time)s หรือโทร. %(phone)s",
                  time=until, phone=phone)  # fmt: skip
        form.form_errors.append(words)
        return False
    return True


def sent() -> None:
    """One came."""
    if not _own_machine():
        limits.count(_WHAT, place(), now=office.now(), window=_HOUR)


def _own_machine() -> bool:
    with suppress(ValueError):
        return ip_address(request.remote_addr or "").is_loopback
    return False
