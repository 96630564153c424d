"""Which letters I get from the system; residents' letters are not chosen here."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField

from app.accounts.account import account_bp
from app.domain.letters import Letter, offered
from app.models import Staff
from app.services import outbox, staff_letters
from app.services.administration.changes import Wrong
from app.web import office
from app.web.details import blame
from app.web.fields.offers import offered as choices


class LettersForm(FlaskForm):
    """A tick for each letter."""

    wanted = SelectMultipleField(_l("จดหมายที่คุณได้"))

    def __init__(self, member: Staff, **more: Any) -> None:
        super().__init__(data={"wanted": [letter.value for letter in staff_letters.chosen(member)]}, **more)
        self.letters = offered(member.roles)
        self.wanted.choices = choices((letter.value, _(letter.about.label)) for letter in self.letters)

    @property
    def hints(self) -> dict[str, str]:
        """When each of them comes."""
        return {letter.value: str(_(letter.about.hint)) for letter in self.letters}


@account_bp.route("/letters", methods=["GET", "POST"])
def letters() -> ResponseReturnValue:
    """Choose."""
    member = office.member()
    form = LettersForm(member)
    if form.validate_on_submit():
        wanted = {Letter(value) for value in form.wanted.data or ()}
        try:
            staff_letters.choose(member, wanted, by=office.actor(), now=office.now())
        except Wrong as wrong:
            blame(form, wrong)
        else:
            flash(_("บันทึกแล้ว"))
            return redirect(url_for("account.letters"))
    return render_template("accounts/letters.html", form=form, sends=outbox.configured())
