"""What a step carries with it: its fields, what it may not go without, and what it changes beside the story."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.domain.replies import open_gaps
from app.domain.residents import may_reopen
from app.domain.water_books import Account, accounts, share_out
from app.domain.words import N_
from app.domain.workflow import Kind, Outcome, Role, Step, StepRefused
from app.extensions import db
from app.models import Attachment, OfficeUnit, Staff, Ticket
from app.services import calendar, office
from app.services.actors import Actor

_MISSING = {
    "message": N_("เขียนข้อความถึงผู้ร้อง"),
    "reason": N_("เขียนเหตุผล"),
    "opinion": N_("เขียนความเห็น"),
    "unit": N_("เลือกหน่วยงานที่จะมอบหมาย"),
    "outcome": N_("เลือกผลการดำเนินการ"),
    "agency": N_("กรอกชื่อหน่วยงานที่ส่งต่อ"),
    "refusal": N_("เลือกเหตุผลตามกฎหมาย"),
    "duplicate_of": N_("กรอกเลขที่รับเรื่องของเรื่องเดิม"),
    "new_date": N_("กรอกวันที่คาดว่าจะเสร็จ"),
    "delivery_date": N_("กรอกวันที่จะส่งน้ำ"),
    "litres": N_("กรอกจำนวนลิตรที่ส่งจริง"),
    "recipient": N_("กรอกชื่อผู้รับน้ำ"),
    "failure": N_("เลือกว่าส่งไม่ได้เพราะอะไร"),
}

APPROVING = frozenset({"approve", "not_approve", "ratify"})
EMPTIED = N_("เรื่องนี้ถอนหรือย้ายช่องทางแล้ว เนื้อหาถูกลบออกจากระบบ")


class Incomplete(Exception):
    """Fields that the step needs and did not get: field name → Thai msgid."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class StepInput:
    """Everything a step's form may carry; each step asks for its own part (``Step.asks``).

    ``unsorted``: handed back to where no unit had it yet, instead of to a ``unit``.
    """

    message: str = ""
    reason: str = ""
    opinion: str = ""
    unit: OfficeUnit | None = None
    unsorted: bool = False
    officer: Staff | None = None
    outcome: Outcome | None = None
    agency: str = ""
    agency_number: str = ""
    refusal: str = ""
    refusal_text: str = ""
    duplicate_of: str = ""
    new_date: date | None = None
    delivery_date: date | None = None
    litres: int | None = None
    recipient: str = ""
    failure: str = ""
    round_id: int | None = None
    given: Mapping[int, int] = field(default_factory=dict)
    declined: Mapping[int, int] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()

    def data(self, ticket: Ticket) -> dict[str, Any]:
        """What goes into the event beside its words: plain values, nothing personal."""
        values: dict[str, Any] = {
            "unit": self.unit and self.unit.id,
            "unit_name": self.unit and self.unit.name,
            "officer": self.officer and self.officer.id,
            "agency": self.agency,
            "agency_number": self.agency_number,
            "refusal": self.refusal,
            "refusal_text": self.refusal_text,
            "duplicate_of": self.duplicate_of,
            "new_date": self.new_date and self.new_date.isoformat(),
            "delivery_date": self.delivery_date and self.delivery_date.isoformat(),
            "litres": self.litres,
            "loads": _loads(self.litres) if self.litres and not self.round_id else None,
            "failure": self.failure,
            "round": self.round_id,
            "given": _by_point(self.given or (share_out(self.litres, accounts_of(ticket)) if self.litres else {})),
            "declined": _by_point(self.declined),
        }
        kept = {name: value for name, value in values.items() if value}
        return {**kept, "unit": None} if self.unsorted else kept


def required(step: Step, given: StepInput) -> None:
    """Refuse a step that lacks a field it asks for, carries an outcome it does not offer, or words with gaps."""
    errors = {name: _MISSING[name] for name in step.asks if not getattr(given, name)}
    if given.unsorted:
        errors.pop("unit", None)
    if len(step.outcomes) > 1 and given.outcome not in step.outcomes:
        errors["outcome"] = _MISSING["outcome"]
    if "message" in step.asks and Role.RESIDENT not in step.by and open_gaps(given.message):
        errors["message"] = N_("เติมส่วนที่เป็น …… ให้ครบ หรือลบออกก่อนส่ง")
    if errors:
        raise Incomplete(errors)


def sensible(ticket: Ticket, step: Step, by: Actor, now: datetime) -> None:
    """Refuse what the table cannot know: residents reopen once and in time, only unapproved water is approved later."""
    if step.action in APPROVING and not by.approves:
        raise StepRefused(N_("นายกหรือผู้รับมอบอำนาจเป็นผู้อนุมัติ คุณให้ความเห็นชอบได้ที่หน้าอนุมัติคำร้องขอน้ำ"))
    if step.action == "ratify" and not unratified(ticket):
        raise StepRefused(N_("เรื่องนี้ไม่มีการส่งน้ำที่รออนุมัติภายหลัง"))
    if step.kind is Kind.REOPENED and Role.RESIDENT in by.roles and not reopens(ticket, now):
        raise StepRefused(N_("เปิดเรื่องนี้อีกครั้งไม่ได้แล้ว แจ้งเป็นเรื่องใหม่ได้ทุกเมื่อ"))


def reopens(ticket: Ticket, now: datetime) -> bool:
    """Whether the resident may still have this case opened again."""
    before, known = ticket.resident_reopened, calendar.calendar(now)
    return may_reopen(ticket.closed_at, ticket.outcome, reopened_before=before, calendar=known, now=now)


def accounts_of(ticket: Ticket) -> dict[int, Account]:
    """Litres asked, delivered, outstanding and declined at each delivery point, from the case's story."""
    return accounts(ticket.history, {point.number: point.litres for point in ticket.points})


def _loads(litres: int) -> int:
    """How often the truck was filled for water that no round brought, by the capacity of the day."""
    present = office.present()
    return -(-litres // present.truck_litres) if present and present.truck_litres else 1


def _by_point(litres: Mapping[int, int]) -> dict[str, int]:
    """As JSON keeps it: its keys are words."""
    return {str(point): number for point, number in litres.items()}


def unratified(ticket: Ticket) -> bool:
    """Whether water went out in an emergency and its approval is still to come."""
    return ticket.details.get("ratified") is False


def choices(ticket: Ticket, roles: frozenset[Role]) -> tuple[Step, ...]:
    """The steps that somebody with these roles may take on this very case."""
    if ticket.emptied:
        return ()
    found = ticket.channel.workflow.choices(ticket.status, roles)
    return tuple(step for step in found if step.action != "ratify" or unratified(ticket))


def reached(ticket: Ticket) -> datetime:
    """When the case came to where it is; nothing of its story is before, even if a clock was ahead for a while."""
    return max((event.at for event in ticket.events if event.status), default=ticket.received_at)


def in_order(ticket: Ticket, at: datetime | None, now: datetime) -> None:
    """What happened earlier than now still happened after the case came to where it is."""
    if at is not None and not reached(ticket) <= at <= now:
        raise Incomplete({"at": N_("เวลาที่เกิดขึ้นจริงต้องไม่ก่อนขั้นตอนล่าสุดของเรื่อง และไม่อยู่ในอนาคต")})


def effects(ticket: Ticket, step: Step, given: StepInput, by: Actor) -> None:
    """What the step changes on the case itself: unit and officer, new date, delivery, verdict."""
    if step.kind is Kind.ASSIGNED and (given.unit or given.unsorted):
        ticket.unit_id = given.unit.id if given.unit else None
        ticket.officer_id = given.officer.id if given.officer else None
    if step.kind is Kind.EXTENDED:
        ticket.extended_to = given.new_date
    if step.kind is Kind.SCHEDULED and given.delivery_date:
        ticket.details = {**ticket.details, "delivery_date": given.delivery_date.isoformat()}
    if step.kind is Kind.DELIVERED:
        ticket.details = {**ticket.details, "recipient": given.recipient or ticket.details.get("recipient", "")}
    if step.action == "ratify":
        ticket.details = {**ticket.details, "ratified": True}
    if step.action in {"deliver_emergency", "schedule_emergency"}:
        ticket.emergency = True
        ticket.details = {**ticket.details, "ratified": False}
    if step.kind is Kind.REOPENED:
        _begin_again(ticket, by)
    db.session.flush()


def _begin_again(ticket: Ticket, by: Actor) -> None:
    """What was settled is open; a case whose officer has left meanwhile is back with the unit."""
    ticket.solved = ticket.extended_to = None
    ticket.resident_reopened = ticket.resident_reopened or Role.RESIDENT in by.roles
    if ticket.officer and not ticket.officer.active:
        ticket.officer_id = None
