"""A new service without code: defined in the interface, asked for, brought to its end, and found in the figures."""

import pytest
from playwright.sync_api import expect

from app.domain.workflow import Role
from tests import factories
from tests.browser.people import Officer, Resident
from tests.factories import make_office, make_staff

FORM = (
    ("ชื่อ-สกุล ผู้สูงอายุ", "line", ""),
    ("วันเกิด", "date", ""),
    ("บ้านเลขที่", "house", ""),
    ("หมู่ที่", "village", ""),
    ("เอกสาร", "files", ""),
    ("วิธีรับเงิน", "choice", "โอนเข้าบัญชีธนาคาร\nรับเงินสดที่สำนักงาน"),
)


@pytest.fixture
def office(live_server, clock):
    """Nothing is defined yet; the allowance's manual came with the product."""
    with live_server.app.app_context():
        make_office(clock())
        welfare = factories.unit("กองสวัสดิการฯ")
        for name, role in (("chief", Role.ADMINISTRATOR), ("nurida", Role.INTAKE), ("nayok", Role.MANAGEMENT)):
            make_staff(name, role, now=clock(), unit=welfare)
    return live_server


@pytest.fixture
def somebody(page, axe):
    """A page and what it looks for at each step: barriers, and nothing wider than the screen."""

    def look(found):
        axe(found)
        assert found.evaluate("document.documentElement.scrollWidth <= innerWidth"), found.url

    return lambda width: (page(width), look)


class Administrator(Officer):
    """Somebody who defines a service by filling in forms."""

    def defines(self, name, english, slug):
        self.signs_in("chief")
        self.opens("/admin/")
        self.follows("บริการออนไลน์ของสำนักงาน")
        for field, words in (("name", name), ("english_name", english), ("slug", slug), ("lead", "ลงทะเบียนครั้งเดียว")):
            self.writes(field, words)
        self.page.locator("select[name=unit]").select_option(label="กองสวัสดิการสังคม")
        self.presses("เพิ่มบริการ")
        self.reads("ยังไม่เปิดรับคำขอ")

    def asks_for(self, label, kind, choices, *, needed=True):
        self.writes("label", label)
        self.page.locator("select[name=kind]").select_option(kind)
        self.writes("choices", choices)
        self.page.locator("input[name=required]").set_checked(needed)
        self.presses("เพิ่มช่อง")
        self.reads(label)

    def writes_a_manual(self, steps, days, *, first=False):
        self.follows("เขียนคู่มือ" if first else "เขียนฉบับใหม่")
        self.writes("promise_days", str(days))
        self.page.locator("input[name=promise_unit][value=working]").check()
        for n, (text, amount, ends) in enumerate(steps):
            self.writes(f"text_{n}", text)
            self.writes(f"amount_{n}", str(amount))
            self.page.locator(f"select[name=unit_{n}]").select_option("working")
            self.page.locator(f"select[name=ends_{n}]").select_option(ends)
        for n in range(len(steps), 12):
            if self.page.locator(f"[name=text_{n}]").count():
                self.writes(f"text_{n}", "")
        self.presses("ดูสิ่งที่เปลี่ยน")
        self.presses("เผยแพร่ฉบับนี้")


def test_the_elderly_allowance_from_nothing_to_the_figures(office, somebody, clock):
    chief, resident, officer = Administrator(*somebody(1280)), Resident(*somebody(360)), Officer(*somebody(1280))
    chief.defines("ลงทะเบียนเบี้ยยังชีพผู้สูงอายุ", "Elderly allowance registration", "elderly-allowance")
    for label, kind, choices in FORM:
        chief.asks_for(label, kind, choices, needed=kind != "files")
    chief.presses("ขึ้น วิธีรับเงิน")
    chief.follows("ดูแบบคำขอที่ประชาชนเห็น")
    chief.reads("โอนเข้าบัญชีธนาคาร")
    chief.opens("/admin/services/elderly-allowance")
    chief.writes_a_manual((("ตรวจเอกสารและสิทธิ", 1, "accepted"), ("ขึ้นทะเบียนและแจ้งผล", 2, "answered")), 3)
    resident.opens("/services/elderly-allowance/new")
    resident.reads("ยังไม่เปิดรับคำขอนี้ทางออนไลน์")
    clock.advance(days=1)
    chief.signs_in("chief")
    chief.opens("/admin/services/elderly-allowance")
    chief.reads("ฉบับที่ 2")
    chief.presses("เปิดรับ")
    chief.reads("เปิดรับคำขออยู่")

    resident.opens("/")
    resident.reads("บริการออนไลน์")
    resident.follows("ลงทะเบียนเบี้ยยังชีพผู้สูงอายุ")
    resident.writes("q_f1", "สมศรี แก้วดี")
    resident.presses("ไปตรวจคำตอบ")
    resident.reads("เลือกหมู่ที่")
    born = (("q_f2-day", "๑๒"), ("q_f2-year", "๒๕๐๙"))
    for name, words in (*born, ("q_f3", "45/2"), ("name", "วรรณา แก้วดี"), ("phone", "080 000 1111")):
        resident.writes(name, words)
    resident.page.locator("select[name=q_f2-month]").select_option("5")
    resident.page.locator("select[name=q_f4]").select_option(label="หมู่ที่\u00a04 บ้านปุหรน")
    resident.chooses("q_f6", "โอนเข้าบัญชีธนาคาร")
    resident.presses("ไปตรวจคำตอบ")
    resident.reads("12 พฤษภาคม 2509")
    resident.sends()
    resident.reads("บร-2570-0001")
    their_page = resident.opens_their_page()
    resident.reads("โอนเข้าบัญชีธนาคาร")

    officer.signs_in("nurida")
    officer.opens("/staff/queue?channel=eservice")
    officer.follows("ลงทะเบียนเบี้ยยังชีพผู้สูงอายุ")
    officer.reads("สมศรี แก้วดี")
    officer.reads("อยู่ขั้นที่ 1 จาก 2")
    officer.presses("เอกสารครบ รับคำขอ")
    officer.follows("แจ้งผลคำขอ")
    officer.chooses("outcome", "granted")
    officer.writes("message", "ขึ้นทะเบียนแล้ว เริ่มรับเดือนหน้า")
    officer.presses("แจ้งผลคำขอ")
    officer.opens("/staff/search?q=สมศรี+โอนเข้าบัญชี")
    officer.reads("บร-2570-0001")

    resident.opens(their_page)
    resident.reads("คำขอของคุณผ่านแล้ว")
    resident.page.locator("input[name=solved][value=yes]").check()
    resident.presses("ส่งความเห็น")
    resident.reads("คุณบอกว่าเรียบร้อยแล้ว")

    officer.opens("/staff/tickets/SV-2570-0001")
    boss = Officer(*somebody(1280))
    boss.signs_in("nayok")
    boss.opens("/management/")
    boss.follows("แต่ละบริการ")
    row = boss.page.locator("tr", has_text="ลงทะเบียนเบี้ยยังชีพผู้สูงอายุ")
    row.get_by_role("link", name="1", exact=True).last.click()
    boss.looks()
    boss.reads("1 เรื่อง")
    expect(boss.page.locator("tbody tr")).to_have_count(1)
    boss.reads("บร-2570-0001")


def test_a_service_that_has_no_manual_yet_gets_its_first_one(office, somebody):
    chief, resident = Administrator(*somebody(360)), Resident(*somebody(360))
    chief.defines("ขอใช้ห้องประชุม", "Meeting room", "")
    chief.reads("/services/meeting-room")
    chief.asks_for("วันที่ใช้", "date", "")
    chief.reads("เปิดรับได้เมื่อมีช่องในแบบอย่างน้อยหนึ่งช่อง และมีคู่มือที่ใช้อยู่")
    chief.writes_a_manual((("ตรวจว่าห้องว่าง", 1, "accepted"), ("แจ้งผล", 1, "answered")), 2, first=True)
    chief.opens("/admin/services/meeting-room")
    chief.presses("เปิดรับ")
    resident.opens("/services/meeting-room")
    resident.follows("ยื่นออนไลน์")
    resident.reads("วันที่ใช้")
