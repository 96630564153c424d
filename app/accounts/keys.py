"""Single-key shortcuts, off or on in one browser: who speaks to a computer would press them by mistake."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.account import account_bp
from app.accounts.sign_in import is_own

COOKIE = "keys"
_A_YEAR = 365 * 24 * 3600


@account_bp.post("/keys")
def keys() -> ResponseReturnValue:
    """Remember it, and come back to the page where it was said."""
    back = request.form.get("next")
    answer = redirect(back if back and is_own(back) else url_for("account.own"))
    if request.form.get("keys") == "off":
        answer.set_cookie(COOKIE, "off", max_age=_A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    else:
        answer.delete_cookie(COOKIE)
    return answer
