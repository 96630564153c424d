"""Destroying what is past its time: two acts of two people, nothing by itself, and nothing left that opens."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from app.domain.periods import fiscal_year_of, half
from app.domain.sealed import Finding, Position, new_code
from app.extensions import db
from app.models import AuditEntry, SealedCase, SealedChunk, SealedEntry, SealedFile, SealedSession
from app.services import duties
from app.services.sealed import casework, evidence, inbox, replies, reports, retention, sharing, totals
from app.services.sealed.casework import Given
from tests import factories, sealed_cast

pytestmark = pytest.mark.sealed
WHY = "พ้นกำหนดเก็บ"
SECRET = "PLANTED-WORDS ช่างเหล็กสมหมาย"


@pytest.fixture
def office(app, clock):
    factories.make_office(clock())
    return sealed_cast.open_channel(clock())


@pytest.fixture
def arun(office, clock):
    return sealed_cast.reader("arun", clock())


@pytest.fixture
def rohani(arun, clock):
    return sealed_cast.reader("rohani", clock())


def step(reader, code, action, now, **given):
    report = reports.find(code)
    casework.take(reader.door, report, action, Given(**given), seen=report.seen, now=now)


def closed(reader, now, *about, code=None):
    """A report with a file, found unfounded and closed."""
    chat = evidence.judge("แชท.txt", b"PLANTED-CHAT")
    code, _sent = sealed_cast.send(now, *about, code=code, what=SECRET, files=(chat,))
    step(reader, code, "register", now)
    step(reader, code, "conclude", now, finding=Finding.UNFOUNDED, note="ไม่พบ")
    step(reader, code, "tell", now, message="สอบแล้วไม่พบมูล")
    step(reader, code, "close", now)
    return code


def due(reader, now):
    return retention.due(reader.door, [line.report for line in inbox.of(reader.door, now=now).lines], now=now)


def ten_years(clock):
    clock.set(clock().replace(year=2036, month=12, day=1))
    return clock()


def propose(reader, now):
    return retention.propose(reader.door, [item.report for item in due(reader, now)], WHY, now=now)


def approve(reader, now):
    return retention.approve(reader.door, [item.report for item in due(reader, now)], now=now)


def test_thirty_years_destroy_nothing_by_themselves(app, arun, rohani, clock):
    code = closed(arun, clock())
    clock.set(clock().replace(year=2056))
    duties.round_of_duties(clock)
    assert [len(due(reader, clock())) for reader in (arun, rohani)] == [1, 1]
    propose(arun, clock())
    clock.advance(days=365)
    duties.round_of_duties(clock)
    assert reports.find(code).answers.what == SECRET
    assert due(arun, clock())[0].may_approve is False


def test_a_report_is_due_when_its_years_have_passed_and_not_a_day_before(arun, rohani, clock):
    closed(arun, clock())
    clock.set(clock().replace(year=2036, month=11, day=30))
    assert due(arun, clock()) == []
    assert len(due(arun, ten_years(clock))) == 1


def test_an_open_report_or_one_with_words_to_answer_is_never_due(arun, rohani, clock):
    sealed_cast.send(clock())
    code = closed(arun, clock())
    replies.write(reports.find(code), "ยังมีเรื่องใหม่", code=code, once="1", now=clock())
    assert due(arun, ten_years(clock)) == []


def test_one_proposes_and_another_approves(arun, rohani, clock):
    code = closed(arun, clock())
    now = ten_years(clock)
    assert approve(rohani, now) == []
    assert propose(arun, now) == 1
    assert approve(arun, now) == []
    assert reports.find(code).story[-1].text == WHY
    assert len(approve(rohani, now)) == 1
    with pytest.raises(reports.Destroyed) as told:
        reports.find(code)
    assert told.value.month == date(2036, 12, 1)


def test_the_only_reader_may_approve_alone_after_thirty_days(arun, rohani, clock):
    code = closed(arun, clock())
    sharing.step_aside(rohani.door, casework.find(rohani.door, reports.find(code).id, now=clock()), "ญาติ", now=clock())
    now = ten_years(clock)
    propose(arun, now)
    assert approve(arun, now + timedelta(days=29)) == []
    assert len(approve(arun, now + timedelta(days=30))) == 1


@pytest.mark.parametrize("who", ["arun", "rohani"])
def test_either_may_refuse_and_the_reason_stays(arun, rohani, clock, who, request):
    code = closed(arun, clock())
    now = ten_years(clock)
    propose(arun, now)
    reader = request.getfixturevalue(who)
    assert retention.refuse(reader.door, [due(reader, now)[0].report], "มีคดีอยู่", now=now) == 1
    assert approve(rohani, now) == []
    assert reports.find(code).story[-1].text == "มีคดีอยู่"


@pytest.mark.parametrize("words", [True, False])
def test_a_report_that_lives_again_voids_the_proposal(arun, rohani, clock, words):
    code = closed(arun, clock())
    now = ten_years(clock)
    propose(arun, now)
    if words:
        replies.write(reports.find(code), "พบหลักฐานใหม่", code=code, once="1", now=now)
    else:
        step(rohani, code, "reopen", now, note="มีข้อมูลใหม่")
        step(rohani, code, "conclude", now, finding=Finding.UNFOUNDED, note="ไม่พบ")
        step(rohani, code, "tell", now, message="แจ้งแล้ว")
        step(rohani, code, "close", now)
    later = now.replace(year=2060)
    assert approve(rohani, later) == []
    assert [item.proposal for item in due(rohani, later)] == ([] if words else [None])


def test_nothing_is_left_that_opens_and_what_stood_in_clear_stays(app, arun, rohani, clock, office):
    code, kept = closed(arun, clock()), closed(arun, clock())
    before = db.session.scalar(select(SealedCase).where(SealedCase.id == reports.find(code).id))
    clear = (before.received_on, before.stage, before.finding, before.closed_month, before.acknowledged_in_time)
    case_id = before.id
    now = ten_years(clock)
    propose(arun, now)
    gone = next(item for item in due(rohani, now) if item.report.id == case_id)
    assert len(retention.approve(rohani.door, [gone.report], now=now)) == 1
    db.session.expire_all()
    row = db.session.get(SealedCase, case_id)
    assert (row.received_on, row.stage, row.finding, row.closed_month, row.acknowledged_in_time) == clear
    assert row.shredded_month == date(2036, 12, 1)
    assert (row.slots, row.body, row.tail, row.reporter_key, row.reporter_wrapped_key) == (b"", b"", None, b"", b"")
    files = select(SealedFile.id)
    for rows in (SealedEntry.case_id, SealedFile.case_id):
        assert db.session.scalar(select(func.count()).where(rows == case_id)) == 0
    assert db.session.scalar(select(func.count()).where(SealedChunk.file_id.not_in(files))) == 0
    assert set(db.session.scalars(select(SealedSession.ring))) == {None}
    assert reports.find(kept).answers.what == SECRET
    assert sharing.reopen(arun.door.officer, office, now=now) == 0


def test_lists_searches_and_pages_pass_over_what_was_destroyed(arun, rohani, clock):
    code = closed(arun, clock())
    case_id = reports.find(code).id
    now = ten_years(clock)
    propose(arun, now)
    approve(rohani, now)
    for reader in (arun, rohani):
        found = inbox.of(reader.door, now=now)
        assert (found.lines, found.broken) == ((), 0)
        assert casework.find(reader.door, case_id, now=now) is None
    with pytest.raises(reports.Destroyed):
        sealed_cast.send(now, code=code)
    assert sealed_cast.send(now, code=new_code())[1].again is False


def test_totals_are_the_same_before_and_after(arun, rohani, clock):
    closed(arun, clock())
    closed(arun, clock(), Position.PALAD)
    year = fiscal_year_of(clock().date())
    now = ten_years(clock)
    before = [totals.totals(half(year, part), now=now) for part in (1, 2)]
    assert before[0].received == 2
    propose(arun, now)
    assert len(approve(rohani, now)) == 2
    assert [totals.totals(half(year, part), now=now) for part in (1, 2)] == before
    later = now.replace(year=2038)
    assert [totals.totals(half(year, part), now=later) for part in (1, 2)] == before


def test_the_trail_says_how_many_and_not_which(arun, rohani, clock):
    code = closed(arun, clock())
    case_id = reports.find(code).id
    now = ten_years(clock)
    propose(arun, now)
    approve(rohani, now)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "sealed.destroyed")).one()
    assert entry.data == {"rows": 1}
    assert case_id not in repr(vars(entry))


def test_whoever_cannot_read_a_report_cannot_destroy_it(arun, rohani, clock):
    palad = sealed_cast.reader("palad", clock(), title="ปลัด อบต.")
    closed(arun, clock(), Position.PALAD)
    now = ten_years(clock)
    propose(arun, now)
    assert due(palad, now) == []
