"""Sample readers and reports for the tour, made through the same services; their secrets stand in the open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.sealed import Position
from app.extensions import db
from app.models import SealedCase, Staff
from app.services import calendar
from app.services.actors import SYSTEM
from app.services.sealed import casework, keys, office, officers, replies, reports, story
from app.services.sealed.sample_reports import REPORTS, Turn
from app.services.sealed.sessions import Door
from app.services.transaction import transaction

PASSPHRASES = ("ปลากระบอก ใต้สะพาน ห้าตัว", "ยอดมะพร้าว หลังฝน สามวัน", "เรือกอและ ริมหาด เจ็ดลำ")
HOLDER = "ปลัดอำเภอ (ตัวอย่าง)"


@dataclass(frozen=True, slots=True)
class Made:
    """What a visitor needs to look around: who unlocks with what, and the codes of the sample reports."""

    passphrases: dict[str, str]
    codes: tuple[str, ...]


def make(now: datetime, staff: Sequence[Staff]) -> Made:
    """Two readers, an overseer, a recovery key, and eight reports at different stages."""
    begun = now - timedelta(days=120)
    with transaction():
        office.set_recovery_key(keys.key_pair()[0], HOLDER, by=SYSTEM, now=begun)
        places = (Position.CENTRE, Position.CENTRE, Position.OTHER)
        everybody = [_enrol(*one, begun) for one in zip(staff, places, PASSPHRASES, strict=True)]
        for door in everybody[1:]:
            officers.confirm(door.officer, by=everybody[0].officer, now=begun)
        doors = [door for door in everybody if officers.is_reader(door.officer)]
        for report in REPORTS:
            received = _office_hour(now - timedelta(days=report.days_ago), hour=report.hour)
            made = reports.send(report.code, reports.Submission(report.answers, sample=True), now=min(received, now))
            for number, turn in enumerate(report.turns):
                moment = _office_hour(now - timedelta(days=turn.days_ago), hour=10 + number % 5, minute=7 * number)
                _take(doors[number % len(doors)], made.report, report.code, turn, min(moment, now))
    phrases = dict(zip((member.username for member in staff), PASSPHRASES, strict=True))
    return Made(phrases, tuple(report.code for report in REPORTS))


def _enrol(member: Staff, position: Position, phrase: str, now: datetime) -> Door:
    made = officers.enrol(member, position, phrase, now=now)
    return Door(made.officer, officers.private_key(made.officer, phrase))


def _take(door: Door, report: story.Opened, code: str, turn: Turn, now: datetime) -> None:
    fresh = story.opened(db.session.get_one(SealedCase, report.id), report.key)
    if turn.action == "reporter":
        replies.mark_read(fresh, now=now)
        replies.write(fresh, turn.given.message, code=code, once="", now=now)
    elif turn.action == "withdraw":
        replies.withdraw(fresh, turn.given.message, code=code, now=now)
    elif turn.action == "message":
        casework.write(door, fresh, turn.given.message, once="", now=now)
    elif turn.action == "note":
        casework.note(door, fresh, turn.given.note, once="", now=now)
    else:
        casework.note_opened(door, fresh, now=now)
        casework.take(door, fresh, turn.action, turn.given, seen=fresh.seen, now=now)


def _office_hour(moment: datetime, *, hour: int, minute: int = 12) -> datetime:
    zone = calendar.calendar(moment).zone
    return moment.astimezone(zone).replace(hour=hour, minute=minute, second=0, microsecond=0)
