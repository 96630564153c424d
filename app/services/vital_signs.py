"""How the installation is, in numbers for whoever watches the machine: nobody's case, nothing of sealed reports."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.domain.channels import CHANNELS
from app.domain.dates import local_day
from app.extensions import db
from app.models import Duty
from app.services import outbox, schema, scope, space
from app.services.backups import state


@dataclass(frozen=True, slots=True)
class Sign:
    """One number; ``unit`` ends its name, ``labels`` tell it from others of its name."""

    name: str
    meaning: str
    value: float
    labels: tuple[tuple[str, str], ...] = ()


def look(now: datetime) -> Iterator[Sign]:
    """Read them all."""
    waiting, oldest = outbox.unsent()
    yield Sign("mail_waiting", "Letters that have not left", waiting)
    yield Sign("mail_oldest_seconds", "Age of the oldest of them", _age(now, oldest))
    yield Sign("free_bytes", "Bytes left below VAR_DIR", space.free())
    yield Sign("intake_open", "1 while cases are taken in from outside", space.left() is not space.Space.NONE)
    yield Sign("schema_current", "1 when the database has the shape of this program", schema.is_current())
    backups = state.standing(now)
    age = backups.age.total_seconds() if backups.age else float("inf")
    yield Sign("backup_age_seconds", "Age of the last good backup; infinite without one", age)
    yield Sign("backup_worries", "What is wrong with the backups", len(backups.worries))
    for name, done_at in db.session.execute(select(Duty.name, Duty.done_at).order_by(Duty.name)):
        yield Sign("duty_age_seconds", "Since when a duty was last done", _age(now, done_at), (("duty", name),))
    yield from _cases(now)


def _cases(now: datetime) -> Iterator[Sign]:
    """Open cases and those among them that are late, by channel."""
    rows = {slug: (opened, late) for slug, opened, late in db.session.execute(scope.for_watching(local_day(now)))}
    for slug in CHANNELS:
        opened, overdue = rows.get(slug, (0, 0))
        yield Sign("cases_open", "Cases that are not done", opened, (("channel", slug),))
        yield Sign("cases_late", "Open cases whose promised day has passed", overdue, (("channel", slug),))


def _age(now: datetime, since: datetime | None) -> float:
    return (now - since).total_seconds() if since else 0.0
