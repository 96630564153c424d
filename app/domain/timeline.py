"""A case's story in the resident's words. Internal status names and officers' names have no place here."""

from collections.abc import Mapping

from app.domain.channels import COMPLAINTS, ESERVICE, WATER, Arrival
from app.domain.history import Event
from app.domain.water_marks import Result
from app.domain.words import N_
from app.domain.workflow import Kind, Outcome, Role, Status

# What each kind of event means to the resident; gaps are filled from the event's data. Empty: they are not told.
TOLD: Mapping[Kind, str] = {
    Kind.RECEIVED: N_("คุณแจ้งเรื่อง"),
    Kind.ACCEPTED: N_("เรารับเรื่องไว้ดำเนินการ"),
    Kind.ASSIGNED: N_("เราส่งเรื่องให้%(unit)s"),
    Kind.STARTED: N_("เราเริ่มลงมือทำ"),
    Kind.ASKED: N_("เราถามคุณ"),
    Kind.REPLIED: N_("คุณตอบคำถาม"),
    Kind.RESUMED: N_("เราทำต่อโดยไม่รอคำตอบ"),
    Kind.ANSWERED: N_("เราตอบคุณ"),
    Kind.REFERRED: N_("เราส่งเรื่องต่อให้%(agency)s"),
    Kind.NOT_ACCEPTED: N_("เรารับเรื่องนี้ไว้พิจารณาไม่ได้"),
    Kind.MERGED: N_("มีผู้แจ้งเรื่องเดียวกันไว้แล้ว เราทำต่อเป็นเรื่องเดียว"),
    Kind.WITHDRAWN: N_("เราถอนเรื่องตามที่คุณขอ"),
    Kind.CLOSED: N_("เรายุติเรื่อง"),
    Kind.REOPENED: N_("เราเปิดเรื่องอีกครั้ง"),
    Kind.CHECKED: N_("เราตรวจคำร้องแล้ว และเสนอขออนุมัติ"),
    Kind.APPROVED: N_("คำร้องของคุณได้รับอนุมัติ"),
    Kind.NOT_APPROVED: N_("คำร้องของคุณไม่ได้รับอนุมัติ"),
    Kind.SCHEDULED: N_("เรานัดส่งน้ำ%(delivery_date)s"),
    Kind.UNSCHEDULED: N_("เราเลื่อนวันส่งน้ำ และจะนัดวันใหม่"),
    Kind.SET_OUT: N_("รถน้ำออกจากสำนักงานแล้ว"),
    Kind.PART_DELIVERED: N_("เราส่งน้ำให้คุณ %(litres)s ลิตร และจะไปส่งส่วนที่เหลือ"),
    Kind.NOT_DELIVERED: N_("เราไปส่งน้ำแล้ว แต่ส่งไม่ได้: %(failure)s เราจะนัดวันใหม่"),
    Kind.DELIVERED: N_("เราส่งน้ำให้คุณ %(litres)s ลิตร"),
    Kind.PRIORITISED: "",
    Kind.MESSAGED: N_("เราบอกคุณ"),
    Kind.NOTED: "",
    Kind.EXTENDED: N_("เราแจ้งว่าจะช้ากว่าที่สัญญาไว้ คาดว่าเสร็จ%(new_date)s"),
    Kind.RATED: "",
    Kind.RECLASSIFIED: "",
    Kind.RECALCULATED: N_("วันที่สัญญาไว้เลื่อนเป็น%(to)s เพราะวันหยุดราชการเปลี่ยน"),
    Kind.RECEIPT_REISSUED: N_("เราออกใบรับเรื่องให้ใหม่"),
    Kind.CORRECTED: "",
    Kind.ANONYMISED: "",
}
TOLD_OF_RESIDENT: Mapping[Kind, str] = {
    Kind.MESSAGED: N_("คุณบอกเรา"),
    Kind.WITHDRAWN: N_("คุณขอถอนเรื่อง"),
    Kind.CLOSED: N_("คุณบอกว่าเรียบร้อยแล้ว เรายุติเรื่อง"),
    Kind.REOPENED: N_("คุณขอให้เปิดเรื่องอีกครั้ง"),
}
TOLD_OF_ARRIVAL: Mapping[Arrival, str] = {
    Arrival.ONLINE: TOLD[Kind.RECEIVED],
    Arrival.WALK_IN: N_("คุณมาแจ้งเรื่องที่สำนักงาน"),
    Arrival.PHONE: N_("คุณโทรมาแจ้งเรื่อง"),
    Arrival.LETTER: N_("เราได้รับหนังสือของคุณ"),
}
_ARRIVED = N_("เราได้รับเรื่องของคุณ")
_NEW_CODE = N_("เราออกใบรับเรื่องและรหัสใหม่ให้ รหัสเดิมใช้ไม่ได้แล้ว")

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.SOLVED: N_("แก้ไขแล้ว"),
    Outcome.PARTLY_SOLVED: N_("แก้ไขได้บางส่วน"),
    Outcome.CANNOT_BE_DONE: N_("ทำตามที่ขอไม่ได้"),
    Outcome.REFERRED: N_("ส่งต่อหน่วยงานที่ดูแลแล้ว"),
    Outcome.NOT_ACCEPTED: N_("รับไว้พิจารณาไม่ได้"),
    Outcome.NOT_APPROVED: N_("ไม่ได้รับอนุมัติ"),
    Outcome.GRANTED: N_("คำขอของคุณผ่านแล้ว"),
    Outcome.DELIVERED: N_("ส่งน้ำแล้ว"),
    Outcome.DUPLICATE: N_("รวมกับเรื่องที่มีผู้แจ้งไว้แล้ว"),
    Outcome.WITHDRAWN: N_("คุณถอนเรื่องแล้ว"),
}

_SENT_ON = N_("เราตรวจเรื่องและส่งให้กองที่ดูแล")
_DONE_ABOUT = N_("เราลงมือแก้ไข")
_ANSWER = N_("เราบอกผลให้คุณ")
_CHECK = N_("เราตรวจพื้นที่และจัดลำดับ")
_APPROVAL = N_("ผู้บริหารพิจารณาอนุมัติ")
_DAY = N_("เรานัดวันส่งน้ำ")
_DELIVERY = N_("เราส่งน้ำให้คุณ")
_PAPERS = N_("เราตรวจข้อมูลและเอกสาร")
_DECISION = N_("เราพิจารณาและบอกผลให้คุณ")
AHEAD: Mapping[str, Mapping[Status, tuple[str, ...]]] = {
    COMPLAINTS.slug: {
        Status.RECEIVED: (_SENT_ON, _DONE_ABOUT, _ANSWER),
        Status.ACCEPTED: (_DONE_ABOUT, _ANSWER),
        Status.IN_PROGRESS: (_ANSWER,),
        Status.AWAITING_RESIDENT: (N_("เราทำต่อเมื่อได้คำตอบ"), _ANSWER),
    },
    WATER.slug: {
        Status.RECEIVED: (_CHECK, _APPROVAL, _DAY, _DELIVERY),
        Status.CHECKED: (_APPROVAL, _DAY, _DELIVERY),
        Status.APPROVED: (_DAY, _DELIVERY),
        Status.SCHEDULED: (_DELIVERY,),
        Status.ON_THE_WAY: (_DELIVERY,),
        Status.AWAITING_RESIDENT: (N_("เราทำต่อเมื่อได้คำตอบ"), _DELIVERY),
    },
    ESERVICE.slug: {
        Status.RECEIVED: (_PAPERS, _DECISION),
        Status.ACCEPTED: (_DECISION,),
        Status.AWAITING_RESIDENT: (N_("เราทำต่อเมื่อได้คำตอบ"), _DECISION),
    },
}
PROMISES: Mapping[str, str] = {
    COMPLAINTS.slug: N_("เราจะตอบคุณภายใน"),
    WATER.slug: N_("เราจะส่งน้ำให้คุณภายใน"),
    ESERVICE.slug: N_("เราจะแจ้งผลให้คุณภายใน"),
}

# "Is it solved?" as it is asked: the question, yes, no, and what we want to know after a no.
VERDICTS: Mapping[str, tuple[str, str, str, str]] = {
    COMPLAINTS.slug: (
        N_("เรื่องนี้แก้ได้จริงไหม"),
        N_("แก้แล้ว"),
        N_("ยังไม่หาย"),
        N_("ถ้ายังไม่หาย เหลืออะไร"),
    ),
    WATER.slug: (
        N_("ได้รับน้ำเรียบร้อยไหม"),
        N_("ได้รับแล้ว"),
        N_("ไม่ได้รับ หรือได้ไม่ครบ"),
        N_("ถ้าไม่เรียบร้อย เกิดอะไรขึ้น"),
    ),
    ESERVICE.slug: (
        N_("ได้รับบริการเรียบร้อยไหม"),
        N_("เรียบร้อยแล้ว"),
        N_("ยังไม่เรียบร้อย"),
        N_("ถ้ายังไม่เรียบร้อย เหลืออะไร"),
    ),
}


_FINISHED = N_("เราส่งน้ำครบแล้ว")
_NOT_REACHED = N_("รถน้ำไปไม่ถึงคุณในรอบนี้ ขออภัยที่ต้องรอ เราจะนัดวันใหม่")


def told(event: Event, arrival: Arrival) -> str:
    """The sentence (a Thai msgid) that tells the resident of an event; empty when it is none of theirs."""
    if not event.shown:
        return ""
    if event.kind is Kind.RECEIVED:
        return TOLD_OF_ARRIVAL.get(arrival, _ARRIVED)
    if event.kind is Kind.RECEIPT_REISSUED and event.data.get("new_code"):
        return _NEW_CODE
    if event.actor is Role.RESIDENT and event.kind in TOLD_OF_RESIDENT:
        return TOLD_OF_RESIDENT[event.kind]
    if event.kind is Kind.DELIVERED and not event.data.get("litres"):
        return _FINISHED
    if event.kind is Kind.NOT_DELIVERED and event.data.get("failure") == Result.NOT_REACHED:
        return _NOT_REACHED
    return TOLD[event.kind]


def ahead(channel_slug: str, status: Status) -> tuple[str, ...]:
    """What is still to come, in order (Thai msgids)."""
    return AHEAD[channel_slug].get(status, ())
