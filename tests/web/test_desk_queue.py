"""The officer's home: why each case is here, links that keep their word, empty states that say what to do."""

import re
from datetime import datetime
from html import unescape

import pytest

from app.domain.dates import BANGKOK
from app.services import tickets
from app.services.steps import StepInput
from tests.factories import open_complaint, open_water
from tests.officers import FACETS, MANAGEMENT, TABS, Officer, groups, hired, listed, reasons, words


def november(day, hour=9):
    return datetime(2026, 11, day, hour, tzinfo=BANGKOK)


@pytest.fixture
def fortnight(clock, nurida):
    """Five cases as they stand on Sunday 15 November, the latest first in the story."""
    open_complaint(november(2), story="ถนนลูกรังทรุดหน้าโรงเรียน")
    asked = open_complaint(november(2), category="noise", story="เสียงดังหลังสี่ทุ่ม", village=2)
    tickets.take_step(asked, "ask", StepInput(message="กี่โมง"), by=nurida.actor, now=november(11))
    open_complaint(november(5), category="lamp", story="ไฟถนนกะพริบทั้งซอย", village=4)
    open_water(november(13, 14), emergency=True)
    open_complaint(november(13), category="other", story="อยากให้มีลานออกกำลังกาย", village=None)
    clock.set(november(15))


@pytest.mark.usefixtures("fortnight")
def test_most_pressing_first_and_why(nurida):
    page = nurida.opens("/staff/queue")
    assert groups(page) == {"ฉุกเฉิน": 1, "เกินกำหนด": 1, "ครบกำหนดพรุ่งนี้": 1, "รอผู้ร้องตอบ": 1, "ยังมีเวลา": 1}
    assert reasons(page) == [
        "แจ้ง ศ. 13 พ.ย. 14.00 น.", "เกิน 2 วันทำการ", "พรุ่งนี้ จ. 16 พ.ย.", "รอผู้ร้อง 4 วัน", "เหลือ 7 วันทำการ",
    ]  # fmt: skip
    assert listed(page) == ["นอ-2570-0001", "รท-2570-0001", "รท-2570-0003", "รท-2570-0002", "รท-2570-0004"]
    assert "หมู่ที่ 4 กองช่าง" in words(page)
    assert "ไม่ระบุหมู่" in words(page)


@pytest.mark.usefixtures("fortnight")
@pytest.mark.parametrize("part", ["channel=water", "unit=none"])
def test_a_choice_that_leaves_nothing_stays_chosen_and_says_none(nurida, part):
    page = nurida.opens(f"/staff/queue?{part}&q=ไม่มีคำนี้ในเรื่องไหน")
    assert listed(page) == []
    assert [count for _, _, count in FACETS.findall(page) if count] == ["0"]


@pytest.mark.usefixtures("fortnight")
def test_every_link_shows_as_many_as_it_says(nurida):
    page = nurida.opens("/staff/queue")
    links = [*TABS.findall(page), *FACETS.findall(page)]
    assert len(links) >= 8
    for url, text, count in links:
        if count:
            assert len(listed(nurida.opens(unescape(url)))) == int(count), (text, url)


@pytest.mark.usefixtures("fortnight")
def test_filters_are_addresses(nurida):
    assert listed(nurida.opens("/staff/queue?late=1")) == ["รท-2570-0001"]
    assert listed(nurida.opens("/staff/queue?waiting=1")) == ["รท-2570-0002"]
    assert listed(nurida.opens("/staff/queue?status=awaiting_resident&village=none")) == []
    assert listed(nurida.opens("/staff/queue?q=%E0%B9%84%E0%B8%9F")) == ["รท-2570-0003"]
    assert listed(nurida.opens("/staff/queue?channel=water&group=emergency")) == ["นอ-2570-0001"]


@pytest.mark.usefixtures("fortnight")
@pytest.mark.parametrize(
    "query",
    ["unit=x&village=%27&status=closed&arrival=?&view=nothing&channel=sealed", "group=x&page=-1", "page=0&q=%20"],
)
def test_an_address_typed_by_hand_selects_what_can_be_read(nurida, query):
    assert len(listed(nurida.opens(f"/staff/queue?{query}"))) == 5


def test_a_long_group_goes_on_page_by_page(clock, nurida):
    for _n in range(52):
        open_complaint(clock())
    page = nurida.opens("/staff/queue")
    assert len(listed(page)) == 50
    assert "ดูอีก 2 เรื่อง" in words(page)
    second = nurida.opens(turned(page, "after"))
    assert len(listed(second)) == 2
    assert not set(listed(second)) & set(listed(page))
    assert listed(nurida.opens(turned(second, "before"))) == listed(page)


def turned(page, which):
    """The address of the page that comes after or before."""
    return unescape(re.search(rf'href="([^"]*{which}=[^"]*)"', page)[1])


def test_an_officer_has_no_tab_for_the_whole_office(clock, anan):
    open_complaint(clock())
    open_complaint(clock(), category="noise")
    page = anan.opens("/staff/queue")
    assert listed(page) == ["รท-2570-0001"]
    assert [text for _url, text, count in TABS.findall(page) if count] == [
        "ของฉัน",
        "กองช่าง",
        "ยังไม่มอบหมาย",
        "ปิดใน 7 วัน",
    ]


def test_empty_says_what_to_do_next(clock, anan):
    assert "ยังไม่มีเรื่อง" in words(anan.opens("/staff/queue"))
    tickets.take_step(open_complaint(clock()), "withdraw", StepInput(reason="-"), by=anan.actor, now=clock())
    assert "ไม่มีเรื่องค้าง" in words(anan.opens("/staff/queue"))
    open_complaint(november(2))
    clock.set(november(16))
    mine = words(anan.opens("/staff/queue?view=mine"))
    assert "คุณทำครบแล้ว" in mine
    assert "ยังมี 1 เรื่องเกินกำหนด มี 1 เรื่องที่ยังไม่มีผู้รับผิดชอบ" in mine
    assert "ล้างตัวกรอง" in words(anan.opens("/staff/queue?q=ไม่มีคำนี้"))
    assert "ไม่มีเรื่องที่ปิดใน 7 วัน" in words(anan.opens("/staff/queue?view=closed"))


def test_search_opens_a_whole_number_and_lists_the_rest(clock, anan):
    ticket = open_complaint(clock(), phone="0800001111", story="ไฟดับ")
    tickets.take_step(ticket, "withdraw", StepInput(reason="-"), by=anan.actor, now=clock())
    answer = anan.client.get("/staff/search?q=รท ๒๕๗๐ ๑")
    assert answer.location == "/staff/tickets/CP-2570-0001"
    found = anan.opens("/staff/search?q=๐๘-๐๐๐๐-๑๑๑๑")
    assert listed(found) == ["รท-2570-0001"]
    assert "ถอนเรื่อง หรือย้ายไปยื่นช่องทางอื่น" in words(found)
    assert "ไม่พบ “ดาวอังคาร”" in words(anan.opens("/staff/search?q=ดาวอังคาร"))
    assert listed(anan.opens("/staff/search")) == []


def test_only_the_desk_gets_in(app, clock, opened):
    assert app.test_client().get("/staff/queue").location == "/staff/sign-in?next=/staff/queue"
    palad = Officer(app.test_client(), hired("palad", MANAGEMENT, now=clock()))
    palad.opens("/staff/queue")
    admin = Officer(app.test_client(), hired("admin", "administrator", now=clock()))
    admin.opens("/staff/queue", 404)
