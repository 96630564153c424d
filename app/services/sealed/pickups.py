"""Codes that wait for residents whose complaint was moved: an old receipt opens its own, until they wrote it down.

The case no longer knows its link, so that the database alone opens none of them.
"""

from dataclasses import dataclass

from sqlalchemy import delete, select

from app.domain.references import plain_code, tracking_code
from app.domain.sealed import Position
from app.extensions import db
from app.models import SealedOffice, SealedPickup
from app.services.sealed import keys, office
from app.services.sealed.keys import Cost
from app.services.sealed.story import Opened
from app.services.transaction import scrub, transaction

Lock = tuple[Cost, bytes]
_PURPOSE = "pickup"
# A row's name begins with 16 bits of the tracking code's hash. The whole hash would let a thief of the database try the
# code's 59 bits at billions a second; 16 of them leave 43 bits to guess, each try behind a slow stretching. A strange
# link agrees with one of a handful of rows once in thousands of times, so that an unknown one costs no stretching.
_TAG = 2
_COST = (4, 8)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the old receipt opens: the sealed code, the old link and number, who may read (by position)."""

    id: str
    code: str
    token: str
    reference: str
    readers: tuple[tuple[Position, int], ...]
    recovery: str | None


def lock_of(token: str) -> Lock:
    """The slow part of ``lay``, to be done before a transaction is open."""
    cost = keys.code_cost()
    return cost, keys.stretch(plain_code(tracking_code(token)), office.salt(), cost)


def lay(lock: Lock, *, code: str, token: str, reference: str, report: Opened) -> None:
    """Put a code down for whoever holds the old receipt, in the present transaction."""
    cost, stretched = lock
    name = _tag(plain_code(tracking_code(token)), office.salt()) + keys.random_bytes(14).hex()
    content = {
        "code": code, "token": token, "reference": reference, "readers": [reader.position for reader in report.readers],
        "recovery": office.recovery_holder() if report.recovery else None,
    }  # fmt: skip
    sealed = keys.seal_json(keys.subkey(stretched, _PURPOSE), content, name, _PURPOSE)
    db.session.add(SealedPickup(id=name, body=_written(cost) + sealed))
    db.session.flush()


def by_token(token: str) -> Waiting | None:
    """What waits behind an old link."""
    found = by_code(tracking_code(token))
    return found if found and keys.same(found.token.encode(), token.encode()) else None


def by_code(typed: str) -> Waiting | None:
    """What waits behind an old receipt's tracking code."""
    present = db.session.get(SealedOffice, 1)
    if present is None:
        return None
    code = plain_code(typed)
    rows = select(SealedPickup).where(SealedPickup.id.startswith(_tag(code, present.code_salt)))
    opened = (_open(row, code, present.code_salt) for row in db.session.scalars(rows).all())
    return next((waiting for waiting in opened if waiting), None)


def take(waiting: Waiting) -> None:
    """It was written down: nothing waits any longer."""
    with transaction():
        db.session.execute(delete(SealedPickup).where(SealedPickup.id == waiting.id))
        scrub()


def _open(row: SealedPickup, code: str, salt: bytes) -> Waiting | None:
    written, sealed = row.body[: sum(_COST)], row.body[sum(_COST) :]
    cost = Cost(int.from_bytes(written[: _COST[0]], "big"), int.from_bytes(written[_COST[0] :], "big"))
    try:
        key = keys.subkey(keys.stretch(code, salt, cost), _PURPOSE)
        content = keys.unseal_json(key, sealed, row.id, _PURPOSE)
    except keys.Tampered:  # another receipt's
        return None
    readers = [Position(word) for word in content.pop("readers")]
    counted = tuple((position, readers.count(position)) for position in dict.fromkeys(readers))
    return Waiting(id=row.id, readers=counted, **content)


def _tag(code: str, salt: bytes) -> str:
    return keys.subkey(salt, _PURPOSE, code.encode(), size=_TAG).hex()


def _written(cost: Cost) -> bytes:
    """What the stretching cost, in clear, so that it can be done again."""
    return cost.operations.to_bytes(_COST[0], "big") + cost.memory.to_bytes(_COST[1], "big")
