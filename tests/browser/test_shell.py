"""The components in a real browser: no barriers, nothing wider than a phone, and niceties that are only niceties."""

import pytest

from tests.factories import make_office

PRESS_TWICE = """(button) => {
  let sent = 0;
  button.form.addEventListener("submit", (event) => { if (!event.defaultPrevented) sent++; event.preventDefault(); });
  button.click();
  button.click();
  return sent;
}"""


@pytest.fixture
def at(live_server, page, clock):
    """Open an address of an office that is set up."""
    with live_server.app.app_context():
        make_office(clock())

    def go(path, width=360, **how):
        found = page(width, **how)
        found.goto(path)
        return found

    return go


PAGES = ("/", "/services/", "/services/water", "/privacy", "/nothing-here", "/staff/style", "/?lang=en")


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_have_no_barriers_and_fit_the_screen(at, axe, width):
    found = at("/", width)
    for path in PAGES:
        found.goto(path)
        axe(found)
        assert found.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_everything_that_can_be_pressed_is_large_enough_for_a_thumb(at):
    found = at("/")
    heights = found.locator(".door, .button, .input, .languages a, .phone-list a").evaluate_all(
        "all => all.map((it) => it.getBoundingClientRect().height)"
    )
    assert len(heights) > 8
    assert min(heights) >= 44


def test_the_page_is_set_in_our_own_type(at):
    found = at("/")
    found.wait_for_load_state("networkidle")
    assert found.evaluate("document.fonts.check('1em Sarabun') && document.fonts.check('bold 1em Sarabun')")


def test_the_first_tab_offers_to_skip_to_the_content(at):
    found = at("/")
    found.keyboard.press("Tab")
    assert found.evaluate("document.activeElement.className") == "skip"
    found.keyboard.press("Enter")
    assert found.evaluate("document.activeElement.id") == "main"


def test_errors_are_said_first_and_lead_to_their_fields(at):
    found = at("/staff/style")
    assert found.evaluate("document.activeElement.id") == "errors"
    found.get_by_role("link", name="เลือกหมู่ที่").click()
    assert found.evaluate("document.activeElement.id") == "village"
    assert found.locator("#village").get_attribute("aria-invalid") == "true"
    assert "เลือกหมู่ที่" in found.locator("#e-village").inner_text()


def test_the_queue_moves_by_keyboard(at):
    found = at("/staff/style", 1280)
    found.evaluate("document.activeElement.blur()")
    here = "document.activeElement.getAttribute('href')"
    found.keyboard.press("j")
    first = found.evaluate(here)
    found.keyboard.press("j")
    assert found.evaluate(here) != first
    found.keyboard.press("k")
    assert found.evaluate(here) == first
    found.keyboard.press("Enter")
    assert found.url.endswith(first)
    found.keyboard.press("?")
    assert found.get_by_role("dialog", name="แป้นพิมพ์").is_visible()
    found.keyboard.press("?")
    found.keyboard.press("/")
    assert found.evaluate("document.activeElement.id") == "q"
    found.keyboard.type("jk")
    assert found.locator("#q").input_value() == "jk"


def test_a_form_is_sent_once_however_often_it_is_pressed(at):
    found = at("/staff/style", 1280)
    sent = found.get_by_role("button", name="ไปตรวจคำตอบ").evaluate(PRESS_TWICE)
    assert sent == 1


def test_chosen_photos_are_named(at, tmp_path):
    found = at("/staff/style")
    photo = tmp_path / "ท่อหน้าบ้าน.pdf"
    photo.write_bytes(b"%PDF-1.4")
    found.locator("#photos").set_input_files([str(photo)])
    assert "ท่อหน้าบ้าน.pdf" in found.locator("#photos + ul.files").inner_text()


def test_my_position_is_written_into_its_field(at):
    found = at("/staff/style")
    found.context.grant_permissions(["geolocation"])
    found.context.set_geolocation({"latitude": 6.731234, "longitude": 101.095678})
    found.get_by_role("button", name="ใช้ตำแหน่งของฉัน").click()
    found.get_by_text("ใส่ตำแหน่งแล้ว").wait_for()
    assert found.locator("#position").input_value() == "6.731234, 101.095678"


def test_without_scripts_nothing_is_offered_that_needs_them(at):
    found = at("/staff/style", scripts=False)
    assert found.locator("[data-print], [data-locate]").evaluate_all("all => all.length") >= 2
    assert not found.locator("[data-print]").first.is_visible()
    assert not found.locator("[data-locate]").first.is_visible()
    assert found.locator("#photos").is_visible()
