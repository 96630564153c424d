"""When a backup is due, which generations stay, and how the office stands: rules without a disk or a clock."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.domain.dates import BANGKOK, local_day
from app.domain.words import N_

DAYS, WEEKS, MONTHS = 7, 5, 12
NEVER = 24
FRESH = timedelta(hours=26)
LATE = timedelta(hours=50)
RETRY = timedelta(hours=1)
DRILLED = timedelta(days=30)
DRILLED_LATE = timedelta(days=40)
ASTRAY = timedelta(days=1)


class RunKind(StrEnum):
    """What the worker does."""

    BACKUP = "backup"
    DRILL = "drill"


class Level(StrEnum):
    """How well the office could begin again tomorrow."""

    GOOD = "done"
    LATE = "waiting"
    BAD = "late"


class Trouble(StrEnum):
    """Why a backup, its test or a restore did not come to its end."""

    NO_ROOM = "no_room"
    NO_PLACE = "no_place"
    OTHER_DISK = "other_disk"
    BUSY = "busy"
    INTERRUPTED = "interrupted"
    STORE = "store"
    NO_PROGRAM = "no_program"
    OLD_PROGRAM = "old_program"
    PROGRAM = "program"
    NO_RIGHT = "no_right"
    DATABASE = "database"
    NO_ANSWER = "no_answer"
    NO_BACKUP = "no_backup"
    NO_FILE = "no_file"
    NOT_ONE = "not_one"
    WRONG_KEY = "wrong_key"
    NO_KEY = "no_key"
    ALTERED = "altered"
    NOT_EMPTY = "not_empty"
    OTHER_KIND = "other_kind"
    DIFFERS = "differs"
    UNEXPECTED = "unexpected"

    @property
    def words(self) -> str:
        """What happened and what to do (Thai msgid)."""
        return _WORDS[self]


_WORDS = {
    Trouble.NO_ROOM: N_("ที่เก็บข้อมูลสำรองเหลือที่ว่างไม่พอ ลบของอื่นออกหรือเพิ่มดิสก์"),
    Trouble.NO_PLACE: N_("เขียนลงที่เก็บข้อมูลสำรองไม่ได้ บอกผู้ดูแลเครื่องให้ตรวจว่าดิสก์ต่ออยู่และโปรแกรมเขียนได้ (BACKUP_DIR)"),
    Trouble.OTHER_DISK: N_(
        "ที่เก็บว่างเปล่าทั้งที่เคยมีข้อมูลสำรอง ตรวจว่าดิสก์ต่ออยู่ ถ้าเปลี่ยนดิสก์ใหม่ กด “สำรองตอนนี้” หนึ่งครั้ง"
    ),
    Trouble.BUSY: N_("กำลังสำรองหรือทดสอบอยู่แล้ว รอให้เสร็จก่อน"),
    Trouble.INTERRUPTED: N_("หยุดกลางคัน เช่น ไฟดับหรือเครื่องปิด"),
    Trouble.STORE: N_("ที่เก็บไฟล์แนบไม่ตอบ บอกผู้ดูแลเครื่องให้ตรวจเครื่องที่เก็บไฟล์ (S3_ENDPOINT)"),
    Trouble.NO_PROGRAM: N_("ไม่พบโปรแกรม pg_dump หรือ pg_restore ติดตั้ง postgresql-client รุ่นเดียวกับเซิร์ฟเวอร์"),
    Trouble.OLD_PROGRAM: N_("pg_dump เก่ากว่าเซิร์ฟเวอร์ฐานข้อมูล ติดตั้ง postgresql-client รุ่นเดียวกับเซิร์ฟเวอร์"),
    Trouble.PROGRAM: N_("pg_dump หรือ pg_restore ทำไม่สำเร็จ ข้อความของโปรแกรมอยู่ในบันทึกของเครื่องแม่ข่าย"),
    Trouble.NO_RIGHT: N_("ผู้ใช้ฐานข้อมูลสร้างฐานทดสอบไม่ได้ ให้สิทธิ CREATEDB"),
    Trouble.DATABASE: N_("ฐานข้อมูลเสียหาย อย่าลบข้อมูลสำรองเดิม แจ้งผู้ดูแลเครื่องทันที"),
    Trouble.NO_ANSWER: N_("เซิร์ฟเวอร์ฐานข้อมูลไม่ตอบ ดูว่าเปิดอยู่ และที่อยู่กับรหัสผ่านที่ให้ไว้ถูกต้อง"),
    Trouble.NO_BACKUP: N_("ยังไม่มีข้อมูลสำรอง"),
    Trouble.NO_FILE: N_("ไม่พบไฟล์นี้ หรือผู้ใช้ของระบบเปิดอ่านไม่ได้"),
    Trouble.NOT_ONE: N_("ไฟล์นี้ไม่ใช่ข้อมูลสำรองของระบบ หรือทำโดยรุ่นที่ใหม่กว่า"),
    Trouble.WRONG_KEY: N_("กุญแจนี้เปิดไฟล์ไม่ได้"),
    Trouble.NO_KEY: N_("ไม่มี secret-key ในโฟลเดอร์นี้ วางกุญแจเดิมที่นี่ หรือใช้ --recovery-key-file -"),
    Trouble.ALTERED: N_("ไฟล์เสียหาย ขาดหาย หรือถูกแก้ ไม่มีอะไรถูกนำกลับ ใช้ไฟล์ก่อนหน้า"),
    Trouble.NOT_EMPTY: N_("ที่ที่จะกู้คืนลงต้องว่าง"),
    Trouble.OTHER_KIND: N_("ข้อมูลสำรองนี้เป็นของฐานข้อมูลอีกชนิด"),
    Trouble.DIFFERS: N_("กู้คืนได้ แต่สิ่งที่อ่านกลับมาไม่ตรงกับที่เก็บไว้"),
    Trouble.UNEXPECTED: N_("ทำไม่สำเร็จด้วยเหตุที่ไม่รู้จัก ชนิดของข้อผิดพลาดอยู่ในบันทึกของเครื่องแม่ข่าย"),
}


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """Which backups stay: the newest of each of the last 7 days, 5 weeks and 12 months that have one."""
    newest_first = sorted(moments, reverse=True)
    rules = ((DAYS, _day), (WEEKS, _week), (MONTHS, _month))
    stay: set[datetime] = set()
    for count, period in rules:
        newest = {period(moment): moment for moment in reversed(newest_first)}
        stay |= set(sorted(newest.values(), reverse=True)[:count])
    return stay


def past(moment: datetime | None, now: datetime) -> datetime | None:
    """None for a moment that has not come: of a clock that once ran ahead, it says nothing of today."""
    return moment if moment and moment <= now + ASTRAY else None


def due(now: datetime, hour: int, good: datetime | None, tried: datetime | None) -> bool:
    """Whether tonight's backup is to be made: once a date, from the quiet hour on; after a failure an hour later."""
    good, tried = past(good, now), past(tried, now)
    tonight = hour < NEVER and now.astimezone(BANGKOK).hour >= hour
    missing = good is None or local_day(good) < local_day(now)
    return tonight and missing and (tried is None or now - tried >= RETRY)


def drill_due(
    now: datetime, hour: int, good: datetime | None, drilled: datetime | None, tried: datetime | None
) -> bool:
    """Whether it is time for the month's test restore, right after a night's backup."""
    good, drilled, tried = past(good, now), past(drilled, now), past(tried, now)
    if hour >= NEVER or good is None or local_day(good) < local_day(now):
        return False
    return (drilled is None or now - drilled >= DRILLED) and (tried is None or now - tried >= RETRY)


def level(now: datetime, good: datetime | None) -> Level:
    """Green while the last backup is younger than 26 hours, red when two nights were missed or there is none."""
    good = past(good, now)
    if good is None or now - good >= LATE:
        return Level.BAD
    return Level.GOOD if now - good < FRESH else Level.LATE


def _day(moment: datetime) -> date:
    return local_day(moment)


def _week(moment: datetime) -> tuple[int, int]:
    return local_day(moment).isocalendar()[:2]


def _month(moment: datetime) -> tuple[int, int]:
    day = local_day(moment)
    return day.year, day.month
