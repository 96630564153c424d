"""The office as views see it: the time, the calendar, who we are, who is at the desk."""

from datetime import date, datetime

from flask import current_app, g
from werkzeug.exceptions import Unauthorized

from app.domain.clocks import Calendar
from app.models import Office, Staff
from app.services import calendar as calendars
from app.services import office as offices
from app.services.actors import Actor
from app.web import working_day


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
    """Remember who is signed in, for this request."""
    g.member = working_day.load(now())


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
