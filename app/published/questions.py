"""Questions and answers: read and searched by everyone, asked without a name, followed by whoever holds the link.

Nothing asked is public before somebody of the office has read it. A matter to be mended is no question: it goes to the
complaint form.
"""

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

from app.domain.publications import blocks
from app.domain.questions import personal
from app.domain.thai import clean
from app.extensions import csrf
from app.models import Draft
from app.published.door import bp
from app.services import drafts, questions
from app.services.throttle import TooManyTries
from app.web import office
from app.web.fields import AtMost, LinesField, Required
from app.web.filters import time_of_day
from app.web.forms import PatientForm
from app.web.requests import place, row_number

LONGEST = 1000
_SLUG = "questions"
_LONGEST_SEARCH = 100


class QuestionForm(PatientForm):
    """One field; the key is of the draft, and later of the question."""

    draft = HiddenField()
    text = LinesField(_l("คำถามของคุณ"), [Required(_l("พิมพ์คำถามของคุณ")), AtMost(LONGEST)])


class SendForm(PatientForm):
    """The last word before sending: nothing but the button."""


@bp.get("/questions/")
def questions_list() -> str:
    """What was answered, newest first; with ``q`` those in which these words stand."""
    words = clean(request.args.get("q", ""))[:_LONGEST_SEARCH]
    after = request.args.get("after", type=row_number)
    page = questions.shown(words, after=after)
    return render_template("published/questions.html", page=page, words=words, later=after is not None, blocks=blocks)


@bp.route("/questions/ask", methods=["GET", "POST"])
def ask() -> ResponseReturnValue:
    """One field; what was typed waits as a draft until it is sent."""
    if request.method == "POST":
        return _read()
    key = request.args.get("draft", "")
    if drafts.is_key(key) and questions.asked(key):
        return redirect(url_for("published.question", token=key), 303)
    draft = _draft(key)
    form = _again(draft) if draft else QuestionForm()
    form.draft.data = draft.key if draft else drafts.new_key()
    return _untold(render_template("published/ask.html", form=form, expired=bool(key) and draft is None))


@bp.route("/questions/check", methods=["GET", "POST"])
def check_question() -> ResponseReturnValue:
    """The question once more, with what of a person stands in it; then it is sent."""
    key = request.args.get("draft", "")
    if drafts.is_key(key) and questions.asked(key):
        return redirect(url_for("published.question", token=key), 303)
    draft = _draft(key)
    read = _again(draft) if draft else None
    if draft is None or read is None or not read.validate():
        return redirect(url_for("published.ask", draft=key), 303)
    form, text = SendForm(), str(read.text.data)
    if not form.validate_on_submit():
        return _checking(form, draft, text, 422 if request.method == "POST" else 200)
    try:
        asked = questions.ask(text, key=draft.key, place=place(), now=office.now())
    except TooManyTries as many:
        until = time_of_day(many.until)
        words = _("จากเครือข่ายนี้มีคำถามเข้ามาหลายข้อแล้ว คำถามของคุณยังอยู่ ส่งได้อีกครั้งหลัง %(time)s", time=until)
        form.form_errors.append(words)
        return _checking(form, draft, text, 429)
    drafts.discard(draft.key)
    return redirect(url_for("published.question", token=asked.token), 303)


@bp.get("/questions/<token>")
def question(token: str) -> ResponseReturnValue:
    """The asker's own page of it: whether it was read, and the answer."""
    found = (questions.asked(token) if drafts.is_key(token) else None) or abort(404)
    return _untold(render_template("published/question.html", item=found, blocks=blocks))


csrf.exempt(ask)
csrf.exempt(check_question)


def _read() -> ResponseReturnValue:
    form = QuestionForm()
    key = form.draft.data or ""
    if not drafts.is_key(key) or questions.asked(key):
        key = drafts.new_key()  # another question on the page of the first is another question
    if not form.validate():
        form.draft.data = key
        return _untold(render_template("published/ask.html", form=form, expired=False), 422)
    draft = drafts.save(key, _SLUG, {"text": [form.text.data]}, (), now=office.now())
    return redirect(url_for("published.check_question", draft=draft.key), 303)


def _checking(form: SendForm, draft: Draft, text: str, status: int) -> ResponseReturnValue:
    words = {"form": form, "text": text, "draft": draft, "found": personal(text)}
    return _untold(render_template("published/ask_check.html", **words), status)


def _draft(key: str) -> Draft | None:
    return drafts.find(key, _SLUG, now=office.now()) if drafts.is_key(key) else None


def _again(draft: Draft) -> QuestionForm:
    """The form as it was typed; only for reading, so it needs no token."""
    return QuestionForm(formdata=MultiDict(draft.answers), meta={"csrf": False})


def _untold(page: str, status: int = 200) -> Response:
    """Addresses here hold keys: no other site is told them, and no search engine keeps them."""
    answer = make_response(page, status)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
