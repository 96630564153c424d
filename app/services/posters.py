"""What the office's posters say, from its own rows: channels, promises in force, services, telephones, the survey."""

from dataclasses import replace
from datetime import date

from flask import current_app

from app.domain.channels import COMPLAINTS, CORRUPTION_SLUG, WATER
from app.domain.dates import format_date
from app.domain.manual_times import promise_words
from app.domain.phones import format_phone, parse_phone
from app.domain.poster import Kind, Number, Poster, WayIn
from app.domain.survey import Place
from app.models import Office
from app.services import invitations, manuals, office, services

HOURS = "สำนักงานเปิด จันทร์–ศุกร์ 08.30–16.30 น. เว้นวันหยุดราชการ"
_SCAN = "ส่องคิวอาร์โค้ดด้วยกล้องโทรศัพท์"
_KEEP = "ได้เลขที่กับรหัส ไว้ดูว่าเรื่องไปถึงไหน"
_HELP = Number("ศูนย์ดำรงธรรม", "1567")
_COMPLAIN = "ถนน ไฟถนน น้ำประปา ขยะ ท่อตัน เสียงดัง หรือการทำงานของสำนักงาน"
_FETCH = "ขอน้ำกินน้ำใช้ส่งถึงบ้าน วัด มัสยิด หรือโรงเรียน"
_SEALED = "ช่องทางลับ แยกจากเรื่องทั่วไป ไม่ต้องบอกชื่อ"


def kinds(day: date) -> tuple[Kind, ...]:
    """The posters that can be hung on a day: the EIT one only while its window is open."""
    closed = invitations.open_campaign(day) is None
    return tuple(kind for kind in Kind if kind is not Kind.EIT or not closed)


def evidence(day: date) -> list[tuple[Kind, str]]:
    """The posters there are on a day with their addresses, to be named as evidence of measure 5."""
    return [(kind, f"{current_app.config['PUBLIC_URL']}/poster/{kind}-a4.pdf") for kind in kinds(day)]


def poster(kind: Kind, day: date) -> Poster | None:
    """What a poster says on a day; None before the office is set up and for a survey that is not open."""
    present = office.present()
    return _SAYS[kind](present, day) if present and kind in kinds(day) else None


def _all(present: Office, day: date) -> Poster:
    own = services.open_on(day)
    served = (WayIn("บริการออนไลน์", "", _address("services"), tuple(service.name for service in own)),) if own else ()
    ways = (
        WayIn(COMPLAINTS.title, _COMPLAIN, _address(COMPLAINTS.slug)),
        WayIn(WATER.title, _FETCH, _address(WATER.slug)),
        *served,
        WayIn("ร้องเรียนเจ้าหน้าที่ทุจริต", _SEALED, _address(CORRUPTION_SLUG), apart=True),
    )
    lead = f"{_SCAN} ได้ตลอด 24 ชั่วโมง ไม่ต้องสมัครสมาชิก"
    return _made(Kind.ALL, present, "มีเรื่องอะไรให้เราช่วย", lead, ways)


def _complaints(present: Office, day: date) -> Poster:
    steps = (_SCAN, "เล่าว่าเกิดอะไรขึ้นที่ไหน แนบรูปได้ ไม่ต้องสมัครสมาชิก", _KEEP)
    promise = _promise(COMPLAINTS.slug, "เราตอบภายใน", day)
    ways = (WayIn(COMPLAINTS.title, _COMPLAIN, _address(COMPLAINTS.slug)),)
    return _made(Kind.COMPLAINTS, present, COMPLAINTS.title, _COMPLAIN, ways, steps, promise)


def _water(present: Office, day: date) -> Poster:
    steps = (_SCAN, "บอกว่าส่งที่ไหน ใช้กี่คน มีอะไรใส่น้ำ", _KEEP)
    promise = _promise(WATER.slug, "เราส่งน้ำภายใน", day)
    ways = (WayIn(WATER.title, _FETCH, _address(WATER.slug)),)
    return _made(Kind.WATER, present, WATER.title, _FETCH, ways, steps, promise)


def _corruption(present: Office, day: date) -> Poster:
    title = "ร้องเรียนเจ้าหน้าที่ทุจริต"
    steps = (
        "ถ่ายรูปแผ่นนี้ไว้ แล้วเปิดเมื่ออยู่ที่อื่น ไม่ใช้ไวไฟของสำนักงาน",
        "จดรหัส 24 หลัก ใช้กลับมาอ่านคำตอบ และคุยต่อ โดยไม่ต้องบอกชื่อ",
        "อ่านได้เฉพาะเจ้าหน้าที่ที่ได้รับแต่งตั้ง ตำแหน่งที่คุณบอกว่าถูกร้องเรียน เปิดไม่ได้",
    )
    promise = _promise(CORRUPTION_SLUG, "เราตอบภายใน", day)
    ways = (WayIn(title, _SEALED, _address(CORRUPTION_SLUG)),)
    made = _made(Kind.CORRUPTION, present, title, _SEALED, ways, steps, promise)
    elsewhere = (Number("สำนักงาน ป.ป.ช.", "1205"), Number("สำนักงาน ป.ป.ท.", "1206"), _HELP)
    return replace(made, numbers=elsewhere, hours="ไม่สบายใจจะใช้ทางนี้ แจ้งที่อื่นได้")


def _eit(present: Office, day: date) -> Poster:
    found = invitations.offered(Place.POSTER, day)
    if found is None:
        raise LookupError(day)
    lead = f"แบบวัด EIT ของสำนักงาน ป.ป.ช. ปีงบประมาณ {found.fiscal_year} สำหรับทุกคนที่ใช้บริการของเรา"
    steps = (
        "ส่องคิวอาร์โค้ด เปิดแบบวัดของ\u00a0ป.ป.ช.",
        "ตอบตามที่คุณพบเมื่อใช้บริการของเรา",
        "คำตอบเป็นความลับ ไม่มีผลต่อเรื่องของคุณ",
    )
    promise = f"ตอบได้ถึง {format_date(found.closes_on, glue=False)}"
    note = f"รหัสแบบวัด {found.code}" if found.code else ""
    ways = (WayIn("แบบวัด EIT", lead, found.address),)
    return _made(Kind.EIT, present, "เราทำงานเป็นอย่างไร บอก\u00a0ป.ป.ช.", lead, ways, steps, promise, note)


_SAYS = {
    Kind.ALL: _all,
    Kind.COMPLAINTS: _complaints,
    Kind.WATER: _water,
    Kind.CORRUPTION: _corruption,
    Kind.EIT: _eit,
}


def _made(
    kind: Kind,
    present: Office,
    headline: str,
    lead: str,
    ways: tuple[WayIn, ...],
    steps: tuple[str, ...] = (),
    promise: str = "",
    note: str = "",
) -> Poster:
    return Poster(
        kind, present.name, f"อำเภอ{present.district} จังหวัด{present.province}", headline, lead, ways, steps, promise,
        _numbers(present), HOURS, note, (present.short_name, present.subdistrict, present.district, present.province),
    )  # fmt: skip


def _numbers(present: Office) -> tuple[Number, ...]:
    called = f"สำนักงาน {present.phone_note}".strip()
    found = [Number(called, _read(present.phone))]
    if present.emergency_phone:
        found.append(Number("น้ำ ไฟไหม้ น้ำท่วม 24 ชั่วโมง", _read(present.emergency_phone)))
    return (*found, _HELP)


def _read(phone: str) -> str:
    return format_phone(parse_phone(phone) or phone)


def _promise(service: str, begins: str, day: date) -> str:
    manual = manuals.in_force(service, day)
    return f"{begins} {promise_words(manual.promise)}" if manual else ""


def _address(slug: str) -> str:
    return f"{current_app.config['PUBLIC_URL']}/{slug}/"
