"""The corruption channel's rules: who may not read, which steps there are, how the reporter's code is written."""

import re
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.thai import to_arabic_digits
from app.domain.words import N_

CODE_LENGTH = 24
_GROUP = 4
# What people put between digits: blanks of every kind, dashes, dots, slashes, signs nobody sees.
_BETWEEN = r"[\s\-‐-―−./,_·•|\u00ad\u200b-\u200f\u2060\ufeff]"


class Position(StrEnum):
    """Whom a report is about, and the place an officer reads from. An officer's OTHER is the overseer from outside."""

    MAYOR = "mayor"
    PALAD = "palad"
    CENTRE = "centre"
    OTHER = "other"

    @property
    def label(self) -> str:
        """As the reporter chooses it (Thai msgid)."""
        return _ACCUSED[self]

    @property
    def reader(self) -> str:
        """As the reporter reads who can open the report (Thai msgid)."""
        return _READERS[self]


_ACCUSED: Mapping[Position, str] = {
    Position.MAYOR: N_("นายก อบต."),
    Position.PALAD: N_("ปลัด อบต."),
    Position.CENTRE: N_("เจ้าหน้าที่ศูนย์รับเรื่องทุจริต"),
    Position.OTHER: N_("คนอื่น หรือไม่แน่ใจ"),
}
_READERS: Mapping[Position, str] = {
    Position.MAYOR: N_("นายก อบต."),
    Position.PALAD: N_("ปลัด อบต."),
    Position.CENTRE: N_("เจ้าหน้าที่ศูนย์รับเรื่องทุจริต"),
    Position.OTHER: N_("ผู้กำกับดูแลจากนอกสำนักงาน"),
}


def may_read(position: Position, accused: Collection[Position]) -> bool:
    """Whether an officer in this position gets a key of their own right; the overseer only when nobody else does.

    Whoever reads here acts for the centre, so a report about the centre goes past all of them.
    """
    return position is not Position.OTHER and position not in accused and Position.CENTRE not in accused


class Stage(StrEnum):
    """Where a report stands; one of the few things kept in clear."""

    RECEIVED = "received"
    CHECKING = "checking"
    PROPOSED = "proposed"
    FACT_FINDING = "fact_finding"
    REPORTED = "reported"
    CONCLUDED = "concluded"
    TOLD = "told"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The officer's word (Thai msgid)."""
        return _STAGES[self][0]

    @property
    def plain(self) -> str:
        """What the reporter reads (Thai msgid)."""
        return _STAGES[self][1]


_STAGES: Mapping[Stage, tuple[str, str]] = {
    Stage.RECEIVED: (N_("รับเรื่องแล้ว"), N_("เราได้รับเรื่องแล้ว รอเจ้าหน้าที่ลงทะเบียนลับและเริ่มตรวจ")),
    Stage.CHECKING: (N_("ตรวจสอบเบื้องต้น"), N_("เจ้าหน้าที่เปิดอ่านแล้ว กำลังตรวจว่ามีข้อมูลพอจะสอบหรือไม่")),
    Stage.PROPOSED: (N_("เสนอผู้มีอำนาจสั่งการ"), N_("ตรวจเบื้องต้นแล้ว กำลังเสนอให้ผู้มีอำนาจสั่งสอบข้อเท็จจริง")),
    Stage.FACT_FINDING: (N_("อยู่ระหว่างสอบข้อเท็จจริง"), N_("กำลังสอบข้อเท็จจริง")),
    Stage.REPORTED: (N_("สอบแล้ว รอสรุปผล"), N_("สอบข้อเท็จจริงแล้ว กำลังสรุปผล")),
    Stage.CONCLUDED: (N_("มีผลแล้ว รอแจ้งผู้ร้อง"), N_("มีผลแล้ว เจ้าหน้าที่กำลังเขียนแจ้งคุณ")),
    Stage.TOLD: (N_("แจ้งผลแล้ว"), N_("เราแจ้งผลแล้ว อ่านได้ด้านล่าง")),
    Stage.CLOSED: (N_("ยุติเรื่อง"), N_("ยุติเรื่องแล้ว คุณยังเขียนถึงเราได้")),
}


class Finding(StrEnum):
    """How a report ended; kept in clear for the totals."""

    UNFOUNDED = "unfounded"
    DISCIPLINE = "discipline"
    CRIMINAL = "criminal"
    TORT = "tort"
    NACC = "nacc"
    PACC = "pacc"
    DISTRICT = "district"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The word for it (Thai msgid)."""
        return _FINDINGS[self]


_FINDINGS: Mapping[Finding, str] = {
    Finding.UNFOUNDED: N_("ไม่มีมูล"),
    Finding.DISCIPLINE: N_("มีมูล: ดำเนินการทางวินัย"),
    Finding.CRIMINAL: N_("มีมูล: ดำเนินคดีอาญา"),
    Finding.TORT: N_("มีมูล: เรียกให้ชดใช้ทางละเมิด"),
    Finding.NACC: N_("ส่ง ป.ป.ช."),
    Finding.PACC: N_("ส่ง ป.ป.ท."),
    Finding.DISTRICT: N_("ส่งอำเภอหรือจังหวัด"),
    Finding.WITHDRAWN: N_("ผู้ร้องขอถอนเรื่อง และไม่มีมูลพอจะสอบต่อ"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One act of an officer: from any of ``sources`` to ``target`` (None: the stage stays).

    ``asks`` names the fields its form must carry; ``told`` says whether the reporter reads of it.
    """

    action: str
    label: str
    sources: frozenset[Stage]
    target: Stage | None
    asks: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    told: bool = True
    primary: bool = False


_ALL = frozenset(Stage)
_LIVE = frozenset({Stage.RECEIVED, Stage.CHECKING, Stage.PROPOSED, Stage.FACT_FINDING, Stage.REPORTED})
_BEFORE_TELLING = _LIVE | {Stage.CONCLUDED}
STEPS = (
    Step("register", N_("ลงทะเบียนลับและเริ่มตรวจ"), frozenset({Stage.RECEIVED}), Stage.CHECKING, primary=True),
    Step("propose", N_("ตรวจแล้ว เสนอผู้มีอำนาจสั่งการ"), frozenset({Stage.CHECKING}), Stage.PROPOSED,
         ("authority", "note"), primary=True),
    Step("start", N_("มีคำสั่งแล้ว เริ่มสอบข้อเท็จจริง"), frozenset({Stage.PROPOSED}), Stage.FACT_FINDING, primary=True),
    Step("report", N_("สอบเสร็จ ส่งรายงานผลสอบ"), frozenset({Stage.FACT_FINDING}), Stage.REPORTED, ("note",),
         primary=True),
    Step("acknowledge", N_("แจ้งผู้ร้องว่ารับเรื่องและจะทำอย่างไร"), _BEFORE_TELLING, None, ("message",)),
    Step("extend", N_("ขยายเวลาสอบข้อเท็จจริง"), frozenset({Stage.FACT_FINDING}), None, ("new_date", "note")),
    Step("conclude", N_("บันทึกผล"), frozenset({Stage.CHECKING, Stage.PROPOSED, Stage.FACT_FINDING, Stage.REPORTED}),
         Stage.CONCLUDED, ("finding", "note"),
         (Finding.UNFOUNDED, Finding.DISCIPLINE, Finding.CRIMINAL, Finding.TORT)),
    Step("refer", N_("ส่งต่อหน่วยงานตรวจสอบ"), _LIVE, Stage.CONCLUDED, ("finding", "agency_number"),
         (Finding.NACC, Finding.PACC, Finding.DISTRICT)),
    Step("tell", N_("แจ้งผลแก่ผู้ร้อง"), frozenset({Stage.CONCLUDED}), Stage.TOLD, ("message",), primary=True),
    Step("close", N_("ยุติเรื่อง"), frozenset({Stage.TOLD}), Stage.CLOSED, primary=True),
    Step("close_withdrawn", N_("ยุติเรื่องตามที่ผู้ร้องขอถอน"), _LIVE, Stage.CLOSED, ("note",), (Finding.WITHDRAWN,)),
    Step("reopen", N_("เปิดสอบต่อ"), frozenset({Stage.CONCLUDED, Stage.TOLD, Stage.CLOSED}), Stage.FACT_FINDING,
         ("note",)),
)  # fmt: skip


def choices(stage: Stage, *, withdrawn: bool, acknowledged: bool) -> tuple[Step, ...]:
    """The steps an officer may take now."""
    hidden = {"close_withdrawn"} if not withdrawn else set()
    hidden |= {"acknowledge"} if acknowledged else set()
    return tuple(step for step in STEPS if stage in step.sources and step.action not in hidden)


def new_code() -> str:
    """Twenty-four digits from the system's own source of chance: 80 bits."""
    return "".join(secrets.choice("0123456789") for _ in range(CODE_LENGTH))


def read_code(typed: str) -> str | None:
    """The code a person typed: Thai digits, blanks and dashes are accepted; None if it cannot be one."""
    plain = re.sub(_BETWEEN, "", to_arabic_digits(typed))
    return plain if re.fullmatch(rf"[0-9]{{{CODE_LENGTH}}}", plain) else None


def groups(code: str) -> tuple[str, ...]:
    """Six groups of four, as the code is shown."""
    return tuple(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def holds_code(text: str, code: str) -> bool:
    """Whether a text gives its writer's own code away, however it is spaced."""
    return code in re.sub(_BETWEEN, "", to_arabic_digits(text))
