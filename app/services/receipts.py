"""Receipts issued anew for residents who lost theirs, after it was checked who they are."""

from datetime import datetime
from enum import StrEnum

from app.domain.references import new_token
from app.domain.words import N_
from app.domain.workflow import Kind
from app.models import Ticket
from app.services import audit, tickets
from app.services.actors import Actor
from app.services.tickets import Entry
from app.services.transaction import transaction


class Checked(StrEnum):
    """How the officer knows that this is the person whose case it is. Nothing of an identity card is kept."""

    CALLED_BACK = "called_back"
    KNOWN = "known"
    CARD_SEEN = "card_seen"

    @property
    def label(self) -> str:
        """The words for it (Thai msgid)."""
        return _LABELS[self]


_LABELS = {
    Checked.CALLED_BACK: N_("โทรกลับไปที่เบอร์ในเรื่องนี้แล้ว"),
    Checked.KNOWN: N_("รู้จักตัวผู้ร้อง"),
    Checked.CARD_SEEN: N_("ดูบัตรประจำตัวแล้ว ไม่ถ่ายสำเนา ไม่จดเลข"),
}


def ways(ticket: Ticket) -> list[Checked]:
    """How it can be checked here: nobody can be called back without a number."""
    return [way for way in Checked if ticket.phone or way is not Checked.CALLED_BACK]


def reissue(ticket: Ticket, *, checked: Checked, new_code: bool, by: Actor, now: datetime) -> None:
    """Issue the receipt once more; with ``new_code`` the old link and the old code are unknown from this moment on."""
    said = {"checked": checked.value, "new_code": new_code}
    with transaction():
        tickets.add(ticket, Entry(Kind.RECEIPT_REISSUED, shown=True, data=said), by=by, now=now)
        if new_code:
            ticket.token = new_token()
        audit.record("reissue_receipt", ticket.reference, by=by, now=now, **said)
