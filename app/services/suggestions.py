"""What the figures suggest for a measure: sentences with numbers, computed anew each time; nothing is written here."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from app.domain import measures as sentences
from app.domain import measures_shared as shared
from app.domain.channels import ESERVICE, WATER
from app.domain.dates import format_date
from app.domain.measures import Cell, Said, Suggestion
from app.domain.periods import Period, round_of
from app.models import MeasureRow, MeasuresReport
from app.services import manuals, publications, surveys
from app.services.round_figures import Round

Suggested = tuple[Suggestion, ...]


def round_figures(report: MeasuresReport, *, now: datetime, as_of: date | None = None) -> Round:
    """The figures of a report's round, as known on ``as_of``, else on its own as-of day, else now."""
    return Round(period_of(report), now, as_of or report.as_of)


def period_of(report: MeasuresReport) -> Period:
    """The days that a report is about."""
    return round_of(report.fiscal_year, 6 if report.round_months == 6 else 12)


def for_measure(row: MeasureRow, *, now: datetime) -> Suggested:
    """The sentences for one measure of a report, as known on its as-of day; none for measures written by hand."""
    return of_round(row.number, round_figures(row.report, now=now))


def of_round(number: int, of: Round) -> Suggested:
    """The same for several measures over one and the same figures.

    A round that ended before the first case was recorded here has no figures; one that began before it says since when.
    """
    if number == 5:  # publications are dated by hand and need no case
        return _published(of)
    if of.began is None or number not in _OF_CASES:
        return ()
    found = _OF_CASES[number](of)
    if of.began <= of.period.start:
        return found
    since = f"ตั้งแต่เริ่มใช้ระบบ {format_date(of.began, glue=False)} "
    return tuple(replace(s, text=since + s.text) for s in found)


def _services(of: Round) -> Suggested:
    """Measure 1: manuals in force, and how each service kept its time."""
    day = min(of.period.last_day, of.today)
    titles = [f"{m.title} (ฉบับที่ {m.version})" for m in manuals.all_in_force(day)]
    return (
        *_each(Cell.SUMMARY, sentences.manuals(titles), "/services/"),
        *_each(Cell.RESULT, sentences.standards([*of.fixed, *of.apart]), of.list_of("judged")),
    )


def _invitations(of: Round) -> Suggested:
    """Measure 4: services completed while the survey was open, and invitations to it."""
    return tuple(_each(Cell.SUMMARY, shared.invitations(surveys.by_month(of.period, of.today)), ""))


def _published(of: Round) -> Suggested:
    """Measure 5: publications by heading and month."""
    last = min(of.period.last_day, of.today)
    if last < of.period.start:
        return ()
    span = Period(of.period.start, last + timedelta(days=1))
    return tuple(_each(Cell.SUMMARY, shared.publications(publications.counts(span)), ""))


def _channels(of: Round) -> Suggested:
    """Measure 6: what came in by every channel, the books, and what came of it."""
    others = [figures for figures in of.fixed if figures.key != WATER.slug]
    every, judged = of.list_of("received"), of.list_of("judged")
    return (
        *_each(Cell.SUMMARY, sentences.channels(others, of.sealed), every),
        *_each(Cell.SUMMARY, sentences.defined(of.own, of.apart), of.list_of("received", ESERVICE.slug)),
        *_each(Cell.SUMMARY, sentences.water(of.water), of.page("/management/water")),
        *_each(Cell.SUMMARY, sentences.balance(of.total), of.list_of("open")),
        *_each(Cell.RESULT, sentences.results(of.total), judged),
        *_each(Cell.RESULT, sentences.compared(of.fixed), judged),
    )


def _each(cell: Cell, said: Said, evidence: str) -> Iterable[Suggestion]:
    return (Suggestion(cell, key, text, evidence) for key, text in said.items())


_OF_CASES: dict[int, Callable[[Round], Suggested]] = {1: _services, 4: _invitations, 6: _channels}
