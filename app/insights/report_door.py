"""The door of the measures report: who may enter, and how its pages find what they are about."""

from datetime import date

from flask import Blueprint
from werkzeug.exceptions import NotFound

from app.domain.workflow import Role
from app.models import MeasureRow, MeasuresReport, Office, ReportEdition
from app.services import editions, measures
from app.web import guards, office

bp = Blueprint("reports", __name__, url_prefix="/management/reports")
bp.before_request(guards.staff_only(Role.MANAGEMENT))


def report_of(year: int, months: int) -> MeasuresReport:
    """The report of a year and round; a page of an unknown address where none was begun."""
    found = measures.find(year, months)
    if found is None:
        raise NotFound
    return found


def row_of(report: MeasuresReport, number: int) -> MeasureRow:
    """One measure."""
    found = next((row for row in report.rows if row.number == number), None)
    if found is None:
        raise NotFound
    return found


def edition_of(year: int, months: int, number: int) -> ReportEdition:
    """One published edition."""
    found = editions.find(year, months, number)
    if found is None:
        raise NotFound
    return found


def here() -> Office:
    """Who we are."""
    found = office.office()
    if found is None:
        raise NotFound
    return found


def today() -> date:
    """The day it is at the office."""
    return office.calendar().local_day(office.now())
