"""A service of the office's own for tests: the elderly allowance, defined through the product's own services."""

from datetime import datetime

from app.domain.channels import ESERVICE, Arrival
from app.domain.eservices import FieldKind
from app.domain.workflow import Role
from app.models import Service, Ticket
from app.services import drafts, intake
from app.services.actors import RESIDENT, Actor
from app.services.administration import services
from app.services.administration.services import About, FieldDraft
from app.services.intake import Submission
from tests import factories

SLUG, NAME = "elderly-allowance", "ลงทะเบียนเบี้ยยังชีพผู้สูงอายุ"
ADMIN = factories.actor(Role.ADMINISTRATOR)
QUESTIONS = (
    FieldDraft(FieldKind.LINE, "ชื่อ-สกุล ผู้สูงอายุ"),
    FieldDraft(FieldKind.DATE, "วันเกิด"),
    FieldDraft(FieldKind.HOUSE, "บ้านเลขที่"),
    FieldDraft(FieldKind.VILLAGE, "หมู่ที่"),
    FieldDraft(FieldKind.CHOICE, "วิธีรับเงิน", choices=("โอนเข้าบัญชี", "รับเงินสด")),
    FieldDraft(FieldKind.FILES, "เอกสาร", required=False),
)


def ask(service: Service, now: datetime, *, by: Actor = RESIDENT, arrival: Arrival = Arrival.ONLINE) -> Ticket:
    """A request for a service, without the answers to its questions."""
    sent = Submission(story="คำขอ", subject=service.name, service=service, arrival=arrival)
    return intake.open_ticket(ESERVICE, sent, key=drafts.new_key(), by=by, now=now)


def define(now: datetime, *, slug: str = SLUG, questions=QUESTIONS, active: bool = True, name: str = NAME) -> Service:
    """A service that takes requests; its manual is the shipped one."""
    about = About(name, "Elderly allowance", "ลงทะเบียนครั้งเดียว", factories.unit("กองสวัสดิการฯ"), slug)
    service = services.define(about, by=ADMIN, now=now)
    for question in questions:
        services.add_field(service, question, by=ADMIN, now=now)
    if active:
        services.switch(service, active=True, by=ADMIN, now=now)
    return service
