"""The journeys of residents, officers and management, in a real browser, from the first page to the outcome."""

import pytest

from app.domain.workflow import Role
from tests import factories
from tests.browser.people import Officer, Resident
from tests.factories import make_office, make_staff


@pytest.fixture
def office(live_server, clock):
    """An office with an officer of the works unit, intake and management."""
    people = (
        ("anan", Role.OFFICER, "กองช่าง"),
        ("mana", Role.OFFICER, "งานป้องกันฯ"),
        ("nurida", Role.INTAKE, "สำนักปลัด"),
        ("nayok", Role.MANAGEMENT, "สำนักปลัด"),
    )
    with live_server.app.app_context():
        make_office(clock())
        for name, role, unit in people:
            make_staff(name, role, now=clock(), unit=factories.unit(unit))
    return live_server


@pytest.fixture(params=[(360, True), (1280, True), (360, False)], ids=["phone", "desk", "phone without scripts"])
def device(request, page, axe):
    """A page and what it looks for: barriers (with scripts), and nothing wider than the screen."""
    width, scripts = request.param

    def look(found):
        if scripts:
            axe(found)
            assert found.evaluate("document.documentElement.scrollWidth <= innerWidth"), found.url

    return lambda: (page(width, scripts=scripts), look)


def test_a_complaint_from_the_door_to_solved(office, device, tmp_path):
    resident, officer = Resident(*device()), Officer(*device())
    resident.files_a_complaint(tmp_path)
    their_page = resident.opens_their_page()

    officer.signs_in("anan")
    officer.opens("/staff/queue?q=ท่อ")
    officer.takes_on("ท่อระบายน้ำหน้าบ้านตัน")
    officer.asks("ท่ออยู่ฝั่งไหนของถนน")

    resident.opens(their_page)
    resident.reads("ท่ออยู่ฝั่งไหนของถนน")
    resident.writes("words", "ฝั่งร้านชำ")
    resident.presses("ส่งคำตอบ")

    officer.opens("/staff/queue")
    officer.follows("ท่อระบายน้ำหน้าบ้านตัน")
    officer.reads("ฝั่งร้านชำ")
    officer.answers("เราลอกท่อตลอดแนวแล้ว")

    resident.opens(their_page)
    resident.reads("เราลอกท่อตลอดแนวแล้ว")
    resident.chooses("solved", "no")
    resident.writes("why", "ยังตันอยู่อีกจุด")
    resident.presses("ส่งความเห็น")
    resident.reads("เราจะตอบคุณภายใน")


def test_water_from_the_phone_to_approval_and_delivery(office, device):
    resident, officer, head = Resident(*device()), Officer(*device()), Officer(*device())
    resident.asks_for_water()
    their_page = resident.opens_their_page()

    officer.signs_in("mana")
    officer.opens("/staff/queue?channel=water")
    officer.follows("ขอน้ำ 6,000")
    officer.follows("ตรวจแล้ว เสนออนุมัติ")
    officer.writes("opinion", "ขาดแคลนจริง เห็นควรอนุมัติ")
    officer.presses("ตรวจแล้ว เสนออนุมัติ")

    head.signs_in("nayok")
    head.opens("/management/approvals")
    head.reads("ขาดแคลนจริง")

    head.page.get_by_role("button", name="อนุมัติเรื่องนี้").first.click()
    head.page.wait_for_load_state()
    head.looks()

    officer.opens("/staff/queue?channel=water")
    officer.follows("ขอน้ำ 6,000")
    officer.follows("บันทึกการส่งน้ำ")
    officer.writes("litres", "๖,๐๐๐")
    officer.writes("recipient", "วรรณา แก้วมณี")
    officer.presses("บันทึกการส่งน้ำ")

    resident.opens(their_page)
    resident.reads("ส่งน้ำแล้ว")


def test_a_walk_in_is_keyed_in_and_leaves_with_a_receipt(office, device):
    officer = Officer(*device())
    officer.signs_in("nurida")
    officer.opens("/staff/tickets/new")
    officer.chooses("arrival", "walk_in")
    officer.page.locator("select[name=category]").select_option(label="ไฟถนน")
    officer.writes("story", "ไฟถนนดับสามดวงตรงทางโค้ง")
    officer.writes("applicant", "สมพร แก้วมณี")
    officer.presses("รับเรื่องและออกใบรับ")
    officer.reads("รหัสติดตาม")
    assert officer.page.locator("svg.qr").count() == 1


def test_management_reads_figures_and_writes_the_report(office, device):
    head = Officer(*device())
    head.signs_in("nayok")
    head.opens("/management/")
    head.opens("/management/reports/")
    head.presses("เริ่มร่าง")
    head.follows("มาตรการที่ 6")
    head.writes("summary", "รับเรื่องทั้งสามช่องทาง")
    head.presses("บันทึก")
    head.reads("รับเรื่องทั้งสามช่องทาง")
