"""The office before its first case: people, villages, units, manuals, trucks, a service of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app import create_app
from app.domain.dates import BANGKOK
from app.extensions import db
from app.models import Category, OfficeUnit, Service, Staff, Village
from app.sample import driving, own_service, people
from app.sample.people import Cast
from app.services import saved_views, schema
from app.services.actors import Actor
from app.services.transaction import transaction
from config import Config

FIRST = date(2021, 10, 1)
NOW = datetime(2026, 11, 11, 14, 20, tzinfo=BANGKOK)
OPENED = datetime.combine(FIRST, time(8, 30), BANGKOK)
FILE = "khamrong.db"
OWN_VIEWS = (
    ("งานช่างเกินกำหนด", "late=1&unit=2"),
    ("ขอน้ำหมู่ 1", "channel=water&village=1"),
    ("โทรมา รอผู้ร้อง", "arrival=phone&waiting=1"),
)


def config(place: Path, address: str = "") -> Config:
    """The settings of an office that stands at a place; ``address``: in another database than SQLite."""
    where = address or f"sqlite:///{place.resolve() / FILE}"
    return Config.from_env({"VAR_DIR": str(place), "DATABASE_URL": where, "SECRET_KEY": "k" * 40})


@contextmanager
def opened(place: Path, address: str = "") -> Iterator[Flask]:
    """The office's application inside its context, its clock at NOW."""
    app = create_app(config(place, address), clock=lambda: NOW)
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def make(place: Path) -> None:
    """Build it where nothing is."""
    place.mkdir(parents=True)
    with opened(place):
        schema.upgrade()
        with transaction():
            cast = people.make(FIRST, NOW)
            driving.make_fleet(OPENED)
            own_service.define(cast, OPENED)
            for name, query in OWN_VIEWS:
                saved_views.keep(name, query, by=Actor.staff(cast.staff["nurida"]))


def cast() -> Cast:
    """Everybody and every list of the present office, for use outside the database."""
    found = Cast(
        staff={member.username: member for member in db.session.scalars(select(Staff))},
        units={unit.short_name: unit for unit in db.session.scalars(select(OfficeUnit))},
        categories={category.key: category for category in db.session.scalars(select(Category))},
        villages=list(db.session.scalars(select(Village).order_by(Village.number))),
    )
    for service in db.session.scalars(select(Service)):
        assert service.questions is not None  # noqa: S101 - read before it is taken out of the session
    db.session.expunge_all()
    return found
