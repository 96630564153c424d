"""The open workflows, row by row: general complaints, water requests, and requests for services."""

from app.domain.words import N_
from app.domain.workflow import Kind, Outcome, Phase, Role, Status, Step, Workflow

_S = Status
_DESK = frozenset({Role.INTAKE, Role.OFFICER, Role.MANAGEMENT})
_INTAKE = frozenset({Role.INTAKE, Role.MANAGEMENT})
_RESIDENT = frozenset({Role.RESIDENT})
_MANAGEMENT = frozenset({Role.MANAGEMENT})


def _common(working: frozenset[Status], resumes: Status, answered: frozenset[Status]) -> tuple[Step, ...]:
    """The steps every open channel shares; ``working``: statuses in our hands, ``answered``: those before closing."""
    waiting = frozenset({_S.AWAITING_RESIDENT})
    living = working | waiting
    return (
        Step("ask", N_("ถามผู้ร้อง"), Kind.ASKED, working, _S.AWAITING_RESIDENT, _DESK, ("message",)),
        Step("reply", N_("ส่งคำตอบ"), Kind.REPLIED, waiting, resumes, _RESIDENT, ("message",)),
        Step("resume", N_("ทำต่อโดยไม่รอคำตอบ"), Kind.RESUMED, waiting, resumes, _DESK | {Role.SYSTEM}, ("reason",)),
        Step("assign", N_("มอบหมาย"), Kind.ASSIGNED, living, None, _DESK | {Role.SYSTEM}, ("unit",)),
        Step("extend", N_("แจ้งล่าช้า"), Kind.EXTENDED, working, None, _DESK, ("message", "new_date")),
        Step("refer", N_("ส่งต่อหน่วยงานอื่น"), Kind.REFERRED, working, _S.ANSWERED, _DESK,
             ("agency", "message"), (Outcome.REFERRED,)),
        Step("not_accept", N_("ไม่รับไว้พิจารณา"), Kind.NOT_ACCEPTED, working, _S.ANSWERED, _INTAKE,
             ("refusal", "message"), (Outcome.NOT_ACCEPTED,)),
        Step("merge", N_("เป็นเรื่องซ้ำ"), Kind.MERGED, working, _S.ANSWERED, _DESK,
             ("duplicate_of",), (Outcome.DUPLICATE,)),
        Step("withdraw", N_("ผู้ร้องขอถอนเรื่อง"), Kind.WITHDRAWN, living, _S.CLOSED, _DESK | _RESIDENT,
             ("reason",), (Outcome.WITHDRAWN,)),
        Step("close", N_("ยุติเรื่อง"), Kind.CLOSED, answered, _S.CLOSED,
             _DESK | _RESIDENT | {Role.SYSTEM}),
        Step("reopen", N_("เปิดเรื่องอีกครั้ง"), Kind.REOPENED, answered | {_S.CLOSED}, resumes,
             _DESK | _RESIDENT, ("reason",)),
    )


_COMPLAINT_WORKING = frozenset({_S.RECEIVED, _S.ACCEPTED, _S.IN_PROGRESS})
COMPLAINT = Workflow(
    initial=_S.RECEIVED,
    steps=(
        Step("accept", N_("รับไว้ดำเนินการ"), Kind.ACCEPTED, frozenset({_S.RECEIVED}), _S.ACCEPTED, _DESK, primary=True),
        Step("start", N_("เริ่มดำเนินการ"), Kind.STARTED, frozenset({_S.ACCEPTED}), _S.IN_PROGRESS, _DESK, primary=True),
        Step("answer", N_("ตอบพร้อมผล"), Kind.ANSWERED, frozenset({_S.ACCEPTED, _S.IN_PROGRESS}), _S.ANSWERED, _DESK,
             ("outcome", "message"), (Outcome.SOLVED, Outcome.PARTLY_SOLVED, Outcome.CANNOT_BE_DONE), primary=True),
        *_common(_COMPLAINT_WORKING, _S.IN_PROGRESS, frozenset({_S.ANSWERED})),
    ),
)

_WATER_WORKING = frozenset({_S.RECEIVED, _S.CHECKED, _S.APPROVED, _S.SCHEDULED, _S.ON_THE_WAY})
_WATER_LIVING = _WATER_WORKING | {_S.AWAITING_RESIDENT}  # a truck comes whatever the office asks meanwhile
_READY = frozenset({_S.APPROVED, _S.SCHEDULED, _S.ON_THE_WAY})
_PLANNED = frozenset({_S.SCHEDULED, _S.ON_THE_WAY})
_DRIVER = frozenset({Role.DRIVER})
WATER_REQUEST = Workflow(
    initial=_S.RECEIVED,
    steps=(
        Step("check", N_("ตรวจแล้ว เสนออนุมัติ"), Kind.CHECKED, frozenset({_S.RECEIVED}), _S.CHECKED, _DESK,
             ("opinion",), primary=True),
        Step("approve", N_("อนุมัติ"), Kind.APPROVED, frozenset({_S.CHECKED}), _S.APPROVED, _MANAGEMENT, primary=True),
        Step("not_approve", N_("ไม่อนุมัติ"), Kind.NOT_APPROVED, frozenset({_S.CHECKED}), _S.ANSWERED, _MANAGEMENT,
             ("message",), (Outcome.NOT_APPROVED,)),
        Step("schedule", N_("นัดวันส่งน้ำ"), Kind.SCHEDULED, frozenset({_S.APPROVED, _S.SCHEDULED}), _S.SCHEDULED,
             _DESK, ("delivery_date",), primary=True),
        Step("schedule_emergency", N_("ฉุกเฉิน: จัดรอบก่อน ขออนุมัติภายหลัง"), Kind.SCHEDULED,
             frozenset({_S.RECEIVED, _S.CHECKED}), _S.SCHEDULED, _DRIVER, ("delivery_date",)),
        Step("unschedule", N_("เอาออกจากรอบส่งน้ำ"), Kind.UNSCHEDULED, _PLANNED, _S.APPROVED, _DESK, ("reason",)),
        Step("set_out", N_("ออกส่งน้ำ"), Kind.SET_OUT, _READY, _S.ON_THE_WAY, _DRIVER),
        Step("deliver", N_("บันทึกการส่งน้ำ"), Kind.DELIVERED, _READY, _S.DELIVERED,
             _DESK | _DRIVER, ("litres", "recipient"), (Outcome.DELIVERED,), primary=True),
        Step("deliver_part", N_("ส่งได้บางส่วน จะไปส่งอีก"), Kind.PART_DELIVERED, _READY, _S.APPROVED,
             _DESK | _DRIVER, ("litres", "recipient")),
        Step("deliver_stop", N_("ส่งบางบ้านแล้ว ยังเหลือบ้านอื่นในรอบ"), Kind.PART_DELIVERED, _READY, None,
             _DRIVER, ("litres",)),
        Step("finish", N_("ส่งครบแล้ว"), Kind.DELIVERED, _WATER_LIVING, _S.DELIVERED, _DRIVER, (), (Outcome.DELIVERED,)),
        Step("not_wanted", N_("ผู้ขอไม่ต้องการน้ำแล้ว"), Kind.WITHDRAWN, _WATER_LIVING, _S.CLOSED, _DRIVER, (),
             (Outcome.WITHDRAWN,)),
        Step("fail", N_("ไปแล้วส่งไม่ได้"), Kind.NOT_DELIVERED, _READY, _S.APPROVED, _DRIVER, ("failure",)),
        Step("fail_stop", N_("ไปแล้วส่งไม่ได้ ยังเหลือบ้านอื่นในรอบ"), Kind.NOT_DELIVERED, _READY, None,
             _DRIVER, ("failure",)),
        Step("deliver_emergency", N_("ฉุกเฉิน: ส่งน้ำก่อน ขออนุมัติภายหลัง"), Kind.DELIVERED,
             frozenset({_S.RECEIVED, _S.CHECKED}), _S.DELIVERED, _DESK,
             ("litres", "recipient", "reason"), (Outcome.DELIVERED,)),
        Step("ratify", N_("อนุมัติภายหลัง"), Kind.APPROVED, _READY | {_S.DELIVERED, _S.CLOSED}, None,
             _MANAGEMENT, shown=False),
        *_common(_WATER_WORKING, _S.RECEIVED, frozenset({_S.ANSWERED, _S.DELIVERED})),
    ),
)

_SERVICE_WORKING = frozenset({_S.RECEIVED, _S.ACCEPTED})
SERVICE_REQUEST = Workflow(
    initial=_S.RECEIVED,
    steps=(
        Step("accept", N_("เอกสารครบ รับคำขอ"), Kind.ACCEPTED, frozenset({_S.RECEIVED}), _S.ACCEPTED, _DESK,
             primary=True),
        Step("answer", N_("แจ้งผลคำขอ"), Kind.ANSWERED, frozenset({_S.ACCEPTED}), _S.ANSWERED, _DESK,
             ("outcome", "message"), (Outcome.GRANTED, Outcome.NOT_APPROVED), primary=True),
        *_common(_SERVICE_WORKING, _S.RECEIVED, frozenset({_S.ANSWERED})),
    ),
)

OPEN_STATUSES = tuple(s for s in Status if s.phase is not Phase.DONE)
