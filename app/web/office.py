"""The office as views see it: the time, the calendar, who we are, who is at the desk."""

from datetime import date, datetime

from flask import current_app, g, session
from werkzeug.exceptions import Unauthorized

from app.domain.clocks import Calendar
from app.models import Office, Staff
from app.services import calendar as calendars
from app.services import office as offices
from app.services import staff
from app.services.actors import Actor


def now() -> datetime:
    """The time on the office clock (aware, UTC)."""
    clock = current_app.extensions["clock"]
    moment: datetime = clock()
    return moment


def calendar() -> Calendar:
    """When the office is open, read once a request."""
    if "calendar" not in g:
        g.calendar = calendars.calendar(now())
    found: Calendar = g.calendar
    return found


def today() -> date:
    """The day it is at the office."""
    return calendar().local_day(now())


def office() -> Office | None:
    """Who we are, to be shown, read once a request; None before the office is set up."""
    if "office" not in g:
        g.office = offices.shown()
    found: Office | None = g.office
    return found


def load_member() -> None:
    """Remember who is signed in, for this request; a changed password, a dismissal or a long day ends it."""
    staff_id = session.get("staff_id")
    member = staff.by_id(staff_id) if staff_id is not None else None
    over = "until" in session and now().timestamp() >= session["until"]
    valid = member and member.active and session.get("version") == member.session_version and not over
    g.member = member if valid else None


def signed_in() -> Staff | None:
    """The member of staff at the desk, if anybody is."""
    found: Staff | None = g.get("member")
    return found


def member() -> Staff:
    """The member of staff at the desk; 401 if nobody is."""
    found = signed_in()
    if found is None:
        raise Unauthorized
    return found


def actor() -> Actor:
    """The member of staff, as services know them."""
    return Actor.staff(member())
