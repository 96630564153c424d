"""An officer's key ring: which case keys their own key opens, kept in the session, so that a list tries no box twice.

It is sealed under the token that only the officer's browser holds: the database alone opens nothing. A case that is
not theirs is on it too, and takes as much room.
"""

from collections.abc import Iterator
from typing import cast

from sqlalchemy import select, update

from app.extensions import db
from app.models import SealedCase, SealedSession
from app.services.sealed import bodies, keys, slots
from app.services.sealed.bodies import Body, CaseRow
from app.services.sealed.sessions import Door
from app.services.transaction import transaction

_NAME = _DIGEST = 16
_ITEM = _NAME + _DIGEST + keys.KEY_SIZE
_NONE = bytes(keys.KEY_SIZE)
Ring = dict[bytes, bytes]


def opened_by(door: Door) -> list[tuple[CaseRow, bytes]]:
    """The cases that this officer opens, with their keys; only what is new or was changed is tried, ours or not."""
    known, ring, found = _read(door), Ring(), []
    cases = select(SealedCase.id, SealedCase.slots, SealedCase.body, SealedCase.tail)
    for case in db.session.execute(cases):
        name = bytes.fromhex(case.id) + keys.subkey(door.private_key, "ring", case.slots, size=_DIGEST)
        ring[name] = known.get(name) or slots.find(case, *door.pair) or _NONE
        if ring[name] != _NONE:
            found.append((cast("CaseRow", case), ring[name]))
    if ring != known:
        _write(door, ring)
    return found


def bodies_of(door: Door) -> Iterator[tuple[CaseRow, Body]]:
    """The same with what they seal, but for those that were tampered with."""
    for case, key in opened_by(door):
        try:
            yield case, bodies.read(case, key)
        except keys.Tampered:
            continue


def _read(door: Door) -> Ring:
    """What was found before; a ring that does not open is begun anew."""
    sealed = db.session.scalar(select(SealedSession.ring).where(SealedSession.id == door.session))
    if sealed is None:
        return {}
    try:
        content = keys.unseal(door.session_key, sealed, door.session, door.officer.id, "ring")
    except keys.Tampered:
        return {}
    items = (content[at : at + _ITEM] for at in range(0, len(content), _ITEM))
    return {item[: _NAME + _DIGEST]: item[_NAME + _DIGEST :] for item in items}


def _write(door: Door, ring: Ring) -> None:
    if door.session:
        content = b"".join(name + key for name, key in ring.items())
        sealed = keys.seal(door.session_key, content, door.session, door.officer.id, "ring")
        with transaction():
            db.session.execute(update(SealedSession).where(SealedSession.id == door.session).values(ring=sealed))
