"""All of an officer's reports at once: giving a colleague with a new key what they may read, and new keys for all."""

from datetime import datetime

from app.domain.sealed_report import Who
from app.services import audit
from app.services.sealed import bodies, inbox, officers, rekey, ring, sharing, slots, story
from app.services.sealed.sessions import Door
from app.services.sealed.story import Line
from app.services.transaction import transaction

RESEALED = "resealed"


def grant_all(door: Door, officer_id: str, *, now: datetime) -> int:
    """How many reports the colleague can open again. ``NotEligible`` if they may be given no keys at all."""
    officer = officers.by_id(officer_id)
    if officer is None or officer.id == door.officer.id or not officers.is_trusted(officer):
        raise sharing.NotEligible
    username, given = officer.staff.username, 0
    for line in inbox.of(door, now=now).lines:
        if officer_id in {candidate.id for candidate in sharing.may_get(line.report)}:
            sharing.grant(door, line.report, officer_id, now=now)
            given += 1
    audit.record("sealed.granted_all", "sealed", by=door.actor, now=now, officer=username)
    return given


def renew(door: Door, *, now: datetime) -> int:
    """Drop whoever is no longer trusted from one's reports: how many got a new key."""
    changed = sharing.renew(door, now=now)
    audit.record("sealed.renewed", "sealed", by=door.actor, now=now)
    return changed


def renew_all(door: Door, *, now: datetime) -> int:
    """Drop whoever is no longer trusted, then give every other report a new key too: how many got one.

    The office's present recovery key gets the new ones in place of an older key, where a report had that.
    """
    before = {case.id: key for case, key in ring.opened_by(door)}
    changed = sharing.renew(door, now=now)
    same = [case for case, key in ring.opened_by(door) if before.get(case.id) == key]
    changed += sum(_reseal(door, case.id, now) for case in same)
    audit.record("sealed.renewed", "sealed", by=door.actor, now=now)
    return changed


def _reseal(door: Door, case_id: str, now: datetime) -> bool:
    with transaction():
        case = story.hold(case_id)
        key = slots.find(case, *door.pair)
        if key is None or not bodies.read(case, key).recovery:
            return False
        me = door.officer
        story.append(case.id, key, Line(RESEALED, Who.OFFICER, me.id, me.staff.name), now=now)
        rekey.rekey(case, key, bodies.read(case, key).readers)
    return True
