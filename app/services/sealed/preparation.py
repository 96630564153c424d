"""What the administrator sees of the channel: who is how far with their key, by name. Of reports it knows nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.words import N_
from app.domain.workflow import Role
from app.models import SealedOfficer, Staff
from app.services import staff
from app.services.sealed import officers

READY = N_("พร้อม")
NO_SECOND_STEP = N_("ยังไม่เปิดการยืนยันสองขั้น")
NO_KEY = N_("ยังไม่ได้ตั้งกุญแจ")
UNCONFIRMED = N_("ตั้งกุญแจแล้ว รอผู้อ่านอีกคนยืนยัน")
MOVED = N_("ตำแหน่งเปลี่ยนไปจากวันที่ตั้งกุญแจ ต้องตั้งกุญแจใหม่")
ALTERED = N_("กุญแจไม่ตรงกับที่รับรองไว้ ต้องทำพิธีรับรองที่เครื่องของสำนักงาน")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody appointed to read, and what they still lack (Thai msgids); nothing when they are ready."""

    member: Staff
    overseer: bool
    lacks: tuple[str, ...]


def people() -> Sequence[Person]:
    """Everybody who has the role now, by name."""
    return [_person(member, officers.of(member)) for member in staff.active() if Role.INTEGRITY in member.roles]


def _person(member: Staff, officer: SealedOfficer | None) -> Person:
    lacks = [] if officers.has_second_step(member) else [NO_SECOND_STEP]
    if officer is None:
        lacks.append(NO_KEY)
    elif officer.confirmed_at is None:
        lacks.append(UNCONFIRMED)
    elif officers.has_moved(officer):
        lacks.append(MOVED)
    elif not lacks and not officers.is_trusted(officer):
        lacks.append(ALTERED)
    return Person(member, officer is not None and officers.is_overseer(officer), tuple(lacks))
