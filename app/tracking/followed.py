"""A neighbour's case behind a follower's own address: what may be known of it. All addresses without one look alike."""

from flask import Blueprint, flash, redirect, render_template, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.services import following
from app.web import neighbours, office
from app.web.forms import PatientForm


class StopForm(PatientForm):
    """Nothing but the button."""


def add_to(bp: Blueprint) -> None:
    """Open the page and its one act."""
    bp.add_url_rule("/f/<token>", "followed", followed)
    bp.add_url_rule("/f/<token>/stop", "stop", stop, methods=["POST"])


def followed(token: str) -> ResponseReturnValue:
    """Where it stands; nothing where it may no longer be read, whatever the reason."""
    return _page(token, StopForm(formdata=None))


def stop(token: str) -> ResponseReturnValue:
    """Follow no longer."""
    form = StopForm()
    if not form.validate():
        return _page(token, form)
    following.stop(token)
    flash(_("เลิกติดตามแล้ว"))
    return redirect("/", 303)


def _page(token: str, form: StopForm) -> ResponseReturnValue:
    found = following.seen(token)
    if found is None:
        return render_template("tracking/followed_gone.html"), 404
    ticket, words = found
    known = neighbours.known(ticket, words.words, office.today())
    page = render_template(
        "tracking/followed.html", one=known, count=following.count(ticket), form=form, token=token,
        today=office.today(), sent=_thrown_away(token),
    )  # fmt: skip
    return page, 422 if form.form_errors else 200


def _thrown_away(token: str) -> str:
    """The key of the draft that this browser gave up for this case: the phone forgets it as it does what was sent."""
    key: str = session.get(neighbours.FOLLOWED, "")
    row = following.followed_with(key)
    return key if row and row.token == token else ""
