"""One process's share of the work: plans of cases in, rows out. What a case is at first follows ``services.intake``."""

import base64
import gc
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from datetime import time as clock_time
from itertools import accumulate
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from app.domain.channels import CHANNELS, COMPLAINTS, ESERVICE, WATER, Arrival
from app.domain.clocks import Calendar, HolidayBook
from app.domain.dates import BANGKOK
from app.domain.periods import fiscal_year_of
from app.domain.references import latin, reference
from app.domain.thai import first_words
from app.domain.workflow import Kind, Phase
from app.extensions import db
from app.models import Service
from app.sample.desk import Desk
from app.services import calendar, chain, intake, manuals, points
from app.services.actors import RESIDENT
from app.services.tickets import Entry
from benchmarks import base, lives, rows
from benchmarks.base import FIRST, NOW
from benchmarks.lives import Life
from benchmarks.rows import Batch

SEED = 2570
OPEN_AT_LEAST, OPEN_SHARE, RECENT = 150, 0.008, timedelta(days=400)
MONTHS = {10: 11, 11: 8, 12: 7, 1: 7, 2: 8, 3: 10, 4: 9, 5: 9, 6: 9, 7: 9, 8: 10, 9: 11}
HOURS = (6, 7, 8, 8, 9, 9, 9, 10, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21)
DRY = {2, 3, 4, 5}
Plan = tuple[int, datetime, str, str, float]


class OneCalendar(HolidayBook):
    """The office's holidays as they stand: all of them were entered on its first day and none was taken back."""

    def at(self, moment: datetime) -> Calendar:
        """The same at every moment."""
        known: Calendar = _OFFICE["calendar"]
        return known


_OFFICE: dict[str, Any] = {}


def plans(cases: int) -> Iterator[Plan]:
    """When each case comes in, through which channel, under which number, and how likely it is forgotten."""
    days = [FIRST + timedelta(days=n) for n in range((NOW.date() - FIRST).days)]
    weights = accumulate(MONTHS[day.month] * (1 if day.weekday() < 5 else 0.4) for day in days)
    upto = list(weights)
    rng, series, forgotten = Random(SEED), Counter[tuple[str, int]](), _forgotten(cases)
    for number in range(1, cases + 1):
        share = (number - 0.5) / cases * upto[-1]
        day = bisect_right(upto, share)
        part = (share - (upto[day - 1] if day else 0)) / (upto[day] - (upto[day - 1] if day else 0))
        hour = HOURS[int(part * len(HOURS))]
        seconds = int((part * len(HOURS) % 1) * 3600)
        at = datetime.combine(days[day], clock_time(hour), BANGKOK) + timedelta(seconds=seconds)
        dry = days[day].month in DRY
        channel = rng.choices((COMPLAINTS, WATER, ESERVICE), (50, 40, 10) if dry else (68, 18, 14))[0]
        year = fiscal_year_of(days[day])
        series[channel.prefix, year] += 1
        left = forgotten if at > NOW - RECENT else forgotten / 50
        yield number, at, channel.slug, reference(channel, year, series[channel.prefix, year]), left


def _forgotten(cases: int) -> float:
    recent = cases * RECENT.days / (NOW.date() - FIRST).days
    return min(0.9, max(OPEN_AT_LEAST, OPEN_SHARE * cases) / recent)


def prepare(place: Path) -> None:
    """Read the office that is to be filled, once for this process."""
    opened = base.opened(place)
    opened.__enter__()
    book = calendar.book()
    assert not any(row.removed_at for row in book.rows)  # noqa: S101
    manuals_of = {slug: manuals.in_force(slug, NOW.date()) for slug in CHANNELS}
    services = list(db.session.scalars(select(Service)))
    manuals_of |= {service.slug: manuals.in_force(service.slug, NOW.date()) for service in services}
    assert all(service.questions for service in services)  # noqa: S101
    cast = base.cast()
    db.session.remove()
    _OFFICE.update(opened=opened, calendar=book.at(NOW), book=OneCalendar(book.rows), cast=cast, manuals=manuals_of,
                   services=services)  # fmt: skip
    gc.freeze()


def make(planned: Sequence[Plan]) -> Batch:
    """All rows of some cases."""
    batch = Batch()
    for plan in planned:
        number = plan[0]
        rng = Random(SEED * 10_000_000 + number)
        desk = Desk(cast=_OFFICE["cast"], rng=rng, now=NOW, book=_OFFICE["book"])
        life = _received(desk, plan)
        lives.live(life)
        rows.add(batch, number, life, _OFFICE["book"])
    return batch


def _received(desk: Desk, plan: Plan) -> Life:
    number, at, slug, name, forgotten = plan
    rng, channel, desk.now = desk.rng, CHANNELS[slug], at
    sent = lives.submission(desk, channel, _OFFICE["services"][0], number)
    about = sent.service or sent.category
    manual = _OFFICE["manuals"][sent.service.slug if sent.service else slug]
    promise = manuals.promise_for(manual, sent.category)
    by = RESIDENT if sent.arrival is Arrival.ONLINE else desk.who("nurida")
    late = by is not RESIDENT and rng.random() < 0.03
    token = base64.urlsafe_b64encode(rng.randbytes(16)).decode().rstrip("=")
    ticket = SimpleNamespace(
        id=number, reference=name, token=token, idempotency_key=rng.randbytes(16).hex(), channel=channel,
        channel_slug=slug, arrival=sent.arrival, language=rng.choices(("th", "en", "ms"), (96, 1, 3))[0],
        category=sent.category, category_id=sent.category.id if sent.category else None,
        service_id=sent.service.id if sent.service else None,
        subject=sent.subject or first_words(sent.story, 90), story=sent.story, place=sent.place, map_link="",
        village_id=sent.village.id if sent.village else None, latitude=None, longitude=None,
        applicant=sent.applicant, phone=sent.phone, email=sent.email, contact_by=sent.contact_by,
        details=sent.details, register_number="", emergency=rng.random() < 0.004, sample=True,
        received_at=at, promise_days=promise.days, promise_unit=promise.unit, manual_id=manual.id,
        status=channel.workflow.initial, phase=Phase.OURS, unit=about.unit if about else None,
        unit_id=about.unit_id if about else None, officer=None, officer_id=None, extended_to=None, solved=None,
        resident_reopened=False, round=None,
        points=[SimpleNamespace(number=1, litres=sent.details["litres"])] if channel.delivers else [],
    )  # fmt: skip
    ticket.latin = latin(name)
    ticket.search_text = intake._search_text(ticket, sent)  # type: ignore[arg-type]  # noqa: SLF001
    desk.now = desk.later(0.5, 2) if late else at
    ticket.recorded_at = desk.now = min(desk.now, NOW)
    stuck = rng.choice((0, 1, 2, 3)) if rng.random() < forgotten else None
    life = Life(desk, ticket, stuck)
    reason = "จดหมายประทับตรารับวันก่อน คีย์เข้าระบบภายหลัง" if ticket.recorded_at > at else ""
    life.begin(Entry(Kind.RECEIVED, status=ticket.status, shown=True, text=reason, data=_told(ticket, manual)), by)
    return life


def _told(ticket: Any, manual: Any) -> dict[str, Any]:
    """What the first event says, as ``services.intake`` writes it."""
    return {
        "channel": ticket.channel_slug, "arrival": ticket.arrival, "category": ticket.category_id,
        **({"service": ticket.service_id} if ticket.service_id else {}),
        "village": ticket.village_id, "language": ticket.language, "unit": ticket.unit_id,
        "promise_days": ticket.promise_days, "promise_unit": ticket.promise_unit, "manual": manual.version,
        "words": chain.words_hash(ticket), **points.asked(ticket),
    }  # fmt: skip
