"""Receipts: handed out once after a case came in, and issued anew for somebody who lost theirs."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField

from app.desk.board import Link
from app.desk.door import BAD, bp, living
from app.domain.references import parse_reference, tracking_code
from app.domain.survey import Place
from app.models import Ticket
from app.services import casework, invitations, receipts
from app.services.receipts import Checked
from app.web import office
from app.web.fields import Required
from app.web.fields.listed import CardsField
from app.web.fields.offers import offered
from app.web.qr import case_qr

_SHOWN = "receipt"
_PAPER = "paper"
A5, ROLL = "a5", "80"


class ReissueForm(FlaskForm):
    """How it is known who asks, and whether somebody else may have the old code."""

    checked = CardsField(_l("รู้ได้อย่างไรว่าเป็นผู้ร้อง"), [Required(_l("เลือกว่าตรวจตัวผู้ร้องอย่างไร"))])
    new_code = BooleanField(_l("รหัสเก่าอาจมีคนอื่นเห็น: ออกรหัสใหม่"))

    def __init__(self, case: Ticket, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.checked.choices = offered([(way.value, _(way.label)) for way in receipts.ways(case)])


@bp.get("/tickets/<reference>/receipt")
def receipt(reference: str) -> ResponseReturnValue:
    """The receipt, right after it was made; later it has to be issued anew."""
    case = casework.keyed_in(parse_reference(reference) or "", by=office.actor()) or abort(404)
    if session.get(_SHOWN) != case.reference or case.emptied:
        return redirect(url_for("desk.reissue", reference=case.latin))
    return render_template(
        "desk/receipt.html", ticket=case, code=tracking_code(case.token), qr=case_qr(case.token), papers=_papers(case),
        roll=session.get(_PAPER) == ROLL, mine=casework.find(case.reference, by=office.actor()) is not None,
        survey=invitations.invite(case, Place.RECEIPT, office.today()),
    )  # fmt: skip


@bp.route("/tickets/<reference>/reissue", methods=["GET", "POST"])
def reissue(reference: str) -> ResponseReturnValue:
    """Issue the receipt once more; who did, and how they knew the person, is written down."""
    case = living(reference)
    form = ReissueForm(case)
    if not form.validate_on_submit():
        return render_template("desk/reissue.html", ticket=case, form=form), BAD if form.errors else 200
    way, fresh = Checked(form.checked.data), bool(form.new_code.data)
    receipts.reissue(case, checked=way, new_code=fresh, by=office.actor(), now=office.now())
    words = _("ออกใบรับและรหัสใหม่แล้ว รหัสเดิมใช้ไม่ได้อีก") if fresh else _("ออกใบรับใหม่แล้ว รหัสเดิมยังใช้ได้")
    return hand_out(case, words)


def hand_out(case: Ticket, words: str = "") -> ResponseReturnValue:
    """Lead to the receipt, which this person may now see."""
    if casework.keyed_in(case.reference, by=office.actor()) is None:
        abort(404)
    session[_SHOWN] = case.reference
    flash(words or _("รับเรื่องแล้ว เลขที่ %(reference)s", reference=case.reference))
    return redirect(url_for("desk.receipt", reference=case.latin))


def _papers(case: Ticket) -> list[Link]:
    """A5 or the counter's roll; this browser remembers which."""
    asked = request.args.get(_PAPER)
    if asked in {A5, ROLL}:
        session[_PAPER] = asked
    roll = session.get(_PAPER) == ROLL
    address = "desk.receipt"
    return [
        Link(url_for(address, reference=case.latin, paper=A5), "A5", current=not roll),
        Link(url_for(address, reference=case.latin, paper=ROLL), _("80 มม."), current=roll),
    ]
