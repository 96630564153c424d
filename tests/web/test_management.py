"""The manager's ten seconds: what is late, where and which are oldest; each number leads to exactly its cases."""

import csv
import io
import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from sqlalchemy import event

from app.domain.dates import BANGKOK
from app.domain.statistics import Unbalanced
from app.domain.workflow import Outcome, Role
from app.extensions import db
from app.services import tickets
from app.services.statistics.counting import Counting
from app.services.steps import StepInput
from app.services.transaction import transaction
from tests import factories
from tests.officers import MANAGEMENT, OFFICER, Officer, hired
from tests.services import random_office

NOW = datetime(2026, 11, 11, 14, 20, tzinfo=BANGKOK)
STAFF = factories.actor(Role.OFFICER, Role.INTAKE, Role.MANAGEMENT)
LINK = re.compile(r'<a[^>]* href="(/management/cases\?[^"]+)"[^>]*>(.*?)</a>(?: ?<b>(\d+)</b>| (\d+)<)?', re.DOTALL)
MOST_QUERIES = 26


@pytest.fixture
def preecha(app, clock, opened):
    """The manager."""
    return Officer(app.test_client(), hired("preecha", MANAGEMENT, now=clock()))


@pytest.fixture
def lively(preecha, clock):
    """A manager of an office with a past."""
    clock.set(NOW)
    random_office.build(1, 90, NOW)
    return preecha


def plain(page: str) -> str:
    text = re.sub(r"<[^>]+>", " ", unescape(page)).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text)


def counted(page: str) -> dict[str, int]:
    """Every link to a list of cases, and the number that stands on it or beside it."""
    found = {}
    for href, text, beside, after in LINK.findall(page):
        digits = re.search(r"[\d,]+", plain(text)) if not (beside or after) else None
        number = beside or after or (digits[0] if digits else "")
        if number:
            found[unescape(href)] = int(number.replace(",", ""))
    return found


def on_the_list(preecha, address: str) -> int:
    page = preecha.opens(address)
    found = re.search(r"<p><b>([\d,]+)\s+เรื่อง</b>", page)
    return int(found[1].replace(",", "")) if found else 0


def solve(ticket, now):
    given = StepInput(message="เสร็จแล้ว", outcome=Outcome.SOLVED)
    tickets.take_step(ticket, "accept", StepInput(), by=STAFF, now=now)
    tickets.take_step(ticket, "answer", given, by=STAFF, now=now)


@pytest.mark.parametrize("path", ["/management/", "/management/cases?figure=open", "/management/figures.csv"])
def test_figures_are_for_management_only(app, client, clock, opened, path):
    assert client.get(path).location.startswith("/staff/sign-in")
    Officer(app.test_client(), hired("anan", OFFICER, now=clock())).opens(path, 404)


def test_ten_seconds(preecha, clock):
    for day, key in ((1, "road"), (2, "road"), (9, "bin")):
        factories.open_complaint(clock() - timedelta(days=30 - day), category=key, story=f"เรื่องที่ {day}")
    factories.open_complaint(clock(), story="ยังใหม่")
    seen = plain(preecha.opens("/management/"))
    assert "เกินกำหนดอยู่ตอนนี้ 3 จาก 4 เรื่องที่ค้าง" in seen
    assert "อยู่ที่ไหน กองช่าง 2 กองสาธารณสุขฯ 1" in seen
    assert re.search(r"เกินมานานที่สุด เรื่องที่ 1 \d+ วันทำการ เรื่องที่ 2 \d+ วันทำการ เรื่องที่ 9", seen)
    assert "ข้อมูล ณ วันที่ 2 พฤศจิกายน 2569 เวลา 09.00 น." in seen


def test_open_overdue_cases_are_in_the_share_on_time(preecha, clock):
    start = clock()
    quick = [factories.open_complaint(start) for _ in range(4)]
    factories.open_complaint(start)
    for ticket in quick:
        solve(ticket, start + timedelta(hours=2))
    clock.advance(days=40)
    seen = plain(preecha.opens("/management/?period=fy2570"))
    assert "ทันกำหนดที่สัญญาไว้ 80% 4 จาก 5 เรื่อง" in seen


def test_fewer_than_five_get_no_percentage(preecha, clock):
    ticket = factories.open_complaint(clock())
    solve(ticket, clock() + timedelta(hours=1))
    clock.advance(days=1)
    page = plain(preecha.opens("/management/"))
    assert "1 จาก 1" in page
    assert "%" not in page.replace("ปีก่อน", "")


def test_an_empty_office_has_figures_of_nought(preecha):
    seen = plain(preecha.opens("/management/"))
    assert "เกินกำหนดอยู่ตอนนี้ 0 จาก 0 เรื่องที่ค้าง" in seen
    assert "ไม่มีเรื่องเกินกำหนด" in seen


@pytest.mark.parametrize("query", ["period=fy2569", "period=fy2570", "period=fy2569q3&channel=water"])
def test_every_number_leads_to_exactly_its_cases(lively, query):
    found = counted(lively.opens(f"/management/?{query}"))
    for dimension in ("service", "category", "village", "arrival", "language"):
        found |= counted(lively.opens(f"/management/tables/{dimension}?{query}"))
    assert len(found) > 40
    assert {href: on_the_list(lively, href) for href in found} == found


def test_a_long_list_has_pages(lively):
    first = lively.opens("/management/cases?figure=timed&period=fy2569")
    older = unescape(re.search(r'<a href="([^"]+)" rel="next">', first)[1])
    second = lively.opens(older)
    rows = [set(re.findall(r"(?:รท|นอ|บร)-2569-\d+", page)) for page in (first, second)]
    assert len(rows[0]) == 50
    assert not rows[0] & rows[1]
    assert len(rows[0] | rows[1]) == on_the_list(lively, older)


def test_periods_and_services_are_links_that_can_be_kept(preecha):
    page = preecha.opens("/management/?period=fy2569&channel=water")
    assert 'aria-current="page">ปีงบประมาณ' in page
    assert "/management/?period=m2026-11&amp;channel=water" in page
    assert "/management/?period=fy2569&amp;channel=complaints" in page
    assert "ข้อมูล ณ สิ้นวันที่ 30 กันยายน 2569" in plain(page)


@pytest.mark.parametrize(
    "query", ["period=nonsense", "as_of=31-2-2569", "channel=corruption", "period=fy2570&channel="]
)
def test_what_cannot_be_read_from_the_address_is_left_out_and_said(preecha, query):
    page = preecha.opens(f"/management/?{query}")
    assert "<h1>ภาพรวม ปีงบประมาณ\u00a02570</h1>" in page
    assert ("ไม่รู้จักช่วงเวลานี้" in page, "อ่านวันที่ในที่อยู่ของหน้าไม่ได้" in page) == ("nonsense" in query, "31-2" in query)


@pytest.mark.parametrize(
    "address",
    [
        "/management/cases",
        "/management/cases?figure=nothing",
        "/management/cases?figure=open&row=unit-999",
        "/management/cases?figure=open&row=staff-1",
        "/management/tables/staff.csv",
    ],
)
def test_an_unknown_figure_or_group_has_no_page(preecha, address):
    preecha.opens(address, 404)


def sheet(preecha, path: str) -> list[list[str]]:
    response = preecha.client.get(path)
    assert response.data.startswith(b"\xef\xbb\xbf")
    assert "attachment" in response.headers["Content-Disposition"]
    return list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))


def test_tables_can_be_taken_away_and_add_up(lively):
    for dimension in ("unit", "category", "village", "arrival"):
        rows = sheet(lively, f"/management/tables/{dimension}.csv?period=fy2569")
        start = next(n for n, row in enumerate(rows) if len(row) > 5)
        body = [row for row in rows[start + 1 :] if len(row) > 5]
        total = next(row for row in body if row[0] == "รวม")
        groups = [row for row in body if row is not total]
        for column in (1, 2, 3, 9, 10, 11, 12, 15):
            assert sum(int(row[column]) for row in groups) == int(total[column]), (dimension, rows[start][column])
        assert any("ข้อมูล ณ" in cell for row in rows for cell in row)


def test_groups_side_by_side_with_a_plain_sentence(lively):
    page = lively.opens("/management/equality?period=fy2569")
    seen = plain(page)
    assert "ไม่พบความต่างเกินกว่าที่เกิดได้โดยบังเอิญ" in seen or "ต่างกันเกินกว่าจะเป็นเรื่องบังเอิญ" in seen
    links = re.findall(
        r'<a href="(/management/cases\?[^"]+)"><b>\d+%</b> <span[^>]*>\d+ จาก (\d+)', page.replace("\u00a0", " ")
    )
    assert len(links) > 5
    for href, whole in links:
        assert on_the_list(lively, unescape(href)) == int(whole)


def test_the_pile_day_by_day_can_be_taken_away(lively):
    rows = sheet(lively, "/management/daily.csv?period=m2026-06")
    days = [row for row in rows if row and re.fullmatch(r"2026-06-\d\d", row[0])]
    assert len(days) == 30
    balance = sheet(lively, "/management/tables/unit.csv?period=m2026-06")
    assert days[-1][1] == next(row for row in balance if row and row[0] == "รวม")[15]


def test_a_unit_with_a_wicked_name_runs_nowhere(lively):
    with transaction():
        factories.unit("กองช่าง").short_name = "=1+1"
    rows = sheet(lively, "/management/tables/unit.csv?period=fy2569")
    assert any(row and row[0] == "'=1+1" for row in rows)


def test_all_figures_come_with_both_counts_and_their_formula(lively):
    rows = sheet(lively, "/management/figures.csv?period=fy2569")
    found = {row[0]: row for row in rows if len(row) == 6}
    assert found["ทันกำหนดที่สัญญาไว้"][1].endswith("%")
    assert all(row[5] for row in found.values())


def test_the_page_asks_few_questions_however_many_cases(lively):
    lively.opens("/staff/queue")  # what is kept between requests is read now, and the session's last use written down
    asked = []
    listen = lambda *args: asked.append(args[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listen)
    lively.opens("/management/?period=fy2569")
    event.remove(db.engine, "before_cursor_execute", listen)
    assert len([line for line in asked if not line.startswith("BEGIN")]) <= MOST_QUERIES


def test_a_case_that_comes_in_between_two_questions_costs_a_second_count_and_no_page(lively, monkeypatch):
    count, times = Counting.counts, []

    def once_unbalanced(*given):
        times.append(given)
        if len(times) == 1:
            raise Unbalanced
        return count(*given)

    monkeypatch.setattr(Counting, "counts", once_unbalanced)
    assert "ภาพรวม" in lively.opens("/management/?period=fy2569")
    assert len(times) > 1
