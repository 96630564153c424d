"""A round: its houses and what became of them; truck and driver, leaving, coming back, calling off."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from app.domain.water_marks import RoundState
from app.models import WaterRound
from app.services.water import fleet, rounds
from app.services.water.rounds import BadRound
from app.water_desk import draft
from app.water_desk.door import BAD, bp, opened
from app.web import office
from app.web.fields import AtMost, LineField, Required


class CancelForm(FlaskForm):
    """Why a round is called off."""

    reason = LineField(_l("เหตุผล"), [Required(_l("เขียนเหตุผล")), AtMost(300)])


@bp.get("/<int:round_id>")
def page(round_id: int) -> ResponseReturnValue:
    """One round."""
    return _page(opened(round_id))


@bp.post("/<int:round_id>/assign")
def assign(round_id: int) -> ResponseReturnValue:
    """Another truck or driver."""
    held = opened(round_id)
    truck = fleet.truck(draft.number(request.form.get("truck", "")) or 0) or abort(404)
    driver = fleet.driver(draft.number(request.form.get("driver", "")) or 0)
    return _try(held, lambda: rounds.assign(held.id, truck, driver, by=office.actor(), now=office.now()),
                _("บันทึกรถและคนขับแล้ว"))  # fmt: skip


@bp.post("/<int:round_id>/set-out")
def set_out(round_id: int) -> ResponseReturnValue:
    """The truck leaves."""
    held = opened(round_id)
    return _try(held, lambda: rounds.set_out(held.id, by=office.actor(), now=office.now()), _("รถออกแล้ว"))


@bp.post("/<int:round_id>/end")
def end(round_id: int) -> ResponseReturnValue:
    """The truck is back."""
    held = opened(round_id)
    return _try(held, lambda: rounds.end(held.id, by=office.actor(), now=office.now()),
                _("จบรอบแล้ว บ้านที่ไปไม่ถึงกลับเข้าคิวตามลำดับเดิม"))  # fmt: skip


@bp.route("/<int:round_id>/cancel", methods=["GET", "POST"])
def cancel(round_id: int) -> ResponseReturnValue:
    """Call it off; the houses keep their place."""
    held, form = opened(round_id), CancelForm()
    if held.state not in {RoundState.PLANNED, RoundState.OUT}:
        return redirect(url_for("rounds.page", round_id=held.id))
    if not form.validate_on_submit():
        return render_template("water_desk/cancel.html", held=held, form=form), BAD if form.errors else 200
    rounds.cancel(held.id, form.reason.data, by=office.actor(), now=office.now())
    flash(_("ยกเลิกรอบแล้ว ทุกบ้านที่ยังไม่ได้น้ำกลับเข้าคิวตามลำดับเดิม"))
    return redirect(url_for("rounds.home", day=held.day))


def _try(held: WaterRound, act: Callable[[], None], words: str) -> ResponseReturnValue:
    try:
        act()
    except BadRound as bad:
        flash(_(str(bad)), "waiting")
    else:
        flash(words)
    return redirect(url_for("rounds.page", round_id=held.id))


def _page(held: WaterRound) -> str:
    fitting = [t for t in fleet.trucks() if t.id == held.truck_id or (t.runs_on(held.day) and t.litres >= held.planned)]
    return render_template(
        "water_desk/round.html", held=held, trucks=fitting, drivers=fleet.drivers(), today=office.today(),
        unmarked=[stop for stop in held.stops if stop.mark_key is None],
    )  # fmt: skip
