"""The register of processing (พ.ร.บ.คุ้มครองข้อมูลส่วนบุคคล 2562, s.39) as a table: what the office does with whose data.

Every column of the database that can hold something of a person is named here; a test walks the tables and refuses one
that stands neither in an activity nor among those without persons (personal_tables).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.words import N_

TASK = N_("ปฏิบัติหน้าที่เพื่อประโยชน์สาธารณะ มาตรา 24 (4)")
DUTY = N_("ปฏิบัติตามกฎหมาย มาตรา 24 (6)")
_RESIDENTS = N_("ผู้ร้องและผู้ยื่นแทน")
_DESK = N_("เจ้าหน้าที่รับเรื่อง หน่วยงานเจ้าของเรื่อง ผู้บริหาร")
_RULE = N_("ตามตารางอายุการเก็บ แล้วลบตัวบุคคลเมื่อผู้บริหารอนุมัติบัญชี")
_HERE = N_("ฐานข้อมูลและที่เก็บไฟล์ของสำนักงาน")
_GUARDED = N_("เข้าระบบด้วยรหัสผ่าน เห็นเฉพาะเรื่องของหน่วยตน ทุกการเปิดอ่านถูกบันทึก")

Columns = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Activity:
    """One line of the register. ``tables``: the columns in which its data lie. Texts are Thai msgids."""

    name: str
    purpose: str
    basis: str
    whose: str
    data: str
    receivers: str
    kept: str
    where: str
    protected: str
    tables: Columns


_CASE = ("reference", "token", "subject", "story", "place", "map_link", "latitude", "longitude", "applicant", "phone",
         "email", "contact_by", "details", "register_number", "search_text")  # fmt: skip

ACTIVITIES: tuple[Activity, ...] = (
    Activity(
        name=N_("เรื่องร้องทุกข์และบริการออนไลน์"),
        purpose=N_("รับเรื่อง แก้ปัญหา ตอบผู้ร้อง และรายงานผลการให้บริการ"),
        basis=TASK,
        whose=_RESIDENTS,
        data=N_("ชื่อ โทรศัพท์ อีเมล ที่อยู่และจุดเกิดเหตุ เรื่องที่เล่า ข้อความโต้ตอบ รูปและเอกสาร คำตอบในแบบฟอร์ม"),
        receivers=N_("เจ้าหน้าที่รับเรื่อง หน่วยงานเจ้าของเรื่อง ผู้บริหาร และหน่วยงานอื่นเมื่อส่งต่อเรื่อง"),
        kept=_RULE,
        where=_HERE,
        protected=_GUARDED,
        tables={
            "ticket": _CASE, "message": ("text",), "attachment": ("storage_name", "name"), "ticket_event": ("data",),
            "draft": ("answers",), "desk_draft": ("fields",), "bulk_act": ("data",), "eit_invitation": ("ticket_id",),
        },
    ),
    Activity(
        name=N_("คำร้องขอน้ำและการส่งน้ำ"),
        purpose=N_("จัดรอบรถน้ำ ส่งน้ำถึงบ้าน และเป็นหลักฐานการรับน้ำ"),
        basis=TASK,
        whose=N_("ผู้ขอน้ำ ผู้รับน้ำ ทุกบ้านในคำร้องของหมู่บ้าน และคนขับรถ"),
        data=N_("ชื่อ โทรศัพท์ บ้านเลขที่ จุดส่งน้ำ จำนวนคน มีผู้ต้องดูแลเป็นพิเศษหรือไม่ ชื่อผู้รับน้ำ"),
        receivers=N_("เจ้าหน้าที่จัดรอบ คนขับรถ (เฉพาะรอบของตน) ผู้บริหาร"),
        kept=_RULE,
        where=_HERE,
        protected=N_("เหมือนเรื่องร้องทุกข์ ลิงก์ของคนขับเปิดได้เฉพาะรอบนั้นในไม่กี่วัน"),
        tables={
            "water_point": ("name", "house_no", "place", "phone", "note", "home"),
            "water_stop": ("recipient", "note"),
            "water_round": ("token", "cancel_reason"),
            "driver": ("name", "phone"),
        },
    ),
    Activity(
        name=N_("ร้องเรียนการทุจริต"),
        purpose=N_("ให้ผู้ที่พบการทุจริตแจ้งได้โดยปลอดภัย"),
        basis=TASK,
        whose=N_("ผู้แจ้ง (ไม่ต้องบอกชื่อ) และผู้ถูกกล่าวหา"),
        data=N_("สิ่งที่ผู้แจ้งเขียนและแนบ เข้ารหัสทั้งหมด"),
        receivers=N_("เจ้าหน้าที่ศูนย์รับเรื่องทุจริตที่แต่งตั้งเท่านั้น ผู้ดูแลระบบและผู้บริหารเปิดไม่ได้"),
        kept=N_("ตามจำนวนปีที่ศูนย์ตั้งไว้ แล้วทำลายเมื่อผู้อ่านสองคนเห็นชอบ"),
        where=N_("ฐานข้อมูลของสำนักงาน เป็นข้อความเข้ารหัส"),
        protected=N_("เข้ารหัสถึงผู้อ่านรายคน ไม่เก็บที่อยู่เครือข่าย ค้นหาไม่ได้ เปิดได้ด้วยรหัสของผู้แจ้งหรือกุญแจของผู้อ่าน"),
        tables={
            "sealed_case": ("lookup", "reporter_key", "reporter_wrapped_key", "slots", "body", "tail"),
            "sealed_entry": ("body",),
            "sealed_file": ("body",),
            "sealed_chunk": ("data",),
            "sealed_pickup": ("body",),
            "sealed_office": ("recovery_holder",),
            "sealed_officer": ("public_key", "wrapped_key", "recovery_wrapped_key", "salt"),
            "sealed_session": ("wrapped_key", "ring"),
        },
    ),
    Activity(
        name=N_("จดหมายและการติดตามเรื่องด้วยลิงก์"),
        purpose=N_("บอกผู้ร้องว่าเรื่องถึงไหน โดยไม่ต้องมีบัญชี"),
        basis=TASK,
        whose=N_("ผู้ร้องที่ให้อีเมล และเจ้าหน้าที่ที่เลือกรับจดหมาย"),
        data=N_("อีเมล ข้อความในจดหมาย ลิงก์ของเรื่อง"),
        receivers=N_("ผู้รับจดหมายเอง และผู้ให้บริการอีเมลของสำนักงาน"),
        kept=_RULE,
        where=_HERE,
        protected=N_("ลิงก์เดาไม่ได้ จดหมายถึงเจ้าหน้าที่บอกแค่เลขที่และประเภทเรื่อง"),
        tables={"outbox_mail": ("recipient", "subject", "body", "last_error")},
    ),
    Activity(
        name=N_("เพื่อนบ้านเห็นและติดตามเรื่องเดียวกัน"),
        purpose=N_("ไม่ต้องแจ้งเรื่องเดิมซ้ำ"),
        basis=TASK,
        whose=N_("ผู้ร้องที่เลือกให้เพื่อนบ้านเห็นข้อความ และผู้ติดตาม (ไม่มีชื่อ)"),
        data=N_("ข้อความที่ผู้ร้องเลือกให้เห็น และลิงก์ของผู้ติดตาม"),
        receivers=N_("ทุกคน เมื่อเจ้าหน้าที่ตรวจแล้วว่าไม่มีชื่อหรือเบอร์"),
        kept=N_("จนผู้ร้องขอคืน หรือพร้อมกับเรื่อง"),
        where=_HERE,
        protected=N_("เจ้าหน้าที่อ่านก่อนเผยแพร่ทุกข้อความ"),
        tables={"public_words": ("words",), "follower": ("token",)},
    ),
    Activity(
        name=N_("ทะเบียนเดิมที่นำเข้า"),
        purpose=N_("ค้นเรื่องก่อนมีระบบ"),
        basis=TASK,
        whose=N_("ผู้ร้องในสมุดหรือไฟล์เดิม"),
        data=N_("ชื่อ โทรศัพท์ ที่อยู่ เรื่องและผล ตามที่เขียนไว้ในทะเบียน"),
        receivers=_DESK,
        kept=_RULE,
        where=_HERE,
        protected=_GUARDED,
        tables={
            "old_register_line": ("cells", "faults", "number", "subject", "person", "phone", "place", "result",
                                  "search_text", "reference"),
        },
    ),
    Activity(
        name=N_("ถามตอบสาธารณะ"),
        purpose=N_("ตอบคำถามของประชาชนและเผยแพร่คำตอบ"),
        basis=TASK,
        whose=N_("ผู้ถาม (ไม่ขอชื่อ)"),
        data=N_("คำถามตามที่เขียนมา และคำถามที่เผยแพร่โดยไม่มีชื่อหรือเบอร์"),
        receivers=N_("เจ้าหน้าที่ และทุกคนเมื่อเผยแพร่"),
        kept=_RULE,
        where=_HERE,
        protected=_GUARDED,
        tables={"question": ("token", "text", "shown_text", "search_text", "answer")},
    ),
    Activity(
        name=N_("บัญชีและงานของเจ้าหน้าที่"),
        purpose=N_("ให้เฉพาะผู้มีหน้าที่เข้าระบบ และรู้ว่าใครรับผิดชอบ"),
        basis=TASK,
        whose=N_("เจ้าหน้าที่ ผู้บริหาร ผู้ลงนามในรายงาน"),
        data=N_("ชื่อ ตำแหน่ง อีเมล รหัสผ่านที่แปลงแล้ว ยืนยันสองขั้น คำค้นที่เก็บไว้ เวลาที่เปิดเรื่อง ร่างที่ยังไม่ส่ง"),
        receivers=N_("ผู้ดูแลระบบ เพื่อนร่วมงานเห็นชื่อและตำแหน่ง"),
        kept=N_("จนเลิกใช้บัญชี ชื่อยังอยู่กับสิ่งที่เคยทำในเรื่อง"),
        where=_HERE,
        protected=N_("รหัสผ่านเก็บเป็น argon2id ผู้ดูแลระบบต้องยืนยันสองขั้น"),
        tables={
            "staff": ("username", "name", "position", "email", "password_hash", "totp_secret", "letters"),
            "saved_view": ("name", "query"),
            "staff_session": ("staff_id",),
            "recovery_code": ("staff_id",),
            "ticket_look": ("staff_id",),
            "daily_check": ("staff_id",),
            "office": ("head_name", "clerk_name", "data_officer", "data_officer_contact"),
            "measures_report": ("prepared_by", "prepared_position", "certified_by", "certified_position"),
            "report_edition": ("document",),
            "report_comment": ("text",),
            "measure_evidence": ("label", "address"),
        },
    ),
    Activity(
        name=N_("บันทึกการใช้งาน"),
        purpose=N_("ตรวจได้ว่าใครเปิดอ่านหรือแก้ข้อมูลส่วนบุคคลเมื่อใด"),
        basis=DUTY,
        whose=N_("เจ้าหน้าที่"),
        data=N_("ใคร ทำอะไร กับเรื่องเลขที่ใด เวลาใด ไม่มีเนื้อหาของเรื่อง"),
        receivers=N_("ผู้ดูแลระบบ"),
        kept=N_("ตลอดไป เพราะต่อกันเป็นสายที่ตัดไม่ได้"),
        where=_HERE,
        protected=N_("เพิ่มได้อย่างเดียว ต่อกันด้วยแฮช"),
        tables={"audit_entry": ("action", "subject", "data")},
    ),
    Activity(
        name=N_("กันการเดารหัสและการส่งซ้ำ"),
        purpose=N_("ป้องกันการเดารหัสผ่านและรหัสติดตาม"),
        basis=DUTY,
        whose=N_("ผู้ใช้ทุกคน"),
        data=N_("จำนวนครั้งที่ผิด ใต้ชื่อที่แปลงแล้ว อ่านกลับไม่ได้ ไม่เก็บที่อยู่เครือข่าย"),
        receivers=N_("ไม่มี"),
        kept=N_("ไม่เกินหนึ่งวัน"),
        where=_HERE,
        protected=N_("แปลงด้วยกุญแจของเครื่อง"),
        tables={"throttle": ("key",)},
    ),
    Activity(
        name=N_("ข้อมูลสำรอง"),
        purpose=N_("เริ่มใหม่ได้เมื่อเครื่องเสีย"),
        basis=DUTY,
        whose=N_("ทุกคนข้างต้น"),
        data=N_("สำเนาของทุกอย่างข้างต้น"),
        receivers=N_("ผู้ดูแลเครื่อง และผู้เก็บซองกุญแจ"),
        kept=N_("7 วัน 5 สัปดาห์ 12 เดือน แล้วหมุนเวียนออก สิ่งที่ลบตัวบุคคลแล้วยังอยู่ในชุดเก่าจนกว่าจะหมุนออก"),
        where=N_("ที่เก็บข้อมูลสำรองของสำนักงาน"),
        protected=N_("เข้ารหัสทุกไฟล์"),
        tables={"backup_run": ("name",)},
    ),
    Activity(
        name=N_("สิทธิของเจ้าของข้อมูลและบัญชีขอทำลาย"),
        purpose=N_("ทำตามคำขอของเจ้าของข้อมูล และลบตัวบุคคลเมื่อพ้นกำหนดเก็บ"),
        basis=DUTY,
        whose=N_("ผู้ร้อง และผู้บริหารที่อนุมัติ"),
        data=N_("รายการเรื่องที่ครบกำหนด เหตุผลที่เก็บต่อ ใครเสนอและอนุมัติ"),
        receivers=N_("ผู้บริหาร"),
        kept=N_("ตลอดไป เป็นหลักฐานของการทำลาย"),
        where=_HERE,
        protected=N_("ผู้บริหารเท่านั้น ถามรหัสผ่านซ้ำก่อนส่งออก แก้ และลบตัวบุคคล"),
        tables={"retention_list": ("made_by_id",), "retention_item": ("held_because",)},
    ),
)
