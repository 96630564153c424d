"""Sealing: what was changed, cut or moved is refused; lengths and recipients stay hidden."""

import pytest

from app.domain.sealed import Position
from app.extensions import db
from app.models import SealedCase, SealedChunk, SealedEntry, SealedFile, SealedOffice, SealedOfficer
from app.services.sealed import casework, evidence, inbox, keys, office, officers, replies, reports, sessions, slots
from app.services.sealed.evidence import Judged
from app.services.transaction import transaction
from tests import factories, sealed_cast

pytestmark = pytest.mark.sealed
PDF = Judged("สัญญา.pdf", "application/pdf", b"%PDF-1.7 " + bytes(300_000))


@pytest.fixture
def arun(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    sealed_cast.reader("rohani", clock())
    return sealed_cast.reader("arun", clock())


def read_everything(reader, report_id, now):
    found = casework.find(reader.door, report_id, now=now)
    return [evidence.read(file, found.id, found.key) for file in found.files.values()]


def swap(one, other, *columns):
    """Exchange cells between two rows, behind the product's back."""
    with transaction():
        for column in columns:
            first, second = getattr(one, column), getattr(other, column)
            setattr(one, column, second)
            setattr(other, column, first)


def test_a_field_opens_only_where_it_was_written():
    key = keys.random_bytes(32)
    sealed = keys.seal(key, "ข้อความ".encode(), "case", "row", "text")
    assert keys.unseal(key, sealed, "case", "row", "text").decode() == "ข้อความ"
    for place in (("case", "row", "name"), ("case", "other", "text"), ("other", "row", "text")):
        with pytest.raises(keys.Tampered):
            keys.unseal(key, sealed, *place)


@pytest.mark.parametrize("at", [0, 1, 30, -1])
def test_one_turned_bit_is_refused(at):
    key = keys.random_bytes(32)
    sealed = bytearray(keys.seal(key, b"text", "a"))
    sealed[at] ^= 1
    with pytest.raises(keys.Tampered):
        keys.unseal(key, bytes(sealed), "a")


@pytest.mark.parametrize("length", [0, 1, 24, 25, 41, 100])
def test_a_cut_field_is_refused(length):
    key = keys.random_bytes(32)
    with pytest.raises(keys.Tampered):
        keys.unseal(key, keys.seal(key, b"text", "a")[:length], "a")


def test_lengths_fall_into_few_sizes():
    key = keys.random_bytes(32)
    sizes = {len(keys.seal(key, bytes(n), "a")) for n in range(1000)}
    assert len(sizes) == 1
    large = {len(keys.seal(key, bytes(n), "a")) for n in range(200_000, 260_000, 500)}
    assert len(large) <= 4


def test_boxes_do_not_tell_how_many_can_open_them(app, clock, arun):
    someone = keys.key_pair()[0]
    few, many = (slots.fill("00" * 16, bytes(32), [someone] * n) for n in (1, 7))
    assert len(few) == len(many)


def test_rows_moved_between_reports_are_refused(app, clock, arun):
    sealed_cast.send(clock(), files=[PDF])
    sealed_cast.send(clock(), what="อีกเรื่อง", files=[PDF])
    one, other = db.session.query(SealedCase).all()
    swap(one, other, "body")
    assert inbox.of(arun.door, now=clock()).broken == 2
    with pytest.raises(keys.Tampered):
        casework.find(arun.door, one.id, now=clock())


def test_boxes_moved_to_another_report_open_nothing(app, clock, arun):
    sealed_cast.send(clock())
    sealed_cast.send(clock(), what="อีกเรื่อง")
    one, other = db.session.query(SealedCase).all()
    swap(one, other, "slots")
    assert inbox.of(arun.door, now=clock()).lines == ()


@pytest.mark.parametrize("table", [SealedEntry, SealedFile, SealedChunk])
def test_a_changed_row_is_noticed(app, clock, arun, table):
    _, sent = sealed_cast.send(clock(), files=[PDF])
    with transaction():
        row = db.session.query(table).first()
        column = "data" if table is SealedChunk else "body"
        setattr(row, column, getattr(row, column)[:-1] + bytes([getattr(row, column)[-1] ^ 1]))
    with pytest.raises(keys.Tampered):
        read_everything(arun, sent.report.id, clock())


def test_a_missing_line_is_noticed(app, clock, arun):
    code, sent = sealed_cast.send(clock())
    for text in ("หนึ่ง", "สอง"):
        replies.write(reports.find(code), text, code=code, once="", now=clock())
    assert casework.find(arun.door, sent.report.id, now=clock()).whole
    said = {
        e.id: keys.unseal(sent.report.key, e.body, e.case_id, e.id, "entry").decode()
        for e in db.session.query(SealedEntry)
    }
    middle = next(name for name, words in said.items() if "หนึ่ง" in words)
    with transaction():
        db.session.delete(db.session.get(SealedEntry, middle))
    assert not casework.find(arun.door, sent.report.id, now=clock()).whole


def test_an_exchanged_public_key_gets_no_report(app, clock, arun):
    stranger, _ = keys.key_pair()
    with transaction():
        db.session.get(SealedOfficer, arun.door.officer.id).public_key = stranger
    assert arun.door.officer.id not in {o.id for o in officers.trusted()}
    assert not office.readiness().open
    with pytest.raises(office.NotOpen):
        sealed_cast.send(clock())


def test_an_exchanged_recovery_key_counts_as_none(app, clock, arun):
    with transaction():
        db.session.get(SealedOffice, 1).recovery_key = keys.key_pair()[0]
    assert office.recovery_key() is None
    assert not office.readiness().open


def test_a_position_changed_in_the_database_shuts_the_officer_out(app, clock, arun):
    with transaction():
        db.session.get(SealedOfficer, arun.door.officer.id).position = Position.OTHER
    assert sessions.enter(arun.token, arun.member, now=clock()) is None


def test_the_office_recovery_key_opens_a_report_in_need(app, clock):
    factories.make_office(clock())
    private = sealed_cast.open_channel(clock())
    sealed_cast.reader("rohani", clock())
    sealed_cast.reader("arun", clock())
    _, sent = sealed_cast.send(clock())
    case = db.session.get(SealedCase, sent.report.id)
    assert slots.find(case, keys.public_of(private), private) == sent.report.key
