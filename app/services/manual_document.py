"""A manual made ready for paper: its own words, the office's name and telephone, the day it is printed."""

from datetime import date

from app.domain.dates import format_date
from app.domain.guide import Guide, GuideStep, Part
from app.domain.manual_times import promise_words
from app.domain.phones import format_phone, parse_phone
from app.models import Manual, Office

UNVERIFIED = "รอสำนักงานตรวจทาน"
NO_FORM = "บริการนี้ยังไม่มีแบบออนไลน์ มายื่นที่สำนักงาน หรือโทรถามก่อน"


def guide(manual: Manual, office: Office, *, address: str, online: bool, today: date) -> Guide:
    """The manual as of a day; ``address`` is its page."""
    unit = manual.unit.name if manual.unit else ""
    fee = manual.fee or "ไม่มีค่าธรรมเนียม"
    promise = f"ภายใน {promise_words(manual.promise)}"
    phone = format_phone(parse_phone(office.phone) or office.phone)
    return Guide(
        title=manual.title,
        lead=manual.lead,
        agency=(office.name, f"อำเภอ{office.district} จังหวัด{office.province}"),
        promise=promise,
        fee=fee,
        facts=_parts(
            ("หน่วยงานที่รับผิดชอบ", manual.responsible), ("ส่วนราชการเจ้าของงาน", unit), ("ใช้เมื่อ", manual.scope),
            ("ใครใช้ได้", manual.who), ("ช่องทาง", manual.arrivals if online else f"{NO_FORM}\n{manual.arrivals}"),
            ("หลักเกณฑ์", manual.criteria), ("เอกสารที่ใช้", manual.documents), ("แบบฟอร์ม", manual.forms),
            ("ค่าธรรมเนียม", fee), ("เวลาที่สัญญา", promise_words(manual.promise)),
        ),
        steps=tuple(GuideStep(step.text, step.duration, step.responsible) for step in manual.steps),
        after=_parts(
            ("ติดตามผล และถ้าไม่พอใจ", manual.follow_up), ("ติดต่อ", manual.contact or f"{office.name} โทร. {phone}"),
            ("กฎหมายที่เกี่ยวข้อง", manual.laws), ("ตรวจข้อกฎหมายล่าสุด", _when(manual.laws_verified_on) or "ยังรอนิติกรตรวจทาน"),
        ),
        poster=_parts(("ใครใช้ได้", manual.who), ("เตรียมอะไร", manual.documents)),
        version=_version(manual),
        mark="" if manual.verified_on else UNVERIFIED,
        as_of=f"ข้อมูล ณ วันที่ {format_date(today)}",
        phone=phone,
        address=address,
        online=online,
        names=(office.name, office.short_name, office.district, office.province),
    )  # fmt: skip


def _version(manual: Manual) -> str:
    verified = f" ตรวจทานล่าสุด {_when(manual.verified_on)}" if manual.verified_on else ""
    return f"ฉบับที่ {manual.version} ใช้ตั้งแต่ {_when(manual.effective_on)}{verified}"


def _when(day: date | None) -> str:
    return format_date(day) if day else ""


def _parts(*pairs: tuple[str, str]) -> tuple[Part, ...]:
    """Those that say something, line by line."""
    split = ((heading, tuple(line.strip() for line in words.splitlines() if line.strip())) for heading, words in pairs)
    return tuple(Part(heading, lines) for heading, lines in split if lines)
