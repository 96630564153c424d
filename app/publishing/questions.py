"""Questions at the desk: what waits, answering with or without showing, setting aside."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField

from app.domain.questions import Aside, personal
from app.models import Question
from app.publishing.door import PLACES, Place, bp
from app.services import questions
from app.web import office
from app.web.fields import AtMost, LineField, LinesField, Required
from app.web.fields.listed import CardsField
from app.web.fields.offers import offered
from app.web.requests import row_number

_ABOUT = _l("ตอบคำถามจากประชาชน แล้วแสดงคำถามกับคำตอบ")
PLACES.append(Place("publishing.questions_waiting", _l("ถามตอบ"), _ABOUT, questions.waiting_count))


class AnswerForm(FlaskForm):
    """What the public reads of the question, and the answer; ``seen``: what the page was opened on."""

    seen = HiddenField()
    shown_text = LinesField(_l("คำถามที่แสดง"), [Required(_l("คำถามที่แสดงว่างไม่ได้")), AtMost(1000)])
    answer = LinesField(_l("คำตอบ"), [Required(_l("พิมพ์คำตอบ")), AtMost(5000)])


class AsideForm(FlaskForm):
    """Why a question is neither answered nor shown."""

    seen = HiddenField()
    reason = CardsField(_l("เหตุที่ไม่ตอบ"), [Required(_l("เลือกเหตุ"))])
    note = LineField(_l("หมายเหตุสำหรับบันทึก"), [AtMost(200)])


@bp.get("/questions/")
def questions_waiting() -> str:
    """What waits, the oldest first; or what was answered; or what was set aside."""
    view = request.args.get("view", "waiting")
    if view not in {"waiting", "answered", "aside"}:
        abort(404)
    waiting = questions.waiting()
    page = questions.settled(aside=view == "aside", after=request.args.get("after", type=row_number))
    rows = waiting if view == "waiting" else page.rows
    older = None if view == "waiting" else page.older
    return render_template(
        "publishing/questions.html",
        view=view,
        rows=rows,
        older=older,
        waiting=len(waiting),
        waited=lambda row: (office.today() - office.calendar().local_day(row.asked_at)).days,
    )


@bp.route("/questions/<int:number>", methods=["GET", "POST"])
def question(number: int) -> ResponseReturnValue:
    """One question: read it, take out what is nobody's business, answer."""
    found = _found(number)
    form = AnswerForm(
        data={"seen": questions.state(found), "shown_text": found.shown_text or found.text, "answer": found.answer}
    )
    if form.validate_on_submit():
        show = "show" in request.form
        try:
            questions.answer(
                found, form.answer.data, shown_text=form.shown_text.data, show=show, seen=form.seen.data or "",
                by=office.actor(), now=office.now(),
            )  # fmt: skip
        except questions.Changed:
            _overtaken(form, found)
        else:
            flash(_("ตอบแล้ว คำถามกับคำตอบแสดงให้ทุกคนเห็น") if show else _("ตอบแล้ว เห็นเฉพาะผู้ถามที่มีลิงก์"))
            return redirect(url_for("publishing.questions_waiting"), 303)
    return _page("publishing/question.html", form, found)


@bp.route("/questions/<int:number>/aside", methods=["GET", "POST"])
def question_aside(number: int) -> ResponseReturnValue:
    """Neither answer nor show it; the reason stays in the trail."""
    found = _found(number)
    form = AsideForm(data={"seen": questions.state(found)})
    form.reason.choices = offered([(reason.value, _(reason.label)) for reason in Aside])
    if form.validate_on_submit():
        try:
            questions.set_aside(
                found, Aside(form.reason.data), form.note.data or "", seen=form.seen.data or "", by=office.actor(),
                now=office.now(),
            )  # fmt: skip
        except questions.Changed:
            _overtaken(form, found)
        else:
            flash(_("พักคำถามไว้แล้ว ไม่แสดงให้ใครเห็น"))
            return redirect(url_for("publishing.questions_waiting"), 303)
    return _page("publishing/question_aside.html", form, found)


def _page(template: str, form: FlaskForm, found: Question) -> ResponseReturnValue:
    page = render_template(template, form=form, item=found, found=personal(found.text))
    return page, 422 if request.method == "POST" else 200


def _overtaken(form: FlaskForm, found: Question) -> None:
    """Keep what was typed; the next press knows what the other one did."""
    form.form_errors.append(_("มีคนทำคำถามนี้ไปก่อนแล้วตอนที่คุณเปิดหน้านี้อยู่ ดูคำตอบที่มีอยู่ด้านล่าง กดอีกครั้งถ้าต้องการใช้ของคุณแทน"))
    form.seen.data = questions.state(found)


def _found(number: int) -> Question:
    return questions.find(number) or abort(404)
