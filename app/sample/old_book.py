"""An old register of the sample office: months before the system, as the clerk wrote them, two matters open."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.domain.dates import format_date
from app.domain.old_books import Book
from app.domain.workflow import Role
from app.extensions import db
from app.models import Staff
from app.services.actors import Actor
from app.services.old_registers import checking, loading, taking

_HEADERS = ("เลขที่รับ", "วันที่รับ", "ผู้ร้อง", "หมู่ที่", "เรื่อง", "ผลการดำเนินการ", "วันที่แล้วเสร็จ")
_MATTERS = (
    ("สมพงษ์ ศรีสุข", "1", "ถนนลูกรังหน้าโรงเรียนเป็นหลุม", "ลงหินคลุกแล้ว", 12),
    ("แวมะ ดอเลาะ", "3", "ไฟฟ้าสาธารณะดับสองต้น", "เปลี่ยนหลอดแล้ว", 5),
    ("ไม่ประสงค์ออกนาม", "2", "เผาขยะกลางคืน มีควันเข้าบ้าน", "ตักเตือนแล้ว", 9),
    ("คอลีเยาะ สาแม", "4", "ขอน้ำ แท็งก์หมู่บ้านแห้ง", "ส่งน้ำ 1 เที่ยว", 1),
    ("ประเสริฐ แก้วทอง", "1", "ท่อระบายน้ำตันหน้าตลาด", "ขุดลอกแล้ว", 20),
    ("นิรอฮานี เจ๊ะมะ", "2", "กิ่งไม้พาดสายไฟทางเข้ามัสยิด", "แจ้งการไฟฟ้าแล้ว", 3),
)
_LINES = 24
_OPEN = {20, 23}


def make(first: date, now: datetime) -> None:
    """Bring it in the way an administrator does: all lines of the months before the first day of the system."""
    chief = next(member for member in db.session.scalars(select(Staff)) if Role.ADMINISTRATOR in member.roles)
    by = Actor.staff(chief)
    lines = tuple((n + 2, _line(n, first - timedelta(days=(_LINES - n) * 5))) for n in range(_LINES))
    name = f"ทะเบียนรับเรื่องร้องทุกข์ ปี {first.year + 543}"
    register = loading.load(name, Book(_HEADERS, lines, "UTF-8"), by=by, now=now)
    loading.arrange(register.id, loading.columns(register)[0], loading.choices(register))
    checking.go_on(register.id, now=now)
    taking.take(register.id, left_out=0, by=by, now=now)


def _line(n: int, received: date) -> tuple[str, ...]:
    who, village, what, result, days = _MATTERS[n % len(_MATTERS)]
    closed = "" if n in _OPEN else format_date(received + timedelta(days=days), "short", glue=False)
    day = format_date(received, "short", glue=False)
    return (f"{n + 31}/{received.year + 543}", day, who, village, what, "" if n in _OPEN else result, closed)
