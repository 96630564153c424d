"""The ITA items that an office starts from, year by year: nobody has compared them with the handbook yet.

The codes come from listings of other offices (second hand); the requirements are in our own words. Only items that this
product knows something about are here: the office adds the others from its handbook.
"""

from dataclasses import dataclass

from app.domain.ita import NOT_CHECKED, Subject
from app.domain.words import N_
from app.models import OitItem

FIRST, LAST = 2567, 2569
CARRIED = N_("ยกมาจากชุดของปี 2569 เพราะคู่มือของปีนี้ยังไม่ออก ยังไม่ได้ตรวจกับคู่มือของ ป.ป.ช.")


@dataclass(frozen=True, slots=True)
class ItemText:
    """An item as it is shipped: what it asks for, and its code in each year that has it."""

    title: str
    requirement: str
    subject: Subject | None
    codes: dict[int, str]


ITEMS = (
    ItemText(
        "ข้อมูลการติดต่อและช่องทางการสอบถาม",
        "แสดงที่อยู่ โทรศัพท์ อีเมล และช่องทางที่ประชาชนถามสำนักงานแล้วได้คำตอบ ถามได้จากหน้าเว็บและอ่านคำตอบได้",
        Subject.CONTACT,
        {2568: "O3", 2569: "O3"},
    ),
    ItemText(
        "ถามตอบ (Q&A)",
        "แสดงหน้าที่บุคคลภายนอกสอบถาม และสำนักงานตอบกลับ เป็นการสื่อสารสองทางทางเว็บไซต์",
        Subject.QUESTIONS,
        {2567: "O6"},
    ),
    ItemText(
        "คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่",
        "แสดงคู่มือที่เจ้าหน้าที่ใช้ทำงาน: เป็นงานใด มีขั้นตอนอย่างไร ใครรับผิดชอบ ใช้เวลาเท่าใด",
        Subject.OFFICERS_MANUAL,
        {2567: "O10", 2568: "O8", 2569: "O8"},
    ),
    ItemText(
        "คู่มือหรือแนวทางการขอรับบริการสำหรับผู้รับบริการหรือผู้มาติดต่อ",
        "แสดงคู่มือของบริการ: (1) ชื่องานบริการ (2) วิธีการและขั้นตอน (3) ระยะเวลาแต่ละขั้นตอน "
        "(4) ช่องทาง สถานที่ และผู้รับผิดชอบ (5) ค่าธรรมเนียม ถ้าไม่มีให้ระบุว่าไม่มี (6) กฎหมายที่เกี่ยวข้อง",
        Subject.SERVICE_MANUALS,
        {2567: "O11", 2568: "O9", 2569: "O9"},
    ),
    ItemText(
        "ระบบการให้บริการผ่านช่องทางออนไลน์ (E-Service)",
        "แสดงบริการที่ยื่นทางเว็บได้โดยไม่ต้องเดินทางมาสำนักงาน เข้าถึงได้จากเว็บไซต์หลัก บอกวิธีใช้ "
        "และแสดงสถิติการใช้ ไม่ใช่เพียงแบบฟอร์มให้ดาวน์โหลด",
        Subject.ESERVICE,
        {2567: "O13", 2568: "O10", 2569: "O10"},
    ),
    ItemText(
        "ข้อมูลเชิงสถิติการให้บริการ",
        "แสดงจำนวนผู้รับบริการของแต่ละงาน แยกที่จุดให้บริการกับทางออนไลน์ รายเดือนหรือรายไตรมาส "
        "อย่างน้อย 6 เดือนแรกของปีงบประมาณ",
        Subject.SERVICE_STATISTICS,
        {2567: "O12", 2568: "O11"},
    ),
    ItemText(
        "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
        "แสดงแนวทางที่มีอย่างน้อย (1) วิธีที่บุคคลภายนอกร้องเรียน (2) ขั้นตอนการจัดการเรื่อง "
        "(3) ส่วนงานที่รับผิดชอบ (4) ระยะเวลาดำเนินการ และ (5) ช่องทางแจ้งเรื่อง",
        Subject.GUIDELINE,
        {2567: "O22", 2568: "O17", 2569: "O16"},
    ),
    ItemText(
        "ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
        "แสดงช่องทางออนไลน์ของสำนักงานที่แยกจากช่องทางร้องเรียนเรื่องทั่วไป คุ้มครองข้อมูลของผู้แจ้ง "
        "และเข้าถึงได้จากเว็บไซต์หลัก",
        Subject.CHANNEL,
        {2567: "O23", 2568: "O18", 2569: "O17"},
    ),
    ItemText(
        "ข้อมูลเชิงสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
        "แสดงจำนวนเรื่องทั้งหมด ที่แล้วเสร็จ และที่อยู่ระหว่างดำเนินการ ตามช่วงที่คู่มือของปีกำหนด "
        "ถ้าไม่มีให้เผยแพร่ว่าไม่มีเรื่องร้องเรียน",
        Subject.CORRUPTION_STATISTICS,
        {2567: "O24", 2568: "O19", 2569: "O18"},
    ),
    ItemText(
        "การเปิดโอกาสให้เกิดการมีส่วนร่วม",
        "แสดงเรื่องที่ให้บุคคลภายนอกมีส่วนร่วม: หัวข้อ ผู้เข้าร่วม ผลที่ได้ และการนำผลไปใช้",
        None,
        {2567: "O25", 2568: "O20", 2569: "O19"},
    ),
    ItemText(
        "การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร",
        "วิเคราะห์ผลประเมินปีที่ผ่านมา แล้วกำหนดมาตรการ: ขั้นตอน ผู้รับผิดชอบ และการติดตาม",
        None,
        {2567: "O34", 2568: "O27", 2569: "O25"},
    ),
    ItemText(
        "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        "รายงานว่านำมาตรการไปทำอย่างไร สรุปผล และผลลัพธ์หรือความสำเร็จ",
        Subject.REPORT,
        {2567: "O35", 2568: "O28", 2569: "O26"},
    ),
)


def rows(fiscal_year: int) -> list[OitItem]:
    """The items of a year in the order of their codes: of a later one the last set, of an earlier one none."""
    known = min(fiscal_year, LAST)
    found = sorted((int(item.codes[known].removeprefix("O")), item) for item in ITEMS if known in item.codes)
    return [
        OitItem(
            fiscal_year=fiscal_year, position=n, code=item.codes[known], title=item.title,
            requirement=item.requirement, subject=item.subject or "", verified_on=None,
            source=CARRIED if fiscal_year > LAST else NOT_CHECKED,
        )
        for n, (_number, item) in enumerate(found, start=1)
    ]  # fmt: skip
