"""What buttons of steps say: Thai has one form for an act and its result, other languages tell them apart."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import pgettext

from app.domain.workflow import Step


def primary(steps: Sequence[Step], *, assigned: bool, own: bool) -> str:
    """The action that stands first and dark; empty if none does.

    Work does not begin in nobody's hands: until an officer is named, handing on comes before starting, except for
    whoever would do the work (``own``).
    """
    found = next((step.action for step in steps if step.primary), "")
    hands_on = any(step.action == "assign" for step in steps)
    return "assign" if found == "start" and hands_on and not assigned and not own else found


def act(label: str) -> str:
    """The words of a step as a button: "Close", where the same Thai words as a status read "Closed"."""
    acts = {
        "รับไว้ดำเนินการ": pgettext("button", "รับไว้ดำเนินการ"),
        "เริ่มดำเนินการ": pgettext("button", "เริ่มดำเนินการ"),
        "ถามผู้ร้อง": pgettext("button", "ถามผู้ร้อง"),
        "ทำต่อโดยไม่รอคำตอบ": pgettext("button", "ทำต่อโดยไม่รอคำตอบ"),
        "ส่งต่อหน่วยงานอื่น": pgettext("button", "ส่งต่อหน่วยงานอื่น"),
        "ไม่รับไว้พิจารณา": pgettext("button", "ไม่รับไว้พิจารณา"),
        "ผู้ร้องขอถอนเรื่อง": pgettext("button", "ผู้ร้องขอถอนเรื่อง"),
        "ยุติเรื่อง": pgettext("button", "ยุติเรื่อง"),
        "เปิดเรื่องอีกครั้ง": pgettext("button", "เปิดเรื่องอีกครั้ง"),
        "ตรวจแล้ว เสนออนุมัติ": pgettext("button", "ตรวจแล้ว เสนออนุมัติ"),
        "อนุมัติ": pgettext("button", "อนุมัติ"),
        "ไม่อนุมัติ": pgettext("button", "ไม่อนุมัติ"),
        "ยกเป็นเรื่องฉุกเฉิน": pgettext("button", "ยกเป็นเรื่องฉุกเฉิน"),
        "ลงทะเบียนลับและเริ่มตรวจ": pgettext("button", "ลงทะเบียนลับและเริ่มตรวจ"),
        "ตรวจแล้ว เสนอผู้มีอำนาจสั่งการ": pgettext("button", "ตรวจแล้ว เสนอผู้มีอำนาจสั่งการ"),
        "มีคำสั่งแล้ว เริ่มสอบข้อเท็จจริง": pgettext("button", "มีคำสั่งแล้ว เริ่มสอบข้อเท็จจริง"),
        "สอบเสร็จ ส่งรายงานผลสอบ": pgettext("button", "สอบเสร็จ ส่งรายงานผลสอบ"),
        "แจ้งผู้ร้องว่ารับเรื่องและจะทำอย่างไร": pgettext("button", "แจ้งผู้ร้องว่ารับเรื่องและจะทำอย่างไร"),
        "ขยายเวลาสอบข้อเท็จจริง": pgettext("button", "ขยายเวลาสอบข้อเท็จจริง"),
        "บันทึกผล": pgettext("button", "บันทึกผล"),
        "ส่งต่อหน่วยงานตรวจสอบ": pgettext("button", "ส่งต่อหน่วยงานตรวจสอบ"),
        "แจ้งผลแก่ผู้ร้อง": pgettext("button", "แจ้งผลแก่ผู้ร้อง"),
        "ยุติเรื่องตามที่ผู้ร้องขอถอน": pgettext("button", "ยุติเรื่องตามที่ผู้ร้องขอถอน"),
        "เปิดสอบต่อ": pgettext("button", "เปิดสอบต่อ"),
        "เอาออกจากรอบส่งน้ำ": pgettext("button", "เอาออกจากรอบส่งน้ำ"),
    }
    return acts.get(label) or str(_(label))
