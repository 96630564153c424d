"""A resident's own case, behind an unguessable link: where it stands, and everything they may still do."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.domain.references import tracking_code
from app.domain.survey import Place
from app.domain.workflow import StepRefused
from app.models import Ticket
from app.services import invitations, public_words, residents
from app.tracking import moved, standing, water
from app.tracking.forms import YES, ReviewForm, SayForm, TakeBackForm, VerdictForm, WithdrawForm
from app.web import files, manual_steps, office, questions, stories
from app.web import manuals as pages
from app.web.villages import village_name


def add_to(bp: Blueprint) -> None:
    """Open the pages of a case."""
    bp.add_url_rule("/t/<token>", "case", case)
    bp.add_url_rule("/t/<token>/say", "say", say, methods=["POST"])
    bp.add_url_rule("/t/<token>/verdict", "verdict", verdict, methods=["POST"])
    bp.add_url_rule("/t/<token>/review", "review", review, methods=["POST"])
    bp.add_url_rule("/t/<token>/withdraw", "withdraw", withdraw, methods=["GET", "POST"])
    bp.add_url_rule("/t/<token>/take-back", "take_back", take_back, methods=["POST"])
    bp.add_url_rule("/t/<token>/photo/<int:number>", "photo", photo)


def case(token: str) -> ResponseReturnValue:
    """Promise or answer on top, then the story."""
    ticket = residents.find(token)
    if ticket is not None and ticket.emptied:
        return render_template("tracking/past_keeping.html", ticket=ticket)
    return _page(ticket) if ticket else moved.page(token)


def say(token: str) -> ResponseReturnValue:
    """Answer our question, or tell us more."""
    ticket, form = _find(token), SayForm()
    if not form.validate():
        return _page(ticket, say=form), 422
    words, photos = form.said(), form.photos.accepted
    return _do(ticket, lambda: residents.say(ticket, words, photos, now=office.now()), _("ได้รับข้อความของคุณแล้ว"))


def verdict(token: str) -> ResponseReturnValue:
    """Solved or not."""
    ticket = _find(token)
    form = VerdictForm(ticket.channel_slug)
    if not form.validate():
        return _page(ticket, verdict=form), 422
    solved, why = form.solved.data == YES, form.why.data or ""
    thanks = _("ขอบคุณ เรายุติเรื่องแล้ว") if solved else _("ขอบคุณ เราได้รับความเห็นของคุณแล้ว")
    return _do(ticket, lambda: residents.judge(ticket, solved=solved, text=why, now=office.now()), thanks)


def review(token: str) -> ResponseReturnValue:
    """Have an answer thought over again."""
    ticket, form = _find(token), ReviewForm()
    if not form.validate():
        return _page(ticket, review=form), 422
    reason = form.reason.data or ""
    return _do(ticket, lambda: residents.ask_review(ticket, reason, now=office.now()), _("เราเปิดเรื่องของคุณอีกครั้งแล้ว"))


def withdraw(token: str) -> ResponseReturnValue:
    """Take the case back, after asking once whether that is meant."""
    ticket, form = _find(token), WithdrawForm()
    if form.validate_on_submit():
        reason = form.reason.data or ""
        return _do(ticket, lambda: residents.withdraw(ticket, reason, now=office.now()), _("ถอนเรื่องแล้ว"))
    page = render_template("tracking/withdraw.html", ticket=ticket, form=form)
    return page, 422 if request.method == "POST" else 200


def take_back(token: str) -> ResponseReturnValue:
    """Have the words for the neighbours back: nobody reads them any longer."""
    ticket = _find(token)
    if not TakeBackForm().validate():
        return _page(ticket, refused=_("หน้านี้เปิดไว้นานเกินไป เรายังไม่ได้ส่งอะไร ตรวจดูแล้วกดปุ่มอีกครั้ง")), 422
    return _do(ticket, lambda: public_words.take_back(ticket), _("ไม่มีใครเห็นข้อความนี้แล้ว"))


def photo(token: str, number: int) -> Response:
    """A picture that the resident may see."""
    found = residents.photo(_find(token), number)
    if found is None:
        abort(404)
    return files.picture(found)


def _find(token: str) -> Ticket:
    ticket = residents.find(token) or moved.gone(token)
    if ticket.emptied:
        abort(redirect(url_for("tracking.case", token=token), 303))
    return ticket


def _do(ticket: Ticket, act: Callable[[], None], thanks: str) -> ResponseReturnValue:
    """Do it and come back; what can no longer be done is said on the page itself."""
    token = ticket.token
    try:
        act()
    except StepRefused as refusal:
        return _page(_find(token), refused=_(str(refusal))), 409
    flash(thanks)
    return redirect(url_for("tracking.case", token=token), 303)


def _page(ticket: Ticket, *, refused: str = "", **forms: Any) -> str:
    residents.read_story(ticket)
    now, calendar = office.now(), office.calendar()
    today = calendar.local_day(now)
    view = standing.of(ticket, calendar, now)
    shown = {**_asked(ticket, view), **forms}
    if view.waiting:
        shown["say"].words.label.text = _("คำตอบของคุณ")
    survey = invitations.invite(ticket, Place.TRACKING, today) if view.done else None
    return render_template(
        "tracking/case.html", ticket=ticket, code=tracking_code(ticket.token), today=today, refused=refused,
        view=view, spent=standing.spent(ticket), promise=stories.promise(ticket),
        manual_steps=manual_steps.of(ticket, now, resident=True),
        entries=[*stories.story(ticket, above=view.above), *stories.to_come(ticket, today)], survey=survey,
        sent_photos=stories.pictures(ticket, stories.files_of(ticket, ticket.events[0])), pictures=stories.pictures,
        papers=stories.papers(ticket), receipt=pages.receipt_url(ticket), answers=questions.rows(ticket),
        words_of=stories.words_of, refusal_of=stories.refusal_of, village_name=village_name, delivery=water.of(ticket),
        forms=shown,
        public=public_words.of(ticket),
    )  # fmt: skip


def _asked(ticket: Ticket, view: standing.View) -> dict[str, Any]:
    """The one form that the page has, empty."""
    if view.verdict:
        return {"verdict": VerdictForm(ticket.channel_slug, formdata=None)}
    if view.review:
        return {"review": ReviewForm(formdata=None)}
    return {} if view.done else {"say": SayForm(formdata=None)}
