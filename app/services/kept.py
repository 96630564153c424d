"""What is kept between requests: the office's own rows, read once by a process; nothing of a case, nobody's rights.

The rule: a number in the database (``kept_stamp``) says whether the rows still stand as they stood. Triggers draw a
new one in the transaction that changes one of the ``TABLES``, whoever changes it. Each transaction asks for it once and
uses what was kept under that very number, or reads anew. Whoever changes such rows reads the database until the end of
the transaction. Kept rows belong to no session: they are to be shown, and an attempt to change one fails.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from flask import current_app
from sqlalchemy import Select, event, inspect
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, UOWTransaction, class_mapper

from app.extensions import db
from app.models import (
    Category,
    EitCampaign,
    Holiday,
    Manual,
    ManualStep,
    Office,
    OfficeUnit,
    RefusalReason,
    ReplyTemplate,
    Village,
)

TABLES = (
    Category, EitCampaign, Holiday, Manual, ManualStep, Office, OfficeUnit, RefusalReason, ReplyTemplate, Village,
)  # fmt: skip

Row = TypeVar("Row")
Made = TypeVar("Made")


@dataclass
class Shelf:
    """What was read under one number."""

    number: int
    made: dict[Any, Any] = field(default_factory=dict)


def read(query: Select[Row], make: Callable[[Sequence[Row]], Made]) -> Made:
    """What ``make`` makes of the rows that a query finds. Both are constants of a module: they name what is kept."""
    session = db.session()
    if _changing(session):
        return make(session.scalars(query).unique().all())
    shelf = _shelf(session)
    made: Made | None = shelf.made.get((query, make))
    if made is None:
        made = shelf.made[query, make] = make(_detached(session, query))
    return made


def made(name: Hashable, make: Callable[[], Made], day: date | None = None) -> Made:
    """What is made of such rows and of nothing else, until they change or the ``day`` does: lists, pieces of a page."""
    session = db.session()
    if _changing(session):
        return make()
    shelf = _shelf(session)
    found: tuple[date | None, Made] | None = shelf.made.get(name)
    if found is None or found[0] != day:
        found = shelf.made[name] = day, make()
    return found[1]


def forget() -> None:
    """Read anew: for whoever checks the rows, since a hand in the database may have changed them past the triggers."""
    current_app.extensions.pop("kept", None)


def _shelf(session: Session) -> Shelf:
    number = _number(session)
    shelf: Shelf | None = current_app.extensions.get("kept")
    if shelf is None or shelf.number != number:  # also when ours is the older: it goes on seeing what was then
        shelf = current_app.extensions["kept"] = Shelf(number)
    return shelf


def _number(session: Session) -> int:
    """The number, asked once in each transaction."""
    asked: tuple[object, int] | None = session.info.get("kept_number")
    if asked is None or asked[0] is not session.get_transaction():
        number = session.connection().exec_driver_sql("SELECT number FROM kept_stamp").scalar_one()
        session.info["kept_number"] = asked = (session.get_transaction(), number)
    return asked[1]


def _detached(session: Session, query: Select[Row]) -> Sequence[Row]:
    """Rows that belong to no session, as our transaction sees them."""
    with Session(session.connection(), join_transaction_mode="rollback_only") as own:
        rows = own.scalars(query).unique().all()
        own.expunge_all()
    return rows


def _changing(session: Session) -> bool:
    """Whether this transaction changes kept rows, or is about to."""
    if session.info.get("kept_changed") is not None:
        if session.info["kept_changed"] is session.get_transaction():
            return True
        del session.info["kept_changed"]
    waiting = (*session.new, *session.dirty, *session.deleted) if session.info.get("writing") else ()
    return any(isinstance(row, TABLES) for row in waiting)


@event.listens_for(Session, "after_flush")
def _flushed(session: Session, _work: UOWTransaction) -> None:
    if any(isinstance(row, TABLES) for row in (*session.new, *session.dirty, *session.deleted)):
        session.info["kept_changed"] = session.get_transaction()


@event.listens_for(Session, "do_orm_execute")
def _executed(state: ORMExecuteState) -> None:
    if not state.is_select and isinstance(state.bind_mapper, Mapper) and issubclass(state.bind_mapper.class_, TABLES):
        state.session.info["kept_changed"] = state.session.get_transaction()


@event.listens_for(Session, "before_attach")
def _stays_out(_session: Session, row: object) -> None:
    if isinstance(row, TABLES):
        _refuse(row)


def _refuse(row: object, *_: object) -> None:
    if inspect(row).detached:
        raise TypeError(f"a kept {type(row).__name__} is only to be shown; read it from the session to change it")


for _table in TABLES:
    for _column in class_mapper(_table).column_attrs:
        event.listen(getattr(_table, _column.key), "set", _refuse)
