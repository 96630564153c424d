"""A planned round changed by hand: order, litres, houses off, houses from the waiting list."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.domain.water_marks import RoundState
from app.models import WaterRound
from app.services.water import rounds
from app.services.water.rounds import BadRound, Wish
from app.water_desk import boards, draft
from app.water_desk.boards import House
from app.water_desk.door import BAD, bp, opened
from app.water_desk.draft import Board, Place
from app.web import office


@bp.route("/<int:round_id>/change", methods=["GET", "POST"])
def change(round_id: int) -> ResponseReturnValue:
    """The round on the drawing board."""
    held = opened(round_id)
    if held.state is not RoundState.PLANNED:
        flash(_("รอบนี้ออกไปแล้วหรือยกเลิกแล้ว แก้ไม่ได้"), "waiting")
        return redirect(url_for("rounds.page", round_id=held.id))
    known = _known(held)
    if request.method == "GET":
        return _page(held, _drawn(held), known, held.version)
    version = draft.number(request.form.get("version", ""))
    version = -1 if version is None else version
    room = {point: house.room for point, house in known.items()}
    (board,) = draft.rearranged(_sent(held), request.form, room)
    if "save" not in request.form:
        return _page(held, board, known, version)
    if boards.wrong(boards.shown([board], known, {held.truck_id: held.truck}, held.number)):
        return _page(held, board, known, version), BAD
    return _save(held, board, version)


def _save(held: WaterRound, board: Board, version: int) -> ResponseReturnValue:
    wishes = [Wish(place.point, place.litres or 0) for place in board.places]
    try:
        rounds.change(held.id, wishes, version=version, by=office.actor(), now=office.now())
    except BadRound as bad:
        now = opened(held.id)
        return _page(now, board, _known(now), now.version, _(str(bad))), 409
    flash(_("แก้รอบแล้ว"))
    return redirect(url_for("rounds.page", round_id=held.id))


def _known(held: WaterRound) -> dict[int, House]:
    points = [stop.point for stop in held.stops]
    return boards.houses(office.actor(), {stop.point_id: stop.litres for stop in held.stops}, points)


def _drawn(held: WaterRound) -> Board:
    places = [Place(stop.point_id, f"{stop.litres:,}", stop.why) for stop in held.stops]
    return Board(held.truck_id, held.litres, held.driver_id, places)


def _sent(held: WaterRound) -> list[Board]:
    sent = request.form.copy()
    sent.setlist("truck", [str(held.truck_id)])
    return draft.read(sent, {held.truck_id: held.litres})


def _page(held: WaterRound, board: Board, known: dict[int, House], version: int, lost: str = "") -> str:
    found = boards.shown([board], known, {held.truck_id: held.truck}, held.number)
    return render_template(
        "water_desk/change.html", held=held, found=found, others=boards.others([board], known), version=version,
        lost=lost, judged="save" in request.form,
    )  # fmt: skip
