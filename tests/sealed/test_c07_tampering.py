"""C7: whoever can write to the database changes, cuts, moves, swaps, deletes: refused, nothing shown, written down."""

from dataclasses import dataclass

import pytest
from sqlalchemy import LargeBinary, inspect, select

from app.domain.sealed import Position
from app.extensions import Base, db
from app.models import AuditEntry
from app.services.sealed import handover, reports
from app.services.transaction import transaction
from tests import factories, sealed_cast
from tests.sealed import planted
from tests.secrets_sweep import found_in
from tests.web.sealed_pages import Officer, Reporter, officer_at_desk, photo

LOOKS = {"code", "code file", "form", "page", "file", "list", "unlock", "old receipt", "recovery code"}
OFFICERS = {"page", "file", "list", "unlock"}
TAMPERED, GUESSED, SILENT = "sealed.tampered", "sealed.unlock_failed", None

# Each binary column of each sealed table: which looks are refused once it is changed, and what the audit trail says of
# it. SILENT: for whoever holds no key it looks like a report, a code or a receipt that was never there.
CHANGED = {
    "sealed_office.code_salt": ({"code", "code file", "old receipt"}, SILENT),
    "sealed_office.recovery_key": ({"form"}, TAMPERED),
    "sealed_office.recovery_mark": ({"form"}, TAMPERED),
    "sealed_officer.public_key": (OFFICERS | {"form", "recovery code"}, TAMPERED),
    "sealed_officer.mark": ({"page", "file", "list", "form"}, TAMPERED),
    "sealed_officer.salt": ({"unlock", "recovery code"}, GUESSED),
    "sealed_officer.wrapped_key": ({"unlock"}, GUESSED),
    "sealed_officer.recovery_wrapped_key": ({"recovery code"}, GUESSED),
    "sealed_case.lookup": ({"code", "code file"}, SILENT),
    "sealed_case.reporter_key": ({"code", "code file"}, TAMPERED),
    "sealed_case.reporter_wrapped_key": ({"code", "code file"}, TAMPERED),
    "sealed_case.slots": ({"code", "code file", "page", "file", "list"}, TAMPERED),
    "sealed_case.body": ({"code", "code file", "page", "file", "list"}, TAMPERED),
    "sealed_case.tail": ({"code", "code file", "page", "file", "list"}, TAMPERED),
    "sealed_entry.body": ({"code", "code file", "page", "file", "list"}, TAMPERED),
    "sealed_file.body": ({"code", "code file", "page", "file"}, TAMPERED),
    "sealed_chunk.data": ({"code file", "file"}, TAMPERED),
    "sealed_session.wrapped_key": ({"page", "file", "list"}, TAMPERED),
    "sealed_session.ring": (set(), SILENT),
    "sealed_pickup.body": ({"old receipt"}, SILENT),
}


def columns():
    """Every binary column of every sealed table, as the models have them."""
    tables = [mapper.local_table for mapper in Base.registry.mappers if mapper.local_table.name.startswith("sealed_")]
    return sorted(f"{t.name}.{c.name}" for t in tables for c in t.columns if isinstance(c.type, LargeBinary))


@dataclass
class Desk:
    """Everybody who can open something, with what they open it by."""

    app: object
    clock: object
    sender: Reporter
    arun: Officer
    reader: sealed_cast.Reader
    place: str
    token: str
    files: tuple[str, ...]

    def looks(self):
        """Everything that is there to be seen: what opens, by name, with what it says."""
        data = {"code": self.sender.code, "file": next(iter(self.files))}
        again = Officer(self.app.test_client())
        again.signs_in("rohani", self.clock)
        found = {
            "code": self.sender.comes_back(),
            "code file": self.sender.client.post("/corruption/case/file", data=data),
            "form": self.sender.client.get("/corruption/new"),
            "page": self.arun.client.get(self.place),
            "file": self.arun.client.get(f"{self.place}/file/{data['file']}"),
            "list": self.arun.inbox(),
            "unlock": again.unlocks(sealed_cast.PHRASE),
            "old receipt": self.sender.client.get(f"/t/{self.token}"),
        }
        new = {"code": self.reader.recovery_code, "passphrase": "กล้วยหอม ตกน้ำ สองลูก", "again": "กล้วยหอม ตกน้ำ สองลูก"}
        found["recovery code"] = self.arun.client.post("/staff/sealed/recover", data=new)
        return found


SIGNS = {
    "code": "PLANTED-WHAT", "code file": "JFIF", "form": "PLANTED-", "page": "PLANTED-WHAT", "file": "JFIF",
    "list": "PLANTED-WHAT", "unlock": "", "old receipt": "", "recovery code": "",
}  # fmt: skip


def opens(name, page):
    """Whether a look shows what it is there for."""
    if name == "unlock":
        return page.location == "/staff/sealed/"
    if name == "recovery code":
        return page.text.count("<code>") > 0
    if name == "form":
        return page.status_code == 200
    if name == "old receipt":
        return page.status_code == 200 and "secret-code" in page.text
    return page.status_code == 200 and SIGNS[name].encode() in page.data


@pytest.fixture
def desk(app, readers, clock):
    sender = Reporter(app.test_client())
    sender.writes(**planted.TEXTS)
    sender.sends((planted.PHOTO, photo()))
    ticket = factories.open_complaint(clock(), story=planted.COMPLAINT)
    token = ticket.token
    handover.hand_over(ticket, {Position.PALAD}, by=factories.actor("management"), now=clock(), version=ticket.version)
    arun = officer_at_desk(app, readers[0], clock)
    found = reports.find(sender.code)
    desk = Desk(app, clock, sender, arun, readers[0], f"/staff/sealed/{found.id}", token, tuple(found.files))
    assert arun.inbox().status_code == 200
    return desk


def damage(column):
    """Turn bits in every row: one in thirty-two bytes, and the last, so that each box and each field has one."""
    table = Base.metadata.tables[column.partition(".")[0]]
    cell, names = table.c[column.partition(".")[2]], inspect(table).primary_key.columns
    with transaction():
        for row in db.session.execute(select(cell, *names)).all():
            if row[0] is not None:
                turned = bytes(b ^ (at % 32 == 31 or at == len(row[0]) - 1) for at, b in enumerate(row[0]))
                place = [key == value for key, value in zip(names, row[1:], strict=True)]
                db.session.execute(table.update().where(*place).values({cell: turned}))


def audited(action):
    return db.session.scalars(select(AuditEntry).where(AuditEntry.action == action)).first() is not None


def test_c07_no_binary_column_is_left_out():
    assert columns() == sorted(CHANGED)


def test_c07_untouched_everything_opens(desk):
    assert {name for name, page in desk.looks().items() if opens(name, page)} == LOOKS


@pytest.mark.parametrize("column", CHANGED)
def test_c07_a_changed_column(desk, column):
    refused, act = CHANGED[column]
    damage(column)
    pages = desk.looks()
    assert {name for name, page in pages.items() if not opens(name, page)} == refused
    assert [name for name in refused if name in pages and name != "form" and said(pages[name])] == []
    assert act is SILENT or audited(act)


def said(page):
    """Words of the report or its photo on a page that was refused."""
    return found_in([*planted.SECRETS, "JFIF"], page.data)
