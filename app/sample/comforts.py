"""What officers of the sample office keep beside their cases: a few selections under names, a half-written answer."""

from datetime import datetime, timedelta

from sqlalchemy import select

from app.domain.workflow import Status
from app.extensions import db
from app.models import Staff, Ticket
from app.services import desk_drafts, looks, saved_views, scope
from app.services.actors import Actor

VIEWS = (
    ("nurida", "เกินกำหนด ยังไม่มีคนรับ", "view=unassigned&late=1"),
    ("nurida", "รอผู้ร้องตอบ", "waiting=1"),
    ("anan", "ของฉันที่เกินกำหนด", "view=mine&late=1"),
)
WORDS = "ทีมช่างไปดูที่จุดแล้ววันนี้ พบว่า"


def make(now: datetime) -> None:
    """As they would have done this morning."""
    for username, name, query in VIEWS:
        saved_views.keep(name, query, by=_actor(username))
    anan = _actor("anan")
    working = scope.for_staff(anan).where(Ticket.status == Status.IN_PROGRESS, Ticket.officer_id == anan.staff_id)
    case = db.session.scalars(working.order_by(Ticket.id).limit(1)).unique().one_or_none()
    if case is not None:
        looks.look(case, by=anan, now=now - timedelta(minutes=30))
        desk_drafts.keep(case, "answer", {"message": [WORDS]}, by=anan, now=now - timedelta(minutes=30))


def _actor(username: str) -> Actor:
    return Actor.staff(db.session.scalars(select(Staff).where(Staff.username == username)).one())
