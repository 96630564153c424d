"""A password of one's own in place of one that was handed over; until then nothing else opens (``web.guards``)."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.account import account_bp
from app.accounts.forms import OwnPasswordForm
from app.accounts.sign_in import destination
from app.services import audit, staff
from app.web import guards, office, working_day


@account_bp.route("/first-password", methods=["GET", "POST"], endpoint=guards.CHOOSING.partition(".")[2])
def first_password() -> ResponseReturnValue:
    """Choose it, and go on to where one was going; other sessions end."""
    member, form = office.member(), OwnPasswordForm()
    if not member.must_change:
        return redirect(url_for("account.password"))
    if form.validate_on_submit():
        try:
            staff.choose_password(member, form.new.data)
        except staff.BadPassword as bad:
            form.new.errors = [_(str(bad))]
        else:
            audit.record("password_changed", member.username, by=office.actor(), now=office.now())
            working_day.keep(member)
            flash(_("เปลี่ยนรหัสผ่านแล้ว"))
            return redirect(destination(member, request.args.get("next")))
    return render_template("accounts/first_password.html", form=form)
