"""The figures that the law asks for: equal to a tally, the same for everybody, and silent about what runs."""

import io
from datetime import datetime

import openpyxl
import pytest
from pypdf import PdfReader

from app.domain.sealed import Finding
from app.services.sealed import casework, reports
from app.services.sealed.casework import Given
from app.services.sealed.reports import Submission
from tests import factories, sealed_cast
from tests.conftest import BANGKOK
from tests.renderers.reading import needs_pango
from tests.web.sealed_pages import words

pytestmark = pytest.mark.sealed
PAGE = "/corruption/statistics"


def day(year, month, number=1):
    return datetime(year, month, number, 9, tzinfo=BANGKOK)


@pytest.fixture
def readers(app, clock):
    clock.set(day(2026, 10, 5))
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    return [sealed_cast.reader(name, clock()) for name in ("arun", "rohani")]


def take(reader, case_id, action, clock, **given):
    report = casework.find(reader.door, case_id, now=clock())
    casework.take(reader.door, report, action, Given(**given), seen=report.seen, now=clock())


def referred(reader, case_id, clock, *, closed=True):
    take(reader, case_id, "refer", clock, finding=Finding.NACC, agency_number="1")
    take(reader, case_id, "tell", clock, message="ส่งแล้ว")
    if closed:
        take(reader, case_id, "close", clock)


@pytest.fixture
def year(readers, clock):
    """Three in the first half, one of them closed then and one later; one in the second, answered late."""
    found = []
    for number in (10, 11, 12):
        clock.set(day(2026, 11, number))
        found.append(sealed_cast.send(clock())[1].report.id)
    referred(readers[0], found[0], clock)
    clock.set(day(2027, 5))
    referred(readers[0], found[1], clock)
    found.append(sealed_cast.send(clock())[1].report.id)
    clock.set(day(2027, 7))
    referred(readers[0], found[3], clock, closed=False)
    clock.set(day(2027, 10, 2))
    return found


def rows(client, fiscal_year=2570):
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{PAGE}/{fiscal_year}.xlsx").data))
    return [row[1:] for row in book.worksheets[0].iter_rows(min_row=2, max_row=4, values_only=True)]


def test_the_page_says_what_was_counted_by_hand(client, year):
    assert [row[:3] for row in rows(client)] == [(3, 1, 2), (1, 0, 1), (4, 2, 2)]
    assert [row[3].replace("\u00a0", " ") for row in rows(client)] == ["1 จาก 3", "0 จาก 1", "1 จาก 4"]
    page = words(client.get(PAGE + "?year=2570"))
    assert "ข้อมูล ณ วันที่ 30 กันยายน 2570" in page
    assert "ผู้บริหารก็เห็นเท่านี้" in page


def test_a_report_of_the_running_half_changes_no_letter(client, year, clock, readers):
    before = client.get(PAGE).data
    _, sent = sealed_cast.send(clock())
    take(readers[0], sent.report.id, "register", clock)
    assert client.get(PAGE).data == before


def test_a_published_figure_stays_until_the_next_half_is_over(client, year, clock, readers):
    before = client.get(PAGE).data, rows(client)
    late = Submission(sealed_cast.answers(), received_at=day(2027, 9, 30))
    reports.send("1" * 24, late, now=clock())
    take(readers[0], year[0], "reopen", clock, note="พบพยานใหม่")
    assert (client.get(PAGE).data, rows(client)) == before
    clock.set(day(2028, 4))
    assert [row[:3] for row in rows(client)] == [(3, 0, 3), (2, 0, 2), (5, 1, 4)]


def test_before_a_half_is_over_there_is_no_figure_and_no_word_that_there_was_nothing(client, readers, clock):
    page = words(client.get(PAGE))
    assert "ตัวเลขแรกดูได้ตั้งแต่วันที่ 1 เมษายน 2570" in page
    assert "ไม่มีเรื่องร้องเรียน" not in page
    assert client.get(f"{PAGE}/2570.xlsx").status_code == 404


def test_nothing_received_is_said_in_the_words_of_the_law(client, readers, clock):
    clock.set(day(2027, 4))
    page = words(client.get(PAGE))
    assert (
        "ตั้งแต่วันที่ 5 ตุลาคม 2569 ถึงวันที่ 31 มีนาคม 2570 ไม่มีเรื่องร้องเรียนการทุจริตและประพฤติมิชอบของเจ้าหน้าที่"
        "องค์การบริหารส่วนตำบลทดสอบ" in page
    )
    assert "30 กันยายน" not in page


def test_a_channel_that_was_never_set_up_has_no_figures(client, app, clock):
    factories.make_office(clock())
    assert "ยังไม่มีตัวเลข" in words(client.get(PAGE))


@pytest.mark.parametrize("wrong", ["2566", "9999", "0"])
def test_other_years_are_not_offered(client, year, wrong):
    assert "2570" in words(client.get(f"{PAGE}?year={wrong}"))
    assert client.get(f"{PAGE}/{wrong}.csv").status_code == 404


def test_files_open(client, year):
    text = client.get(f"{PAGE}/2570.csv").data.decode("utf-8-sig")
    assert "เรื่องร้องเรียนทั้งหมด" in text
    assert "30 กันยายน 2570" in text.replace("\u00a0", " ")
    assert client.get(f"{PAGE}/2570.docx").status_code == 404


def test_the_paper_opens_and_is_the_same_for_everybody(client, year):
    needs_pango()
    first, second = (client.get(f"{PAGE}/2570.pdf").data for _ in range(2))
    assert first == second
    text = PdfReader(io.BytesIO(first)).pages[0].extract_text()
    assert "สถิติเรื่อง" in text.replace("\u200b", "")


def test_english_speaks_of_the_same_years(client, year):
    page = client.get(f"{PAGE}?lang=en")
    assert "fiscal year 2570" in words(page).casefold()
    assert "/corruption/statistics/2570.csv?lang=en" in page.text
