"""Three routines of the desk in a real browser: a text to start from, the daily check, and a case ended by phone."""

import pytest

from app.domain.workflow import Role
from app.services import tickets
from app.services.steps import StepInput
from tests import factories
from tests.browser.people import Officer
from tests.factories import actor, make_office, make_staff, open_complaint
from tests.photos import picture

LATIN = "CP-2570-0001"


def quiet(_page):
    """A page without scripts is not looked over by axe, which is one."""


@pytest.fixture
def office(live_server, clock):
    """Somebody at intake, an officer, and one case of theirs."""
    with live_server.app.app_context():
        make_office(clock())
        make_staff("nurida", Role.INTAKE, now=clock(), unit=factories.unit("สำนักปลัด"))
        anan = make_staff("anan", Role.OFFICER, now=clock(), unit=factories.unit("กองช่าง"))
        case = open_complaint(clock(), applicant="สมพร แก้วมณี", phone="0800001111", language="ms")
        step = StepInput(unit=factories.unit("กองช่าง"), officer=anan)
        tickets.take_step(case, "assign", step, by=actor(Role.INTAKE), now=clock())


@pytest.mark.parametrize("scripts", [True, False])
def test_a_text_is_chosen_filled_in_and_its_gap_mended(office, page, axe, scripts):
    anan = Officer(page(360, scripts=scripts), axe if scripts else quiet)
    anan.signs_in("anan")
    anan.opens(f"/staff/tickets/{LATIN}/ask")
    anan.page.locator("select[name=template]").select_option(label="ขอข้อมูลเพิ่ม · ภาษามลายู")
    message = anan.page.locator("textarea[name=message]")
    anan.page.locator("button[name=fill]").click()
    anan.page.wait_for_function("document.querySelector('textarea[name=message]').value") if scripts else None
    assert LATIN in message.input_value()
    assert "17 November 2026" in message.input_value()
    anan.presses("ถามผู้ร้อง")
    anan.reads("เติมส่วนที่เป็น …… ให้ครบ หรือลบออกก่อนส่ง")
    message.fill(message.input_value().replace("……", "di mana"))
    anan.presses("ถามผู้ร้อง")
    anan.reads("Kami perlu tahu: di mana.")


def test_the_daily_check_takes_one_press_after_looking(office, page, axe):
    nurida = Officer(page(360), axe)
    nurida.signs_in("nurida")
    nurida.opens("/staff/check")
    nurida.follows("เรื่องใหม่ ยังไม่มีใครรับไว้ดำเนินการ")
    nurida.reads("ถนนหน้าบ้านเป็นหลุม")
    nurida.opens("/staff/check")
    nurida.presses("ตรวจแล้ว รอบเช้า")
    nurida.reads("นับใบในตะกร้าแล้วใส่จำนวน ไม่มีใส่ 0")
    nurida.writes("papers", "0")
    nurida.presses("ตรวจแล้ว รอบเช้า")
    nurida.reads("รอบเช้า ตรวจแล้ว คุณnurida")


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (320, True)])
def test_a_case_is_ended_by_phone(office, page, axe, tmp_path, width, scripts):
    anan = Officer(page(width, scripts=scripts), axe if scripts else quiet)
    anan.signs_in("anan")
    anan.opens("/staff/queue")
    anan.follows("ออกพื้นที่")
    anan.follows("ลงผล")
    photo = tmp_path / "หลัง.png"
    picture().save(photo)
    anan.page.locator("input[type=file]").set_input_files(photo)
    assert anan.page.locator("input[type=file]").get_attribute("capture") == "environment"
    anan.writes("message", "กลบหลุมแล้ว")
    anan.presses("เสร็จแล้ว ตอบผู้ร้อง")
    anan.reads("เลือกผลการดำเนินการ")
    anan.reads("เก็บไว้แล้ว: หลัง.jpg")
    assert anan.page.locator("textarea[name=message]").input_value() == "กลบหลุมแล้ว"
    anan.chooses("outcome", "solved")
    anan.presses("เสร็จแล้ว ตอบผู้ร้อง")
    anan.reads("ตอบผู้ร้องเรื่อง รท-2570-0001 แล้ว")
    anan.reads("ไม่มีเรื่องที่ต้องออกพื้นที่")
