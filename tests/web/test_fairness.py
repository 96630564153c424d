"""Equal treatment and what is worth a look: sentences a mayor understands, no claim that the figures do not make."""

import re
from datetime import timedelta
from html import unescape

import pytest

from app.domain.workflow import Outcome, Role
from app.insights.change import how
from app.services import tickets
from app.services.statistics import Selection
from app.services.statistics.figures import Figure
from app.services.steps import StepInput
from tests import factories
from tests.officers import MANAGEMENT, Officer, hired, words

STAFF = factories.actor(Role.OFFICER, Role.INTAKE, Role.MANAGEMENT)


@pytest.fixture
def preecha(app, clock, opened):
    return Officer(app.test_client(), hired("preecha", MANAGEMENT, now=clock()))


def cases(clock, village, quick, slow):
    """So many solved the next day, so many left lying."""
    start = clock()
    for n in range(quick + slow):
        ticket = factories.open_complaint(start, village=village)
        if n < quick:
            tickets.take_step(ticket, "accept", StepInput(), by=STAFF, now=start + timedelta(hours=1))
            given = StepInput(message="เสร็จแล้ว", outcome=Outcome.SOLVED)
            tickets.take_step(ticket, "answer", given, by=STAFF, now=start + timedelta(hours=2))


def test_a_village_that_is_served_later_is_named_with_its_numbers(preecha, clock):
    cases(clock, 3, 2, 10)
    cases(clock, 1, 12, 1)
    cases(clock, 2, 2, 1)
    clock.advance(days=40)
    page = preecha.opens("/management/equality?period=fy2570")
    seen = words(page)
    assert "เสร็จทันกำหนด 2 จาก 12 เรื่อง น้อยกว่าที่อื่นที่ได้ 14 จาก 16 เรื่อง" in seen
    assert "ต่างกันเกินกว่าจะเป็นเรื่องบังเอิญ ควรดูว่าเพราะอะไร" in seen
    assert "ไม่ได้แปลว่าเลือกปฏิบัติ" in seen
    late = re.search(r'<a href="([^"]+figure=late[^"]+)">', page)[1]
    assert "10 เรื่อง" in words(preecha.opens(unescape(late)))


def test_a_difference_that_may_be_chance_is_not_called_one(preecha, clock):
    cases(clock, 3, 5, 3)
    cases(clock, 1, 7, 1)
    cases(clock, 2, 2, 0)
    clock.advance(days=40)
    seen = words(preecha.opens("/management/equality?period=fy2570"))
    assert "ไม่พบความต่างเกินกว่าที่เกิดได้โดยบังเอิญ" in seen
    assert "ควรดูว่าเพราะอะไร" not in seen
    assert "ไม่ได้แปลว่าเท่ากัน" in seen
    assert "น้อยเกินไป" in seen  # two cases are too few to compare


def test_worth_a_look_says_what_to_ask_and_whom_and_never_names_a_person(preecha, clock):
    hired("anan", "officer", now=clock(), unit="กองช่าง")
    ticket = factories.open_complaint(clock())
    tickets.take_step(ticket, "accept", StepInput(), by=STAFF, now=clock() + timedelta(minutes=1))
    done = StepInput(message="เสร็จแล้ว", outcome=Outcome.SOLVED)
    tickets.take_step(ticket, "answer", done, by=STAFF, now=clock() + timedelta(minutes=2))
    clock.advance(days=1)
    page = preecha.opens("/management/look")
    seen = words(page)
    assert re.search(r"ปิดภายใน 10 นาทีหลังรับ 1 เรื่อง", seen)
    assert "ถามว่า ทำเสร็จจริงใน 10 นาที" in seen
    assert "ถามใคร" in seen
    assert "anan" not in page.split("<main")[1]
    listed = re.search(r'<a href="(/management/cases[^"]*figure=quick[^"]*)"', page)
    assert "1 เรื่อง" in words(preecha.opens(unescape(listed[1])))


def figure(value, of=9, kind="share", more_than=False):
    cases = Selection("judged", None, None, ("total", None))
    return Figure("k", kind, "t", "f", value, of, of, cases, more_than=more_than)


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (figure(80), figure(70), "สูงขึ้น"),
        (figure(70), figure(70), "เท่าเดิม"),
        (figure(None, of=4), figure(70), "น้อยเกินจะเทียบ"),
        (figure(100), figure(None, of=2), "น้อยเกินจะเทียบ"),
        (figure(3.0, kind="working_days"), figure(5.0, kind="working_days"), "เร็วขึ้น"),
        (figure(6.0, kind="working_days", more_than=True), figure(5.0, kind="working_days"), "ช้าลง"),
        (figure(4.0, kind="working_days", more_than=True), figure(5.0, kind="working_days"), "ยังเทียบไม่ได้"),
        (figure(4.0, kind="working_days"), figure(5.0, kind="working_days", more_than=True), "เร็วขึ้น"),
        (figure(6.0, kind="working_days"), figure(5.0, kind="working_days", more_than=True), "ยังเทียบไม่ได้"),
        (figure(3, kind="count"), figure(5, kind="count"), "ลดลง 2"),
    ],
)
def test_a_change_is_called_only_what_the_figures_bear_out(app, now, before, said):
    with app.test_request_context("/"):
        assert how(now, before) == said


def test_the_month_before_stands_beside_this_one(preecha, clock):
    clock.set(clock().replace(month=10, day=5))
    cases(clock, 1, 3, 1)
    clock.set(clock().replace(month=11, day=23))
    cases(clock, 1, 5, 0)
    clock.advance(hours=5)
    seen = words(preecha.opens("/management/"))
    assert "เทียบกับเดือนก่อน เดือนที่ผ่านมา 24 ตุลาคม – 23 พฤศจิกายน 2569" in seen
    assert "รับในช่วงนี้ 5 เดือนก่อน 4 · เพิ่มขึ้น 1" in seen
    assert "ทันกำหนดที่สัญญาไว้ 5 จาก 6 เดือนก่อน 3 จาก 4 · น้อยเกินจะเทียบ" in seen.replace("83% ", "")
