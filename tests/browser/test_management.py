"""The manager's pages in a real browser: no barriers on a phone or at a desk, and no scripts needed."""

from datetime import datetime

import pytest
from playwright.sync_api import expect

from app.domain.dates import BANGKOK
from app.domain.workflow import Role
from tests.factories import PASSWORD, make_office, make_staff
from tests.services import random_office

NOW = datetime(2026, 11, 11, 14, 20, tzinfo=BANGKOK)
PAGES = (
    "/management/",
    "/management/?period=fy2569&channel=water",
    "/management/?lang=en",
    "/management/cases?figure=overdue&period=fy2569",
    "/management/cases?figure=quick",
    "/management/figures/?period=fy2569",
    "/management/tables/category?period=fy2569",
    "/management/figures/on_time?period=fy2569&by=village",
    "/management/figures/half_office?period=fy2569&by=month",
    "/management/figures/open?period=m2026-06&by=day&as_of=2026-06-20",
    "/management/statistics?period=m2026-06",
    "/management/equality?period=fy2569",
    "/management/look?period=fy2569&lang=th",
    "/management/?period=fy2572",
    "/management/?first-day=31&first-month=2&first-year=2569&last-day=&last-month=&last-year=",
)


@pytest.fixture
def manager(live_server, page, clock):
    """Open the manager's pages of an office with a past."""
    clock.set(NOW)
    with live_server.app.app_context():
        make_office(NOW)
        random_office.build(1, 60, NOW)
        make_staff("preecha", Role.MANAGEMENT, now=NOW)

    def sign_in(width: int, *, scripts: bool = True):
        found = page(width, scripts=scripts)
        found.goto("/staff/sign-in?next=/management/")
        found.locator("[name=username]").fill("preecha")
        found.locator("[name=password]").fill(PASSWORD)
        found.locator("main button").first.click()
        found.wait_for_url("**/management/")
        return found

    return sign_in


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_have_no_barriers_and_fit_the_screen(manager, axe, width):
    found = manager(width)
    for path in PAGES:
        found.goto(path)
        found.locator("details").evaluate_all("all => all.forEach((it) => { it.open = true })")
        axe(found)
        assert found.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_from_a_figure_to_its_formula_and_its_cases_without_scripts(manager):
    found = manager(360, scripts=False)
    figure = found.locator(".figure").first
    count = int(figure.locator("p b, p").nth(1).inner_text().split("จาก")[1].split()[0])
    figure.get_by_text("คิดอย่างไร").click()
    figure.get_by_role("link").click()
    expect(found.locator("main")).to_contain_text(f"{count}\u00a0เรื่อง")
    found.get_by_role("link", name="ภาพรวม").last.click()
    found.get_by_text("เลือกช่วงเวลาอื่น").click()
    found.locator("#period").select_option("fy2569q3")
    found.get_by_role("button", name="ดูช่วงนี้").click()
    expect(found.locator("h1")).to_contain_text("ไตรมาส")


def test_any_days_and_a_past_day_are_typed_without_scripts(manager):
    found = manager(360, scripts=False)
    found.get_by_text("เลือกช่วงเวลาอื่น").click()
    for name, value in (("first-day", "31"), ("first-year", "2569")):
        found.locator(f"[name={name}]").fill(value)
    found.locator("[name=first-month]").select_option("4")
    found.get_by_role("button", name="ดูวันเหล่านี้").click()
    expect(found.locator("form .error")).to_contain_text("ไม่มีวันนี้ในปฏิทิน")
    expect(found.locator("[name=first-day]")).to_have_value("31")
    found.locator("[name=first-day]").fill("๓๐")
    found.get_by_role("button", name="ดูวันเหล่านี้").click()
    expect(found.locator("h1")).to_contain_text("วันพฤหัสบดีที่ 30\u00a0เมษายน\u00a02569")
    found.get_by_text("เลือกช่วงเวลาอื่น").click()
    for name, value in (("known-day", "5"), ("known-year", "2569")):
        found.locator(f"[name={name}]").fill(value)
    found.locator("[name=known-month]").select_option("5")
    found.get_by_role("button", name="ดูตามที่รู้วันนั้น").click()
    expect(found.locator(".past")).to_contain_text("5\u00a0พฤษภาคม\u00a02569")
    found.get_by_role("link", name="กลับมาดูตอนนี้").first.click()
    expect(found.locator(".past")).to_have_count(0)
