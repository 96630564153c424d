"""The words for what the audit trail records; an act without one shows its own short name."""

from flask_babel import gettext as _

from app.domain.words import N_

_NAMES = {
    "signed_in": N_("เข้าสู่ระบบ"),
    "read_case": N_("เปิดอ่านเรื่อง"),
    "read_approvals": N_("เปิดอ่านคำร้องที่รออนุมัติ"),
    "withdrawn": N_("ถอนหรือย้ายเรื่อง"),
    "reissue_receipt": N_("ออกใบรับเรื่องใหม่"),
    "draft_report": N_("เริ่มร่างรายงาน"),
    "save_measure": N_("แก้มาตรการในรายงาน"),
    "save_report_head": N_("แก้คำนำและผู้ลงนามของรายงาน"),
    "use_suggestion": N_("ใส่ประโยคที่เสนอในรายงาน"),
    "add_evidence": N_("แนบหลักฐานในรายงาน"),
    "drop_evidence": N_("เอาหลักฐานออกจากรายงาน"),
    "sealed.unlocked": N_("เปิดช่องทางลับ"),
    "sealed.unlock_failed": N_("เปิดช่องทางลับไม่สำเร็จ"),
    "sealed.tampered": N_("พบว่าเรื่องลับถูกเปลี่ยนแปลง"),
    "sealed.enrolled": N_("ตั้งกุญแจเรื่องลับ"),
    "sealed.confirmed": N_("ยืนยันกุญแจของผู้อ่านเรื่องลับ"),
    "sealed.vouched": N_("รับรองกุญแจที่เครื่องของสำนักงาน"),
    "sealed.recovered": N_("ใช้รหัสกู้คืน"),
    "sealed.recovery_key_set": N_("ตั้งกุญแจสำรองของสำนักงาน"),
    "office_opened": N_("เปิดระบบของสำนักงาน"),
    "office_changed": N_("แก้ข้อมูลสำนักงาน"),
    "village_added": N_("เพิ่มหมู่บ้าน"),
    "village_changed": N_("แก้หมู่บ้าน"),
    "unit_added": N_("เพิ่มหน่วยงาน"),
    "unit_changed": N_("แก้หน่วยงาน"),
    "category_added": N_("เพิ่มหมวดเรื่อง"),
    "category_changed": N_("แก้หมวดเรื่อง"),
    "refusal_added": N_("เพิ่มเหตุผลไม่รับเรื่อง"),
    "refusal_changed": N_("แก้เหตุผลไม่รับเรื่อง"),
    "reply_added": N_("เพิ่มข้อความสำเร็จรูป"),
    "reply_changed": N_("แก้ข้อความสำเร็จรูป"),
    "reply_removed": N_("ลบข้อความสำเร็จรูป"),
    "campaign_added": N_("เพิ่มแบบสำรวจ EIT"),
    "campaign_changed": N_("แก้แบบสำรวจ EIT"),
    "holiday_added": N_("เพิ่มวันหยุด"),
    "holiday_removed": N_("เอาวันหยุดออก"),
    "holidays_confirmed": N_("ยืนยันวันหยุดของปี"),
    "manual_published": N_("ออกคู่มือฉบับใหม่"),
    "manual_reviewed": N_("ทบทวนคู่มือ"),
    "manual_withdrawn": N_("ถอนคู่มือที่ยังไม่เริ่มใช้"),
    "staff_hired": N_("เพิ่มเจ้าหน้าที่"),
    "staff_changed": N_("แก้ข้อมูลเจ้าหน้าที่"),
    "staff_dismissed": N_("ปิดบัญชีเจ้าหน้าที่"),
    "staff_reinstated": N_("เปิดบัญชีเจ้าหน้าที่อีกครั้ง"),
    "password_reset": N_("ตั้งรหัสผ่านใหม่ให้"),
    "password_changed": N_("เปลี่ยนรหัสผ่านของตนเอง"),
    "own_account": N_("แก้บัญชีของตนเอง"),
    "second_step_on": N_("เปิดการยืนยันสองขั้น"),
    "second_step_off": N_("ปิดการยืนยันสองขั้นของตนเอง"),
    "second_step_dropped": N_("ปิดการยืนยันสองขั้นให้"),
    "sessions_ended": N_("ออกจากระบบในเครื่องอื่น"),
    "test_letter": N_("ส่งอีเมลทดสอบ"),
}


def act_name(action: str) -> str:
    """The word for an act."""
    return _(_NAMES[action]) if action in _NAMES else action
