"""The columns of the open data: for each its name, what it means, its unit and how it is worked out.

The names are part of the published addresses: a column may be added, none may be renamed or given another meaning.
"""

from dataclasses import dataclass
from datetime import date

from app.domain.words import N_

SINCE = date(2026, 11, 22)
CASES, DAYS, NO_UNIT = N_("เรื่อง"), N_("วัน"), ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``kind`` as in a Table Schema; meaning, unit and formula are Thai msgids."""

    name: str
    kind: str
    meaning: str
    unit: str = NO_UNIT
    formula: str = ""
    since: date = SINCE


YEAR = Column("fiscal_year", "integer", N_("ปีงบประมาณ เป็น พ.ศ. ของปีที่สิ้นสุด"), formula=N_("1 ตุลาคม ถึง 30 กันยายน"))
MONTH = Column("month", "string", N_("เดือนปฏิทิน เป็น ค.ศ.-เดือน"))
SERVICE = Column("service", "string", N_("รหัสบริการ eservice คือบริการที่สำนักงานเปิดเองรวมกัน"))
OWN = Column("service", "string", N_("รหัสบริการที่สำนักงานเปิดเอง ไม่เปลี่ยนแม้เปลี่ยนชื่อ หรือ others คือบริการอื่นรวมกัน"))
SERVICE_NAME = Column("service_name", "string", N_("ชื่อบริการ"))
AS_OF = Column("as_of", "date", N_("ตัวเลขตามที่รู้ ณ สิ้นวันนี้"),
               formula=N_("ปีที่ปิดยอดแล้วคือวันที่ 31 ตุลาคมหลังสิ้นปี และไม่เปลี่ยนอีก ปีอื่นคือเมื่อวาน"))  # fmt: skip
COMPLETE = Column("complete", "boolean", N_("ช่วงนี้จบแล้วเมื่อถึงวัน as_of"))
BROUGHT = Column("brought_forward", "integer", N_("ค้างมาจากก่อนช่วงนี้"), CASES)
RECEIVED = Column("received", "integer", N_("รับในช่วงนี้"), CASES, N_("นับตามวันที่รับจริง รวมทุกทาง"))
REOPENED = Column("reopened", "integer", N_("เปิดอีกครั้งในช่วงนี้"), CASES)
CLOSED = Column("closed", "integer", N_("ปิดในช่วงนี้"), CASES, N_("นับทุกครั้งที่ปิด ปิดไม่ได้แปลว่าแก้ได้"))
MOVED_IN = Column("moved_in", "integer", N_("ย้ายเข้ามาจากประเภทอื่น"), CASES)
MOVED_OUT = Column("moved_out", "integer", N_("ย้ายออกไปประเภทอื่น"), CASES)
OPEN = Column("open", "integer", N_("ค้างอยู่เมื่อสิ้นช่วง"), CASES,
              N_("ยกมา บวกรับ บวกเปิดอีกครั้ง ลบปิด (ประเภทเรื่อง: บวกย้ายเข้า ลบย้ายออกด้วย)"))  # fmt: skip
OVERDUE = Column("overdue", "integer", N_("ในจำนวนที่ค้าง เลยวันที่สัญญาแล้ว"), CASES)
ON_TIME = Column("on_time", "integer", N_("ปิดภายในวันที่สัญญา"), CASES,
                 N_("ตัดสินด้วยวันที่สัญญาครั้งแรก เรื่องที่เปิดอีกครั้งตัดสินด้วยการปิดครั้งหลังสุด"))  # fmt: skip
ON_TIME_OF = Column("on_time_of", "integer", N_("ฐานของ on_time"), CASES,
                    N_("ปิดในช่วงนี้ บวกเรื่องที่ค้างและเลยวันที่สัญญาเมื่อสิ้นช่วง ไม่นับเรื่องที่ถอนและเรื่องซ้ำ "
                       "ถ้าน้อยกว่า 5 ไม่ควรคิดเป็นร้อยละ"))  # fmt: skip
TIMED = Column("timed", "integer", N_("เรื่องที่ใช้หาเวลา"), CASES, N_("รับในช่วงนี้ รวมที่ยังไม่เสร็จ ไม่นับเรื่องที่ถอนและเรื่องซ้ำ"))
MEDIAN = Column("median_days", "number", N_("ครึ่งหนึ่งของเรื่องเสร็จภายในกี่วัน"), DAYS,
                N_("วิธี Kaplan–Meier เรื่องที่ยังไม่เสร็จนับว่ากำลังรอ นับตั้งแต่รับจริงถึงปิดครั้งหลังสุด ทุกวันรวมวันหยุดและวันที่รอคนแจ้ง "
                   "ว่างถ้ามีไม่ถึง 5 เรื่อง"))  # fmt: skip
MEDIAN_MORE = Column("median_more_than", "boolean", N_("เวลาจริงมากกว่า median_days"),
                     formula=N_("true เมื่อเรื่องที่ยังรอมีมากจนหาเวลาไม่ได้ median_days จึงเป็นเวลานานที่สุดที่เห็น"))  # fmt: skip
P90 = Column("p90_days", "number", N_("9 ใน 10 เรื่องเสร็จภายในกี่วัน"), DAYS, N_("วิธีเดียวกับ median_days"))
P90_MORE = Column("p90_more_than", "boolean", N_("เวลาจริงมากกว่า p90_days"), formula=N_("เหมือน median_more_than"))
SERVICES = Column("services", "integer", N_("แถวนี้รวมกี่บริการ"), N_("บริการ"))
OWN_RECEIVED = Column("received", "integer", N_("คำขอที่รับในปีนี้"), CASES,
                      N_("บริการที่มีไม่ถึง 5 คำขอรวมกับบริการที่น้อยที่สุดที่มีตั้งแต่ 5 คำขอ เพื่อไม่ให้รู้ว่าเป็นคำขอของใคร"))  # fmt: skip
WALK_IN = Column("walk_in", "integer", N_("ในจำนวนนี้ มาที่สำนักงาน โทรศัพท์ จดหมาย และทางอื่นที่เจ้าหน้าที่บันทึกให้"), CASES,
                 N_("ว่างทั้งไฟล์ถ้ามีแถวใดที่ส่วนใดส่วนหนึ่งมี 1–4 คำขอ"))  # fmt: skip
ONLINE = Column("online", "integer", N_("ในจำนวนนี้ ยื่นเองทางเว็บไซต์"), CASES, N_("เหมือน walk_in"))
CATEGORY = Column("category", "string", N_("รหัสประเภทเรื่อง none คือไม่ระบุ others คือประเภทอื่นของบริการเดียวกันรวมกัน"),
                  formula=N_("ประเภทที่รับไม่ถึง 5 เรื่องในปีรวมกับประเภทที่น้อยที่สุดที่รับตั้งแต่ 5 เรื่อง"))  # fmt: skip
CATEGORIES = Column("categories", "integer", N_("แถวนี้รวมกี่ประเภท"), N_("ประเภท"))
CATEGORY_NAME = Column("category_name", "string", N_("ชื่อประเภทเรื่อง"))
ARRIVAL = Column("arrival", "string", N_("รหัสทางที่แจ้งมา"))
ARRIVAL_NAME = Column("arrival_name", "string", N_("ทางที่แจ้งมา"))
VILLAGE = Column("village", "string", N_("หมู่ที่ หรือ others คือหมู่บ้านอื่นรวมกัน หรือ none คือไม่ได้ระบุหมู่บ้าน"))
VILLAGE_NAME = Column("village_name", "string", N_("ชื่อหมู่บ้าน"))
VILLAGES = Column("villages", "integer", N_("แถวนี้รวมกี่หมู่บ้าน"), N_("หมู่บ้าน"))
VILLAGE_RECEIVED = Column("received", "integer", N_("รับในปีนี้"), CASES,
                          N_("หมู่บ้านที่มีไม่ถึง 5 เรื่องรวมกับหมู่บ้านที่น้อยที่สุดที่มีตั้งแต่ 5 เรื่อง เพื่อไม่ให้รู้ว่าเป็นเรื่องของใคร"))  # fmt: skip
