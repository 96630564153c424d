"""The water balance for management: sums that add up, numbers that lead to exactly their lines, few questions asked."""

import csv
import io
import re
from html import unescape

import pytest
from openpyxl import load_workbook
from sqlalchemy import event

from app.extensions import db
from app.services import office, tickets
from app.services.points import Point
from app.services.steps import StepInput
from app.services.transaction import transaction
from tests import factories
from tests.officers import MANAGEMENT, OFFICER, Officer, hired, words
from tests.services.random_water import DESK, WaterOffice

LINK = re.compile(r'<a[^>]* href="(/management/water/cases\?[^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
MOST_QUERIES = 30


@pytest.fixture
def preecha(app, clock, opened):
    """The manager of an office that has brought no water yet."""
    return Officer(app.test_client(), hired("preecha", MANAGEMENT, now=clock()))


@pytest.fixture
def lively(app, clock):
    """The manager of an office with a drought behind it."""
    WaterOffice(5, clock).goes_on(120)
    return Officer(app.test_client(), hired("preecha", MANAGEMENT, now=clock()))


def counted(page):
    """Every link to a list, and the number that stands on it: the first one, or of a share the second."""
    found = {}
    for href, text in LINK.findall(page):
        digits = re.findall(r"[\d,]+", re.sub(r"<[^>]+>", " ", unescape(text)))
        number = digits[1] if "judged" in href else digits[0]
        found[unescape(href)] = int(number.replace(",", ""))
    return found


def listed(preecha, address):
    """What the list says it adds up to, and what its lines add up to over all its pages."""
    page, lines = preecha.opens(address), 0
    said = re.search(r"<p><b>([−\-\d,]+)", page)
    while True:
        amounts = re.findall(r'<td role="cell" class="n"[^>]*>(-?[\d,]+)</td>', page)
        lines += sum(int(amount.replace(",", "")) for amount in amounts)
        older = re.search(r'<a href="([^"]+)" rel="next">', page)
        if older is None:
            return (int(said[1].replace(",", "")) if said else 0), lines
        page = preecha.opens(unescape(older[1]))


def brought(ticket, litres, now):
    tickets.take_step(ticket, "check", StepInput(opinion="ควร"), by=DESK, now=now)
    tickets.take_step(ticket, "approve", StepInput(), by=DESK, now=now)
    given = StepInput(litres=litres, recipient="ผู้รับ")
    tickets.take_step(ticket, "deliver_part", given, by=DESK, now=now)


@pytest.mark.parametrize("path", ["/management/water", "/management/water/cases?figure=asked", "/management/water.csv"])
def test_the_balance_is_for_management_only(app, client, clock, opened, path):
    assert client.get(path).location.startswith("/staff/sign-in")
    Officer(app.test_client(), hired("anan", OFFICER, now=clock())).opens(path, 404)


def test_an_office_without_water_has_noughts(preecha):
    seen = words(preecha.opens("/management/water"))
    assert "ไม่มีใครรอน้ำ" in seen
    assert "มีไม่ถึง 5 เที่ยว" in seen
    assert "%" not in seen


def test_a_request_of_many_houses_is_one_request_and_its_houses_are_counted(preecha, clock):
    houses = [Point(f"บ้าน {n}", f"{n}/1", factories.village(1 + n % 2), 1000, persons=3) for n in range(1, 7)]
    ticket = factories.open_water(clock(), points=tuple(houses))
    clock.advance(days=4)
    brought(ticket, 4000, clock())
    seen = words(preecha.opens("/management/water"))
    assert "ยกมา 0 ขอ + 6,000 ส่งแล้ว = 4,000 ตัดออก + 0 ค้างส่ง + 2,000" in seen
    for line in ("คำร้องที่รับ 1 คำร้อง", "ครัวเรือนหรือสถานที่ 4 ครัวเรือน", "คน 12 คน", "หมู่บ้าน 2 หมู่บ้าน", "เที่ยว 1 เที่ยว",
                 "ครึ่งหนึ่งได้น้ำครั้งแรกภายใน 4.0 วัน", "2 จุด · 2,000 ลิตร"):  # fmt: skip
        assert line in seen, line


def test_the_capacity_of_the_day_says_how_many_loads_and_goes_on_saying_it(preecha, clock):
    ticket = factories.open_water(clock(), points=(Point("ก", "1", factories.village(1), 13000),))
    brought(ticket, 13000, clock())
    with transaction():
        office.present().truck_litres = 1000
    assert "เที่ยว 3 เที่ยว" in words(preecha.opens("/management/water"))


@pytest.mark.parametrize("query", ["period=fy2570", "period=m2026-11", "period=fy2570&as_of=2026-11-12"])
def test_every_number_leads_to_exactly_its_lines(lively, query):
    found = counted(lively.opens(f"/management/water?{query}"))
    assert len(found) > 30
    for address, number in found.items():
        assert listed(lively, address) == (number, number), address


def test_a_page_of_a_past_day_does_not_know_what_came_later(app, clock):
    drought = WaterOffice(6, clock)
    drought.goes_on(60)
    day = clock().date()
    clock.advance(days=1)
    boss = Officer(app.test_client(), hired("preecha", MANAGEMENT, now=clock()))
    before = counted(boss.opens(f"/management/water?as_of={day}"))
    drought.goes_on(40)
    assert counted(boss.opens(f"/management/water?as_of={day}")) == before
    assert f"as_of={day}" in next(iter(before))


def test_the_downloads_say_what_the_page_says(lively):
    response = lively.client.get("/management/water.csv?period=fy2570")
    rows = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))
    sums = {row[0]: int(row[1]) for row in rows if len(row) == 4 and row[2] == "ลิตร"}
    assert sums["ยกมา"] + sums["ขอ"] + sums["กลับมาขอ"] == sums["ส่งแล้ว"] + sums["ตัดออก"] + sums["ค้างส่ง"]
    page = counted(lively.opens("/management/water?period=fy2570"))
    assert page["/management/water/cases?period=fy2570&figure=asked"] == sums["ขอ"]
    book = load_workbook(io.BytesIO(lively.client.get("/management/water.xlsx?period=fy2570").data))
    assert book["บัญชีลิตร"]["B3"].value == sums["ขอ"]
    weeks = book["รายสัปดาห์"]
    assert weeks.cell(weeks.max_row - 2, 7).value == sums["ค้างส่ง"]


@pytest.mark.parametrize("address", ["figure=nothing", "figure=asked&row=village-999", "figure=asked&row=unit-1"])
def test_lists_that_nobody_can_count_are_not_there(preecha, address):
    preecha.opens(f"/management/water/cases?{address}", 404)


def test_few_questions_are_asked(lively):
    asked = []
    listener = lambda *args: asked.append(args[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    lively.opens("/management/water")
    event.remove(db.engine, "before_cursor_execute", listener)
    assert len(asked) <= MOST_QUERIES
