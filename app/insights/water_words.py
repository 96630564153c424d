"""What the figures of the water balance are called, how each is worked out, and what it counts."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.domain.words import N_


@dataclass(frozen=True, slots=True)
class Meaning:
    """A figure's name, its formula in words, and its unit (Thai msgids); ``oldest_first``: who waits longest leads."""

    title: str
    formula: str
    unit: str
    oldest_first: bool = False


_REQUESTS, _LITRES, _POINTS, _HOMES = N_("คำร้อง"), N_("ลิตร"), N_("จุดส่งน้ำ"), N_("ครัวเรือน")

MEANINGS = {
    "requests": Meaning(N_("คำร้องที่รับ"), N_("คำร้องที่รับในช่วงนี้ ตามวันเวลาที่รับจริง คำร้องกลุ่มนับเป็นหนึ่ง"), _REQUESTS),
    "approved": Meaning(N_("อนุมัติ"), N_("คำร้องที่อนุมัติในช่วงนี้ รวมที่อนุมัติภายหลังส่งน้ำฉุกเฉิน นับคำร้องละครั้ง"), _REQUESTS),
    "not_approved": Meaning(N_("ไม่อนุมัติ"), N_("คำร้องที่ไม่อนุมัติในช่วงนี้ นับคำร้องละครั้ง"), _REQUESTS),
    "withdrawn": Meaning(N_("ถอนหรือไม่ต้องการแล้ว"), N_("คำร้องที่ผู้ขอถอน หรือบอกคนขับว่าไม่ต้องการน้ำแล้ว ในช่วงนี้"), _REQUESTS),
    "otherwise": Meaning(N_("จบทางอื่น"), N_("คำร้องที่ไม่รับไว้พิจารณา ส่งต่อหน่วยงานอื่น หรือซ้ำกับคำร้องอื่น ในช่วงนี้"), _REQUESTS),
    "fulfilled": Meaning(N_("ส่งน้ำแล้ว"), N_("คำร้องที่จบด้วยการส่งน้ำในช่วงนี้ นับคำร้องละครั้ง"), _REQUESTS),
    "brought_forward": Meaning(N_("ยกมา"), N_("ลิตรที่ขอไว้ก่อนช่วงนี้และยังค้างส่งเมื่อเริ่มช่วง"), _LITRES, oldest_first=True),
    "asked": Meaning(N_("ขอ"), N_("ลิตรที่ขอในคำร้องที่รับในช่วงนี้"), _LITRES),
    "returned": Meaning(
        N_("กลับมาขอ"), N_("ลิตรที่เคยตัดออกแล้วกลับมาค้างส่งหรือได้รับจริงในช่วงนี้ เช่น เปิดคำร้องอีกครั้ง"), _LITRES
    ),
    "delivered": Meaning(
        N_("ส่งแล้ว"), N_("ลิตรที่ส่งจริงในช่วงนี้ ไม่เกินที่ขอ ที่แก้บันทึกภายหลังหักหรือเพิ่มในวันที่แก้"), _LITRES
    ),
    "declined": Meaning(
        N_("ตัดออก"), N_("ลิตรที่ขอแล้วไม่ต้องส่งอีก เพราะถอน ไม่อนุมัติ ซ้ำ ส่งต่อ หรือไม่ต้องการน้ำส่วนที่เหลือ"), _LITRES
    ),
    "outstanding": Meaning(
        N_("ค้างส่ง"), N_("ลิตรที่ขอ ลบที่ส่งแล้ว ลบที่ตัดออก เมื่อสิ้นช่วงนี้ รวมคำร้องที่รออนุมัติ"), _LITRES, oldest_first=True
    ),
    "extra": Meaning(N_("ส่งเกินที่ขอ"), N_("ลิตรที่ส่งเกินกว่าที่ขอ นับแยก ไม่อยู่ในบัญชีข้างบน"), _LITRES),
    "brought": Meaning(N_("น้ำที่ส่งทั้งหมด"), N_("ลิตรที่ส่งตามที่ขอ บวกลิตรที่ส่งเกินที่ขอ ในช่วงนี้"), _LITRES),
    "trips": Meaning(
        N_("เที่ยว"),
        N_("รอบที่รถออกส่งในช่วงนี้ รอบหนึ่งคือน้ำหนึ่งคันรถ บวกการส่งนอกรอบ ซึ่งนับตามความจุรถในวันที่บันทึก ปัดขึ้น"),
        N_("เที่ยว"),
    ),
    "rounds": Meaning(N_("รอบ"), N_("รอบที่รถออกส่งในช่วงนี้ นับเมื่อรถออก ไม่นับรอบที่ยกเลิกก่อนออก"), N_("รอบ")),
    "points": Meaning(N_("จุดส่งน้ำ"), N_("จุดส่งน้ำที่ได้น้ำในช่วงนี้ บ้านที่ขอสองคำร้องนับสองจุด"), _POINTS),
    "homes": Meaning(
        N_("ครัวเรือนหรือสถานที่"),
        N_("บ้านหรือสถานที่ที่ได้น้ำในช่วงนี้ บ้านเลขที่เดียวกันในหมู่เดียวกันนับครั้งเดียว ที่ไม่มีเลขที่นับทุกจุด"),
        _HOMES,
    ),
    "persons": Meaning(N_("คน"), N_("จำนวนคนที่แจ้งไว้ในคำร้องล่าสุดของแต่ละบ้านที่ได้น้ำในช่วงนี้"), N_("คน")),
    "villages": Meaning(N_("หมู่บ้าน"), N_("หมู่บ้านที่มีบ้านได้น้ำในช่วงนี้อย่างน้อยหนึ่งหลัง"), N_("หมู่บ้าน")),
    "waiting": Meaning(N_("รอน้ำ"), N_("จุดส่งน้ำที่ยังค้างส่งเมื่อสิ้นช่วงนี้ รวมคำร้องที่รออนุมัติ"), _POINTS, oldest_first=True),
    "timed": Meaning(
        N_("จุดที่ขอในช่วงนี้"),
        N_("จุดส่งน้ำในคำร้องที่รับในช่วงนี้ ที่ได้น้ำแล้วหรือยังรออยู่ ไม่นับที่ถอนหรือไม่อนุมัติก่อนได้น้ำ"),
        _POINTS,
    ),
    "judged": Meaning(
        N_("จุดที่ขอมาครบ 3 วันแล้ว"), N_("จุดส่งน้ำในคำร้องที่รับในช่วงนี้ก่อนสิ้นช่วงอย่างน้อย 3 วัน ที่ได้น้ำแล้วหรือยังรออยู่"),
        _POINTS,
    ),
}  # fmt: skip
SUM = ("brought_forward", "asked", "returned", "delivered", "declined", "outstanding")


def title(figure: str) -> str:
    """What a figure is called."""
    return str(_(MEANINGS[figure].title))


def formula(figure: str) -> str:
    """How it is worked out."""
    return str(_(MEANINGS[figure].formula))


def unit(figure: str) -> str:
    """What it counts."""
    return str(_(MEANINGS[figure].unit))
