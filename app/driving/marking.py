"""What the driver presses: the truck leaves, a stop is done. The page asks with a form, its script with the same form.

A script is answered in JSON: what to mend by field (422), what somebody else wrote down before (409).
"""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.driving import page
from app.driving.forms import MarkForm, moment
from app.driving.seen import told
from app.models import WaterRound, WaterStop
from app.services.throttle import TooManyTries
from app.services.water import telephone
from app.services.water.driving import AlreadyMarked, BadMark
from app.services.water.rounds import BadRound
from app.services.water.telephone import TooEarly, WrongWord
from app.web import office


def add_to(bp: Blueprint) -> None:
    """Take what is pressed."""
    bp.add_url_rule("/r/<token>/set-out", "set_out", set_out, methods=["POST"])
    bp.add_url_rule("/r/<token>/<int:stop_id>", "mark", mark, methods=["POST"])


def set_out(token: str) -> ResponseReturnValue:
    """The truck leaves, or left a while ago."""
    held, now = page.found(token), office.now()
    try:
        telephone.set_out(held, at=moment(request.form.get("ago", ""), now), now=now)
    except BadRound as bad:
        words = _(str(bad))
        return ({"already": words}, 409) if _script() else page.answer(page.found(token), refused=words, status=409)
    return _done(token, _("ออกรถแล้ว บ้านทุกหลังในรอบนี้เห็นว่ารถกำลังไป"))


def mark(token: str, stop_id: int) -> ResponseReturnValue:
    """What became of one stop of this round."""
    held, now = page.found(token), office.now()
    stop = telephone.stop_of(held, stop_id) or abort(404)
    form = MarkForm(stop)
    if not form.validate():
        return _mend(held, form)
    try:
        telephone.mark(stop, form.said(moment(request.form.get("ago", ""), now)), now=now)
    except AlreadyMarked as first:
        return _taken(token, form, first.stop)
    except (WrongWord, TooManyTries, TooEarly, BadMark) as wrong:
        _blame(form, wrong)
        return _mend(page.found(token), form)
    return _done(token, _("บันทึกแล้ว: %(what)s", what=told(stop)), stop)


def _blame(form: MarkForm, wrong: Exception) -> None:
    """Say it beside the field."""
    if isinstance(wrong, WrongWord):
        form.word.errors = [_("เลขนี้ไม่ตรงกับบ้านนี้ ดูเลขในหน้าติดตามของผู้รับอีกครั้ง หรือให้ลงชื่อแทน")]
    elif isinstance(wrong, TooManyTries):
        form.word.errors = [_("ใส่เลขผิดครบ 5 ครั้งแล้ว จุดนี้ให้ผู้รับลงชื่อในใบส่งน้ำหรือบนโทรศัพท์แทน")]
    elif isinstance(wrong, TooEarly):
        form.result.errors = [_(str(wrong))]
    else:
        form.litres.errors = [_("ตรวจจำนวนลิตรและชื่อผู้รับอีกครั้ง")]


def _mend(held: WaterRound, form: MarkForm) -> ResponseReturnValue:
    if _script():
        wrong = {field.short_name: str(field.errors[0]) for field in form if field.errors}
        return {"errors": wrong}, 422
    return page.answer(held, form, 422)


def _taken(token: str, form: MarkForm, stop: WaterStop) -> ResponseReturnValue:
    """Somebody else was faster: what they wrote down stands, what was pressed here is shown until it is seen."""
    words = told(stop)
    if _script():
        return {"already": words}, 409
    return page.answer(page.found(token), status=409, taken=stop.id, mine=_mine(form))


def _mine(form: MarkForm) -> str:
    result = str(dict(form.result.choices)[form.result.data])
    if not form.brings:
        return result
    return " ".join([result, _("%(n)s ลิตร", n=f"{form.litres.data:,}"), form.recipient.data or ""])


def _done(token: str, thanks: str, stop: WaterStop | None = None) -> ResponseReturnValue:
    if _script():
        return {}, 200
    flash(thanks)
    place = f"stop-{stop.id}" if stop else None
    return redirect(url_for("driving.round", token=token, _anchor=place), 303)


def _script() -> bool:
    return request.accept_mimetypes.best == "application/json"
