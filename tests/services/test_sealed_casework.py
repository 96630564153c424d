"""What officers do with a report, what is counted of it, and what leaves the sealed place."""

from datetime import date, datetime

import pytest

from app.domain.clocks import BANGKOK
from app.domain.periods import BadPeriod, fiscal_year, half, month
from app.domain.sealed import Finding, Position, Stage
from app.domain.workflow import Role
from app.extensions import db
from app.models import OutboxMail, SealedCase
from app.services.sealed import casework, digest, inbox, office, replies, reports, sample, sharing, totals
from app.services.sealed.casework import Given
from app.services.transaction import transaction
from tests import factories, sealed_cast

pytestmark = pytest.mark.sealed


@pytest.fixture
def readers(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    return [sealed_cast.reader(name, clock()) for name in ("arun", "rohani")]


def take(reader, report_id, action, clock, **given):
    report = casework.find(reader.door, report_id, now=clock())
    casework.take(reader.door, report, action, Given(**given), seen=report.seen, now=clock())
    return casework.find(reader.door, report_id, now=clock())


def test_a_report_lives_from_receipt_to_its_end(app, clock, readers):
    arun, rohani = readers
    code, sent = sealed_cast.send(clock())
    take(arun, sent.report.id, "register", clock)
    take(rohani, sent.report.id, "acknowledge", clock, message="รับเรื่องแล้ว")
    take(arun, sent.report.id, "propose", clock, authority="ปลัด อบต.", note="มีมูลพอสอบ")
    take(arun, sent.report.id, "start", clock)
    take(rohani, sent.report.id, "report", clock, note="สอบพยานห้าคน")
    take(arun, sent.report.id, "conclude", clock, finding=Finding.DISCIPLINE, note="ตักเตือน")
    take(arun, sent.report.id, "tell", clock, message="มีมูล ลงโทษแล้ว")
    report = take(arun, sent.report.id, "close", clock)
    assert (report.stage, report.finding) == (Stage.CLOSED, Finding.DISCIPLINE)
    case = db.session.get(SealedCase, report.id)
    assert (case.stage, case.finding, case.acknowledged_in_time) == (Stage.CLOSED, Finding.DISCIPLINE, True)
    assert case.closed_month == date(2026, 11, 1)
    told = [h.text for h in reports.find(code).story if h.told and h.text]
    assert told == ["รับเรื่องแล้ว", "มีมูล ลงโทษแล้ว"]


def test_a_step_out_of_turn_is_refused(app, clock, readers):
    _, sent = sealed_cast.send(clock())
    with pytest.raises(casework.NotNow):
        take(readers[0], sent.report.id, "start", clock)


@pytest.mark.parametrize(
    ("action", "given", "missing"),
    [
        ("acknowledge", {}, {"message"}),
        ("refer", {"finding": Finding.UNFOUNDED}, {"finding", "agency_number"}),
    ],
)
def test_a_step_needs_its_fields(app, clock, readers, action, given, missing):
    _, sent = sealed_cast.send(clock())
    with pytest.raises(casework.Incomplete) as refused:
        take(readers[0], sent.report.id, action, clock, **given)
    assert refused.value.errors.keys() == missing


def test_an_extension_reaches_thirty_days_at_most(app, clock, readers):
    _, sent = sealed_cast.send(clock())
    for action, given in (("register", {}), ("propose", {"authority": "ปลัด", "note": "-"}), ("start", {})):
        take(readers[0], sent.report.id, action, clock, **given)
    with pytest.raises(casework.Incomplete):
        take(readers[0], sent.report.id, "extend", clock, new_date=date(2027, 1, 2), note="รอเอกสาร")
    report = take(readers[0], sent.report.id, "extend", clock, new_date=date(2027, 1, 1), note="รอเอกสาร")
    line = next(line for line in inbox.of(readers[0].door, now=clock()).lines if line.report.id == report.id)
    assert line.due_on == date(2026, 11, 17)  # the acknowledgement is still owed, and sooner


def test_the_second_of_two_is_told_what_the_first_did(app, clock, readers):
    arun, rohani = readers
    _, sent = sealed_cast.send(clock())
    seen = casework.find(rohani.door, sent.report.id, now=clock())
    take(arun, sent.report.id, "register", clock)
    with pytest.raises(casework.Overtaken) as overtaken:
        casework.take(rohani.door, seen, "register", Given(), seen=seen.seen, now=clock())
    assert overtaken.value.happening.kind == "register"


def test_somebody_looking_overtakes_nobody(app, clock, readers):
    arun, rohani = readers
    _, sent = sealed_cast.send(clock())
    seen = casework.find(arun.door, sent.report.id, now=clock())
    casework.note_opened(rohani.door, casework.find(rohani.door, sent.report.id, now=clock()), now=clock())
    casework.take(arun.door, seen, "register", Given(), seen=seen.seen, now=clock())


def test_a_late_acknowledgement_is_counted_as_late(app, clock, readers):
    _, sent = sealed_cast.send(clock())
    clock.set(datetime(2026, 11, 18, 9, tzinfo=BANGKOK))
    take(readers[0], sent.report.id, "acknowledge", clock, message="ขออภัยที่ช้า")
    assert db.session.get(SealedCase, sent.report.id).acknowledged_in_time is False


def test_notes_stay_with_the_officers(app, clock, readers):
    code, sent = sealed_cast.send(clock())
    casework.note(readers[0].door, sent.report, "สอบพยานแล้ว", once="1", now=clock())
    assert not any(h.told for h in reports.find(code).story if h.text == "สอบพยานแล้ว")


def test_officers_see_when_the_reporter_read(app, clock, readers):
    code, sent = sealed_cast.send(clock())
    casework.write(readers[0].door, sent.report, "มีพยานไหม", once="1", now=clock())
    clock.advance(hours=1)
    for _ in range(3):
        replies.mark_read(reports.find(code), now=clock())
    story = casework.find(readers[0].door, sent.report.id, now=clock()).story
    assert [(h.kind, h.at) for h in story if h.kind == "read"] == [("read", clock())]


def test_a_withdrawn_report_waits_for_the_officers(app, clock, readers):
    code, sent = sealed_cast.send(clock())
    replies.withdraw(reports.find(code), "เข้าใจผิด", code=code, now=clock())
    replies.withdraw(reports.find(code), "เข้าใจผิด", code=code, now=clock())
    assert [h.kind for h in reports.find(code).story] == ["received", "withdrew"]
    report = take(readers[0], sent.report.id, "close_withdrawn", clock, note="ไม่มีมูล")
    assert (report.stage, report.finding) == (Stage.CLOSED, Finding.WITHDRAWN)


def test_stepping_aside_takes_the_key_and_the_last_reader_keeps_theirs(app, clock, readers):
    arun, rohani = readers
    _, sent = sealed_cast.send(clock())
    sharing.step_aside(arun.door, casework.find(arun.door, sent.report.id, now=clock()), "เป็นญาติ", now=clock())
    assert casework.find(arun.door, sent.report.id, now=clock()) is None
    left = casework.find(rohani.door, sent.report.id, now=clock())
    assert [r.officer for r in left.readers] == [rohani.door.officer.id]
    assert sharing.may_get(left) == []
    with pytest.raises(sharing.LastReader):
        sharing.step_aside(rohani.door, left, "ก็เป็นญาติ", now=clock())


def test_two_who_step_aside_at_once_leave_a_reader(app, clock, readers):
    arun, rohani = readers
    _, sent = sealed_cast.send(clock())
    pages = {door: casework.find(door, sent.report.id, now=clock()) for door in (arun.door, rohani.door)}
    sharing.step_aside(arun.door, pages[arun.door], "เป็นญาติ", now=clock())
    with pytest.raises(sharing.LastReader):
        sharing.step_aside(rohani.door, pages[rohani.door], "ก็เป็นญาติ", now=clock())
    assert casework.find(rohani.door, sent.report.id, now=clock()) is not None


def test_a_key_given_on_an_old_page_brings_nobody_back_who_stepped_aside(app, clock, readers):
    arun, rohani = readers
    _, sent = sealed_cast.send(clock())
    newcomer = sealed_cast.reader("third", clock())
    page = casework.find(rohani.door, sent.report.id, now=clock())
    left = casework.find(arun.door, sent.report.id, now=clock())
    sharing.step_aside(arun.door, left, "เป็นญาติ", now=clock())
    sharing.grant(rohani.door, page, newcomer.door.officer.id, now=clock())
    seen = [casework.find(reader.door, sent.report.id, now=clock()) for reader in (arun, rohani, newcomer)]
    assert [found is not None for found in seen] == [False, True, True]


def test_the_most_pressing_comes_first(app, clock, readers):
    sealed_cast.send(clock(), what="เก่า")
    clock.advance(days=1)
    sealed_cast.send(clock(), what="วันนี้ครบ")
    clock.advance(days=1)
    sealed_cast.send(clock(), what="ใหม่")
    lines = inbox.of(readers[0].door, now=clock()).lines
    assert [(line.kind, line.report.answers.what) for line in lines] == [
        ("late", "เก่า"),
        ("today", "วันนี้ครบ"),
        ("open", "ใหม่"),
    ]


def test_search_reads_every_word_in_memory(app, clock, readers):
    code, _ = sealed_cast.send(clock(), what="เรียกเงินค่าเซ็น", where="ชั้นสอง")
    sealed_cast.send(clock(), what="ใช้รถหลวง")
    replies.write(reports.find(code), "มีพยานชื่อสมหมาย ๕๐๐ บาท", code=code, once="1", now=clock())
    lines = inbox.of(readers[0].door, now=clock()).lines
    for query in ("ชั้นสอง", "สมหมาย", "500 เซ็น"):
        assert [line.report.answers.what for line in inbox.matching(lines, query)] == ["เรียกเงินค่าเซ็น"]
    assert inbox.matching(lines, "ไม่มีคำนี้") == ()


class TestTotals:
    """Received = done + pending, by finished half-years."""

    def test_counts_of_a_finished_half_year(self, app, clock, readers):
        for n in range(3):
            _, sent = sealed_cast.send(clock(), what=f"เรื่อง {n}")
        for action, given in (
            ("refer", {"finding": Finding.NACC, "agency_number": "1"}),
            ("tell", {"message": "ส่งแล้ว"}),
            ("close", {}),
        ):
            take(readers[0], sent.report.id, action, clock, **given)
        assert totals.totals(half(2570, 1), now=clock()).until is None
        clock.set(datetime(2027, 4, 1, 9, tzinfo=BANGKOK))
        counted = totals.totals(half(2570, 1), now=clock())
        assert (counted.received, counted.done, counted.pending, counted.until) == (3, 1, 2, date(2027, 3, 31))
        assert totals.totals(fiscal_year(2570), now=clock()) == counted

    def test_none_is_a_sentence(self, app, clock, readers):
        assert totals.totals(half(2569, 2), now=clock()).sentence == "ไม่มีเรื่องร้องเรียน"

    def test_smaller_steps_are_refused(self, app, clock):
        with pytest.raises(BadPeriod):
            totals.totals(month(2026, 11), now=clock())

    def test_the_running_half_year_tells_a_waiting_accused_nothing(self, app, clock, readers):
        before = totals.totals(fiscal_year(2570), now=clock())
        sealed_cast.send(clock(), Position.PALAD)
        assert totals.totals(fiscal_year(2570), now=clock()) == before


def test_the_daily_mail_is_the_same_whether_something_came_or_not(app, clock, readers):
    with transaction():
        for reader in readers:
            reader.member.email = f"{reader.member.username}@example.org"
    quiet = digest.today(clock())
    sealed_cast.send(clock(), what="เรียกเงิน")
    assert digest.today(clock()) == quiet
    assert set(quiet.addresses) == {"arun@example.org", "rohani@example.org"}
    assert db.session.query(OutboxMail).count() == 0
    clock.set(datetime(2026, 11, 7, 9, tzinfo=BANGKOK))
    assert digest.today(clock()).addresses == ()


def test_the_sample_office_has_readers_and_reports_at_every_turn(app, clock):
    factories.make_office(clock(), sample=True)
    people = [factories.make_staff(name, Role.INTEGRITY, now=clock()) for name in ("arun", "rohani", "somkid")]
    made = sample.make(clock(), people)
    assert made.passphrases.keys() == {"arun", "rohani", "somkid"}
    assert office.readiness().open
    assert len({reports.find(code).stage for code in made.codes}) >= 6
