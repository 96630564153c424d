"""What buttons of steps say: Thai has one form for an act and its result, other languages tell them apart."""

from flask_babel import gettext as _
from flask_babel import pgettext


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
    }
    return acts.get(label) or str(_(label))
