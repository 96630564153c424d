"""The sample office at work: its people, its dice, the moment it is; when cases come in."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from app.domain.dates import BANGKOK
from app.models import RefusalReason, Ticket
from app.sample import texts
from app.sample.people import Cast
from app.services import calendar, tickets
from app.services.actors import Actor
from app.services.steps import StepInput

Life = Generator[datetime, None, None]
_WORKERS = {"กองช่าง": "anan", "กองสาธารณสุขฯ": "suda", "สำนักปลัด": "wilai", "งานป้องกันฯ": "mana"}


@dataclass
class Desk:
    """The sample office at work: its people, its dice, the moment it is."""

    cast: Cast
    rng: Random
    now: datetime
    number: int = 0
    refusals: dict[str, RefusalReason] = field(default_factory=dict)

    def who(self, name: str) -> Actor:
        """A member of staff as the services know them."""
        return Actor.staff(self.cast.staff[name])

    def worker(self, ticket: Ticket) -> str:
        """Who works on a case of this unit."""
        return _WORKERS.get(ticket.unit.short_name if ticket.unit else "", "wilai")

    def person(self) -> str:
        """An invented resident."""
        return f"{self.rng.choice(texts.FIRST_NAMES)} {self.rng.choice(texts.LAST_NAMES)}"

    def phone(self) -> str:
        """A telephone number that belongs to nobody (080 000 xxxx)."""
        return f"080000{self.rng.randrange(10000):04d}"

    def later(self, low: float, high: float) -> datetime:
        """A moment of the office's day, so many working days from now."""
        return office_moment(self.now, self.rng.uniform(low, high))

    def step(self, ticket: Ticket, action: str, by: Actor, **given: object) -> None:
        """Take a step now."""
        tickets.take_step(ticket, action, StepInput(**given), by=by, now=self.now)  # type: ignore[arg-type]


def office_moment(start: datetime, working_days: float) -> datetime:
    """The moment that lies so many working days of eight hours after ``start``, inside office hours."""
    book = calendar.calendar(start)
    left = timedelta(minutes=working_days * 480)
    moment = start.astimezone(BANGKOK)
    while True:
        opens = max(moment, datetime.combine(moment.date(), book.opens, BANGKOK))
        closes = datetime.combine(moment.date(), book.closes, BANGKOK)
        if book.is_workday(moment.date()) and opens < closes:
            if opens + left < closes:
                return opens + left
            left -= closes - opens
        moment = datetime.combine(moment.date() + timedelta(days=1), time(), BANGKOK)


def arrivals(rng: Random, first: date, now: datetime, cases: int) -> list[tuple[datetime, str]]:
    """When cases come in: more water in the dry months, more drains in the rains, some on Sundays and at night."""
    days = (now.astimezone(BANGKOK).date() - first).days
    wanted: list[tuple[datetime, str]] = []
    busy = cases // 14  # the last four weeks bring more, so that the queue has something of everything
    while len(wanted) < cases:
        day = first + timedelta(days=days - 1 - rng.randrange(28) if len(wanted) < busy else rng.randrange(days))
        channel = "water" if rng.random() < (0.6 if day.month in {2, 3, 4, 5} else 0.22) else "complaints"
        if channel == "complaints" or day.month in {2, 3, 4, 5} or rng.random() < 0.7:
            hour = rng.choice([7, 8, 9, 9, 10, 10, 11, 13, 14, 15, 16, 18, 19, 20, 21])
            wanted.append((datetime.combine(day, time(hour, rng.randrange(60)), BANGKOK), channel))
    return sorted(wanted)
