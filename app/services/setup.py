"""The first day: an empty office is claimed with a code from the console, then opened in one transaction, once only."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy.exc import IntegrityError

from app.domain.dates import local_day
from app.domain.thai import to_arabic_digits
from app.domain.words import N_
from app.domain.workflow import Role
from app.extensions import db
from app.models import Draft, Office, OfficeUnit, Staff, Village
from app.services import audit, calendar, defaults, drafts
from app.services.actors import SYSTEM
from app.services.administration import people
from app.services.administration.changes import Wrong
from app.services.office import present
from app.services.transaction import transaction

CHANNEL = "setup"
OFFICE_ID = 1
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_KEPT_CODES = 5


class AlreadyOpen(Exception):
    """This office has been set up."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who starts to work here; ``unit`` is the short name of theirs, ``position`` their title."""

    name: str
    username: str
    roles: frozenset[Role]
    unit: str = ""
    position: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """Everything the steps asked for: the office's columns, (number, name), (short name, name), people."""

    office: dict[str, Any]
    villages: Sequence[tuple[int, str]]
    units: Sequence[tuple[str, str]]
    people: Sequence[Newcomer]


def issue_code() -> str:
    """A new code for the console; only its hash is kept. Codes shown earlier keep working until the office is open."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(12))
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text("\n".join([*_hashes()[1 - _KEPT_CODES :], _hash(letters)]), encoding="ascii")
    return "-".join(letters[i : i + 4] for i in range(0, 12, 4))


def claim(code: str, *, now: datetime) -> str | None:
    """The key of a new set-up for somebody who has read the console; None for everybody else."""
    given = _hash(re.sub(r"[^0-9A-Z]", "", to_arabic_digits(code).upper()))
    if not any(hmac.compare_digest(given, kept) for kept in _hashes()):
        return None
    key = drafts.new_key()
    drafts.save(key, CHANNEL, {}, (), now=now)
    return key


def answers(key: str, *, now: datetime) -> dict[str, Any] | None:
    """What was said so far; None when the claim has run out after a day."""
    draft = drafts.find(key, CHANNEL, now=now)
    return dict(draft.answers) if draft else None


def keep(key: str, step: str, said: Any, *, now: datetime) -> None:
    """Keep one step's answers."""
    drafts.save(key, CHANNEL, {**(answers(key, now=now) or {}), step: said}, (), now=now)


def faults(newcomers: Sequence[Newcomer]) -> list[tuple[int, Wrong]]:
    """Everything that is wrong with anybody, by their place in the list."""
    found, taken = list[tuple[int, Wrong]](), set[str]()
    for row, one in enumerate(newcomers):
        found += [(row, wrong) for wrong in people.entry_faults(one.username, one.roles, bool(one.unit), one.position)]
        if one.username and one.username in taken:
            found.append((row, Wrong("username", N_("มีผู้ใช้ชื่อนี้แล้ว เติมตัวเลขหรือนามสกุล"))))
        taken.add(one.username)
    return found


def open_office(opening: Opening, *, now: datetime) -> list[tuple[Staff, str]]:
    """Write it all, or nothing: everybody with their first password. ``AlreadyOpen`` the second time."""
    try:
        with transaction():
            if present() is not None:
                raise AlreadyOpen
            office = Office(**{**opening.office, "id": OFFICE_ID, "sample": False})
            db.session.add(office)
            db.session.flush()
            _lists(opening)
            defaults.fill(office, effective_on=local_day(now), now=now)
            hired = _people(opening, now)
            begun = {"people": len(hired), "holidays": calendar.entered_at(now)}
            audit.record("office_opened", office.short_name, by=SYSTEM, now=now, **begun)
            for draft in db.session.query(Draft).filter(Draft.channel_slug == CHANNEL):
                db.session.delete(draft)
    except IntegrityError as other:  # somebody else was first by a moment
        raise AlreadyOpen from other
    with suppress(OSError):
        _path().unlink()
    return hired


def _lists(opening: Opening) -> None:
    for number, name in opening.villages:
        db.session.add(Village(number=number, name=name, active=True))
    for position, (short, name) in enumerate(opening.units):
        db.session.add(OfficeUnit(name=name, short_name=short or name, position=position, active=True))
    db.session.flush()


def _people(opening: Opening, now: datetime) -> list[tuple[Staff, str]]:
    if not any(Role.ADMINISTRATOR in newcomer.roles for newcomer in opening.people):
        raise Wrong("people", N_("ต้องมีผู้ดูแลระบบอย่างน้อยหนึ่งคน"))
    units = {unit.short_name: unit for unit in db.session.query(OfficeUnit)}
    hired = []
    for row, newcomer in enumerate(opening.people):
        try:
            hired.append(_hire(newcomer, units.get(newcomer.unit), now))
        except Wrong as wrong:
            raise Wrong(f"people-{row}-{wrong.field}", wrong.message, **wrong.values) from wrong
    return hired


def _hire(one: Newcomer, unit: OfficeUnit | None, now: datetime) -> tuple[Staff, str]:
    return people.hire(
        one.username, name=one.name, roles=one.roles, position=one.position, unit=unit, by=SYSTEM, now=now
    )


def _path() -> Path:
    return Path(current_app.config["VAR_DIR"]) / "setup-code"


def _hashes() -> list[str]:
    with suppress(OSError):
        return _path().read_text(encoding="ascii").split()
    return []


def _hash(code: str) -> str:
    return hashlib.sha256(f"khamrong set-up {code}".encode()).hexdigest()
