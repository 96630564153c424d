"""At the beginning of a month: which measures of a drafted report show nothing for the month that ended.

It goes to management members with an address, unless they turned it off; where no report of that month is drafted,
nobody is written to.
"""

from datetime import date, datetime, timedelta

from flask import current_app

from app.domain.dates import format_month
from app.domain.letters import Letter
from app.domain.periods import fiscal_year_of
from app.models import MeasuresReport
from app.services import calendar, evidence, measures, outbox, staff, staff_letters, suggestions
from app.services.transaction import transaction

_FIRST_DAYS = 7


def write(now: datetime) -> int:
    """Put the letters of a month into the outbox on its first working day (or soon after, had it failed): how many."""
    book = calendar.calendar(now)
    today = book.local_day(now)
    if not outbox.configured() or today.day > _FIRST_DAYS or not book.is_workday(today):
        return 0
    lines = list(_lines((today.replace(day=1) - timedelta(days=1)).replace(day=1), today))
    closing = datetime.combine(today, book.closes, book.zone)
    readers = [m for m in staff.active() if m.email and staff_letters.wants(m, Letter.EVIDENCE)] if lines else []
    addresses = {member.email for member in readers}
    return sum(_put(address, lines, today, now, closing) for address in sorted(addresses))


def _lines(month: date, today: date) -> list[str]:
    """A line for each measure without evidence of the month, below the report it belongs to."""
    found: list[str] = []
    for report in _reports(month):
        lacking = [row.number for row in report.rows if month in evidence.missing_months(row, today)]
        if lacking:
            place = f"{current_app.config['PUBLIC_URL']}/management/reports/{report.fiscal_year}/{report.round_months}"
            names = ", ".join(f"มาตรการที่ {number}" for number in lacking)
            found += [f"ยังไม่มีหลักฐานของเดือน {format_month(month.year, month.month, glue=False)}: {names}", place, ""]
    return found


def _reports(month: date) -> list[MeasuresReport]:
    """The drafted reports whose round has the month in it."""
    found = (measures.find(fiscal_year_of(month), months) for months in measures.ROUNDS)
    return [report for report in found if report and suggestions.period_of(report).contains(month)]


def _put(address: str, lines: list[str], today: date, now: datetime, until: datetime) -> bool:
    key = f"evidence/{today:%Y-%m}"
    with transaction():
        if outbox.holds(address, key):
            return False
        outbox.put(address, "หลักฐานของมาตรการ ประจำเดือน", "\n".join(lines), key=key, now=now, until=until)
    return True
