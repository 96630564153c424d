"""A random office: lives of cases written straight onto the shelves, with late knowledge and holidays in hindsight."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random  # noqa: TID251  (the same seed gives the same office)
from typing import Any

from app.domain.channels import CHANNELS, Arrival
from app.domain.clocks import Unit
from app.domain.dates import BANGKOK
from app.domain.workflow import Phase, Status
from app.extensions import db
from app.models import Category, Holiday, OfficeUnit, Ticket, TicketEvent, Village
from app.services import tickets
from app.services.transaction import transaction
from tests.domain.lives import ALLOWED
from tests.domain.stories import ACTS

FIRST = datetime(2025, 8, 1, tzinfo=BANGKOK)
DAYS = 480
MINUTE = timedelta(minutes=1)


@dataclass
class Life:
    """What happened to one case, in the order in which it was written down."""

    traits: dict[str, Any]
    promise: tuple[int, Unit]
    events: list[dict[str, Any]] = field(default_factory=list)


def later(rng: Random, moment: datetime, most: float) -> datetime:
    """Some minutes to some days later; now and then exactly at an edge of the day."""
    moment += MINUTE * int(rng.expovariate(1 / (most * 300))) + MINUTE
    edge = rng.choice([None] * 12 + [(0, 0), (8, 30), (16, 29), (16, 30), (23, 59)])
    return moment if edge is None else moment.replace(hour=edge[0], minute=edge[1]) + timedelta(days=1)


def live(rng: Random, now: datetime, places: dict[str, list[int]]) -> Life:
    """One life from receipt to its end, or to now."""
    moment = FIRST + MINUTE * rng.randrange(DAYS * 24 * 60)
    channel = rng.choice(list(CHANNELS))
    traits = {
        "channel_slug": channel,
        "arrival": rng.choice(list(Arrival)),
        "village_id": rng.choice([None, *places["village"]]),
        "language": rng.choice(["th", "th", "en"]),
    }
    life = Life(traits, (rng.choice([0, 1, 3, 5, 7, 15]), rng.choice(list(Unit))))
    first = {"unit": rng.choice([None, *places["unit"]]), "category": rng.choice([None, *places["category"]])}
    recorded = moment + MINUTE * rng.choice([0, 0, 0, 60, 60 * 24 * 9])
    life.events.append({"at": moment, "recorded_at": recorded, "data": first, **ACTS["receive"]})
    phase, moment = Phase.OURS, recorded
    for _ in range(rng.choice([0, 2, 3, 4, 5, 6, 8, 12])):
        act = rng.choice(ALLOWED[phase])
        moment = later(rng, moment, 20 if phase is Phase.DONE else rng.choice([0.5, 2, 9]))
        recorded = moment + MINUTE * rng.choice([0] * 6 + [30, 60 * 24 * 5, 60 * 24 * 40])
        if moment > now or recorded > now:
            break
        values = {"data": {}, **ACTS[act]}
        if act == "assign":
            values["data"] = {"unit": rng.choice(places["unit"])}
        if act == "reclassify":
            values["data"] = {"to": rng.choice(places["category"])}
        life.events.append({"at": moment, "recorded_at": recorded, **values})
        status: Status | None = values.get("status")
        phase = status.phase if status else phase
    return life


def holidays(rng: Random, now: datetime) -> list[tuple[date, datetime, datetime | None]]:
    """Closed days known long before, the evening before, and in hindsight; some are taken back."""
    found = []
    for _ in range(40):
        day = FIRST.date() + timedelta(days=rng.randrange(DAYS))
        begin = datetime(day.year, day.month, day.day, 20, tzinfo=BANGKOK)
        entered = begin - timedelta(days=rng.choice([300, 300, 30, 1, 1, -2, -20]))
        gone = entered + timedelta(days=10) if rng.random() < 0.1 else None
        if entered <= now:
            found.append((day, entered, gone if gone and gone <= now else None))
    return found


def build(seed: int, cases: int, now: datetime) -> tuple[list[Life], list[tuple[date, datetime, datetime | None]]]:
    """Fill an office that has its default rows, and tell what really happened."""
    rng = Random(seed)  # noqa: S311
    tables = {"unit": OfficeUnit, "category": Category, "village": Village}
    places = {name: sorted(db.session.scalars(db.select(table.id)).all())[:3] for name, table in tables.items()}
    closed = holidays(rng, now)
    changed = max(moment for row in closed for moment in row[1:] if moment)
    lives = [life for life in (live(rng, now, places) for _ in range(cases)) if life.events[0]["recorded_at"] <= now]
    with transaction():
        for day, entered, gone in closed:
            db.session.add(Holiday(day=day, name="", kind="special", source="", confirmed=True, recorded_at=entered,
                                   removed_at=gone))  # fmt: skip
        for n, life in enumerate(lives):
            db.session.add(shelve(n, life))
        db.session.flush()
        for ticket in db.session.scalars(db.select(Ticket)).unique():
            tickets._repeat(ticket, max(changed, *(event.recorded_at for event in ticket.events)))
            ticket.unit_id, ticket.category_id = ticket.legs[-1].unit_id, ticket.legs[-1].category_id
    return lives, closed


def shelve(n: int, life: Life) -> Ticket:
    """A case and its events as rows, without the words."""
    first = life.events[0]
    days, unit = life.promise
    texts = dict.fromkeys(("story", "place", "map_link", "applicant", "phone", "email", "contact_by",
                           "register_number", "search_text"), "")  # fmt: skip
    prefix = CHANNELS[life.traits["channel_slug"]].prefix
    ticket = Ticket(
        **texts, **life.traits, reference=f"{prefix}-2569-{n:04}", subject=f"เรื่องที่ {n}", token=f"t{n}",
        idempotency_key=f"k{n}", details={}, emergency=False, sample=False, received_at=first["at"],
        recorded_at=first["recorded_at"], promise_days=days, promise_unit=unit, unit_id=None, status=Status.RECEIVED,
        phase=Phase.OURS, resident_reopened=False, version=0,
    )  # fmt: skip
    for m, event in enumerate(sorted(life.events, key=lambda e: e["recorded_at"])):  # as they were written down
        values = {"outcome": None, "status": None, "shown": False, **event}
        worded, actor = values.pop("worded", False), values.pop("actor")
        row = TicketEvent(
            **values, actor_role=actor, text_hash="x" if worded else "", previous_hash="", hash=f"{n}/{m}"
        )  # fmt: skip
        ticket.events.append(row)
    return ticket
