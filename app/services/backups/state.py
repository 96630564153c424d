"""How well the office could begin again tomorrow, for the page, the letters, and whoever watches the machine."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app

from app.domain import backups as rules
from app.domain.backups import Level, RunKind
from app.domain.dates import format_moment, local_day
from app.domain.words import N_
from app.domain.workflow import Role
from app.extensions import db
from app.models import BackupRun
from app.services import outbox, staff
from app.services.backups import making, runs, shelf
from app.services.transaction import transaction


@dataclass(frozen=True, slots=True)
class Standing:
    """``worries``: what is wrong, in words (Thai msgids). ``recovery``: an envelope opens what is made now.

    ``failed``: the last backup, if it did not come to its end.
    Not ``scheduled``: the office has another way of its own, and is asked for nothing.
    """

    good: BackupRun | None
    age: timedelta | None
    drill: BackupRun | None
    level: Level
    worries: tuple[str, ...]
    recovery: bool
    scheduled: bool
    running: tuple[BackupRun, ...]
    failed: BackupRun | None = None


def standing(now: datetime) -> Standing:
    """Look at what was written down and whether the last good file is still there."""
    good, drill = runs.last(RunKind.BACKUP, good=True), runs.last(RunKind.DRILL)
    made_at = good.begun_at if good else None
    scheduled, recovery = current_app.config["BACKUP_HOUR"] < rules.NEVER, len(making.recipients()) > 1
    worries = [*_backup_worries(now, good), *_drill_worries(now, good, drill)] if scheduled else []
    level = rules.level(now, made_at) if scheduled else Level.LATE
    if level is Level.GOOD and (worries or not recovery):
        level = Level.LATE
    return Standing(
        good=good,
        age=now - made_at if made_at else None,
        drill=drill,
        level=level,
        worries=tuple(worries),
        recovery=recovery,
        scheduled=scheduled,
        running=tuple(runs.open_runs()),
        failed=_failed() if scheduled else None,
    )


def tell(now: datetime) -> int:
    """Write to every administrator what is wrong, once a day at most: how many letters."""
    if not outbox.configured():
        return 0
    found = standing(now)
    body = "\n".join([*found.worries, "", _since(found), f"{current_app.config['PUBLIC_URL']}/admin/backups"])
    addresses = [m.email for m in staff.active() if found.worries and m.email and Role.ADMINISTRATOR in m.roles]
    return sum(_put(address, body, now) for address in addresses)


def _failed() -> BackupRun | None:
    """The last attempt, if it did not come to its end."""
    last = runs.last(RunKind.BACKUP)
    return last if last and last.trouble else None


def _backup_worries(now: datetime, good: BackupRun | None) -> list[str]:
    worries = []
    failed = runs.last(RunKind.BACKUP)
    if good is None:
        worries.append(N_("ยังไม่มีข้อมูลสำรอง"))
    elif rules.past(good.begun_at, now) is None:
        worries.append(N_("ข้อมูลสำรองล่าสุดลงวันที่ในอนาคต นาฬิกาของเครื่องเคยเดินผิด ตรวจนาฬิกา แล้วสำรองใหม่"))
    elif now - (good.begun_at or now) >= rules.FRESH:
        worries.append(N_("ข้อมูลสำรองล่าสุดเก่ากว่าหนึ่งวัน"))
    if good and not (shelf.place() / good.name).is_file():
        worries.append(N_("ไม่พบไฟล์สำรองล่าสุดในที่เก็บ ตรวจว่าดิสก์ต่ออยู่"))
    if failed and failed.trouble:
        worries.append(failed.trouble.words)
    if good and good.found:
        worries.append(N_("ไฟล์แนบบางไฟล์หายหรือเสียอยู่ก่อนแล้ว ข้อมูลสำรองเก่ากว่านี้อาจยังมีอยู่"))
    return worries


def _drill_worries(now: datetime, good: BackupRun | None, drill: BackupRun | None) -> list[str]:
    if drill and drill.trouble:
        return [N_("ทดสอบกู้คืนครั้งล่าสุดไม่ผ่าน"), drill.trouble.words]
    late = drill and now - (drill.begun_at or now) >= rules.DRILLED_LATE
    return [N_("ไม่ได้ทดสอบกู้คืนเกินหนึ่งเดือน")] if good and late else []


def _since(found: Standing) -> str:
    made_at = found.good.begun_at if found.good else None
    return f"สำรองสำเร็จล่าสุด {format_moment(made_at)}" if made_at else "ยังไม่เคยสำรองสำเร็จ"


def _put(address: str, body: str, now: datetime) -> bool:
    key = f"backup/{local_day(now)}"
    with transaction():
        if outbox.holds(address, key):
            return False
        outbox.put(address, "ข้อมูลสำรองต้องดูแล", body, key=key, now=now, until=now + timedelta(days=1))
    db.session.rollback()
    return True
