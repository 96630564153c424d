"""A week of drought played through the pages: forty requests for water, a truck that breaks down, books that balance.

Every kind of act is done once in the browser; what repeats is sent through the same forms without a screen.
"""

import io
import unicodedata
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from app.domain.workflow import Role
from app.services.transaction import transaction
from tests.browser.drought import FIRST_COME, HEAD, LATE, NEIGHBOURS, NEXT, URGENT
from tests.browser.drought_office import Week
from tests.browser.test_driving import KEPT
from tests.factories import make_office, make_staff, unit

PEOPLE = (("nurida", "สำนักปลัด", Role.INTAKE), ("mana", "งานป้องกันฯ", Role.OFFICER))
DRIVERS = ("ยะโก๊ะ สะนิ", "สมหมาย เพชรรัตน์")
NOT_WANTED = "ไม่ต้องการน้ำแล้ว"
COLUMNS = {"ขอ": "asked", "ส่งแล้ว": "given", "ตัดออก": "declined", "ค้างส่ง": "outstanding"}


@pytest.fixture
def week(live_server, page, clock):
    with live_server.app.app_context():
        make_office(clock())
        for name, place, role in PEOPLE:
            make_staff(name, role, now=clock(), unit=unit(place))
        palat = make_staff("palat", Role.MANAGEMENT, now=clock())
        make_staff("nayok", Role.MANAGEMENT, now=clock())
        with transaction():
            palat.approves = False
    return Week(live_server, page, clock)


def test_a_week_of_drought(week):
    monday(week)
    before = week.hands.queue()
    one, two, three = rounds = plans_tuesday(week)
    prints(week, rounds)
    tuesday(week, one, two, three)
    balanced(week)
    keeps_their_place(week, before)
    wednesday(week)
    balanced(week)
    while week.tally.waiting:
        another_day(week)
    ends(week)


def monday(week):
    """Forty houses ask, the office decides."""
    for request in FIRST_COME:
        week.asks(*request)
    week.comes_to_the_counter()
    for request in NEXT:
        week.asks(*request)
    week.files_for_many()
    for request in LATE:
        week.asks(*request)
    week.asks_at_home()
    assert len(week.tally.houses) == 39
    week.morning(2, 14)
    week.gets_trucks()
    week.checks()
    week.decides()


def plans_tuesday(week):
    """Three rounds as proposed; the village head sees the day and the turn of each house."""
    rounds = week.plans(week.clock() + timedelta(days=1), {1: 2, 2: 1}, {0: DRIVERS[0], 1: DRIVERS[0], 2: DRIVERS[1]})
    assert [len(week.houses_of(held)) for held in rounds] == [4, 9, 13]
    states = group_page(week)
    assert sum("เที่ยวที่ 2 ของวัน" in row[3] for row in states) == 7
    assert sum("เที่ยวที่ 3 ของวัน" in row[3] for row in states) == 13
    assert [row[3] for row in states[20:]] == ["ยังไม่ได้นัด"] * 5
    return rounds


def prints(week, rounds):
    """The delivery sheets and the list of the village head, as they leave the printer."""
    for held, pages in zip(rounds, (1, 1, 2), strict=True):
        names = week.houses_of(held)
        week.mana.opens(f"/staff/water/{held}")
        week.mana.follows("พิมพ์ใบส่งน้ำ")
        assert on_paper(week.mana.page, names) == [(297, 210)] * pages
    week.mana.opens("/staff/queue?channel=water&q=อุสมาน")
    week.mana.follows("ขอน้ำ 25 บ้าน")
    week.mana.follows("บัญชีแนบท้าย")
    assert on_paper(week.mana.page, NEIGHBOURS) == [(210, 297)]


def on_paper(page, names):
    """The sizes of the printed pages; every name stands on one of them, in this order."""
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = letters("".join(sheet.extract_text() for sheet in paper.pages))
    places = [text.find(letters(name)) for name in names]
    assert -1 not in places, [name for name, place in zip(names, places, strict=True) if place < 0]
    assert places == sorted(places)
    return [tuple(round(float(side) / 72 * 25.4) for side in sheet.mediabox[2:]) for sheet in paper.pages]


def letters(text):
    """Without gaps; ำ in its two parts, as the printer draws it."""
    return "".join(unicodedata.normalize("NFKD", text).split())


def tuesday(week, one, two, three):
    """A telephone without a line, a truck that breaks down on the road, a sheet that comes back signed."""
    week.morning(3, 8, 30)
    week.mana.opens(f"/staff/water/{three}")
    week.mana.presses("ออกรถ")
    goes_without_a_line(week, one)
    breaks_down(week, three)
    week.mana.opens(f"/staff/water/{two}")
    week.mana.presses("ออกรถ")
    week.clock.advance(hours=3)
    unlucky = {"จำเนียร พูลสุข": NOT_WANTED, NEIGHBOURS[1]: NOT_WANTED}
    unlucky |= {"นิรมล มะเซ็ง": "รถเข้าไม่ได้", NEIGHBOURS[0]: "ไม่มีคนอยู่"}
    names = week.houses_of(two)
    said = {name: {"ผล": unlucky[name]} if name in unlucky else {"ผล": "ส่งครบ", "ผู้รับ": name} for name in names}
    week.keys_in(two, said)
    for name in set(names) - unlucky.keys():
        week.tally.pours(name, week.tally.houses[name].asked)
    for name in (name for name, why in unlucky.items() if why == NOT_WANTED):
        week.tally.declines(name)
    week.asks("counter", URGENT, 3000, 1, emergency="y")


def goes_without_a_line(week, held):
    """Three marks are kept on the telephone and come later, once; the fourth house tells its four digits."""
    names, road = week.houses_of(held), week.drives(held)
    road.loses_the_line()
    road.page.get_by_role("button", name="ออกรถ").click()
    road.rides(minutes=30)
    road.fills(0, recipient="นิมะ")
    road.saves(0)
    week.tally.pours(names[0], 2000)
    road.rides(minutes=20)
    road.fills(1, "part")
    road.stop(1).locator("[name$=-litres]").fill("๙๐๐")
    road.saves(1)
    week.tally.pours(names[1], 900)
    road.rides(minutes=20)
    road.fills(2, "nobody")
    road.saves(2)
    road.reads(2, KEPT)
    assert "ยังไม่ได้บันทึก" in week.hands.opens(f"/staff/water/{held}").text
    road.rides(minutes=20)
    road.loses_the_line(lost=False)
    road.reads(2, "ไม่มีคนอยู่")
    expect(road.page.locator(".kept")).to_have_count(0)
    road.page.reload()
    week.hands.opens(f"/staff/water/{held}").reads("ออก 08.30", "ส่งครบ 2,000 ลิตร ผู้รับ นิมะ 09.00")
    week.hands.reads("ส่งได้บางส่วน 900 ลิตร ผู้รับ ยะโก๊ะ 09.20")
    week.resident.opens(week.tracking[names[3]])
    word = week.resident.page.locator("[aria-labelledby=word] .promise").inner_text()
    road.fills(3, proof="word")
    road.stop(3).locator("[name$=-word]").fill(word)
    road.saves(3)
    road.reads(3, "ส่งครบ 1,500 ลิตร")
    week.tally.pours(names[3], 1500)
    expect(road.page.locator("#round-head")).to_contain_text("จบรอบแล้ว")


def breaks_down(week, held):
    """The truck stands still after its first house: its round is called off, what its sheet says is keyed in."""
    names, mana = week.houses_of(held), week.mana
    mana.opens("/staff/water/trucks")
    mana.follows("งดใช้ รถน้ำ 2")
    mana.writes("reason", "เพลาขาด รอช่าง")
    mana.presses("บันทึกวันงดใช้")
    mana.presses("ยกเลิกทุกรอบนี้")
    mana.reads("ยกเลิกแล้ว 1 รอบ ทุกบ้านกลับเข้าคิวตามลำดับเดิม")
    assert week.waits(names) == names
    week.keys_in(held, {names[0]: {"ผล": "ส่งครบ", "ผู้รับ": names[0], "เวลา": "๐๘.๕๐"}})
    week.tally.pours(names[0], week.tally.houses[names[0]].asked)
    states = {row[0]: row for row in group_page(week)}
    assert all("รถไปไม่ถึงจุดนี้" in states[name][4] for name in names[1:])
    week.cancelled = names[1:]


def keeps_their_place(week, before):
    """Nobody who was not reached stands behind somebody who asked later; the emergency stands before all."""
    now = week.hands.queue()
    assert now == [URGENT, *(name for name in before if name in now)]
    assert set(now) == week.tally.waiting


def wednesday(week):
    """The other truck takes the houses of the broken one, after the emergency, which nobody has approved yet."""
    week.morning(4, 8)
    week.mana.opens("/staff/water/propose")
    week.mana.reads("รถน้ำ 2 งดใช้ เพลาขาด รอช่าง")
    rounds = week.plans(week.clock(), {1: 4}, {0: DRIVERS[0]})
    houses = [name for held in rounds for name in week.houses_of(held)]
    assert houses[0] == URGENT
    assert set(week.cancelled) <= set(houses)
    for held in rounds:
        week.brings(held)


def another_day(week):
    """Both trucks run again."""
    week.morning(week.clock().day + 1, 8)
    if "งดใช้ เพลาขาด" in week.hands.opens("/staff/water/propose").text:
        week.mana.opens("/staff/water/trucks/2/out")
        week.mana.presses("รถใช้ได้แล้ว")
    for held in week.plans(week.clock(), {1: 2, 2: 2}, {}):
        week.brings(held)
    balanced(week)


def balanced(week):
    """To the litre: on the page of every case, and on management's page."""
    found = {}
    for case in week.every_case():
        week.hands.opens(case)
        found |= {name: tuple(map(number, row[1:4])) for name, row in week.houses("จุดส่งน้ำ").items()}
    assert found == {name: week.tally.line(name) for name in week.tally.houses}
    week.nayok.opens("/management/water?period=m2026-11")
    balance = week.nayok.page.locator("dl.balance > div")
    said = {row.locator("dt").inner_text(): number(row.locator("dd a").inner_text()) for row in balance.all()}
    assert said == {"ยกมา": 0, **{words: week.tally.sum(column) for words, column in COLUMNS.items()}}
    assert said["ขอ"] == said["ส่งแล้ว"] + said["ค้างส่ง"] + said["ตัดออก"]


def ends(week):
    """Everybody has water or declined; the emergency is approved after it; stories, columns and chains agree."""
    assert week.hands.queue() == []
    week.nayok.opens("/management/approvals")
    week.nayok.presses("อนุมัติภายหลัง")
    week.nayok.reads("อนุมัติแล้ว 1 เรื่อง")
    week.nayok.opens("/management/water?period=m2026-11")
    figures = ("ไม่มีใครรอน้ำ", "คำร้องที่รับ 16 คำร้อง", "อนุมัติ 15 คำร้อง", "ครัวเรือนหรือสถานที่ 37 ครัวเรือน", "รอบ 11 รอบ")
    seen = " ".join(week.nayok.page.locator("main").inner_text().split())
    assert [words for words in figures if words not in seen] == []
    states = group_page(week)
    given = [f"{litres} ลิตร" if (litres := week.tally.houses[row[0]].given) else "" for row in states]
    assert ([row[2] for row in states], {row[3] for row in states}) == (given, {""})
    with week.live.app.app_context():
        checked = week.live.app.test_cli_runner().invoke(args=["check"])
    assert (checked.exit_code, checked.output.strip()) == (0, "chains hold, columns equal the stories")
    assert week.clock().day <= 7, "a week"


def group_page(week):
    """The village head's page: of each house its name, litres asked and brought, its day, what went wrong."""
    week.head.opens(week.tracking[HEAD])
    week.public.opens(week.tracking[HEAD])
    found = week.houses("แต่ละบ้าน", week.public)
    return [[name, *row[1:4], row[0]] for name, row in ((name, found[name]) for name in NEIGHBOURS)]


def number(text):
    """12,000 as a number."""
    return int(text.replace(",", ""))
