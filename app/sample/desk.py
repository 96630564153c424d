"""The sample office at work: its people, its dice, the moment it is; when cases come in."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from app.domain.clocks import HolidayBook
from app.domain.dates import BANGKOK
from app.models import Attachment, Ticket
from app.sample import pictures, texts
from app.sample.people import Cast
from app.services import attachments, office, tickets
from app.services.actors import Actor
from app.services.steps import StepInput

Life = Generator[datetime, None, None]
_WORKERS = {"กองช่าง": "anan", "กองสาธารณสุขฯ": "suda", "สำนักปลัด": "wilai", "งานป้องกันฯ": "mana"}
_DRY = {2, 3, 4, 5}


@dataclass
class Desk:
    """The sample office at work."""

    cast: Cast
    rng: Random
    now: datetime
    book: HolidayBook
    number: int = 0
    apart: set[int] = field(default_factory=set)
    until: datetime = field(init=False)

    def __post_init__(self) -> None:
        """All cases live until now; ``apart`` are requests whose rounds are written by hand."""
        self.until = self.now

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

    def house(self) -> str:
        """An invented house number."""
        return f"{self.rng.randrange(1, 180)}/{self.rng.randrange(1, 9)}"

    def later(self, low: float, high: float, since: datetime | None = None) -> datetime:
        """A moment of the office's day, so many working days from now."""
        return self._after(since or self.now, self.rng.uniform(low, high))

    def back(self, working_days: int, hour: int, minute: int = 0) -> datetime:
        """An hour of the n-th working day before today."""
        day = self.now.astimezone(BANGKOK).date()
        book = self.book.at(self.now)
        for _ in range(working_days):
            day -= timedelta(days=1)
            while not book.is_workday(day):
                day -= timedelta(days=1)
        return datetime.combine(day, time(hour, minute), BANGKOK)

    def step(self, ticket: Ticket, action: str, by: Actor, **given: object) -> None:
        """Take a step now."""
        tickets.take_step(ticket, action, StepInput(**given), by=by, now=self.now)  # type: ignore[arg-type]

    def assign(self, ticket: Ticket) -> Actor:
        """Give the case to whoever works on such things; tells who that is."""
        officer = self.cast.staff[self.worker(ticket)]
        if ticket.unit:
            self.step(ticket, "assign", self.who("nurida"), unit=ticket.unit, officer=officer)
        return Actor.staff(officer)

    def refuse(self, ticket: Ticket) -> None:
        """A matter that lies before a court."""
        reason = next(reason for reason in office.refusal_reasons() if reason.code == "court")
        given = {"message": texts.REFUSED, "refusal": reason.code, "refusal_text": reason.text}
        self.step(ticket, "not_accept", self.who("nurida"), **given)

    def photo(self, subject: str) -> tuple[Attachment, ...]:
        """A drawn photograph, kept like a real one."""
        accepted = attachments.accept("รูปตัวอย่าง.jpg", pictures.draw(subject))
        return (attachments.store(accepted, public=True, now=self.now),)

    def _after(self, start: datetime, working_days: float) -> datetime:
        book = self.book.at(start)
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
    """When cases come in: more water in the dry months, some on Sundays and at night, more in the last four weeks."""
    days = (now.astimezone(BANGKOK).date() - first).days
    wanted: list[tuple[datetime, str]] = []
    while len(wanted) < cases:
        recent = len(wanted) < cases // 14
        day = first + timedelta(days=days - 1 - rng.randrange(28) if recent else rng.randrange(days))
        channel = "water" if rng.random() < (0.6 if day.month in _DRY else 0.22) else "complaints"
        if channel == "complaints" or day.month in _DRY or rng.random() < 0.7:
            hour = rng.choice([7, 8, 9, 9, 10, 10, 11, 13, 14, 15, 16, 18, 19, 20, 21])
            wanted.append((datetime.combine(day, time(hour, rng.randrange(60)), BANGKOK), channel))
    return sorted(wanted)
