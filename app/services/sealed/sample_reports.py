"""The sample reports: invented happenings, nobody named. Their codes stand in the open."""

from dataclasses import dataclass

from app.domain.sealed import Finding, Position
from app.domain.sealed_report import Answers
from app.services.sealed.casework import Given

_P = Position
_NOTHING = Given()


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that happened to a sample report: a step's name, or reporter, withdraw, message, note."""

    days_ago: int
    action: str
    given: Given = _NOTHING


@dataclass(frozen=True, slots=True)
class SampleReport:
    """A report, when it came, and what followed."""

    code: str
    days_ago: int
    hour: int
    answers: Answers
    turns: tuple[Turn, ...] = ()


def _about(*positions: Position, what: str, **more: str) -> Answers:
    return Answers(frozenset(positions), what, **more)


_HELLO = Given(message="เราได้รับเรื่องแล้ว กำลังตรวจว่ามีข้อมูลพอจะสอบหรือไม่ ถ้าต้องถามเพิ่มจะเขียนไว้ที่นี่")
_TO_PALAD = Given(authority="ปลัด อบต.", note="ข้อมูลพอสอบได้ ไม่มีผู้พิจารณาคนใดเกี่ยวข้องกับเรื่อง")

REPORTS = (
    SampleReport(
        "482019376055281473096142", 0, 8,
        _about(_P.OTHER, what="เจ้าหน้าที่ขอเงิน 300 บาท บอกว่าเป็นค่าดำเนินการออกหนังสือรับรอง ทั้งที่ป้ายหน้าห้องเขียนว่าไม่มีค่าธรรมเนียม",
               who="เจ้าหน้าที่โต๊ะหมายเลข 2", when="เมื่อวานตอนบ่าย", where="ที่ทำการ ชั้นล่าง", witnesses="มีคนรอคิวอีกสองคน"),
    ),
    SampleReport(
        "715038264490713582604918", 4, 20,
        _about(_P.OTHER, what="รถของทางราชการไปจอดขนดินส่วนตัวหลายเย็นแล้ว", when="สัปดาห์ก่อน ราวหกโมงเย็น",
               where="ถนนหลังโรงเรียน", evidence="มีรูปถ่ายป้ายทะเบียน"),
    ),
    SampleReport(
        "260947158833605271940365", 6, 11,
        _about(_P.PALAD, what="งานจ้างเหมาซ่อมถนนสามครั้งหลังสุดได้ผู้รับเหมารายเดียวกัน ราคาใกล้วงเงินทุกครั้ง", when="ปีนี้",
               elsewhere="ยังไม่เคย"),
        (Turn(5, "register"), Turn(4, "acknowledge", _HELLO),
         Turn(2, "message", Given(message="ถ้าจำชื่อโครงการหรือปีงบประมาณได้ เขียนบอกได้ ไม่ต้องบอกชื่อคุณ")),
         Turn(1, "reporter", Given(message="โครงการซ่อมผิวทางสายบ้านสวนนอก ป้ายโครงการยังติดอยู่"))),
    ),
    SampleReport(
        "904617350284569310827746", 10, 14,
        _about(_P.OTHER, what="เรียกรับของฝากก่อนจัดคิวรถน้ำให้", when="ช่วงแล้งเดือนก่อน", where="ลานจอดรถน้ำ",
               witnesses="เพื่อนบ้านสามหลัง"),
        (Turn(9, "register"), Turn(7, "acknowledge", _HELLO), Turn(2, "propose", _TO_PALAD)),
    ),
    SampleReport(
        "338205917460128574930617", 38, 9,
        _about(_P.OTHER, what="รายชื่อผู้รับเบี้ยมีชื่อคนที่ย้ายออกไปแล้ว แต่มีคนเซ็นรับแทน", evidence="สำเนารายชื่อที่เคยติดประกาศ"),
        (Turn(37, "register"), Turn(35, "acknowledge", _HELLO), Turn(34, "propose", _TO_PALAD), Turn(32, "start"),
         Turn(20, "note", Given(note="ขอบัญชีจ่ายเงินย้อนหลังสองปีแล้ว รอธนาคารตอบ")),
         Turn(18, "reporter", Given(message="คืบหน้าไหม")),
         Turn(17, "message", Given(message="เราขอเอกสารจากธนาคารแล้ว คาดว่าใช้เวลาอีกสองสัปดาห์"))),
    ),
    SampleReport(
        "571920483366910275840391", 70, 16,
        _about(_P.OTHER, what="ลงเวลาทำงานแทนกันในเวลาราชการ", when="ทุกวันศุกร์"),
        (Turn(69, "register"), Turn(66, "acknowledge", _HELLO), Turn(66, "propose", _TO_PALAD), Turn(63, "start"),
         Turn(38, "report", Given(note="สอบพยานห้าคน ตรวจบันทึกเวลาสองเดือน พบการลงเวลาแทนกันสองครั้ง")),
         Turn(30, "conclude", Given(finding=Finding.DISCIPLINE, note="ตักเตือนเป็นหนังสือ")),
         Turn(26, "tell", Given(message="สอบแล้วมีมูล ผู้บังคับบัญชาสั่งลงโทษทางวินัยแล้ว ขอบคุณที่แจ้ง"))),
    ),
    SampleReport(
        "829364071558204693710284", 85, 13,
        _about(_P.MAYOR, what="มีการแบ่งซื้อแบ่งจ้างให้ต่ำกว่าวงเงิน", evidence="ประกาศจัดซื้อในเว็บไซต์"),
        (Turn(84, "register"), Turn(82, "acknowledge", _HELLO),
         Turn(80, "refer", Given(finding=Finding.NACC, agency_number="ปน 72801/ลับ 12")),
         Turn(78, "tell", Given(message="เรื่องที่เกี่ยวกับผู้บริหารท้องถิ่น เราส่งให้ ป.ป.ช. ตรวจสอบแล้ว สอบถามที่ 1205 ได้")),
         Turn(60, "close")),
    ),
    SampleReport(
        "146582730941657038294157", 100, 10,
        _about(_P.OTHER, what="ได้ยินว่ามีการเก็บเงินค่าเช่าแผงเกินป้าย", where="ตลาดนัดวันพุธ"),
        (Turn(99, "register"), Turn(97, "acknowledge", _HELLO),
         Turn(96, "withdraw", Given(message="ไปดูป้ายมาแล้ว เข้าใจผิดเอง")),
         Turn(95, "close_withdrawn", Given(note="ตรวจใบเสร็จแล้ว ตรงกับป้าย ไม่มีมูล"))),
    ),
)  # fmt: skip
