"""What figures cost: exact counts and typical times of one year and of five, the same again, reports, exports.

Each function runs in the process of one office (benchmarks.offices); those of memory in a fresh one, for a heap that
has grown once is not given back. Memory is what the process holds more at its peak than before.
"""

import threading
from collections.abc import Callable
from datetime import date

from app.domain.periods import fiscal_year, parse_period
from app.extensions import db
from app.models import MeasuresReport, Office
from app.services import audit_package, calendar, measures, office, statistics
from app.services.actors import SYSTEM
from app.services.keeping import _kept
from app.services.measures_document import document
from app.services.statistics import Tally
from app.services.suggestions import period_of
from benchmarks import offices
from benchmarks.base import NOW
from benchmarks.offices import Spent

YEAR, ROUND, FIVE, DAY = 2569, 12, "d2021-10-01..2026-09-30", "d2021-10-04..2021-10-04"


def typical_times(code: str) -> Spent:
    """Median and ninth decile in working days, of everything and of every unit, uncached."""
    return offices.spent(lambda: _tally(code)._count_office())  # noqa: SLF001


def counts(code: str) -> Spent:
    """Every count of every table, uncached."""
    return offices.spent(_tally(code).counting.counts)


def again() -> Spent:
    """The overview of a year that is over, when nothing was written since it was last looked at."""
    address = f"/management/look?period=fy{YEAR}"
    offices.page(address, "nayok")
    return offices.spent(lambda: offices.page(address, "nayok"))


def overview() -> Spent:
    """The manager's page of a year that is over, counted anew."""
    _kept.pop(db.engine, None)
    return offices.spent(lambda: offices.page(f"/management/?period=fy{YEAR}", "nayok"))


def water() -> Spent:
    """The water balance of a year."""
    return offices.spent(lambda: offices.page(f"/management/water?period=fy{YEAR}", "nayok"))


def case_list() -> Spent:
    """The first fifty cases behind a figure of a year."""
    address = f"/management/cases?figure=received&period=fy{YEAR}"
    return offices.spent(lambda: offices.page(address, "nayok"))


def paper(kind: str) -> Spent:
    """All figures of a year and of the year before as a file, counted anew."""
    _kept.pop(db.engine, None)
    return offices.spent(lambda: offices.download(f"/management/figures.{kind}?period=fy{YEAR}", "nayok"))


def report_paper(kind: str) -> Spent:
    """The measures report of a year with its figures, printed."""
    _drafted()
    _kept.pop(db.engine, None)
    address = f"/management/reports/{YEAR}/{ROUND}/report.{kind}"
    return offices.spent(lambda: offices.download(address, "nayok"))


def package() -> Spent:
    """The audit package: every case of a year."""
    return offices.spent(_package)


def report() -> float:
    """Megabytes that the measures report of a year takes while it is made."""
    def make() -> None:
        found, here = _drafted()
        figures = statistics.statement(period_of(found), now=NOW, as_of=date(2026, 9, 30))
        document(found, here, now=NOW, figures=figures)

    return _growth(make)


def export() -> float:
    """Megabytes that the audit package of a year takes while it is made."""
    return _growth(_package)


def figures_memory() -> float:
    """Megabytes that counts and typical times of five years take."""
    return _growth(lambda: (_tally(FIVE)._count_office(), _tally(FIVE).counting.counts()))  # noqa: SLF001


def held() -> float:
    """Megabytes of this process after all that, as the kernel shares them out."""
    return offices.memory()


def _drafted() -> tuple[MeasuresReport, Office]:
    here = office.present()
    assert here is not None  # noqa: S101
    return measures.find(YEAR, ROUND) or measures.draft(YEAR, ROUND, here, by=SYSTEM, now=NOW), here


def _package() -> bytes:
    db.session.rollback()
    return audit_package.archive(fiscal_year(YEAR), now=NOW, as_of=NOW.date())


def _tally(code: str) -> Tally:
    db.session.rollback()
    return statistics.tally(parse_period(code), now=NOW, dimensions=("unit",), holidays=calendar.book())


def _growth(act: Callable[[], object]) -> float:
    """How much more the process held at its peak, looked at a hundred times a second; what is loaded once is there."""
    offices.page("/staff/queue", "nayok")
    _tally(DAY)._count_office(), _tally(DAY).counting.counts()  # noqa: SLF001
    before, peak, over = offices.memory(), 0.0, threading.Event()

    def look() -> None:
        nonlocal peak
        while not over.wait(0.01):
            peak = max(peak, offices.memory())

    watch = threading.Thread(target=look)
    watch.start()
    try:
        act()
    finally:
        peak = max(peak, offices.memory())
        over.set()
        watch.join()
        db.session.rollback()
    return peak - before
