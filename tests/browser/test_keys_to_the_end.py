"""Whole journeys by keyboard alone: water asked for and sent, a case remembered and forgotten, many cases and back."""

import pytest
from playwright.sync_api import expect

from app.domain.workflow import Role
from tests.browser.people import Officer
from tests.browser.test_keys_everywhere import presses, types
from tests.factories import make_office, make_staff, open_complaint, unit


@pytest.fixture
def served(live_server, clock):
    with live_server.app.app_context():
        make_office(clock())
        make_staff("nurida", Role.INTAKE, Role.OFFICER, now=clock(), unit=unit("กองช่าง"))
        make_staff("anan", Role.OFFICER, now=clock(), unit=unit("กองช่าง"))
        for story in ("ไฟดับ", "ท่อตัน"):
            open_complaint(clock(), story=story)
    return live_server


def test_water_is_asked_for_sent_and_remembered(served, page):
    phone = page(360)
    phone.goto("/water/new")
    for name, words in (
        ("category", " "), ("reason", " "), ("persons", "4"), ("amount", " "), ("containers", " "),
        ("capacity", "1500"), ("road", " "), ("name", "วรรณา แก้วมณี"), ("phone", "0800001111"),
        ("house_no", "12/3"), ("village", ""),
    ):  # fmt: skip
        types(phone, name, words)
    phone.keyboard.press("ArrowDown")
    with phone.expect_navigation(url="**/check**"):
        presses(phone, "ไปตรวจคำตอบ")
    types(phone, "acknowledged", " ")
    with phone.expect_navigation(url="**/received**"):
        presses(phone, "ส่งเรื่อง")
    remember = phone.get_by_role("button", name="จำเรื่องนี้ไว้ในเครื่องนี้")
    expect(remember).to_be_visible()
    presses(phone, "จำเรื่องนี้ไว้ในเครื่องนี้")
    phone.wait_for_function("'khamrong-mine' in localStorage")
    phone.goto("/")
    expect(phone.get_by_role("button", name="ลืมเรื่องนี้")).to_be_visible()
    presses(phone, "ลืมเรื่องนี้")
    phone.wait_for_function("!(localStorage['khamrong-mine'] ?? '').includes('/t/')")


def test_many_are_marked_handed_over_and_taken_back(served, page):
    officer = Officer(page(1280), lambda _found: None)
    officer.signs_in("nurida")
    desk = officer.page
    for key in ("j", "x", "j", "x", "m"):
        desk.keyboard.press(key)
    officer.reads("เลือกไว้ 2 เรื่อง")
    with desk.expect_navigation():
        presses(desk, "มอบหมาย")
    types(desk, "officer", "")
    desk.keyboard.press("ArrowDown")
    with desk.expect_navigation():
        presses(desk, "มอบหมาย 2 เรื่อง")
    officer.reads("มอบ 2 เรื่องให้")
    with desk.expect_navigation():
        presses(desk, "เลิกทำ")
    officer.reads("เลิกทำแล้ว: มอบ 2 เรื่อง")
