"""Moving a complaint that is an allegation to the sealed channel: whom it is about, and whether that is understood."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import NotFound, ServiceUnavailable
from wtforms import BooleanField
from wtforms.validators import InputRequired

from app.desk.door import BAD, bp, living
from app.desk.versions import Hindrance, VersionedForm
from app.domain.sealed import Position
from app.models import Ticket
from app.services.sealed import handover, keys, recipients
from app.services.sealed import office as sealed_office
from app.services.tickets import Overtaken
from app.web import office
from app.web.fields.offers import offered
from app.web.report_form import PositionsField


class MoveForm(VersionedForm):
    """As the channel's own form asks it of a reporter."""

    about = PositionsField(
        _l("เรื่องนี้เกี่ยวกับใคร"),
        choices=offered((p.value, _l(p.label)) for p in Position),
        validators=[InputRequired(message=_l("เลือกอย่างน้อยหนึ่งข้อ ถ้าไม่แน่ใจเลือกข้อสุดท้าย"))],
    )
    understood = BooleanField(_l("เข้าใจแล้ว"), validators=[InputRequired(message=_l("อ่านแล้วทำเครื่องหมายเพื่อยืนยัน"))])


# The address is as quiet as the ending: it stands in histories.
@bp.route("/tickets/<reference>/move", methods=["GET", "POST"])
def move(reference: str) -> ResponseReturnValue:
    """Say what will happen; by POST do it."""
    case = living(reference)
    if not handover.possible(case):
        raise NotFound
    form = MoveForm()
    if request.method == "GET":
        form.version.data = str(case.version)
        return _page(case, form)
    return _move(case, form) if form.validate() else (_page(case, form), BAD)


def _move(case: Ticket, form: MoveForm) -> ResponseReturnValue:
    about = {Position(value) for value in form.about.data or ()}
    try:
        handover.hand_over(case, about, by=office.actor(), now=office.now(), version=form.seen)
    except Overtaken as overtaken:
        form.version.data = str(case.version)
        return _page(case, form, Hindrance(event=overtaken.event)), 409
    except recipients.NobodyMayRead:
        form.about.errors = [_("ทุกคนที่จะอ่านได้อยู่ในตำแหน่งที่เลือก ยังย้ายไม่ได้ เรื่องยังอยู่ที่เดิมครบ")]
        return _page(case, form), BAD
    except sealed_office.NotOpen:
        return _page(case, form), BAD
    except keys.Busy as busy:
        raise ServiceUnavailable from busy
    flash(_("บันทึกแล้ว เรื่องออกจากคิวแล้ว"))
    return redirect(url_for("desk.queue_page"))


def _page(case: Ticket, form: MoveForm, why: Hindrance | None = None) -> str:
    return render_template("desk/move.html", ticket=case, form=form, why=why, readiness=sealed_office.readiness())
