"""The measures report: drafted from last year's or the outline, filled in by hand, printed as a document."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.domain.thai import to_thai_digits
from app.domain.words import N_
from app.extensions import db
from app.models import MeasureRow, MeasuresReport, Office, ReportChange
from app.services import audit
from app.services.actors import Actor
from app.services.defaults.measures import OUTLINE, PREFACE, MeasureOutline
from app.services.transaction import transaction

CELLS = ("measure", "steps", "responsible", "period", "summary", "result")
HEAD = ("preface", "prepared_by", "prepared_position", "certified_by", "certified_position")
ROUNDS = (6, 12)


class ReportChanged(Exception):
    """Somebody else saved the report since the page was opened."""


def all_reports() -> Sequence[MeasuresReport]:
    """Every report, newest first."""
    query = select(MeasuresReport).order_by(MeasuresReport.fiscal_year.desc(), MeasuresReport.round_months.desc())
    return db.session.scalars(query).all()


def find(fiscal_year: int, months: int) -> MeasuresReport | None:
    """The report of a fiscal year (พ.ศ.) and round (6 or 12 months)."""
    query = select(MeasuresReport).where(
        MeasuresReport.fiscal_year == fiscal_year, MeasuresReport.round_months == months
    )
    return db.session.scalar(query)


def draft(fiscal_year: int, months: int, office: Office, *, by: Actor, now: datetime) -> MeasuresReport:
    """Begin a report: texts from the newest earlier report if there is one, else from the outline."""
    try:
        with transaction():
            return find(fiscal_year, months) or _new(fiscal_year, months, office, by, now)
    except IntegrityError:  # somebody else began it at the same moment
        begun = find(fiscal_year, months)
        if begun is None:
            raise
        return begun


def _new(fiscal_year: int, months: int, office: Office, by: Actor, now: datetime) -> MeasuresReport:
    report = MeasuresReport(
        fiscal_year=fiscal_year, round_months=months, preface=_named(PREFACE, fiscal_year, office), as_of=None,
        prepared_by="", prepared_position="", certified_by=office.head_name, certified_position=office.head_title,
        updated_at=now, version=1,
    )  # fmt: skip
    earlier = _earlier(fiscal_year, months)
    report.rows = _copied(earlier, fiscal_year) if earlier else _outlined(fiscal_year, office)
    db.session.add(report)
    audit.record("draft_report", f"{fiscal_year}/{months}", by=by, now=now)
    return report


def save_row(row: MeasureRow, texts: Mapping[str, str], *, version: int, by: Actor, now: datetime) -> None:
    """Write the six cells of a measure; ``ReportChanged`` when somebody saved in between."""
    with transaction():
        touch(row.report, version, now)
        for name in CELLS:
            write(row, name, texts[name], by=by, now=now)
        audit.record("save_measure", subject(row), by=by, now=now)


def save_head(
    report: MeasuresReport, texts: Mapping[str, str], as_of: date | None, *, version: int, by: Actor, now: datetime
) -> None:
    """Write preface, as-of day and the people who sign."""
    with transaction():
        touch(report, version, now)
        for name in HEAD:
            changed(report, 0, name, getattr(report, name), texts[name], by=by, now=now)
            setattr(report, name, texts[name])
        _date(report, as_of, by, now)
        audit.record("save_report_head", subject(report), by=by, now=now)


def save_as_of(report: MeasuresReport, day: date, *, version: int, by: Actor, now: datetime) -> None:
    """Write the as-of day alone."""
    with transaction():
        touch(report, version, now)
        _date(report, day, by, now)


def write(row: MeasureRow, cell: str, text: str, *, by: Actor, now: datetime) -> None:
    """Write a cell inside the present transaction, and who changed it from what."""
    changed(row.report, row.number, cell, getattr(row, cell), text, by=by, now=now)
    setattr(row, cell, text)


def changed(
    report: MeasuresReport, number: int, cell: str, before: str, after: str, *, by: Actor, now: datetime
) -> None:
    """Keep what was changed inside the present transaction; nothing where nothing was."""
    if before != after:
        change = ReportChange(number=number, cell=cell, before=before, after=after, by_id=by.staff_id, at=now)
        change.report = report
        db.session.add(change)


def touch(report: MeasuresReport, version: int | None, now: datetime) -> None:
    """Hold the report inside the present transaction; ``ReportChanged`` unless it is as it was seen (None: any)."""
    db.session.refresh(report, with_for_update=True)
    if version is not None and report.version != version:
        raise ReportChanged
    report.version += 1
    report.updated_at = now


def subject(of: MeasureRow | MeasuresReport) -> str:
    """How the audit trail names a report or one of its measures."""
    report = of.report if isinstance(of, MeasureRow) else of
    number = f"/{of.number}" if isinstance(of, MeasureRow) else ""
    return f"{report.fiscal_year}/{report.round_months}{number}"


def round_label(months: int) -> str:
    """The Thai words for a round (msgid)."""
    return N_("รอบ 12 เดือน") if months == ROUNDS[1] else N_("รอบ 6 เดือน")


def _date(report: MeasuresReport, day: date | None, by: Actor, now: datetime) -> None:
    before, after = (known.isoformat() if known else "" for known in (report.as_of, day))
    changed(report, 0, "as_of", before, after, by=by, now=now)
    report.as_of = day


def _earlier(fiscal_year: int, months: int) -> MeasuresReport | None:
    """The report to start from: the same year's first half, else the newest of an earlier year."""
    same = find(fiscal_year, ROUNDS[0]) if months == ROUNDS[1] else None
    query = select(MeasuresReport).where(MeasuresReport.fiscal_year < fiscal_year)
    order = (MeasuresReport.fiscal_year.desc(), MeasuresReport.round_months.desc())
    return same or db.session.scalar(query.order_by(*order).limit(1))


def _copied(earlier: MeasuresReport, fiscal_year: int) -> list[MeasureRow]:
    """Everything but what was done and what came of it: those belong to their year."""
    on = fiscal_year - earlier.fiscal_year
    return [_row(row, steps=_years_on(row.steps, on), period=_years_on(row.period, on)) for row in earlier.rows]


def _row(model: MeasureRow | MeasureOutline, *, steps: str, period: str) -> MeasureRow:
    return MeasureRow(
        number=model.number, measure=model.measure, steps=steps, responsible=model.responsible, period=period,
        summary="", result="", sentences={},
    )  # fmt: skip


def _years_on(text: str, years: int) -> str:
    """Move the Buddhist years named in a text, in Thai or Arabic digits, by so many years."""

    def moved(found: re.Match[str]) -> str:
        year = str(int(found[0]) + years)
        return year if found[0].isascii() else to_thai_digits(year)

    return re.sub(r"(?<!\d)[2๒][5๕]\d\d(?!\d)", moved, text)


def _outlined(fiscal_year: int, office: Office) -> list[MeasureRow]:
    return [_row(row, steps=row.steps, period=_named(row.period, fiscal_year, office)) for row in OUTLINE]


def _named(text: str, fiscal_year: int, office: Office) -> str:
    return text.format(year=fiscal_year, previous=fiscal_year - 1, org=office.name)
