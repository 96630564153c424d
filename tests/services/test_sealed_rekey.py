"""A new key for a report: what somebody kept of the old one opens nothing in any later copy of the database."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select

from app.domain.sealed import Position
from app.extensions import db
from app.models import AuditEntry, SealedCase, SealedChunk, SealedEntry, SealedFile, SealedOffice, Staff
from app.services.sealed import casework, evidence, keys, officers, replies, reports, sessions, sharing, slots, story
from app.services.sealed.evidence import Judged
from app.services.transaction import transaction
from tests import factories, sealed_cast
from tests.web.sealed_pages import officer_at_desk, words

pytestmark = pytest.mark.sealed
PDF = Judged("สัญญา.pdf", "application/pdf", b"%PDF-1.7 " + bytes(range(256)) * 2000)
NEW_PHRASE = "กล้วยหอม ตกน้ำ สองลูก"


@pytest.fixture
def envelope(app, clock):
    """The private half of the recovery key."""
    factories.make_office(clock())
    return sealed_cast.open_channel(clock())


@pytest.fixture
def readers(envelope, clock):
    return [sealed_cast.reader(name, clock()) for name in ("arun", "rohani")]


@pytest.fixture
def filed(readers, clock):
    """A report with a file, a message and a note: its code, and the report as it was first opened."""
    code, sent = sealed_cast.send(clock(), files=[PDF])
    replies.write(reports.find(code), "มีพยาน", code=code, once="form-1", now=clock())
    casework.note(readers[1].door, sent.report, "สอบแล้ว", once="form-2", now=clock())
    return code, reports.find(code)


def sealed_rows():
    """Every sealed cell of every report, with the place that it is bound to."""
    db.session.rollback()
    for case in db.session.scalars(select(SealedCase)):
        yield case.body, (case.id, case.id, "case")
        yield case.tail, (case.id, case.id, "tail")
    for entry in db.session.scalars(select(SealedEntry)):
        yield entry.body, (entry.case_id, entry.id, "entry")
    for file in db.session.scalars(select(SealedFile)):
        yield file.body, (file.case_id, file.id, "file")
        for piece in db.session.scalars(select(SealedChunk).where(SealedChunk.file_id == file.id)):
            yield piece.data, (file.case_id, file.id, str(piece.number))


def opens(key):
    """How many of the sealed cells a key opens, of how many."""
    rows, opened = list(sealed_rows()), 0
    for sealed, place in rows:
        try:
            keys.unseal(key, sealed, *place)
            opened += 1
        except keys.Tampered:
            pass
    return opened, len(rows)


def holds(pair, report_id):
    return slots.find(db.session.get(SealedCase, report_id), *pair) is not None


def find(reader, report, clock):
    return casework.find(reader.door, report.id, now=clock())


def aside(reader, report, clock):
    sharing.step_aside(reader.door, find(reader, report, clock), "เป็นญาติ", now=clock())


def dismiss(reader):
    with transaction():
        reader.member.active = False


def test_the_key_of_an_officer_who_stepped_aside_opens_nothing_later(readers, filed, envelope, clock):
    arun, rohani = readers
    code, before = filed
    assert opens(before.key) == (8, 8), "case and tail, three lines, a file of two pieces"
    aside(arun, before, clock)
    assert opens(before.key)[0] == 0
    assert not holds(arun.door.pair, before.id)
    for after in (find(rohani, before, clock), reports.find(code)):
        assert opens(after.key) == (9, 9)
        assert [h.text for h in after.story] == ["", "มีพยาน", "สอบแล้ว", "เป็นญาติ"]
        assert after.whole
        assert [story.content(after, file) for file in after.files.values()] == [PDF.content]
    assert holds((keys.public_of(envelope), envelope), before.id)


def test_who_left_the_office_is_dropped_from_every_report_at_once(readers, filed, clock):
    arun, rohani = readers
    _, before = filed
    past_the_palad = sealed_cast.send(clock(), Position.PALAD)[1].report
    assert (sharing.stale(rohani.door), sharing.renew(rohani.door, now=clock())) == (0, 0)
    dismiss(arun)
    assert sharing.stale(rohani.door) == 2
    assert sharing.renew(rohani.door, now=clock()) == 2
    assert (sharing.stale(rohani.door), sharing.renew(rohani.door, now=clock())) == (0, 0)
    for old in (before, past_the_palad):
        assert not holds(arun.door.pair, old.id)
        fresh = find(rohani, old, clock)
        assert [reader.officer for reader in fresh.readers] == [rohani.door.officer.id]
        last = fresh.story[-1]
        assert (last.kind, last.officer, last.told) == ("renewed", rohani.door.officer.id, False)
        assert last.text == arun.member.name
        assert opens(old.key)[0] == 0


def test_a_stolen_key_is_worth_nothing_once_its_owner_enrolled_anew(readers, filed, clock):
    arun, rohani = readers
    _, before = filed
    stolen = arun.door.pair
    made = officers.enrol(arun.member, Position.CENTRE, NEW_PHRASE, now=clock())
    officers.confirm(made.officer, by=rohani.door.officer, now=clock())
    assert sharing.stale(rohani.door) == 1
    assert sharing.renew(rohani.door, now=clock()) == 1
    assert not holds(stolen, before.id)
    sharing.grant(rohani.door, find(rohani, before, clock), made.officer.id, now=clock())
    assert holds((made.officer.public_key, officers.private_key(made.officer, NEW_PHRASE)), before.id)


def test_the_page_tells_who_renewed_and_who_was_dropped(app, readers, filed, clock):
    dismiss(readers[0])
    sharing.renew(readers[1].door, now=clock())
    page = officer_at_desk(app, readers[1], clock).client.get(f"/staff/sealed/{filed[1].id}")
    assert "เปลี่ยนกุญแจของเรื่อง" in words(page)
    assert readers[0].member.name in words(page)


def test_what_somebody_else_reads_is_not_concerned(readers, envelope, clock):
    """The overseer's reports are named to nobody in the office, so nobody in the office can renew them."""
    _, sent = sealed_cast.send(clock(), Position.CENTRE)
    dismiss(readers[0])
    assert sharing.renew(readers[1].door, now=clock()) == 0
    assert opens(sent.report.key) == (3, 3)


def test_a_form_sent_before_the_new_key_and_again_after_it_counts_once(readers, filed, clock):
    code, before = filed
    aside(readers[0], before, clock)
    for report in (before, reports.find(code)):
        replies.write(report, "มีพยาน", code=code, once="form-1", now=clock())
    casework.note(readers[1].door, find(readers[1], before, clock), "สอบแล้ว", once="form-2", now=clock())
    _, again = sealed_cast.send(clock(), code=code, files=[PDF])
    assert [h.kind for h in again.report.story] == ["received", "message", "note", "aside"]


def test_other_words_with_the_same_code_stay_one_message_after_a_new_key(readers, filed, clock):
    code, before = filed
    sealed_cast.send(clock(), code=code, what="ขอเงิน 500 บาท")
    aside(readers[0], before, clock)
    _, again = sealed_cast.send(clock(), code=code, what="ขอเงิน 500 บาท")
    assert [h.kind for h in again.report.story] == ["received", "message", "note", "message", "aside"]


def test_a_page_opened_before_the_new_key_still_writes(readers, filed, clock):
    code, before = filed
    page = find(readers[1], before, clock)
    aside(readers[0], before, clock)
    replies.write(before, "ยังอยู่", code=code, once="", now=clock())
    casework.write(readers[1].door, page, "รับทราบ", once="", now=clock())
    assert [h.text for h in reports.find(code).story][-2:] == ["ยังอยู่", "รับทราบ"]
    assert [story.content(page, file) for file in page.files.values()] == [PDF.content]


def test_a_second_window_of_who_stepped_aside_writes_nothing_more(readers, filed, clock):
    code, before = filed
    window = find(readers[0], before, clock)
    aside(readers[0], before, clock)
    with pytest.raises(story.Lost):
        casework.write(readers[0].door, window, "อีกอย่าง", once="", now=clock())
    assert reports.find(code).story[-1].kind == "aside"


def test_the_last_who_is_still_here_does_not_step_aside(readers, filed, clock):
    dismiss(readers[0])
    with pytest.raises(sharing.LastReader):
        aside(readers[1], filed[1], clock)


def test_the_envelope_keeps_its_box_while_the_restored_office_does_not_know_it(readers, filed, envelope, clock):
    with transaction():
        db.session.get(SealedOffice, 1).recovery_mark = b"of another installation"
    aside(readers[0], filed[1], clock)
    assert holds((keys.public_of(envelope), envelope), filed[1].id)


def test_many_write_while_two_renew(app, readers, filed, clock):
    arun, rohani = readers
    code, before = filed
    third = sealed_cast.reader("third", clock())
    sharing.grant(rohani.door, find(rohani, before, clock), third.door.officer.id, now=clock())
    dismiss(arun)
    doors = [(reader.token, reader.member.id) for reader in (rohani, third)]
    db.session.remove()

    def act(number):
        with app.app_context():
            if number in {3, 6}:
                return renew(*doors[number // 3 - 1], clock())
            return replies.write(before, f"คำที่ {number}", code=code, once=f"{number}", now=clock())

    with ThreadPoolExecutor(10) as pool:
        done = list(pool.map(act, range(10)))
    assert done[3] + done[6] == 1, "one was first, the other found nothing left to do"
    after = reports.find(code)
    assert {h.text for h in after.story} >= {f"คำที่ {n}" for n in range(10) if n not in {3, 6}}
    assert after.whole
    assert opens(before.key)[0] == 0


def renew(token, staff_id, now):
    return sharing.renew(sessions.enter(token, db.session.get(Staff, staff_id), now=now), now=now)


@pytest.mark.sqlite
def test_neither_database_nor_journal_keeps_what_was_sealed_anew(readers, filed, clock):
    place = Path(db.engine.url.database)
    old = {bytes(sealed[:64]) for sealed, _ in sealed_rows()}
    aside(readers[0], filed[1], clock)
    journal = place.with_name(place.name + "-wal")
    kept = place.read_bytes() + (journal.read_bytes() if journal.exists() else b"")
    assert not [piece for piece in old if piece in kept]
    assert all(bytes(sealed[:64]) in kept for sealed, _ in sealed_rows()), "else this test would prove nothing"


def test_a_changed_row_stops_the_new_key_and_nothing_is_half_done(readers, filed, clock):
    with transaction():
        db.session.scalars(select(SealedChunk)).first().data += b"!"
    with pytest.raises(keys.Tampered):
        aside(readers[0], filed[1], clock)
    assert opens(filed[1].key) == (7, 8)


def test_a_changed_report_keeps_no_other_from_its_new_key(readers, filed, clock):
    _, other = sealed_cast.send(clock(), what="อีกเรื่อง")
    with transaction():
        db.session.scalars(select(SealedChunk)).first().data += b"!"
    dismiss(readers[0])
    assert sharing.renew(readers[1].door, now=clock()) == 1
    assert sharing.stale(readers[1].door) == 1
    assert not holds(readers[0].door.pair, other.report.id)
    assert db.session.query(AuditEntry).filter_by(action="sealed.tampered").count() == 1


def test_files_keep_their_names_within_a_report(readers, filed, clock):
    aside(readers[0], filed[1], clock)
    after = find(readers[1], filed[1], clock)
    assert after.files.keys() == filed[1].files.keys()
    assert evidence.of_case(after.id, after.key)
