"""Proposing a day's rounds: choose trucks and loads, see the proposal with its reasons, change it, write it down."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.domain.rounds import Load
from app.models import Truck
from app.services.water import batches, fleet, reading, rounds
from app.services.water.rounds import BadRound
from app.water_desk import boards, draft
from app.water_desk.day import asked_day
from app.water_desk.door import BAD, bp
from app.water_desk.draft import Board
from app.web import office

MOST_LOADS = 9
_DAYS_AHEAD = 14


@bp.get("/propose")
def propose() -> ResponseReturnValue:
    """What the rule proposes for a day, these trucks and these loads."""
    day, loads = _day(), _loads(_day())
    filled = [Load(truck.id, truck.litres) for truck, times in loads.items() for _load in range(times)]
    drawn = draft.from_proposals(rounds.propose(filled, by=office.actor()))
    return _page(day, drawn)


@bp.post("/propose")
def draw() -> ResponseReturnValue:
    """Change the proposal, or write it down as it stands."""
    day, actor = _day(), office.actor()
    running = {truck.id: truck.litres for truck in _running(day)}
    known = boards.houses(actor)
    room = {point: house.room for point, house in known.items()}
    drawn = draft.rearranged(draft.read(request.form, running), request.form, room)
    if "save" not in request.form:
        return _page(day, drawn)
    if boards.wrong(boards.shown(drawn, known, _by_id(day))):
        return _page(day, drawn, judged=True), BAD
    full = [board for board in drawn if board.places]
    if not full:
        return _page(day, drawn, lost=_("ยังไม่มีบ้านในรอบไหนเลย เลือกบ้านจากรายการข้างล่าง"), judged=True), BAD
    try:
        wanted = [(board.proposal, fleet.driver(board.driver) if board.driver else None) for board in full]
        batches.plan(day, wanted, by=actor, now=office.now())
    except BadRound as bad:
        return _faster(day, drawn, bad)
    flash(_("จัดรอบแล้ว %(n)s รอบ", n=len(full)))
    return redirect(url_for("rounds.home", day=day))


def _faster(day: date, drawn: Sequence[Board], bad: BadRound) -> ResponseReturnValue:
    """Somebody planned a house, or took a truck away, between the page and the press."""
    lost = _(str(bad))
    if bad.point is not None and (place := reading.house(bad.point, by=office.actor())):
        lost = _("%(name)s บ้านเลขที่ %(house)s: มีคนจัดรอบไปก่อนแล้ว หรือไม่ได้รอน้ำแล้ว เราเอาออกจากร่างนี้ให้", name=place.name,
                 house=place.house_no or "–")  # fmt: skip
        drawn = draft.without(drawn, bad.point)
    return _page(day, drawn, lost=lost, judged=True), 409


def _page(day: date, drawn: Sequence[Board], lost: str = "", *, judged: bool = False) -> str:
    known = boards.houses(office.actor())
    found = boards.shown(drawn, known, _by_id(day), reading.last_number(day) + 1)
    return render_template(
        "water_desk/propose.html",
        day=day, days=[office.today() + timedelta(days=n) for n in range(_DAYS_AHEAD)],
        trucks=fleet.trucks(), loads=_loads(day), most=MOST_LOADS, drivers=fleet.drivers(),
        found=found, others=boards.others(drawn, known), waiting=len(known), lost=lost, judged=judged,
    )  # fmt: skip


def _day() -> date:
    return max(asked_day(), office.today())


def _running(day: date) -> list[Truck]:
    return [truck for truck in fleet.trucks() if truck.runs_on(day)]


def _by_id(day: date) -> Mapping[int, Truck]:
    return {truck.id: truck for truck in _running(day)}


def _loads(day: date) -> dict[Truck, int]:
    """How many times each truck that runs is filled; once if nobody said otherwise."""
    sent: Any = request.values
    found = {}
    for truck in _running(day):
        times = draft.number(sent.get(f"loads-{truck.id}", "1"))
        found[truck] = 1 if times is None else min(times, MOST_LOADS)
    return found
