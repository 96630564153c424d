"""What stands under the fields and cards of a step: what it is for, and who will read it."""

from collections.abc import Mapping

from flask_babel import gettext as _

from app.desk.choosing import refusals
from app.domain.words import N_
from app.domain.workflow import Outcome, Step

OUTCOME_HINTS: Mapping[str, str] = {
    Outcome.SOLVED: N_("ปัญหาหมดไปแล้ว ผู้ร้องจะถูกถามว่าแก้ได้จริงไหม"),
    Outcome.PARTLY_SOLVED: N_("ทำส่วนที่ทำได้แล้ว บอกว่าส่วนไหนยังไม่ได้ทำและเพราะอะไร"),
    Outcome.GRANTED: N_("บอกว่าได้อะไร เริ่มเมื่อใด และต้องทำอะไรต่อ"),
    Outcome.NOT_APPROVED: N_("บอกเหตุผล และวิธีขอให้ทบทวน"),
    Outcome.CANNOT_BE_DONE: N_("บอกเหตุผล และทางอื่นที่ผู้ร้องทำได้"),
}
# By action and field; without an action for every step.
FIELD_HINTS: Mapping[tuple[str, str], str] = {
    ("", "message"): N_("ผู้ร้องเห็นข้อความนี้ในหน้าติดตาม"),
    ("", "reason"): N_("เก็บไว้ภายใน ผู้ร้องไม่เห็น"),
    ("", "opinion"): N_("ผู้บริหารอ่านก่อนอนุมัติ และพิมพ์ในใบเรื่อง ผู้ร้องไม่เห็น"),
    ("", "at_day"): N_("เว้นว่างไว้ถ้าเกิดขึ้นตอนนี้"),
    ("", "duplicate_of"): N_("พิมพ์แบบไหนก็ได้ เช่น รท 2570 24"),
    ("", "new_date"): N_("ผู้ร้องเห็นวันนี้ สถิติยังวัดตามวันที่สัญญาครั้งแรก"),
    ("", "recipient"): N_("คนที่เซ็นรับน้ำ"),
    ("assign", "reason"): N_("บอกผู้รับมอบว่าต้องการให้ทำอะไร ผู้ร้องไม่เห็น"),
    ("resume", "reason"): N_("ถ้าผู้ร้องตอบทางโทรศัพท์หรือมาที่สำนักงาน เขียนคำตอบไว้ที่นี่ ผู้ร้องไม่เห็น"),
    ("deliver", "reason"): N_("กรอกเมื่อบันทึกย้อนหลัง"),
}


def cards(step: Step) -> dict[str, dict[str, str]]:
    """Under the cards, by field and value."""
    return {
        "outcome": {o.value: _(OUTCOME_HINTS[o]) for o in step.outcomes if o in OUTCOME_HINTS},
        "refusal": {reason.code: reason.law for reason in refusals().rows.values()} if "refusal" in step.asks else {},
    }


def fields(step: Step) -> dict[str, str]:
    """Under the fields, by name."""
    return {name: _(words) for (action, name), words in FIELD_HINTS.items() if action in {"", step.action}}
