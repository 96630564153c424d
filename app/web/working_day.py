"""How long a member of staff stays signed in: a day at work, and an hour more whenever they ask, but no second day."""

from datetime import UTC, datetime, timedelta

from flask import session

from app.models import Staff

DAY, MORE, OFTEN = timedelta(hours=12), timedelta(hours=1), 10


def begin(member: Staff, now: datetime) -> None:
    """Somebody has shown who they are."""
    session["staff_id"], session["version"], session["stayed"] = member.id, member.session_version, 0
    session["until"] = int((now + DAY).timestamp())


def until() -> datetime | None:
    """When this session ends."""
    return datetime.fromtimestamp(session["until"], UTC) if "until" in session else None


def can_stay() -> bool:
    """Whether another hour may be asked for."""
    return "until" in session and session.get("stayed", 0) < OFTEN


def stay(now: datetime) -> bool:
    """An hour from now, or what was left if that is more; asked twice in a minute it counts once."""
    wanted = int((now + MORE).timestamp())
    if wanted - session.get("until", wanted) < 60:
        return "until" in session
    if not can_stay():
        return False
    session["until"], session["stayed"] = wanted, session.get("stayed", 0) + 1
    return True
