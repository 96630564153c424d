"""The cast of the sealed channel: two readers of the centre, a ปลัด who reads too, a reporter with a code."""

from dataclasses import dataclass

from app.domain import sealed_paper
from app.domain.sealed import Position, new_code
from app.domain.sealed_report import Answers
from app.domain.workflow import Role
from app.models import Staff
from app.services import staff
from app.services.actors import SYSTEM
from app.services.sealed import keys, office, officers, reports, sessions
from app.services.sealed.reports import Submission
from app.services.sealed.sessions import Door
from tests import factories

PHRASE = "ปูดำ ลอยคอ ใต้สะพานไม้"
SECOND_STEP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass
class Reader:
    """An integrity officer, unlocked."""

    member: Staff
    phrase: str
    recovery_code: str
    token: str
    door: Door


def reader(name: str, now, position: Position = Position.CENTRE, title: str = "นิติกร", phrase: str = PHRASE) -> Reader:
    member = factories.make_staff(name, Role.INTEGRITY, now=now, position=title)
    staff.set_totp(member, SECOND_STEP)
    made = officers.enrol(member, position, phrase, now=now)
    if made.officer.confirmed_at is None:
        voucher = next(o for o in officers.trusted() if o.id != made.officer.id)
        officers.confirm(made.officer, by=voucher, now=now)
    return _unlocked(member, phrase, made, now)


def _unlocked(member: Staff, phrase: str, made: officers.Enrolment, now) -> Reader:
    token = sessions.unlock(member, phrase, now=now)
    return Reader(member, phrase, made.recovery_code, token, sessions.enter(token, member, now=now))


def open_channel(now) -> bytes:
    """An overseer from outside and the office's recovery key: its private half."""
    overseer(now)
    public, private = keys.key_pair()
    office.set_recovery_key(public, "นายอำเภอ", by=SYSTEM, now=now)
    return private


def overseer(now, name: str = "overseer") -> Reader:
    """Somebody of the district, who reads only what nobody in the office may."""
    member = factories.make_staff(name, Role.INTEGRITY, now=now, position="ท้องถิ่นอำเภอ")
    staff.set_totp(member, SECOND_STEP)
    made = officers.enrol(member, Position.OTHER, PHRASE, now=now)
    officers.vouch(made.officer, now=now)
    return _unlocked(member, PHRASE, made, now)


def paper(private: bytes) -> tuple[str, ...]:
    """The private half as it stands on its sheet."""
    return sealed_paper.spell(private, sealed_paper.PRIVATE)


def answers(*about: Position, what: str = "ขอเงินค่าเซ็นชื่อ", **more: str) -> Answers:
    return Answers(frozenset(about or {Position.OTHER}), what, **more)


def send(now, *about: Position, code: str | None = None, files=(), **more: str) -> tuple[str, reports.Sent]:
    code = code or new_code()
    return code, reports.send(code, Submission(answers(*about, **more), files=tuple(files)), now=now)
