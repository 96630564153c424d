"""The statistics page and the figures of services: open to all, honest, calm, and no other periods than years."""

import csv
import io
import re
from datetime import datetime
from html import unescape

import openpyxl
import pytest

from app.domain.channels import Arrival
from app.domain.dates import BANGKOK
from app.domain.workflow import Outcome, Role
from app.services import tickets
from app.services.actors import RESIDENT
from app.services.steps import StepInput
from tests import eservices, factories
from tests.factories import open_complaint, open_water
from tests.renderers.reading import needs_pango
from tests.services import random_office

NOW = datetime(2026, 11, 11, 14, 20, tzinfo=BANGKOK)
STAFF = factories.actor(Role.OFFICER, Role.INTAKE, Role.MANAGEMENT)


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(page)).replace("\u00a0", " "))


def at(*when):
    return datetime(*when, tzinfo=BANGKOK)


def solve(ticket, now, outcome=Outcome.SOLVED):
    tickets.take_step(ticket, "accept", StepInput(), by=STAFF, now=now)
    tickets.take_step(ticket, "answer", StepInput(message="เสร็จแล้ว", outcome=outcome), by=STAFF, now=now)


@pytest.fixture
def lively(client, clock, opened):
    """An office with a past, seen by somebody at home."""
    clock.set(NOW)
    random_office.build(1, 90, NOW)
    return client


def test_before_the_first_whole_day_there_is_a_page_that_says_so(client, opened):
    for path in ("/statistics/", "/statistics/services"):
        assert "ยังไม่มีตัวเลขให้ดู" in client.get(path).text
    assert client.get("/statistics/data/").status_code == 200


def test_anybody_reads_every_year_and_the_newest_comes_first(lively):
    assert "ปีงบประมาณ 2570" in plain(lively.get("/statistics/").text)
    for number in (2570, 2569, 2568):
        for path in (f"/statistics/{number}", f"/statistics/services/{number}"):
            assert lively.get(path).status_code == 200
            assert lively.get(f"{path}?lang=en").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/statistics/2567", "/statistics/2571", "/statistics/0", "/statistics/99999999999999999999",
     "/statistics/m2026-10", "/statistics/services/2571", "/statistics/services/2569.docx",
     "/statistics/data/monthly-2571.csv", "/statistics/data/daily-2569.csv", "/statistics/data/monthly-2569.xml"],
)  # fmt: skip
def test_no_other_periods_and_no_other_tables(lively, path):
    assert lively.get(path).status_code == 404


def test_a_period_in_the_question_changes_nothing(lively):
    asked = "?period=d2026-10-05..2026-10-05&as_of=2026-10-06&channel=water&village=1"
    assert plain(lively.get(f"/statistics/2569{asked}").text) == plain(lively.get("/statistics/2569").text)


def test_late_open_cases_are_counted_and_the_resident_s_time_comes_first(client, clock, opened):
    for day in range(1, 7):
        ticket = open_complaint(at(2026, 10, day, 9))
        if day <= 3:
            solve(ticket, at(2026, 10, day + 2, 9))
    clock.set(NOW)
    text = plain(client.get("/statistics/").text)
    assert "ครึ่งหนึ่งของเรื่องเสร็จภายใน 2 วัน นับตั้งแต่วันที่แจ้ง รวมวันหยุด 9 ใน 10 เรื่องใช้เวลามากกว่า" in text
    assert "เสร็จทันวันที่สัญญา 50% 3 จาก 6 เรื่อง" in text
    assert "ค้างอยู่ 3 เรื่อง เลยวันที่สัญญาแล้ว 3 เรื่อง" in text
    assert "ปิดไม่ได้แปลว่าแก้ได้" in text


def test_fewer_than_five_are_counts_only(client, clock, opened):
    for day in (1, 2):
        solve(open_complaint(at(2026, 10, day, 9)), at(2026, 10, day + 1, 9))
    clock.set(NOW)
    page = client.get("/statistics/").text
    assert "%" not in plain(page)
    assert "2 จาก 2 เรื่อง" in plain(page)
    assert "มีไม่ถึง 5 เรื่อง จึงยังไม่บอกเป็นเวลา" in plain(page)


def years_apart(clock, *, kept, kept_before, of=20):
    """Two Octobers: so many of twenty closed the next day, the others after two months or not at all."""
    for year, many in ((2025, kept_before), (2026, kept)):
        for n in range(of):
            ticket = open_complaint(at(year, 10, 1, 9, n))
            solve(ticket, at(year, 10, 2, 9) if n < many else at(year, 11, 10, 9))
    clock.set(NOW)


@pytest.mark.parametrize(
    ("kept", "kept_before", "said"),
    [
        (20, 4, "มากกว่าปีก่อน"),
        (4, 20, "น้อยกว่าปีก่อน"),
        (16, 15, "โดยบังเอิญ"),
    ],
)
def test_the_year_before_is_held_against_it_in_no_stronger_words_than_the_numbers(
    client, clock, opened, kept, kept_before, said
):
    open_complaint(at(2024, 9, 1, 9))
    years_apart(clock, kept=kept, kept_before=kept_before)
    text = plain(client.get("/statistics/").text)
    sentence = text[: text.index("เทียบกับช่วงวันเดียวกัน")].rsplit("ทันวันที่สัญญา", 1)[1]
    verdicts = ("มากกว่าปีก่อน", "น้อยกว่าปีก่อน", "โดยบังเอิญ")
    assert [verdict for verdict in verdicts if verdict in sentence] == [said]
    assert not re.search("เร็วขึ้น|ดีขึ้น|แย่ลง|ช้าลง", text)


def test_services_say_who_came_and_who_asked_online(client, clock, opened):
    eservices.define(at(2026, 10, 1, 8))
    for arrival, day in ((Arrival.ONLINE, 5), (Arrival.WALK_IN, 6), (Arrival.PHONE, 7)):
        by = RESIDENT if arrival is Arrival.ONLINE else STAFF
        open_complaint(at(2026, 10, day, 9), arrival=arrival, by=by)
    open_complaint(at(2026, 11, 9, 9))
    clock.set(NOW)
    text = plain(client.get("/statistics/services").text)
    assert "แจ้งความเดือดร้อน 2 2 4" in text
    assert "ตุลาคม 2569 2 1 3" in text
    assert "พฤศจิกายน 2569 ถึงวันที่ 10 พ.ย. 0 1 1" in text
    assert text.count("ไม่มีผู้ขอรับบริการ") == 2  # water, and the office's own service
    rows = list(csv.reader(io.StringIO(client.get("/statistics/services/2570.csv").data.decode("utf-8-sig"))))
    assert ["แจ้งความเดือดร้อน", "2", "2", "4"] in rows
    assert any("ข้อมูล ณ สิ้นวันที่" in row[0] for row in rows if row)
    assert any("ไม่มีผู้ขอรับบริการ" in row[0] for row in rows if row)
    book = openpyxl.load_workbook(io.BytesIO(client.get("/statistics/services/2570.xlsx").data))
    assert book.worksheets[0]["D5"].value == 4


def test_the_paper_is_printed_once(client, clock, opened):
    needs_pango()
    open_water(at(2026, 10, 5, 9))
    clock.set(NOW)
    first, second = (client.get("/statistics/services/2570.pdf").data for _ in range(2))
    assert first.startswith(b"%PDF")
    assert first == second


def test_home_and_footer_lead_here(client, opened):
    assert client.get("/").text.count('href="/statistics/"') == 2
