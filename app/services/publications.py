"""Publications as they are read and counted, by the public and by the desk; nothing is written here.

Public is what was published and is not withdrawn. It counts in the month that it is dated in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.domain.periods import Period, fiscal_year, fiscal_year_of
from app.domain.publications import Heading
from app.extensions import db
from app.models import Publication, PublicationFile

PAGE = 15
_PUBLIC = and_(Publication.published_at.is_not(None), Publication.withdrawn_at.is_(None))
_NEWEST = (Publication.dated.desc(), Publication.id.desc())


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, newest first; ``older``: the number to go on after (None: that was all)."""

    rows: Sequence[Publication]
    older: int | None


def counts(period: Period) -> Mapping[Heading, Mapping[date, int]]:
    """How many were published, by heading (all eight) and by the first day of the month (months with any)."""
    found: dict[Heading, dict[date, int]] = {heading: {} for heading in Heading}
    days = select(Publication.heading, Publication.dated, func.count()).where(_PUBLIC, *_within(period))
    for heading, day, count in db.session.execute(days.group_by(Publication.heading, Publication.dated)):
        month = day.replace(day=1)
        found[heading][month] = found[heading].get(month, 0) + count
    return found


def of_round(period: Period) -> Sequence[Publication]:
    """What was published in a period, in the order of the headings and then of the days."""
    query = select(Publication).where(_PUBLIC, *_within(period)).order_by(Publication.dated, Publication.id)
    order = list(Heading)
    return sorted(db.session.scalars(query), key=lambda one: order.index(one.heading))


def shown(publication_id: int) -> Publication | None:
    """A publication that is public now."""
    return db.session.scalar(select(Publication).where(Publication.id == publication_id, _PUBLIC))


def withdrawn(publication_id: int) -> Publication | None:
    """One that was public once and is not any more."""
    gone = and_(Publication.published_at.is_not(None), Publication.withdrawn_at.is_not(None))
    return db.session.scalar(select(Publication).where(Publication.id == publication_id, gone))


def page(
    *, heading: Heading | None = None, year: int | None = None, after: int | None = None, size: int = PAGE
) -> Page:
    """Public ones, newest first: of a heading, of a fiscal year (พ.ศ.), from ``after`` (a number) on."""
    query = select(Publication).where(_PUBLIC)
    if year is not None:
        query = query.where(*_within(fiscal_year(year)))
    return _page(query, heading, after, size)


def last_updated(heading: Heading) -> date | None:
    """The day of the newest public one under a heading."""
    return db.session.scalar(select(func.max(Publication.dated)).where(Publication.heading == heading, _PUBLIC))


def last_days() -> Mapping[Heading, date]:
    """The same for every heading that has any."""
    query = select(Publication.heading, func.max(Publication.dated)).where(_PUBLIC).group_by(Publication.heading)
    return dict(list(db.session.execute(query)))


def totals(year: int | None = None) -> Mapping[Heading, int]:
    """How many are public by heading, in a fiscal year (พ.ศ.) or in all; headings without any are left out."""
    query = select(Publication.heading, func.count()).where(_PUBLIC).group_by(Publication.heading)
    if year is not None:
        query = query.where(*_within(fiscal_year(year)))
    return dict(list(db.session.execute(query)))


def years() -> Sequence[int]:
    """The fiscal years (พ.ศ.) that have public ones, newest first."""
    days = db.session.scalars(select(Publication.dated).where(_PUBLIC).distinct())
    return sorted({fiscal_year_of(day) for day in days}, reverse=True)


def files(publication: Publication) -> list[PublicationFile]:
    """What is shown with it: papers, and pictures that are described."""
    return [file for file in publication.files if file.description or not is_picture(file)]


def is_picture(file: PublicationFile) -> bool:
    """Whether a browser shows it within the page."""
    return file.attachment.media_type.startswith("image/")


def find(publication_id: int) -> Publication | None:
    """One in whatever state."""
    return db.session.get(Publication, publication_id)


def drafts() -> Sequence[Publication]:
    """What was begun and never shown, last written first."""
    query = select(Publication).where(Publication.published_at.is_(None)).order_by(Publication.changed_at.desc())
    return db.session.scalars(query).all()


def desk_page(period: Period, *, heading: Heading | None = None, after: int | None = None) -> Page:
    """What is or was public, dated in a period, newest first; withdrawn ones too."""
    query = select(Publication).where(Publication.published_at.is_not(None), *_within(period))
    return _page(query, heading, after, PAGE)


def _within(period: Period) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Publication.dated >= period.start, Publication.dated < period.end


def _page(query: Select[Publication], heading: Heading | None, after: int | None, size: int) -> Page:
    if heading is not None:
        query = query.where(Publication.heading == heading)
    last = db.session.get(Publication, after) if after is not None else None
    if last is not None:
        same_day = and_(Publication.dated == last.dated, Publication.id < last.id)
        query = query.where(or_(Publication.dated < last.dated, same_day))
    rows = db.session.scalars(query.order_by(*_NEWEST).limit(size + 1)).all()
    return Page(rows[:size], rows[size - 1].id if len(rows) > size else None)
