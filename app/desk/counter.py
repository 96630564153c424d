"""At the counter: key in a visit, a call or a letter, and hand out the receipt with its code, once."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.desk.baskets import Basket
from app.desk.board import Link
from app.desk.counter_forms import FORMS, CounterForm, truck
from app.desk.door import BAD, bp, living
from app.domain.channels import CHANNELS, COMPLAINTS
from app.domain.dates import BANGKOK
from app.domain.references import parse_reference, tracking_code
from app.models import Ticket
from app.services import casework, intake, invitations
from app.services.intake import NotReady
from app.web import office
from app.web.qr import case_qr

_SHOWN = "receipt"


@bp.route("/tickets/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Key in a case."""
    slug = request.args.get("channel", COMPLAINTS.slug)
    form = (FORMS.get(slug) or abort(404))(data=_now())
    basket = Basket(form)
    sent = intake.sent_before(form.key.data)
    if request.method == "POST" and sent:
        return _hand_out(sent)
    if request.method == "POST" and form.validate():
        return _open(slug, form, basket)
    if request.method == "POST":
        basket.keep()
    return _page(slug, form, basket), BAD if form.errors else 200


@bp.get("/tickets/<reference>/receipt")
def receipt(reference: str) -> ResponseReturnValue:
    """The receipt, right after it was made; later it has to be issued anew."""
    case = casework.keyed_in(parse_reference(reference) or "", by=office.actor()) or abort(404)
    if session.get(_SHOWN) != case.reference or case.emptied:
        return redirect(url_for("desk.reissue", reference=case.latin))
    today = office.calendar().local_day(office.now())
    return render_template(
        "desk/receipt.html", ticket=case, code=tracking_code(case.token), qr=case_qr(case.token),
        mine=casework.find(case.reference, by=office.actor()) is not None,
        survey=invitations.invite(case, "receipt", today),
    )  # fmt: skip


@bp.route("/tickets/<reference>/reissue", methods=["GET", "POST"])
def reissue(reference: str) -> ResponseReturnValue:
    """Issue the receipt once more; who did is written down."""
    case = living(reference)
    if request.method == "GET":
        return render_template("desk/reissue.html", ticket=case)
    casework.reissue_receipt(case, by=office.actor(), now=office.now())
    return _hand_out(case)


def _open(slug: str, form: CounterForm, basket: Basket) -> ResponseReturnValue:
    basket.keep()
    try:
        sent = form.submission(tuple(basket.kept))
        case = intake.open_ticket(CHANNELS[slug], sent, key=form.key.data, by=office.actor(), now=office.now())
    except NotReady:
        form.day.wrong = [_("วันนั้นยังไม่มีคู่มือการให้บริการ ตรวจวันที่อีกครั้ง")]
        return _page(slug, form, basket), BAD
    basket.forget()
    return _hand_out(case)


def _hand_out(case: Ticket) -> ResponseReturnValue:
    if casework.keyed_in(case.reference, by=office.actor()) is None:
        abort(404)
    session[_SHOWN] = case.reference
    flash(_("รับเรื่องแล้ว เลขที่ %(reference)s", reference=case.reference))
    return redirect(url_for("desk.receipt", reference=case.latin))


def _now() -> dict[str, Any]:
    local = office.now().astimezone(BANGKOK)
    return {"day": local.date(), "time": local.time().replace(second=0, microsecond=0)}


def _page(slug: str, form: CounterForm, basket: Basket) -> str:
    tabs = [Link(url_for("desk.new", channel=c.slug), _(c.short), current=c.slug == slug) for c in CHANNELS.values()]
    return render_template(
        "desk/new.html", form=form, tabs=tabs, kept=basket.kept, water="litres" in form, truck=truck()
    )
