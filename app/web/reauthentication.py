"""One's own password once more, before something that cannot be left to a passer-by; counted like a sign-in.

The session goes on under a new name, so that a cookie copied before is worth nothing after.
"""

from flask_babel import gettext as _
from wtforms import Field

from app.models import Staff
from app.services import staff
from app.services.throttle import TooManyTries
from app.web import known_browser, office, working_day


def is_me(member: Staff, field: Field, *, last: bool = True) -> bool:
    """Whether the password typed into a field is the member's own; if not, the reason stands beside it.

    Not ``last``: the second step is asked for next, so failures are not forgotten yet.
    """
    here = known_browser.name_for(member.username)
    try:
        if staff.authenticate(member.username, field.data or "", now=office.now(), browser=here):
            if last:
                staff.forget_failures(member.username, here)
            working_day.keep(member)
            return True
        field.errors = [_("รหัสผ่านไม่ถูกต้อง")]
    except TooManyTries:
        field.errors = [_("ลองผิดหลายครั้งเกินไป ลองใหม่ในอีก 15 นาที")]
    return False
