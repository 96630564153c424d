"""The link checker: every link that the office shows is asked within this very process; nothing goes over the network.

Addresses of other sites are judged by their shape only: a server that asks whatever address somebody typed can be led
to machines that only it reaches.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urljoin

from flask import Flask, current_app
from sqlalchemy import select
from werkzeug.test import Client

from app.domain.dates import BANGKOK
from app.domain.evidence import EvidenceKind
from app.domain.links import Verdict, in_text, of_status, own_path, shape
from app.extensions import db
from app.models import CheckedLink, Duty, MeasuresReport, Publication, Question
from app.services import ita, ita_answers, manuals
from app.services.transaction import transaction

DUTY = "links"
_NIGHT = range(1, 5)
_HOPS = 5
_INSIDE = ("/staff", "/management", "/admin")


@dataclass(frozen=True, slots=True)
class Found:
    """A link on a page of the office."""

    place: str
    mend: str
    label: str
    address: str


def check(now: datetime) -> int:
    """Ask every link and keep what was found: how many are broken. A link that is no longer shown is forgotten."""
    verdicts = {(found.place, found.address): (found, verdict(found.address)) for found in gather(now)}
    with transaction():
        known = {(row.place, row.address): row for row in every()}
        for key in known.keys() - verdicts.keys():
            db.session.delete(known[key])
        for key, (found, said) in verdicts.items():
            _keep(known.get(key), found, said, now)
    return sum(1 for _found, said in verdicts.values() if said.broken)


def every() -> Sequence[CheckedLink]:
    """All links as they were last found, by page."""
    return db.session.scalars(select(CheckedLink).order_by(CheckedLink.place, CheckedLink.id)).all()


def broken_by_place() -> Counter[str]:
    """How many broken links each page has."""
    return Counter(row.place for row in every() if row.verdict.broken)


def due(now: datetime) -> bool:
    """At night, on the morning after a night without power, or when somebody asked for it."""
    last = db.session.scalar(select(Duty.done_at).where(Duty.name == DUTY))
    tonight = now.astimezone(BANGKOK).hour in _NIGHT
    return tonight if last is None else tonight or now - last > timedelta(hours=30)


def ask_again(now: datetime) -> None:
    """Let the worker check at its next round instead of in the night."""
    with transaction():
        duty = db.session.get(Duty, DUTY) or Duty(name=DUTY)
        duty.done_at = now - timedelta(days=2)
        db.session.add(duty)


def waiting(now: datetime) -> bool:
    """Whether somebody asked for a check that has not begun yet."""
    last = db.session.scalar(select(Duty.done_at).where(Duty.name == DUTY))
    return last is not None and now - last > timedelta(hours=30)


def gather(now: datetime) -> list[Found]:
    """Every link that the office shows: ITA pages, manuals' forms, publications, answers, evidence."""
    day = now.astimezone(BANGKOK).date()
    found = (*_ita(now), *_manuals(day), *_written(), *_evidence())
    return list({(one.place, one.address): one for one in found}.values())


def verdict(address: str) -> Verdict:
    """How a link stands now."""
    path = own_path(address, current_app.config["PUBLIC_URL"])
    try:
        return shape(address) if path is None else _ask(path)
    except ValueError:  # no address at all: whoever typed it must not keep the others from being asked
        return Verdict.SHAPE


def _ask(path: str) -> Verdict:
    """Ask for a link of our own as anybody would who has no account; HEAD, which is counted nowhere (/eit/)."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    base = app.config["PUBLIC_URL"]
    for _hop in range(_HOPS):
        with app.app_context():  # a database session of its own, as every visitor has
            answer = Client(app.wsgi_app, use_cookies=False).head(path, base_url=base)
            status, location = answer.status_code, answer.headers.get("Location")
            answer.close()
        if location is None:
            return of_status(status)
        further = own_path(urljoin(base + path, location), base)
        if further is None:
            return shape(location)
        if further.startswith(_INSIDE):
            return Verdict.CLOSED
        path = further
    return Verdict.FAILING


def _keep(row: CheckedLink | None, found: Found, said: Verdict, now: datetime) -> None:
    if row is None:
        row = CheckedLink(place=found.place, address=found.address, verdict=said, since=now)
        db.session.add(row)
    if row.verdict is not said:
        row.verdict, row.since = said, now
    row.mend, row.label, row.asked_at = found.mend, found.label, now


def _ita(now: datetime) -> Iterator[Found]:
    for year in ita.years():
        for item in ita.items(year):
            place, mend = f"/ita/{year}/{item.code}", f"/staff/publishing/ita/{year}/{item.id}"
            for shown in ita_answers.answers(item, now):
                label = shown.label % shown.values if shown.values else shown.label
                yield Found(place, mend, label, shown.address)


def _manuals(day: date) -> Iterator[Found]:
    for manual in manuals.all_in_force(day):
        for line in manual.forms.splitlines():
            for address in in_text(line):
                label = line.replace(address, "").strip() or manual.title
                yield Found(f"/services/{manual.service}", f"/admin/manuals/{manual.service}", label, address)


def _written() -> Iterator[Found]:
    """Links inside the words of public publications and answers."""
    public = Publication.published_at.is_not(None), Publication.withdrawn_at.is_(None)
    for row in db.session.scalars(select(Publication).where(*public)):
        for address in in_text(row.body):
            yield Found(f"/news/{row.id}", f"/staff/publishing/publications/{row.id}", row.title, address)
    for asked in db.session.scalars(select(Question).where(Question.shown_at.is_not(None))):
        for address in in_text(asked.answer):
            yield Found("/questions/", f"/staff/publishing/questions/{asked.id}", asked.text[:60], address)


def _evidence() -> Iterator[Found]:
    for report in db.session.scalars(select(MeasuresReport)):
        place = f"/management/reports/{report.fiscal_year}/{report.round_months}"
        for row in report.rows:
            for piece in row.evidence:
                if piece.kind is EvidenceKind.LINK:
                    mend = f"{place}/measures/{row.number}"
                    yield Found(mend, mend, piece.label, piece.address)
