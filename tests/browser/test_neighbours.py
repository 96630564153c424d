"""Neighbours in a real browser: words hidden and offered, read by an officer, followed by another; the map."""

import pytest

from app.domain.workflow import Role
from app.extensions import db
from app.models import Follower, PublicWords, Ticket
from app.sample import neighbours
from tests.browser.keeping import holds
from tests.browser.test_residents import NEXT, SEND, looks_right
from tests.factories import PASSWORD, make_office, make_staff, unit

STORY = "ไฟถนนดับสามดวง โทรหานายมะรอซี สาแม 081-999-8888"


@pytest.fixture
def served(live_server, clock):
    with live_server.app.app_context():
        make_office(clock())
        neighbours.draw(clock())
        make_staff("anan", Role.OFFICER, Role.INTAKE, now=clock(), unit=unit("กองช่าง"))
    return live_server


def fills(phone, story):
    phone.goto("/complaints/new")
    phone.check("input[value=lamp]")
    phone.fill("#story", story)
    phone.select_option("#village", "4")
    phone.fill("#place", "ปากซอย")
    holds(phone, "ปากซอย")
    phone.get_by_role("button", name=NEXT).click()
    phone.wait_for_url("**/check?**")


def offers(phone, axe):
    """The first resident: looks at what we have hidden, and turns the choice on."""
    fills(phone, STORY)
    phone.locator("summary", has_text="ให้เพื่อนบ้านเห็น").click()
    assert phone.input_value("#words") == "ไฟถนนดับสามดวง โทรหานาย●●● ●●●"
    assert not phone.is_checked("#share")
    looks_right(phone, axe)
    phone.check("#share")
    phone.check("#acknowledged")
    phone.get_by_role("button", name=SEND, exact=True).click()
    phone.wait_for_url("**/received**")


def passes(desk, axe, latin):
    """The officer reads the words and lets others see them."""
    desk.goto("/staff/sign-in")
    desk.fill("[name=username]", "anan")
    desk.fill("[name=password]", PASSWORD)
    desk.get_by_role("button", name="เข้าสู่ระบบ").click()
    desk.wait_for_url("**/staff/queue")
    desk.goto(f"/staff/tickets/{latin}")
    looks_right(desk, axe)
    desk.get_by_role("button", name="เผยแพร่ได้").click()
    assert desk.get_by_text("เผยแพร่ข้อความแล้ว").is_visible()


def finds_it_again_until_it_stops(phone):
    """Whoever follows has neither number nor code: the phone remembers the page, if asked, until they stop."""
    phone.get_by_role("button", name="จำเรื่องนี้ไว้ในเครื่องนี้").click()
    phone.get_by_role("link", name="องค์การบริหารส่วนตำบล").first.click()
    phone.get_by_role("link", name="ไฟถนน หมู่ที่ 4").click()
    phone.wait_for_url("**/f/**")
    phone.get_by_role("button", name="เลิกติดตาม").click()
    phone.get_by_text("เลิกติดตามแล้ว").wait_for()
    assert phone.evaluate("localStorage.getItem('khamrong-mine')") is None


def test_one_offers_an_officer_passes_another_follows(served, page, axe):
    offers(page(360), axe)
    with served.app.app_context():
        latin = db.session.query(Ticket).one().latin
    passes(page(1280), axe, latin)
    other = page(360)
    fills(other, "ไฟดับทั้งซอย")
    looks_right(other, axe)
    assert "มะรอซี" not in other.content()
    other.get_by_role("button", name="ติดตามเรื่องนี้แทน").click()
    other.wait_for_url("**/f/**")
    looks_right(other, axe)
    assert other.get_by_text("มีผู้ติดตาม 1 คน").is_visible()
    other.wait_for_function("() => !localStorage['khamrong-drafts']")  # what was thrown away is not on the phone either
    with served.app.app_context():
        found = [db.session.query(model).count() for model in (Ticket, PublicWords, Follower)]
    assert found == [1, 1, 1]
    finds_it_again_until_it_stops(other)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_village_is_chosen_from_the_map_by_keyboard(served, page, axe, scripts):
    phone = page(360, scripts=scripts)
    phone.goto("/complaints/new")
    phone.fill("#story", "ไฟดับทั้งซอย")
    phone.get_by_role("button", name="เลือกจากแผนที่").press("Enter")
    phone.wait_for_url("**/map?**")
    if scripts:
        looks_right(phone, axe)
    phone.get_by_role("group").get_by_role("link", name="หมู่ที่ 4 บ้านปุหรน").press("Enter")
    phone.wait_for_url("**/new?**")
    assert (phone.input_value("#village"), phone.input_value("#story")) == ("4", "ไฟดับทั้งซอย")


def test_enter_in_a_field_goes_on_and_not_to_the_map(served, page):
    phone = page(360, scripts=False)
    phone.goto("/complaints/new")
    phone.fill("#place", "ปากซอย")
    phone.press("#place", "Enter")
    assert phone.locator(".error-summary").is_visible()
