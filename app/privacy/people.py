"""One person: found wherever their data lie, a copy to hand over, and what is wrong put right.

What is typed never stands in an address: the page is the answer to a form that was sent.
"""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.privacy.door import bp
from app.privacy.forms import ChosenForm, CopyForm, CorrectForm, SearchForm
from app.services.personal import chosen, copying, correcting, searching
from app.services.personal.chosen import Chosen
from app.services.personal.searching import Found, Place
from app.web import office
from app.web.reauthentication import is_me

_BAD = 422
_COPY, _CORRECT = "copy-", "correct-"


@bp.route("/people", methods=["GET", "POST"])
def people() -> ResponseReturnValue:
    """Ask for whom, and show where something of theirs lies."""
    form = SearchForm()
    if not form.is_submitted():
        return _page(form)
    if not form.validate():
        return _page(form), _BAD
    return _page(form, _found(form.words.data or ""))


@bp.post("/people/copy")
def copy() -> ResponseReturnValue:
    """Hand out a copy of what was ticked, to whoever types their password once more."""
    form = CopyForm(prefix=_COPY)
    picked = _picked(form)
    if form.validate() and picked and is_me(office.member(), form.password):
        packed = copying.take(picked, by=office.actor(), now=office.now())
        answer = Response(packed, mimetype="application/zip")
        answer.headers["Content-Disposition"] = 'attachment; filename="personal-data.zip"'
        return answer
    return _again(form, copying_form=form)


@bp.post("/people/correct")
def correct() -> ResponseReturnValue:
    """Put right what was ticked."""
    form = CorrectForm(prefix=_CORRECT)
    picked = _picked(form)
    valid = form.validate()
    if valid and not form.values():
        form.name.errors = [_("กรอกอย่างน้อยหนึ่งช่องที่จะแก้")]
        valid = False
    if valid and picked and is_me(office.member(), form.password):
        reason = form.reason.data or ""
        done = correcting.correct(picked, form.values(), reason, by=office.actor(), now=office.now())
        flash(ngettext("แก้แล้ว %(num)s รายการ", "แก้แล้ว %(num)s รายการ", done))
        return redirect(url_for(".people"), 303)
    return _again(form, correcting_form=form)


def _picked(form: ChosenForm) -> Chosen:
    """What was ticked and may be seen; anything else was never offered."""
    keys = form.things.raw_data or []
    form.offer([(key, key) for key in keys])
    return chosen.read(keys, by=office.actor())


def _again(form: ChosenForm, **forms: ChosenForm) -> ResponseReturnValue:
    """The same list with what is to be mended; what was ticked stays so."""
    words = form.searched.data or ""
    return _page(SearchForm(formdata=None, data={"words": words}), _found(words), **forms), _BAD


def _found(words: str) -> Found:
    return searching.search(words, by=office.actor(), now=office.now())


def _page(
    form: SearchForm,
    found: Found | None = None,
    *,
    copying_form: ChosenForm | None = None,
    correcting_form: ChosenForm | None = None,
) -> str:
    hits = found.hits if found else ()
    pairs = [(hit.key, f"{_(hit.place.label)} · {hit.title}") for hit in hits if hit.place.theirs]
    fresh = {"searched": form.words.data}
    return render_template(
        "privacy/people.html",
        form=form,
        found=found,
        places=[(place, [hit for hit in hits if hit.place is place]) for place in Place],
        about={hit.key: hit.about for hit in hits},
        copying=(copying_form or CopyForm(formdata=None, prefix=_COPY, data=fresh)).offer(pairs),
        correcting=(correcting_form or CorrectForm(formdata=None, prefix=_CORRECT, data=fresh)).offer(pairs),
    )
