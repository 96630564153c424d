"""One's own password once more, before something that cannot be left to a passer-by; counted like a sign-in.

The session goes on under a new name, so that a cookie copied before is worth nothing after.
"""

from flask_babel import gettext as _
from wtforms import Field

from app.models import Staff
from app.services import staff
from app.services.throttle import TooManyTries
from app.web import office, working_day


def is_me(member: Staff, field: Field) -> bool:
    """Whether the password typed into a field is the member's own; if not, the reason stands beside it."""
    try:
        if staff.authenticate(member.username, field.data or "", now=office.now()):
            staff.forget_failures(member.username)
            working_day.keep(member)
            return True
        field.errors = [_("รหัสผ่านไม่ถูกต้อง")]
    except TooManyTries:
        field.errors = [_("ลองผิดหลายครั้งเกินไป ลองใหม่ในอีก 15 นาที")]
    return False
