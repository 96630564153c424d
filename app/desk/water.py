"""Water in a case: its houses with what was asked, given and is missing, their rounds, and how urgent it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.desk.door import BAD, bp, living
from app.desk.steps import after
from app.desk.versions import Hindrance, VersionedForm
from app.domain.rounds import Rank
from app.domain.water_books import Account
from app.domain.workflow import Phase, Step
from app.models import Ticket, WaterPoint, WaterStop
from app.services.steps import accounts_of
from app.services.tickets import Overtaken
from app.services.water import reading, rounds, waiting
from app.web import office
from app.web.fields import AtMost, LinesField, Required
from app.web.fields.listed import CardsField
from app.web.fields.offers import offered

_THE_ROUNDS = {"schedule", "unschedule", "deliver", "deliver_part"}


@dataclass(frozen=True, slots=True)
class House:
    """A delivery point: litres asked, given, outstanding, declined; the rounds it is or was on."""

    point: WaterPoint
    account: Account
    stops: Sequence[WaterStop]


@dataclass(frozen=True, slots=True)
class Supply:
    """What a water case's page shows; ``said``: an officer set the urgency, ``open``: it may be changed."""

    houses: Sequence[House]
    rank: Rank
    said: bool
    open: bool


class PriorityForm(VersionedForm):
    """How urgent, and why it is not what was computed."""

    rank = CardsField(_l("ลำดับความเร่งด่วน"), [Required(_l("เลือกลำดับ"))])
    reason = LinesField(_l("เหตุผล"), [Required(_l("เขียนเหตุผล")), AtMost(5000)])


def supply(ticket: Ticket) -> Supply | None:
    """For cases that deliver something; None for all others."""
    if not ticket.channel.delivers or ticket.emptied:
        return None
    found, stops = accounts_of(ticket), reading.of_case(ticket)
    houses = [House(p, found[p.number], [stop for stop in stops if stop.point_id == p.id]) for p in ticket.points]
    said = ticket.details.get("rank") is not None
    return Supply(houses, waiting.rank_of(ticket), said, ticket.phase is not Phase.DONE)


def beside_rounds(ticket: Ticket, found: Sequence[Step]) -> Sequence[Step]:
    """Steps that may be taken here: what a round does to a request, while one does, is done on the round's page."""
    if not ticket.channel.delivers or not waiting.open_stops(ticket):
        return found
    return [step for step in found if step.action not in _THE_ROUNDS]


@bp.route("/tickets/<reference>/priority", methods=["GET", "POST"])
def priority(reference: str) -> ResponseReturnValue:
    """Put a water request under another urgency; who did and why stays in its story."""
    case = living(reference)
    if not case.channel.delivers or case.phase is Phase.DONE:
        return redirect(after(case))
    form = PriorityForm(data={"version": str(case.version), "rank": str(int(waiting.rank_of(case)))})
    form.rank.choices = offered([(str(int(rank)), _(rank.label)) for rank in Rank])
    if not form.validate_on_submit():
        return _page(case, form), BAD if form.errors else 200
    try:
        rank, by, now = Rank(int(form.rank.data)), office.actor(), office.now()
        rounds.prioritise(case, rank, form.reason.data, by=by, now=now, version=form.seen)
    except Overtaken as overtaken:
        form.version.data = str(case.version)
        return _page(case, form, Hindrance(event=overtaken.event)), 409
    flash(_("เปลี่ยนลำดับเป็น%(rank)sแล้ว", rank=_(rank.label)))
    return redirect(after(case))


def _page(case: Ticket, form: PriorityForm, why: Hindrance | None = None) -> str:
    return render_template("desk/priority.html", ticket=case, form=form, why=why)
