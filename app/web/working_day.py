"""How long a member of staff stays signed in: a day at work, and an hour more whenever they ask, but no second day."""

from datetime import datetime, timedelta

from flask import g, request, session

from app.domain.devices import device
from app.models import Staff, StaffSession
from app.services import staff_sessions
from app.web import known_browser

DAY, MORE, OFTEN = timedelta(hours=12), timedelta(hours=1), 10
_COOKIE = "signed_in"


def begin(member: Staff, now: datetime) -> None:
    """Somebody has shown who they are; the session that this browser had before ends."""
    if (before := present()) is not None:
        staff_sessions.end(before)
    here = device(request.user_agent.string)
    session[_COOKIE] = staff_sessions.begin(member, here, until=now + DAY, now=now)
    known_browser.remember(member)


def load(now: datetime) -> Staff | None:
    """Whose day at work this browser is in, for this request."""
    g.staff_session = staff_sessions.find(session[_COOKIE]) if _COOKIE in session else None
    row = present()
    g.until = row.until if row else None
    return row.staff if row and row.begun_at - MORE <= now < row.until else None  # begun later: a clock was wrong


def present() -> StaffSession | None:
    """The session of this browser, which may be over; one that was ended is none."""
    row: StaffSession | None = g.get("staff_session")
    return row


def until() -> datetime | None:
    """When this session ends."""
    end: datetime | None = g.get("until")
    return end


def at_work(now: datetime) -> None:
    """They are using it."""
    if (row := present()) is not None:
        staff_sessions.note(row, now)


def keep(member: Staff) -> None:
    """Every session of this person has just ended; this one goes on."""
    if (row := present()) is not None:
        session[_COOKIE] = staff_sessions.rename(row, member)
        known_browser.remember(member)


def end() -> None:
    """Nothing is left of it, here and in the cookie."""
    if (row := present()) is not None:
        staff_sessions.end(row)
    session.clear()


def stay(now: datetime) -> bool:
    """An hour from now, or what was left if that is more; asked twice in a minute it counts once."""
    row, wanted = present(), now + MORE
    if row is None:
        return False
    if wanted - row.until < timedelta(minutes=1):
        return True
    if row.prolonged >= OFTEN:
        return False
    staff_sessions.prolong(row, wanted)
    g.until = wanted
    return True
