"""The people who work here: accounts, roles, units. The last administrator stays; nobody dismisses themselves."""

import re
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select

from app.domain.words import N_
from app.domain.workflow import STAFF_ROLES, Role
from app.extensions import db
from app.models import OPEN, OfficeUnit, Staff, Ticket
from app.services import audit, scope, staff
from app.services.actors import Actor
from app.services.administration import changes
from app.services.administration.changes import Wrong
from app.services.sealed import officers
from app.services.transaction import transaction

_USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
CASEWORKERS = frozenset({Role.INTAKE, Role.OFFICER, Role.MANAGEMENT})
ROLE_NAMES = {
    Role.INTAKE: N_("รับเรื่อง (เห็นทุกหน่วยงาน)"),
    Role.OFFICER: N_("เจ้าหน้าที่หน่วยงาน"),
    Role.MANAGEMENT: N_("ผู้บริหาร"),
    Role.INTEGRITY: N_("ศูนย์ทุจริต: ผู้อ่านเรื่องร้องเรียนทุจริต"),
    Role.ADMINISTRATOR: N_("ผู้ดูแลระบบ"),
}


def every() -> Sequence[Staff]:
    """Everybody with an account; those who left come last."""
    return db.session.scalars(select(Staff).order_by(Staff.active.desc(), Staff.name)).all()


def find(staff_id: int) -> Staff | None:
    """One person."""
    return db.session.get(Staff, staff_id)


def first_password() -> str:
    """A password to hand over: twelve letters without look-alikes, 59 bits."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(12))
    return "-".join(letters[i : i + 4] for i in range(0, 12, 4))


def check_entry(
    username: str, roles: frozenset[Role], unit: OfficeUnit | None, position: str, *, existing: bool = False
) -> None:
    """Raise the first fault of an entry."""
    for wrong in entry_faults(username, roles, unit is not None, position, existing=existing):
        raise wrong


def entry_faults(
    username: str, roles: frozenset[Role], has_unit: bool, position: str, *, existing: bool = False
) -> Iterator[Wrong]:
    """Refuse a name that cannot be typed everywhere or is taken, no roles, an officer without a unit.

    Who reads reports of corruption says what they are: the clerk's and the mayor's place follow from the title
    (``domain.sealed_titles``), and with it what they may not read.
    """
    if not existing:
        if not _USERNAME.fullmatch(username):
            yield Wrong("username", N_("ใช้ตัวอักษรอังกฤษตัวเล็ก ตัวเลข จุด หรือขีด 3–40 ตัว ขึ้นต้นด้วยตัวอักษร เช่น somsri.k"))
        elif db.session.scalar(select(Staff.id).where(Staff.username == username)) is not None:
            yield Wrong("username", N_("มีผู้ใช้ชื่อนี้แล้ว เติมตัวเลขหรือนามสกุล"))
    if not roles or not roles <= frozenset(STAFF_ROLES):
        yield Wrong("roles", N_("เลือกหน้าที่อย่างน้อยหนึ่งอย่าง"))
    if Role.OFFICER in roles and not has_unit:
        yield Wrong("unit", N_("เจ้าหน้าที่หน่วยงานต้องมีหน่วยงาน เลือกหนึ่งหน่วยงาน"))
    if Role.INTEGRITY in roles and not position.strip():
        yield Wrong("position", N_("ผู้อ่านเรื่องร้องเรียนทุจริตต้องบอกตำแหน่ง ปลัดและนายกจะอ่านเรื่องที่ร้องเรียนตนเองไม่ได้"))


def hire(
    username: str,
    *,
    name: str,
    roles: frozenset[Role],
    by: Actor,
    now: datetime,
    position: str = "",
    email: str = "",
    unit: OfficeUnit | None = None,
    approves: bool = True,
) -> tuple[Staff, str]:
    """Open an account: the person and their first password, which is kept nowhere and which they must change."""
    username = username.strip().lower()
    check_entry(username, roles, unit, position)
    password = first_password()
    with transaction():
        member = staff.hire(
            username, password, name=name, roles=roles, position=position, email=email, unit=unit, now=now
        )
        member.approves, member.must_change = approves, True
        db.session.flush()
        audit.record("staff_hired", username, by=by, now=now, name=name, roles=sorted(roles))
    return member, password


def change(
    member: Staff,
    *,
    name: str,
    position: str,
    email: str,
    roles: frozenset[Role],
    unit: OfficeUnit | None,
    approves: bool = True,
    by: Actor,
    now: datetime,
) -> None:
    """Change a person's name, roles or unit; other roles end their open sessions."""
    check_entry(member.username, roles, unit, position, existing=True)
    if Role.ADMINISTRATOR in member.roles - roles:
        _not_the_last(member, "roles")
    if not roles & CASEWORKERS and _in_hand(member):
        raise Wrong("roles", N_("ยังมีเรื่องที่ยังไม่ปิดอยู่ในมือของคนนี้ ให้ผู้รับเรื่องมอบหมายให้คนอื่นก่อน"))
    values = {"name": name, "position": position, "email": email, "roles": roles, "unit_id": unit.id if unit else None}
    values["approves"] = approves
    with transaction():
        if member.roles != roles and member.id != by.staff_id:
            staff.end_sessions(member)
        if Role.INTEGRITY not in roles:
            officers.release(member)
        changes.write(member, values, action="staff_changed", subject=member.username, by=by, now=now)


def dismiss(member: Staff, *, by: Actor, now: datetime) -> None:
    """Close an account at once; what the person did stays in the story under their name."""
    if member.id == by.staff_id:
        raise Wrong("", N_("ปิดบัญชีของตัวเองไม่ได้ ให้ผู้ดูแลระบบอีกคนทำ"))
    _not_the_last(member, "")
    with transaction():
        staff.end_sessions(member)
        officers.release(member)
        changes.write(member, {"active": False}, action="staff_dismissed", subject=member.username, by=by, now=now)


def reinstate(member: Staff, *, by: Actor, now: datetime) -> str:
    """Open an account again: the new password."""
    with transaction():
        changes.write(member, {"active": True}, action="staff_reinstated", subject=member.username, by=by, now=now)
        return reset_password(member, by=by, now=now)


def reset_password(member: Staff, *, by: Actor, now: datetime) -> str:
    """Give a person a new password to be changed at sign-in, which is kept nowhere; their open sessions end."""
    password = first_password()
    with transaction():
        staff.set_password(member, password, handed=True)
        staff.forget_failures(member.username)
        audit.record("password_reset", member.username, by=by, now=now)
    return password


def drop_second_step(member: Staff, *, by: Actor, now: datetime) -> None:
    """Turn off the second step of somebody else, who lost their telephone; ``Wrong`` for one's own."""
    if member.id == by.staff_id:
        raise Wrong("", N_("ของตนเองเปลี่ยนได้ที่บัญชีของฉัน โดยยืนยันด้วยเครื่องเดิมหรือรหัสกู้คืน"))
    with transaction():
        staff.set_totp(member, "")
        audit.record("second_step_dropped", member.username, by=by, now=now)


def sign_out(member: Staff, *, by: Actor, now: datetime) -> None:
    """End a person's open sessions on all machines."""
    with transaction():
        staff.end_sessions(member)
        audit.record("sessions_ended_for", member.username, by=by, now=now)


def _in_hand(member: Staff) -> bool:
    """Whether this person has open cases, which nobody would have who may not see any."""
    query = scope.everything().where(Ticket.officer_id == member.id, OPEN)
    return db.session.scalar(query.limit(1)) is not None


def _not_the_last(member: Staff, field: str) -> None:
    if Role.ADMINISTRATOR not in member.roles:
        return
    others = [m for m in staff.active() if m.id != member.id and Role.ADMINISTRATOR in m.roles]
    if not others:
        raise Wrong(field, N_("ต้องมีผู้ดูแลระบบอย่างน้อยหนึ่งคน ตั้งอีกคนก่อน"))
