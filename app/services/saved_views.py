"""Selections of the queue under an officer's own names, in an order of their own. Nobody sees another's."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import parse_qsl

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.domain.words import N_
from app.extensions import db
from app.models import SavedView, Staff
from app.services.actors import Actor
from app.services.transaction import transaction

MOST = 12
LONGEST_NAME = 40
TAKEN = N_("มีมุมมองชื่อนี้แล้ว")
TOO_MANY = N_("เก็บได้ไม่เกิน 12 มุมมอง ลบที่ไม่ใช้ก่อน")


class NotKept(Exception):
    """Why a view is not kept under this name (a Thai msgid)."""


def mine(by: Actor) -> Sequence[SavedView]:
    """One's own views in their order."""
    query = select(SavedView).where(SavedView.staff_id == by.staff_id)
    return db.session.scalars(query.order_by(SavedView.position, SavedView.id)).all()


def find(view_id: int, *, by: Actor) -> SavedView | None:
    """One's own view."""
    return db.session.scalar(select(SavedView).where(SavedView.id == view_id, SavedView.staff_id == by.staff_id))


def words_of_all() -> Iterator[tuple[SavedView, str, list[str]]]:
    """Everybody's, each with whose it is and the words in it: whoever asks may be named there."""
    query = select(SavedView, Staff.name).join(Staff, Staff.id == SavedView.staff_id).order_by(SavedView.id)
    for view, whose in db.session.execute(query):
        yield view, whose, [view.name, *(value for _name, value in parse_qsl(view.query))]


def keep(name: str, query: str, *, by: Actor) -> SavedView:
    """Keep a selection (the query of its address) under a name; ``NotKept``."""
    with _one_name(), transaction():
        views = mine(by)
        if len(views) >= MOST:
            raise NotKept(TOO_MANY)
        _unused(name, None, by)
        last = max((view.position for view in views), default=0)
        row = SavedView(staff_id=by.staff_id, name=name, query=query, position=last + 1)
        db.session.add(row)
    return row


def rename(view: SavedView, name: str, *, by: Actor) -> None:
    """Call it otherwise; ``NotKept``."""
    with _one_name(), transaction():
        _unused(name, view.id, by)
        view.name = name


def up(view: SavedView, *, by: Actor) -> None:
    """One place to the front."""
    with transaction():
        views = list(mine(by))
        at = views.index(view)
        if at:
            views[at - 1], views[at] = views[at], views[at - 1]
        for position, row in enumerate(views, start=1):
            row.position = position


def drop(view: SavedView) -> None:
    """It is not wanted any more."""
    with transaction():
        db.session.delete(view)


@contextmanager
def _one_name() -> Iterator[None]:
    """The same button pressed twice at once keeps one view."""
    try:
        yield
    except IntegrityError:
        raise NotKept(TAKEN) from None


def _unused(name: str, own: int | None, by: Actor) -> None:
    same = select(func.count()).where(SavedView.staff_id == by.staff_id, SavedView.name == name)
    query = same.where(SavedView.id != (own or 0))
    if db.session.scalar(query):
        raise NotKept(TAKEN)
