"""Where management approves water: one by one or many at once, with the officers' opinion beside each request."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.desk import details, history, story
from app.desk.cases import chip
from app.domain.references import parse_reference
from app.domain.rounds import Rank
from app.domain.workflow import Kind, Role, StepRefused
from app.models import Ticket, TicketEvent
from app.services import approvals, audit, casework
from app.services.steps import StepInput
from app.services.tickets import Overtaken
from app.services.water.waiting import rank_of
from app.web import guards, office
from app.web.standings import Seen

approvals_bp = Blueprint("approvals", __name__, url_prefix="/management/approvals")
approvals_bp.before_request(guards.staff_only(Role.MANAGEMENT))


@dataclass(frozen=True, slots=True)
class Card:
    """A request that waits for a signature."""

    ticket: Ticket
    chip: Seen
    rank: Rank
    details: Sequence[details.Row]
    repeated: Sequence[history.Line]
    opinion: str
    by: str
    agreed: str
    agreed_words: str

    @property
    def value(self) -> str:
        """Number and version, as the form sends them back."""
        return f"{self.ticket.latin}.{self.ticket.version}"


@approvals_bp.get("", strict_slashes=False)
def waiting() -> ResponseReturnValue:
    """Requests to approve, and deliveries that went out before approval."""
    actor, now = office.actor(), office.now()
    audit.record_once("read_approvals", "approvals", by=actor, now=now, within=approvals.ONE_READING)
    return render_template(
        "desk/approvals.html",
        waiting=[_card(ticket, Kind.CHECKED) for ticket in approvals.waiting(actor)],
        delivered=[_card(ticket, Kind.DELIVERED) for ticket in approvals.delivered(actor)],
        approves=actor.approves,
    )


@approvals_bp.post("", strict_slashes=False)
def approve() -> ResponseReturnValue:
    """Approve what was ticked, or the one whose button was pressed; each by itself."""
    one, action = request.form.get("one", ""), request.form.get("action", "")
    pressed = [one] if one else list(dict.fromkeys(request.form.getlist("chosen")))
    action = action if action in {"ratify", "agree"} else "approve"
    done = [value for value in pressed if _do(value, action)]
    if done and action == "agree":
        flash(ngettext("เห็นชอบแล้ว %(num)s เรื่อง รออนุมัติ", "เห็นชอบแล้ว %(num)s เรื่อง รออนุมัติ", len(done)))
    elif done:
        flash(ngettext("อนุมัติแล้ว %(num)s เรื่อง", "อนุมัติแล้ว %(num)s เรื่อง", len(done)))
    if action != "agree" and not office.actor().approves:
        flash(_("นายกหรือผู้รับมอบอำนาจเป็นผู้อนุมัติ คุณให้ความเห็นชอบได้ที่หน้านี้"), "waiting")
    elif len(done) < len(pressed):
        missed = ", ".join(value.partition(".")[0] for value in pressed if value not in done)
        flash(_("ยังไม่ได้อนุมัติ: %(missed)s มีคนทำเรื่องนี้ไปก่อนแล้ว ดูอีกครั้งก่อนอนุมัติ", missed=missed), "waiting")
    if not pressed:
        flash(_("เลือกเรื่องก่อน"), "waiting")
    return redirect(url_for("approvals.waiting"))


def _do(value: str, action: str) -> bool:
    number, _dot, typed = value.partition(".")
    case = casework.find(parse_reference(number) or "", by=office.actor())
    version = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1
    if case is None:
        return False
    by, now = office.actor(), office.now()
    try:
        if action == "agree":
            approvals.agree(case, "", by=by, now=now, version=version)
        else:
            casework.take_step(case, action, StepInput(), by=by, now=now, version=version)
    except (Overtaken, StepRefused):
        return False
    return True


def _card(ticket: Ticket, kind: Kind) -> Card:
    found: TicketEvent | None = next((event for event in reversed(ticket.events) if event.kind is kind), None)
    words = found.message.text if found and found.message else ""
    agreed = approvals.agreed(ticket)
    return Card(
        ticket, chip(ticket), rank_of(ticket), details.rows(ticket), history.repeated(ticket), words,
        story.who(found) if found else "", story.who(agreed) if agreed else "",
        agreed.message.text if agreed and agreed.message else "",
    )  # fmt: skip
