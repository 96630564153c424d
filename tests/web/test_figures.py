"""A page for every figure: the same numbers as its spreadsheets, its lists and the queue; chosen by typed days too."""

import csv
import io
import re
from datetime import datetime
from html import unescape

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.domain.dates import BANGKOK
from app.domain.periods import parse_period
from app.extensions import db
from app.models import Ticket
from app.services import calendar, queue, statistics
from app.services.queue import Desk
from app.services.selections import Selection
from app.services.statistics.catalogue import CATALOGUE
from app.services.transaction import transaction
from tests.officers import MANAGEMENT, Officer, hired, words
from tests.services import random_office

NOW = datetime(2026, 11, 11, 14, 20, tzinfo=BANGKOK)
ROW = re.compile(r'<tr role="row"><th role="rowheader"[^>]*>(.*?)</th>(.*?)</tr>', re.DOTALL)
LINK = re.compile(r'<a href="(/management/cases\?[^"]+)">([\d,]+)</a>')


@pytest.fixture
def preecha(app, clock, opened):
    """The manager of an office without a past."""
    clock.set(NOW)
    return Officer(app.test_client(), hired("preecha", MANAGEMENT, now=NOW))


@pytest.fixture
def lively(preecha, seed):
    """The manager of an office with one."""
    random_office.build(seed, 60, NOW)
    return preecha


@pytest.fixture
def seed():
    return 1


FOUR_KINDS = (("on_time", "village"), ("half_office", "unit"), ("overdue", "month"), ("waiting_share", "arrival"))
CODES = ["d2026-06-10", "w2026-06-08", "m2026-06", "fy2569q3", "fy2569r6", "d2026-05-03..2026-06-09"]
PLACES = ["", "statistics", "equality", "look", "figures/", "figures/open"]


def numbers(text):
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", re.sub(r"<[^>]+>", " ", text))]


def counts_on_the_page(page):
    """Row by row the counts of cases: this period's and the year before's, in the order in which they stand."""
    table = page[page.index('id="numbers"') :]
    return [[int(n.replace(",", "")) for _url, n in LINK.findall(cells)] for _name, cells in ROW.findall(table)]


def body(rows, width):
    found = [[str(cell if cell is not None else "") for cell in row[:width]] for row in rows if len(row) >= width]
    return [row for row in found if row[1] or row[2] or row[3]][1:]


def as_csv(preecha, path):
    return list(csv.reader(io.StringIO(preecha.client.get(path).data.decode("utf-8-sig"))))


def as_xlsx(preecha, path):
    book = load_workbook(io.BytesIO(preecha.client.get(path).data))
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_page_csv_and_xlsx_say_the_same(lively, seed):
    for key, by in FOUR_KINDS:
        query = f"by={by}&period=fy2569&as_of=2026-10-20"
        page = counts_on_the_page(lively.opens(f"/management/figures/{key}?{query}"))
        sheet = body(as_csv(lively, f"/management/figures/{key}.csv?{query}"), 7)
        book = body(as_xlsx(lively, f"/management/figures/{key}.xlsx?{query}"), 7)
        plain = [[cell.removeprefix("'") for cell in row] for row in sheet]
        assert [[row[0], *map(as_number, row[1:])] for row in plain] == [[r[0], *map(as_number, r[1:])] for r in book]
        rows = plain if by != "month" else plain[:-1]
        pairs = [[row[2], row[3], row[5], row[6]] if key == "on_time" else [row[3], row[6]] for row in rows]
        assert page == [[int(n) for n in counts if n != "0"] for counts in pairs], (key, by)


def as_number(text):
    return float(text) if re.fullmatch(r"[\d.]+", text) else text


@pytest.mark.parametrize("seed", [1, 3])
def test_queue_page_export_and_report_count_the_same(lively, seed):
    """The queue's groups differ only in where they put a case: emergencies and waiting cases may be late as well."""
    with transaction():
        for ticket in db.session.scalars(select(Ticket).where(Ticket.id % 3 == 0)):
            ticket.emergency = True
    desk = Desk(lively.actor, calendar.calendar(NOW), NOW)
    still_open = sum(queue.counts(desk, Selection()).values())
    late = sum(queue.counts(desk, Selection(late=True)).values())
    waiting = sum(queue.counts(desk, Selection(waiting=True)).values())
    assert still_open > late > 0
    export = {row[0]: row for row in as_csv(lively, "/management/figures.csv?period=fy2570") if len(row) == 6}
    report = statistics.statement(parse_period("fy2570"), now=NOW, as_of=NOW.date())["groups"]["all"]
    for key, number in (("open", still_open), ("overdue", late), ("waiting", waiting)):
        page = lively.opens(f"/management/figures/{key}?period=fy2570")
        figure = re.search(r'<p class="figure-number">\s*([\d,]+)', page)
        title = unescape(re.search(r"<h1>(.*?)</h1>", page)[1]).replace("\u00a0", " ")
        exported = export[title]
        reported = report["balance"]["open"] if key == "open" else report["counts"][key]
        assert {numbers(figure[1])[0], int(exported[2]), reported, number} == {number}, key
    seen = words(lively.opens("/management/?period=fy2570"))
    assert f"เกินกำหนดอยู่ตอนนี้ {late} จาก {still_open} เรื่องที่ค้าง" in seen


def test_every_figure_opens_and_says_how_it_is_worked_out(lively):
    index = lively.opens("/management/figures/?period=fy2569&channel=water&as_of=2026-10-02")
    for key in CATALOGUE:
        assert f"/management/figures/{key}?period=fy2569&amp;channel=water&amp;as_of=2026-10-02" in index
    for key in ("on_time", "half_acknowledge", "waiting_share", "age_more", "within_7", "ended_solved", "in_unit"):
        seen = words(lively.opens(f"/management/figures/{key}?period=fy2569"))
        assert "รวม" in seen
        assert "เรื่อง" in seen
    lively.opens("/management/figures/nothing", 404)
    lively.opens("/management/figures/nothing.csv", 404)


def test_a_link_of_a_past_day_leads_to_what_was_known_then(lively):
    page = lively.opens("/management/figures/on_time?period=fy2569&as_of=2026-10-02&by=unit")
    links = LINK.findall(page)
    assert len(links) > 4
    for url, number in links[:4]:
        assert "as_of=2026-10-02" in url
        found = re.search(r"<p><b>([\d,]+)\s+เรื่อง</b>", lively.opens(unescape(url)))
        assert found[1] == number


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("place", PLACES)
def test_every_page_is_of_every_kind_of_period(preecha, place, code):
    path = f"/management/{place}?by=month&period={code}"
    assert parse_period(code).label().replace("\u00a0", " ") in words(preecha.opens(path))


def typed(first, last=("", "", ""), more=""):
    both = {"first": first, "last": last}
    query = "&".join(f"{name}-{part}={value}" for name, day in both.items()
                     for part, value in zip(("day", "month", "year"), day, strict=True))  # fmt: skip
    return f"?{query}{more}"


@pytest.mark.parametrize("place", ["", "statistics", "equality", "figures/open", "cases", "look"])
def test_typed_days_become_an_address_that_can_be_kept(preecha, place):
    more = "&channel=water&as_of=2026-11-02&figure=open&by=village"
    query = typed(("๓", "5", "2569"), ("9", "6", "2569"), more)
    kept = preecha.client.get(f"/management/{place}{query}").location
    assert "period=d2026-05-03..2026-06-09" in kept
    assert {"channel=water", "as_of=2026-11-02"} < {*kept.partition("?")[2].split("&")}
    assert "first-day" not in kept
    assert preecha.client.get(kept).status_code == 200
    one_day = typed(("3", "5", "2569"), more=more)
    assert preecha.client.get(f"/management/{place}{one_day}").location.endswith("period=d2026-05-03")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (("31", "2", "2569"), ("1", "3", "2569"), "ไม่มีวันนี้ในปฏิทิน"),
        (("9", "6", "2569"), ("3", "5", "2569"), "วันสุดท้ายอยู่ก่อนวันแรก"),
        (("", "", ""), ("3", "5", "2569"), "ใส่วันแรก"),
        (("9", "", "2569"), ("", "", ""), "ใส่วัน เดือน และปีให้ครบ"),
        (("<b>", "1", "9999999999999"), ("", "", ""), "ใส่วันและปีเป็นตัวเลข"),
    ],
)
def test_days_that_cannot_be_stay_in_their_fields_with_what_to_do(preecha, first, last, said):
    page = preecha.opens("/management/" + typed(first, last, "&period=fy2569"))
    assert said in page
    assert "<details class=\"more-filters\" open>" in page
    for name, day in (("first", first), ("last", last)):
        assert unescape(re.search(rf'name="{name}-day"[^>]*value="([^"]*)"', page)[1]) == day[0]
    assert "<h1>ภาพรวม ปีงบประมาณ\u00a02569</h1>" in page


def test_the_knowledge_of_a_past_day_is_asked_for_by_typing_it(preecha):
    query = "?known-day=2&known-month=11&known-year=2569&period=fy2570"
    kept = preecha.client.get(f"/management/{query}").location
    page = preecha.opens(kept)
    assert "as_of=2026-11-02" in kept
    assert "ดูตามที่รู้ ณ สิ้นวันที่ 2 พฤศจิกายน 2569" in words(page)
    assert "/management/statistics?period=fy2570&amp;as_of=2026-11-02" in page
    assert "ดูตามที่รู้ ณ" not in words(preecha.opens("/management/?period=fy2570&as_of=2026-11-11"))
    later = preecha.opens(query.replace("2&", "12&", 1).join(["/management/", ""]))
    assert "เลือกวันที่ผ่านไปแล้ว" in later


@pytest.mark.parametrize("place", [*PLACES, "cases", "daily.csv"])
def test_what_has_not_begun_is_said_in_words(preecha, place):
    ahead = words(preecha.opens(f"/management/{place}?period=fy2571&figure=open"))
    assert "ช่วงนี้ยังไม่เริ่ม ช่วงนี้เริ่มวันที่ 1 ตุลาคม 2570" in ahead
    unknown = words(preecha.opens(f"/management/{place}?period=fy2570&as_of=2026-09-01&figure=open"))
    assert "อยู่หลังวันที่เลือกดู คือสิ้นวันที่ 1 กันยายน 2569" in unknown


def test_nothing_in_the_address_of_a_typed_day_leads_elsewhere(preecha):
    query = typed(("3", "5", "2569"), more="&_external=1&_scheme=https&_host=evil.example&endpoint=x")
    assert preecha.client.get(f"/management/{query}").location == "/management/?period=d2026-05-03"
