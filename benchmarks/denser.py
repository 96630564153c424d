"""An office of k times as many cases as another: each of its cases k times, at the same moments.

Every copy has a number, a link and keys of its own, the numbers of a day grow as they would have, and all events stand
in one chain of hashes, reckoned link by link as ``services.chain`` reckons it. What is not new: k cases share their
words and how long everything took.
"""

import base64
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Column, Table, select

from app.domain.history import GENESIS, link_hash
from app.domain.references import latin, tracking_code
from app.domain.thai import search_key
from app.extensions import db
from app.models import (
    Message,
    OutboxMail,
    Ticket,
    TicketEvent,
    TicketLeg,
    TicketStint,
    WaterPoint,
    WaterRound,
    WaterStop,
)
from app.services import chain
from benchmarks import base, rows

MODELS = (Ticket, TicketStint, TicketLeg, WaterPoint, WaterRound, WaterStop, Message, OutboxMail)
TABLES = tuple(cast(Table, model.__table__) for model in MODELS)
EVENTS = cast(Table, TicketEvent.__table__)
COPIED = {EVENTS.name, *(table.name for table in TABLES)}
NEW = "(({0} - 1) * :k + copy.n + 1)"
ANEW = {
    "ticket.reference": "another(reference, copy.n)",
    "ticket.token": "new_key(token, copy.n)",
    "ticket.idempotency_key": "new_key(idempotency_key, copy.n)",
    "ticket.search_text": "told(search_text, reference, copy.n)",
    "water_round.number": NEW.format("number"),
    "water_round.token": "new_key(token, copy.n)",
    "water_stop.mark_key": "new_key(mark_key, copy.n)",
    "outbox_mail.message_id": "mail(message_id, ticket_id, copy.n)",
    "outbox_mail.subject": "mail(subject, ticket_id, copy.n)",
    "outbox_mail.body": "mail(body, ticket_id, copy.n)",
}


class Copier:
    """Reads one office, and fills the database of another that has no case yet."""

    def __init__(self, source: Path, to: sqlite3.Connection, k: int) -> None:
        self.source, self.to, self.k = source, to, k
        self.to.execute("ATTACH ? AS source", (str((source / base.FILE).resolve()),))
        self.names = dict(self.to.execute("SELECT id, reference FROM source.ticket"))
        self.tokens = dict(self.to.execute("SELECT id, token FROM source.ticket"))
        for name, act in (("another", self.another), ("new_key", new_key), ("told", self.told), ("mail", self.mail)):
            self.to.create_function(name, -1, act, deterministic=True)

    def fill(self) -> None:
        """All rows, the chain, and where the numbers go on."""
        self.to.execute("CREATE TEMP TABLE copy (n INTEGER PRIMARY KEY)")
        self.to.executemany("INSERT INTO copy VALUES (?)", ((n,) for n in range(self.k)))
        for table in TABLES:
            self._copy(table)
        names = ", ".join(EVENTS.columns.keys())
        marks = ", ".join("?" * len(EVENTS.columns))
        links = Links(self)
        self.to.executemany(f"INSERT INTO {EVENTS.name} ({names}) VALUES ({marks})", links)  # noqa: S608
        self.to.execute("INSERT INTO chain_head VALUES (?, ?, ?)", (chain.EVENTS, links.head, links.length))
        self.to.execute("INSERT INTO series SELECT prefix, fiscal_year, last * ? FROM source.series", (self.k,))

    def _copy(self, table: Table) -> None:
        """A table k times: in the order of the first, copies of a row one after another."""
        told = ", ".join(ANEW.get(f"{table.name}.{column.name}") or _numbered(column) for column in table.columns)
        self.to.execute(
            f"INSERT INTO {table.name} ({', '.join(table.columns.keys())}) "  # noqa: S608
            f"SELECT {told} FROM source.{table.name} CROSS JOIN copy",
            {"k": self.k},
        )

    def number(self, row: int, n: int) -> int:
        """The number of a row's copy."""
        return (row - 1) * self.k + n + 1

    def another(self, reference: str, n: int) -> str:
        """The number of a case's copy."""
        prefix, year, number = reference.split("-")
        return f"{prefix}-{year}-{self.number(int(number), n):04d}"

    def told(self, words: str, reference: str, n: int) -> str:
        """What a case's copy is found by."""
        new = self.another(reference, n)
        words = words.replace(search_key(reference), search_key(new))
        return words.replace(search_key(latin(reference)), search_key(latin(new)))

    def mail(self, words: str, case: int, n: int) -> str:
        """What the mail of a case's copy says."""
        name, token = self.names[case], self.tokens[case]
        words = words.replace(name, self.another(name, n))
        return words.replace(tracking_code(token), tracking_code(new_key(token, n))) if "\n" in words else words


class Links:
    """Every event with its place in the chain, in the order of the first office's; ``head``: the end so far."""

    def __init__(self, copier: Copier) -> None:
        self.copier, self.head, self.length = copier, GENESIS, 0

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        copier, place = self.copier, EVENTS.columns.keys().index("data")
        with base.opened(copier.source):
            query = select(EVENTS).order_by(EVENTS.c.id).execution_options(yield_per=5000)
            for event in db.session.execute(query):
                row, case = list(rows.row(EVENTS, event)), event.ticket_id
                content = chain.event_content(cast(TicketEvent, event), "")
                by_round = event.data.get("round")
                for n in range(copier.k):
                    content["case"] = copier.another(copier.names[case], n)
                    if by_round:
                        content["data"] = event.data | {"round": copier.number(by_round, n)}
                        row[place] = json.dumps(content["data"])
                    previous, self.head = self.head, link_hash(self.head, content)
                    self.length += 1
                    yield (self.length, copier.number(case, n), *row[2:-2], previous, self.head)


def new_key(old: str, n: int) -> str:
    """Another key that nobody can guess, always the same of the same."""
    return base64.urlsafe_b64encode(hashlib.sha256(f"{old}/{n}".encode()).digest()[:16]).decode().rstrip("=")


def _numbered(column: Column[Any]) -> str:
    """A row's own number and those of rows that are copied with it; anything else stays."""
    copied = column.primary_key or any(link.column.table.name in COPIED for link in column.foreign_keys)
    return NEW.format(column.name) if copied else column.name
