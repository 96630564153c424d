"""Words beside the steps: a message to the resident with photos of the work, and internal notes."""

from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField

from app.desk import presence, replies, typed
from app.desk.baskets import Basket
from app.desk.door import BAD, bp, living
from app.desk.steps import after
from app.models import Ticket
from app.services import casework
from app.web import office
from app.web.fields import AtMost, Filled, LinesField, PhotosField, Required
from app.web.fields.listed import ChoiceField


class MessageForm(FlaskForm):
    """Words to the resident, photos of the work, or both."""

    key = HiddenField()
    template = ChoiceField(_l("ร่างจากแม่แบบ"))
    message = LinesField(_l("ข้อความ"), [Filled(), AtMost(5000)])
    photos = PhotosField(_l("รูปถ่าย"))

    def __init__(self, case: Ticket, **more: Any) -> None:
        super().__init__(**more)
        self.offers = replies.offers(case, "message")
        self.template.choices = replies.choices(self.offers)

    def fill(self) -> bool:
        """Put the chosen template into the message; True when that is all that was asked for."""
        return replies.fill(self, self.offers)

    def validate(self, extra_validators: Any = None) -> bool:
        """Something has to be said or shown."""
        super().validate(extra_validators)
        if not self.errors and not (self.message.data or self.photos.accepted or self.photos.known):
            self.message.errors = [_("เขียนข้อความ หรือแนบรูป")]
        return not self.errors


class NoteForm(FlaskForm):
    """Words that the resident does not see."""

    note = LinesField(_l("เพิ่มบันทึก"), [Required(_l("เขียนบันทึกก่อนเก็บ")), AtMost(5000)])


@bp.route("/tickets/<reference>/message", methods=["GET", "POST"])
def message(reference: str) -> ResponseReturnValue:
    """Write to the resident."""
    case = living(reference)
    draft, fields = typed.kept(case, "message")
    form = MessageForm(case, formdata=fields) if fields else MessageForm(case)
    basket = Basket(form)
    page = {"ticket": case, "form": form, "kept": basket.kept, "draft": draft, "here": presence.here(case)}
    if request.method == "GET" or "with_photos" in request.form or form.fill():
        return render_template("desk/message.html", **page)
    if not form.validate():
        basket.keep()
        typed.keep(case, "message")
        return render_template("desk/message.html", **{**page, "kept": basket.kept}), BAD
    casework.write(
        case, form.message.data or "", public=True, by=office.actor(), now=office.now(), photos=basket.fresh,
        draft=basket.draft,
    )  # fmt: skip
    basket.forget()
    typed.done(case, "message")
    flash(_("ส่งข้อความแล้ว"))
    return redirect(after(case))


@bp.route("/tickets/<reference>/note", methods=["GET", "POST"])
def note(reference: str) -> ResponseReturnValue:
    """Keep a note."""
    case = living(reference)
    draft, fields = typed.kept(case, "note")
    form = NoteForm(formdata=fields) if fields else NoteForm()
    if not form.validate_on_submit():
        return render_template("desk/note.html", ticket=case, form=form, draft=draft), BAD if form.errors else 200
    casework.write(case, form.note.data, public=False, by=office.actor(), now=office.now())
    typed.done(case, "note")
    flash(_("เก็บบันทึกแล้ว"))
    return redirect(after(case))
