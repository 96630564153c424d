"""Taking a case in: number, promise, first event, receipt to the resident, all in one transaction and once only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm.attributes import set_committed_value

from app.domain.channels import Arrival, Channel
from app.domain.periods import fiscal_year_of
from app.domain.references import latin, new_token, reference
from app.domain.thai import first_words, search_key
from app.domain.workflow import Kind, Phase
from app.extensions import db
from app.models import Attachment, Category, Manual, Office, Series, Service, Ticket, Village, WaterPoint
from app.services import calendar, chain, drafts, manuals, notices, points, public_words, register, scope, tickets
from app.services.actors import Actor
from app.services.office import shown
from app.services.points import Point
from app.services.transaction import hold, in_turn, transaction

_SUBJECT = 90
_SERIES = cast(Table, Series.__table__)
_NEXT = (
    update(_SERIES)
    .where(_SERIES.c.prefix == bindparam("of"), _SERIES.c.fiscal_year == bindparam("year"))
    .values(last=_SERIES.c.last + 1)
    .returning(_SERIES.c.last)
)


class NotReady(Exception):
    """The office has published no manual for this service, so nothing can be promised."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What a resident sent or an officer keyed in, checked and cleaned, whatever the channel.

    ``files_shown`` says whether the resident sees the attachments; ``public_words`` are what neighbours may read.
    """

    story: str
    category: Category | None = None
    service: Service | None = None
    subject: str = ""
    village: Village | None = None
    place: str = ""
    map_link: str = ""
    latitude: float | None = None
    longitude: float | None = None
    applicant: str = ""
    phone: str = ""
    email: str = ""
    contact_by: str = ""
    language: str = "th"
    details: dict[str, Any] = field(default_factory=dict)
    arrival: Arrival = Arrival.ONLINE
    received_at: datetime | None = None
    backdate_reason: str = ""
    register_number: str = ""
    emergency: bool = False
    points: tuple[Point, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    files_shown: bool = True
    public_words: str = ""

    def with_public_words(self, words: str) -> "Submission":
        """The same with words that neighbours may read."""
        return replace(self, public_words=words)


def open_ticket(channel: Channel, sent: Submission, *, key: str, by: Actor, now: datetime) -> Ticket:
    """Take a submission in; a second one with the same ``key`` gives back the case that the first one made.

    Answers that waited under this key go with it: they live on in the case alone.
    """
    return open_all(channel, {key: sent}, by=by, now=now)[0]


def open_all(channel: Channel, sent: Mapping[str, Submission], *, by: Actor, now: datetime) -> list[Ticket]:
    """The same for several, each under its key: all of them or none."""
    with transaction():
        in_turn(*sent)
        opened = [sent_before(key) or _open(channel, one, key, by, now) for key, one in sent.items()]
        links = [ticket.token for ticket in opened]
    for ticket, link in zip(opened, links, strict=True):  # it never changes: whoever leads there need not ask for it
        set_committed_value(ticket, "token", link)
    return opened


def sent_before(key: str) -> Ticket | None:
    """The case that this form made, if it was sent before; nearly always it was not, which is found out cheaply."""
    if db.session.connection().scalar(scope.KNOWN_KEY, {"key": key}) is None:
        return None
    return db.session.scalars(scope.by_key(key)).unique().one_or_none()


def _open(channel: Channel, sent: Submission, key: str, by: Actor, now: datetime) -> Ticket:
    received = sent.received_at or now
    local = calendar.calendar(now).local_day(received)
    manual = manuals.in_force(sent.service.slug if sent.service else channel.slug, local)
    if manual is None or (sent.service is None) is channel.defined:
        raise NotReady(channel.slug)
    promise = manuals.promise_for(manual, sent.category)
    year = fiscal_year_of(local)
    number = reference(channel, year, _next_number(channel, year))
    ticket = Ticket(
        reference=number, token=new_token(), idempotency_key=key, channel_slug=channel.slug, arrival=sent.arrival,
        language=sent.language, category_id=sent.category.id if sent.category else None,
        service_id=sent.service.id if sent.service else None,
        subject=sent.subject or first_words(sent.story, _SUBJECT), story=sent.story,
        village_id=sent.village.id if sent.village else None, place=sent.place, map_link=sent.map_link,
        latitude=sent.latitude, longitude=sent.longitude, applicant=sent.applicant, phone=sent.phone, email=sent.email,
        contact_by=sent.contact_by, details=sent.details,
        register_number=sent.register_number or register.issue(now=now),
        emergency=sent.emergency, sample=_is_sample(), search_text="", received_at=received, recorded_at=now,
        promise_days=promise.days, promise_unit=promise.unit, manual_id=manual.id,
        status=channel.workflow.initial, phase=Phase.OURS,
        unit_id=_unit(sent), resident_reopened=False, version=0,
    )  # fmt: skip
    ticket.search_text = _search_text(ticket, sent)
    if channel.delivers:
        points.add(ticket, sent.points, sent.village)
    _first_event(ticket, sent, manual, by, now)
    public_words.offer(ticket, sent.public_words, now=now)
    drafts.discard(key)
    return ticket


def _first_event(ticket: Ticket, sent: Submission, manual: Manual, by: Actor, now: datetime) -> None:
    entry = tickets.Entry(
        Kind.RECEIVED,
        status=ticket.status,
        shown=True,
        text=sent.backdate_reason,
        data={
            "channel": ticket.channel_slug, "arrival": ticket.arrival, "category": ticket.category_id,
            **({"service": ticket.service_id} if ticket.service_id else {}),
            "village": ticket.village_id, "language": ticket.language, "unit": ticket.unit_id,
            "promise_days": ticket.promise_days,
            "promise_unit": ticket.promise_unit, "manual": manual.version, "words": chain.words_hash(ticket),
            **points.asked(ticket),
        },
        attachments=sent.attachments,
    )  # fmt: skip
    for file in sent.attachments:
        file.public = sent.files_shown
    event = tickets.begin(ticket, entry, by=by, now=now)
    notices.received(ticket, event, now=now)


def _unit(sent: Submission) -> int | None:
    """Who gets it first: the unit of what it is about."""
    about = sent.service or sent.category
    return about.unit_id if about else None


def _next_number(channel: Channel, year: int) -> int:
    which, connection = {"of": channel.prefix, "year": year}, db.session.connection()
    number: int | None = connection.scalar(_NEXT, which)
    if number is None:
        query = select(Series).where(Series.prefix == channel.prefix, Series.fiscal_year == year)
        hold(query, partial(Series, prefix=channel.prefix, fiscal_year=year, last=0))
        number = connection.execute(_NEXT, which).scalar_one()
    return number


def _is_sample() -> bool:
    present: Office | None = shown()
    return present is not None and present.sample


def search_text(
    ticket: Ticket, *, village: Village | None, category: Category | None, points: Iterable[Point | WaterPoint]
) -> str:
    """What a case is found by, as it came in."""
    parts = [
        ticket.reference, latin(ticket.reference), ticket.subject, ticket.story, ticket.place, ticket.applicant,
        ticket.phone, ticket.email, ticket.register_number, village.label if village else "",
        category.name if category else "", *(str(value) for value in ticket.details.values()),
        *(f"{point.name} {point.house_no} {point.phone}" for point in points),
    ]  # fmt: skip
    return search_key(" ".join(part for part in parts if part))


def _search_text(ticket: Ticket, sent: Submission) -> str:
    return search_text(ticket, village=sent.village, category=sent.category, points=sent.points)
