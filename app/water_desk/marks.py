"""What came back on paper: the signed sheet keyed in on one page, and a mark that was wrong mended with a reason."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.domain.water_marks import RoundState
from app.models import WaterRound
from app.services import drafts
from app.services.water import batches, driving
from app.services.water.batches import BadRow
from app.services.water.driving import AlreadyMarked, BadMark, Mark
from app.water_desk.door import BAD, bp, opened, opened_stop
from app.water_desk.mark_forms import CorrectForm, Row, blame
from app.web import office


@bp.route("/<int:round_id>/marks", methods=["GET", "POST"])
def marks(round_id: int) -> ResponseReturnValue:
    """All houses of the round in rows, saved together."""
    held = opened(round_id)
    if not open_for_marks(held):
        flash(_("รอบนี้ยังไม่ถึงวัน หรือยกเลิกก่อนออกรถ บันทึกผลไม่ได้"), "waiting")
        return redirect(url_for("rounds.page", round_id=held.id))
    meant = [stop for stop in held.stops if stop.mark_key is None or request.form.get(f"result-{stop.id}")]
    rows = [Row.of(stop, held, drafts.new_key()) for stop in meant]
    if request.method == "GET":
        return _page(held, rows)
    said: dict[int, Mark] = {}
    for row in rows:
        row.read(request.form, _latest(held))
        if mark := row.mark(_latest(held)):
            said[row.stop.id] = mark
    if any(row.errors for row in rows):
        return _page(held, rows), BAD
    return _save(held, rows, said)


def open_for_marks(held: WaterRound) -> bool:
    """Out, back, or on its day though nobody pressed that it left; not what was called off before it left."""
    if held.state is RoundState.PLANNED:
        return held.day <= office.today()
    return held.set_out_at is not None


@bp.route("/stops/<int:stop_id>/correct", methods=["GET", "POST"])
def correct(stop_id: int) -> ResponseReturnValue:
    """Mend a mark; the difference and the reason stay in the case's story."""
    stop = opened_stop(stop_id)
    if stop.mark_key is None or stop.result is None:
        return redirect(url_for("rounds.page", round_id=stop.round_id))
    form = CorrectForm(data={"result": stop.result, "litres": stop.given or None, "recipient": stop.recipient})
    if not form.validate_on_submit():
        return render_template("water_desk/correct.html", stop=stop, form=form), BAD if form.errors else 200
    try:
        driving.correct(stop.id, form.mark(office.now()), form.reason.data, by=office.actor(), now=office.now())
    except BadMark as bad:
        blame(form, bad.field)
        return render_template("water_desk/correct.html", stop=stop, form=form), BAD
    flash(_("แก้บันทึกแล้ว ยอดเดิมและเหตุผลอยู่ในลำดับเหตุการณ์ของเรื่อง"))
    return redirect(url_for("rounds.page", round_id=stop.round_id))


def _save(held: WaterRound, rows: list[Row], said: dict[int, Mark]) -> ResponseReturnValue:
    try:
        batches.key_in(held.id, said, by=office.actor(), now=office.now())
    except AlreadyMarked as first:
        return _again(held.id, rows, first.stop.id)
    except BadRow as bad:
        next(row for row in rows if row.stop.id == bad.stop_id).wrong(bad.field)
        return _page(held, rows), BAD
    flash(_("บันทึกผลแล้ว %(n)s บ้าน", n=len(said)) if said else _("ยังไม่ได้เลือกผลของบ้านไหน"), "" if said else "waiting")
    return redirect(url_for("rounds.page", round_id=held.id))


def _again(round_id: int, rows: list[Row], first: int) -> ResponseReturnValue:
    """Somebody marked a house meanwhile: their mark stands, what was typed for the others is still here."""
    held = opened(round_id)
    there = next(stop for stop in held.stops if stop.id == first)
    typed = {row.stop.id: row for row in rows}
    left = [typed[stop.id].about(stop) for stop in held.stops if stop.mark_key is None and stop.id in typed]
    return _page(held, left, there), 409


def _page(held: WaterRound, rows: list[Row], faster: object = None) -> str:
    return render_template("water_desk/marks.html", held=held, rows=rows, faster=faster, latest=_latest(held))


def _latest(held: WaterRound) -> datetime:
    """When what has no time of its own happened: as the round ended, or now."""
    return held.ended_at or office.now()
