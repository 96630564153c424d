"""The measures report: drafted, filled in, suggested from true figures, printed whole."""

from datetime import datetime, timedelta

import pytest

from app.domain.dates import BANGKOK
from app.domain.workflow import Outcome, Role
from app.extensions import db
from app.models import EitCampaign
from app.services import measures, suggestions, tickets
from app.services.measures import ReportChanged
from app.services.measures_document import document
from app.services.steps import StepInput
from tests import sealed_cast
from tests.factories import actor, make_office, open_complaint, open_water
from tests.officers import Officer, hired

HEAD = actor(Role.MANAGEMENT)


@pytest.fixture
def office(app, clock):
    return make_office(clock())


def filled(row, **cells):
    return {name: getattr(row, name) for name in measures.CELLS} | cells


def test_the_first_draft_has_six_measures_of_the_year(office, clock):
    report = measures.draft(2567, 12, office, by=HEAD, now=clock())
    assert [row.number for row in report.rows] == [1, 2, 3, 4, 5, 6]
    assert report.rows[0].period == "1 ตุลาคม 2566 – 30 กันยายน 2567"
    assert office.name in report.preface


def test_a_later_draft_starts_from_the_earlier_with_its_years_moved_on(office, clock):
    first = measures.draft(2567, 12, office, by=HEAD, now=clock())
    texts = filled(first.rows[3], period="๑ มกราคม – ๓๐ มิถุนายน ๒๕๖๗", summary="ประชุมแล้ว", responsible="ทุกคน")
    measures.save_row(first.rows[3], texts, version=first.version, by=HEAD, now=clock())
    second = measures.draft(2568, 12, office, by=HEAD, now=clock())
    assert second.rows[3].period == "๑ มกราคม – ๓๐ มิถุนายน ๒๕๖๘"
    assert (second.rows[3].responsible, second.rows[3].summary) == ("ทุกคน", "")


def test_two_writers_at_once_nothing_is_overwritten(office, clock):
    report = measures.draft(2567, 12, office, by=HEAD, now=clock())
    seen = report.version
    measures.save_row(report.rows[0], filled(report.rows[0], summary="ของคนแรก"), version=seen, by=HEAD, now=clock())
    with pytest.raises(ReportChanged):
        measures.save_row(
            report.rows[0], filled(report.rows[0], summary="ของคนที่สอง"), version=seen, by=HEAD, now=clock()
        )
    assert report.rows[0].summary == "ของคนแรก"


def test_a_year_before_the_system_has_no_figures_to_suggest(office, clock):
    open_complaint(clock())
    report = measures.draft(2567, 12, office, by=HEAD, now=clock())
    assert all(suggestions.for_measure(row, now=clock()) == () for row in report.rows)


def test_suggestions_count_what_happened_and_say_since_when(office, clock):
    started = clock()
    for n in range(6):
        ticket = open_complaint(clock())
        for action, given in (("accept", StepInput()), ("start", StepInput())):
            tickets.take_step(ticket, action, given, by=HEAD, now=clock())
        clock.advance(hours=1)
        if n < 4:
            done = StepInput(outcome=Outcome.SOLVED, message="เสร็จแล้ว")
            tickets.take_step(ticket, "answer", done, by=HEAD, now=clock())
    water = open_water(clock())
    given = StepInput(litres=12000, recipient="วรรณา", reason="น้ำหมด")
    tickets.take_step(water, "deliver_emergency", given, by=HEAD, now=clock())
    report = measures.draft(2570, 12, office, by=HEAD, now=clock())
    said = [s.text for s in suggestions.for_measure(report.rows[5], now=clock() + timedelta(minutes=1))]
    assert started == datetime(2026, 11, 2, 9, tzinfo=BANGKOK)
    assert all(text.startswith("ตั้งแต่เริ่มใช้ระบบ 2 พฤศจิกายน 2569 ") for text in said)
    everything = "\n".join(said)
    for words in ("รับ 6 เรื่อง", "รับ 1 คำร้อง ส่งน้ำแล้ว 1 คำร้อง 2 เที่ยว 12,000 ลิตร ถึง 1 ครัวเรือนหรือสถานที่",
                  "รวม 4 คน ใน 1 หมู่บ้าน",
                  "ยกมา 0 + รับ 7 + เปิดใหม่ 0 − ปิด 5 = ยกไป 2 เรื่อง", "ยื่นออนไลน์ 7 จาก 7 เรื่อง (ร้อยละ 100)",
                  "แล้วเสร็จภายในกำหนด 5 จาก 5 เรื่อง (ร้อยละ 100)"):  # fmt: skip
        assert words in everything


def _said_of_corruption(report, moment):
    return [s.text for s in suggestions.for_measure(report.rows[5], now=moment) if "ทุจริต" in s.text]


@pytest.mark.sealed
def test_nothing_is_said_of_corruption_before_a_half_year_is_over(office, clock):
    sealed_cast.open_channel(datetime(2026, 9, 1, 9, tzinfo=BANGKOK))
    open_complaint(clock())
    report = measures.draft(2570, 12, office, by=HEAD, now=clock())
    assert _said_of_corruption(report, datetime(2027, 3, 31, 12, tzinfo=BANGKOK)) == []
    (half,) = _said_of_corruption(report, datetime(2027, 4, 1, 12, tzinfo=BANGKOK))
    assert half.endswith("ช่องทางร้องเรียนการทุจริต ถึงวันที่ 31 มีนาคม 2570 ไม่มีเรื่องร้องเรียน")
    (whole,) = _said_of_corruption(report, datetime(2027, 10, 1, 12, tzinfo=BANGKOK))
    assert whole.endswith("ช่องทางร้องเรียนการทุจริต ไม่มีเรื่องร้องเรียน")


@pytest.mark.sealed
def test_no_complaint_of_corruption_is_claimed_of_a_time_without_a_channel(office, clock):
    """It was never opened; or only when half of the round was over: no claim of the whole round is borne out."""
    open_complaint(clock())
    report = measures.draft(2570, 12, office, by=HEAD, now=clock())
    over = datetime(2027, 10, 1, 12, tzinfo=BANGKOK)
    assert _said_of_corruption(report, over) == []
    assert suggestions.round_figures(report, now=over).claims.corruption is None
    sealed_cast.open_channel(datetime(2027, 5, 3, 9, tzinfo=BANGKOK))
    (said,) = _said_of_corruption(report, over)
    assert said.endswith("ช่องทางร้องเรียนการทุจริต ตั้งแต่เปิดช่องทางวันที่ 3 พฤษภาคม 2570 ไม่มีเรื่องร้องเรียน")
    assert suggestions.round_figures(report, now=over).claims.corruption is None
    half = measures.draft(2570, 6, office, by=HEAD, now=clock())
    assert _said_of_corruption(half, over) == []


def _campaign(first: datetime, last: datetime):
    db.session.rollback()
    db.session.add(
        EitCampaign(fiscal_year=2570, address="https://eit.test", opens_on=first.date(), closes_on=last.date())
    )
    db.session.commit()


def test_a_service_on_the_last_day_of_the_survey_is_counted(office, clock):
    ticket = open_complaint(clock())
    _campaign(clock(), clock())
    tickets.take_step(ticket, "refer", StepInput(agency="แขวงการทาง", message="ส่งต่อ"), by=HEAD, now=clock())
    report = measures.draft(2570, 12, office, by=HEAD, now=clock())
    (said,) = suggestions.for_measure(report.rows[3], now=clock())
    assert "แล้วเสร็จ 1 ครั้ง" in said.text


def test_a_survey_after_the_round_suggests_nothing_for_it(office, clock):
    open_complaint(clock())
    _campaign(datetime(2027, 5, 1, tzinfo=BANGKOK), datetime(2027, 6, 30, tzinfo=BANGKOK))
    report = measures.draft(2570, 6, office, by=HEAD, now=clock())
    assert suggestions.for_measure(report.rows[3], now=clock()) == ()


def test_measures_written_by_hand_get_no_suggestions(office, clock):
    open_complaint(clock())
    report = measures.draft(2570, 12, office, by=HEAD, now=clock())
    assert [bool(suggestions.for_measure(row, now=clock())) for row in report.rows] == [
        True, False, False, False, False, True,
    ]  # fmt: skip


def test_the_document_is_dated_and_one_measure_follows_another(office, clock):
    report = measures.draft(2567, 12, office, by=HEAD, now=clock())
    printed = document(report, office, now=clock())
    assert printed.as_of == "ข้อมูล ณ วันที่ 2\N{NO-BREAK SPACE}พฤศจิกายน\N{NO-BREAK SPACE}2569"
    assert [block.row[0][0][:2] for block in printed.blocks] == ["1.", "2.", "3.", "4.", "5.", "6."]


def test_the_list_behind_a_suggestion_is_there(office, clock, client):
    open_complaint(clock())
    report = measures.draft(2570, 12, office, by=HEAD, now=clock())
    hired_head = hired("nayok", Role.MANAGEMENT, now=clock())
    boss = Officer(client, hired_head)
    for suggestion in suggestions.for_measure(report.rows[5], now=clock()):
        assert "<h1" in boss.opens(suggestion.evidence)
    assert "1" in boss.opens("/management/cases?figure=received&period=fy2570r12")


def test_the_as_of_day_reaches_the_figures(office, clock, client):
    open_complaint(clock())
    report = measures.draft(2570, 12, office, by=HEAD, now=clock())
    texts = {name: getattr(report, name) for name in measures.HEAD}
    measures.save_head(report, texts, clock().date(), version=report.version, by=HEAD, now=clock())
    clock.advance(days=2)
    open_complaint(clock())
    said = suggestions.for_measure(report.rows[5], now=clock())
    assert any("รับ 1 เรื่อง" in s.text for s in said)
    assert not any("รับ 2 เรื่อง" in s.text for s in said)
    boss = Officer(client, hired("nayok", Role.MANAGEMENT, now=clock()))
    listed = boss.opens(next(s.evidence for s in said if "figure=received" in s.evidence))
    assert "0001" in listed
    assert "0002" not in listed
