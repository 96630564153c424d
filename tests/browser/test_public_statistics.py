"""The statistics for everyone in a real browser: on a phone and at a desk, without scripts, without barriers."""

from datetime import datetime

import pytest

from app.domain.dates import BANGKOK
from tests.factories import make_office
from tests.services import random_office

NOW = datetime(2026, 11, 11, 14, 20, tzinfo=BANGKOK)
PAGES = ("/statistics/", "/statistics/2569", "/statistics/services/2569", "/statistics/data/")


@pytest.fixture
def lively(live_server, clock):
    clock.set(NOW)
    with live_server.app.app_context():
        make_office(NOW)
        random_office.build(1, 90, NOW)


@pytest.mark.parametrize("width", [360, 1280])
def test_statistics_have_no_barriers_and_fit(lively, page, axe, width):
    found = page(width)
    for address in PAGES:
        assert found.goto(address).status == 200
        axe(found)
        assert found.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_a_resident_reads_how_a_figure_is_worked_out_without_scripts(lively, page):
    found = page(scripts=False)
    found.goto("/")
    found.get_by_role("link", name="ที่ผ่านมาทันกี่เรื่อง").click()
    figure = found.locator(".figure").first
    figure.locator("summary").click()
    assert "เรื่องที่ยังไม่เสร็จนับว่ายังรออยู่" in figure.locator("details p").inner_text()
    found.get_by_role("navigation", name="ปีงบประมาณ").get_by_role("link", name="ปีงบประมาณ 2569").click()
    assert found.get_by_role("heading", level=1).inner_text().replace("\u00a0", " ").endswith("ปีงบประมาณ 2569")
    found.get_by_role("link", name="ดูสถิติเรื่องทุจริต").click()
    assert "ทุจริต" in found.get_by_role("heading", level=1).inner_text()
