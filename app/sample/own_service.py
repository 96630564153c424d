"""The sample office's own service, defined as an administrator would: the old-age allowance, and six cases of it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from app.domain import eservices
from app.domain.channels import ESERVICE, Arrival
from app.domain.eservices import FieldKind
from app.domain.workflow import Outcome
from app.models import Service, Ticket
from app.sample.desk import Desk, Life
from app.sample.lives import receive, settle
from app.sample.people import Cast
from app.services import tickets
from app.services.actors import RESIDENT, Actor
from app.services.administration import services
from app.services.administration.services import About, FieldDraft
from app.services.intake import Submission

_FIELDS = (
    FieldDraft(FieldKind.LINE, "ชื่อ-สกุล ผู้สูงอายุ", "ตามบัตรประจำตัวประชาชน"),
    FieldDraft(FieldKind.DATE, "วันเกิด"),
    FieldDraft(FieldKind.HOUSE, "บ้านเลขที่", "ตามทะเบียนบ้าน"),
    FieldDraft(FieldKind.VILLAGE, "หมู่ที่"),
    FieldDraft(FieldKind.CHOICE, "วิธีรับเงิน", choices=("โอนเข้าบัญชีธนาคารของผู้สูงอายุ", "รับเงินสดที่สำนักงาน")),
    FieldDraft(FieldKind.FILES, "เอกสาร", "รูปทะเบียนบ้าน และหน้าสมุดบัญชีถ้าให้โอน ไม่ต้องถ่ายบัตรประชาชน", required=False),
)
_GRANTED = "ขึ้นทะเบียนแล้ว เริ่มรับเบี้ยในเดือนถัดจากเดือนที่อายุครบ 60 ปี เงินเข้าทุกวันที่ 10"


def define(cast: Cast, now: datetime) -> Service:
    """The service with its form, open from then on; its manual is the shipped one."""
    by = Actor.staff(cast.staff["admin"])
    about = About(
        "ลงทะเบียนเบี้ยยังชีพผู้สูงอายุ", "Old-age allowance registration",
        "ลงทะเบียนครั้งเดียว ส่งจากบ้านได้ มาแสดงบัตรตัวจริงวันรับหลักฐาน",
        cast.units["กองสวัสดิการฯ"], "elderly-allowance",
    )  # fmt: skip
    service = services.define(about, by=by, now=now)
    for draft in _FIELDS:
        services.add_field(service, draft, by=by, now=now)
    services.switch(service, active=True, by=by, now=now)
    return service


def cases(desk: Desk, service: Service) -> Iterator[tuple[datetime, Life]]:
    """When each of the six comes in, and its life."""
    yield desk.back(40, 9, 30), _granted(desk, service, Arrival.ONLINE)
    yield desk.back(22, 10, 15), _granted(desk, service, Arrival.WALK_IN)
    yield desk.back(15, 19, 40), _refused(desk, service)
    yield desk.back(5, 11, 5), _asked(desk, service)
    yield desk.back(1, 13, 20), _accepted(desk, service)
    yield desk.back(1, 16, 5), _just_in(desk, service)


def _request(desk: Desk, service: Service, arrival: Arrival) -> Ticket:
    rng, village = desk.rng, desk.rng.choice(desk.cast.villages)
    house, born = desk.house(), date(desk.now.year - 60, 1 + rng.randrange(12), 1 + rng.randrange(28))
    values = {
        "f1": desk.person(), "f2": born.isoformat(), "f3": house, "f4": village.label,
        "f5": rng.choice(_FIELDS[4].choices),
    }  # fmt: skip
    details = eservices.kept(service.questions, values)
    sent = Submission(
        story=eservices.told(details), subject=service.name, service=service, village=village,
        place=f"บ้านเลขที่ {house}", applicant=desk.person(), phone=desk.phone(), contact_by="phone", details=details,
        arrival=arrival,
    )  # fmt: skip
    return receive(desk, ESERVICE, sent)


def _granted(desk: Desk, service: Service, arrival: Arrival) -> Life:
    ticket = _request(desk, service, arrival)
    yield desk.later(0.1, 0.3)
    desk.step(ticket, "accept", desk.who("nurida"))
    worker = desk.assign(ticket)
    yield desk.later(0.2, 0.5)
    desk.step(ticket, "answer", worker, outcome=Outcome.GRANTED, message=_GRANTED)
    yield desk.now + timedelta(days=2)
    tickets.rate(ticket, solved=True, text="", by=RESIDENT, now=desk.now)
    yield from settle(desk, ticket)


def _refused(desk: Desk, service: Service) -> Life:
    ticket = _request(desk, service, Arrival.ONLINE)
    yield desk.later(0.1, 0.3)
    desk.step(ticket, "accept", desk.who("nurida"))
    worker = desk.assign(ticket)
    yield desk.later(0.2, 0.5)
    words = "ยังขึ้นทะเบียนไม่ได้ เพราะทะเบียนบ้านยังอยู่ตำบลอื่น ย้ายทะเบียนบ้านแล้วยื่นใหม่ได้ทันที"
    desk.step(ticket, "answer", worker, outcome=Outcome.NOT_APPROVED, message=words)
    yield from settle(desk, ticket)


def _asked(desk: Desk, service: Service) -> Life:
    ticket = _request(desk, service, Arrival.ONLINE)
    yield desk.later(0.1, 0.3)
    worker = desk.assign(ticket)
    desk.step(ticket, "ask", worker, message="ขอรูปหน้าสมุดบัญชีธนาคาร เพราะเลือกให้โอนเงินเข้าบัญชี")


def _accepted(desk: Desk, service: Service) -> Life:
    ticket = _request(desk, service, Arrival.WALK_IN)
    yield desk.later(0.02, 0.05)
    desk.step(ticket, "accept", desk.who("nurida"))
    desk.assign(ticket)


def _just_in(desk: Desk, service: Service) -> Life:
    _request(desk, service, Arrival.ONLINE)
    yield from ()
