"""The three users in a real browser, in sentences: what they open, press and read."""

import re
from contextlib import nullcontext
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.factories import PASSWORD
from tests.photos import picture


class Person:
    """Somebody in front of a page. ``look`` checks each page they come to."""

    def __init__(self, page: Page, look) -> None:
        self.page, self.look = page, look

    def opens(self, path: str) -> None:
        self.page.goto(path)
        self.looks()

    def presses(self, name: str) -> None:
        self.clicks(self.page.get_by_role("button", name=name, exact=True).first)
        self.page.wait_for_load_state()
        self.looks()

    def clicks(self, button: Locator) -> None:
        """A form that is kept on the phone goes by its script: the next page comes a moment after the press."""
        kept = button.locator("xpath=ancestor::form[@data-keep]").count()
        with self.page.expect_navigation() if kept else nullcontext():
            button.click()

    def follows(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()
        self.looks()

    def chooses(self, name: str, value: str) -> None:
        self.page.locator(f"input[name={name}][value='{value}']").check()

    def writes(self, name: str, text: str) -> None:
        self.page.locator(f"[name={name}]").first.fill(text)

    def reads(self, words: str) -> None:
        plain = re.sub(r"\s+", " ", words)
        expect(self.page.locator("body")).to_contain_text(
            re.compile(re.sub(r" ", r"\\s+", re.escape(plain).replace("\\ ", " ")))
        )

    def looks(self) -> None:
        self.look(self.page)


class Resident(Person):
    """A resident with a phone."""

    def files_a_complaint(self, folder: Path) -> None:
        self.opens("/")
        self.follows("แจ้งความเดือดร้อน")
        self.follows("เริ่มแจ้งเรื่อง")
        self.writes("story", "ท่อระบายน้ำหน้าบ้านตัน ฝนตกทีไรน้ำเอ่อเข้าบ้าน")
        self.presses("ไปตรวจคำตอบ")
        self.reads("ยังส่งไม่ได้")
        self.chooses("category", "drain")
        self.page.locator("select[name=village]").select_option("4")
        self.writes("place", "หน้าบ้านเลขที่ ๔๕ ข้างร้านชำ")
        self.writes("name", "ซาลีฮะห์ ยูโซ๊ะ")
        self.writes("phone", "๐๘-๐๐๐๐-๑๒๓๔")
        file = folder / "ท่อหน้าบ้าน.png"
        picture().save(file)
        self.page.locator("input[type=file]").set_input_files(file)
        self.presses("ไปตรวจคำตอบ")
        self.reads("ท่อระบายน้ำหน้าบ้านตัน")
        self.sends()

    def asks_for_water(self) -> None:
        self.opens("/water/")
        self.follows("เริ่มกรอกคำร้อง")
        for name, value in (("category", "water-household"), ("reason", "dry_tap"), ("amount", "1"), ("road", "yes"),
                            ("containers", "tank")):  # fmt: skip
            self.chooses(name, value)
        for name, text in (("persons", "๔"), ("capacity", "6,000"), ("name", "วรรณา แก้วมณี"), ("phone", "080 000 1111"),
                           ("house_no", "12/3")):  # fmt: skip
            self.writes(name, text)
        self.page.locator("select[name=village]").select_option("1")
        self.presses("ไปตรวจคำตอบ")
        self.sends()

    def sends(self) -> None:
        self.page.locator("[name=acknowledged]").check()
        self.clicks(self.page.locator("main form button.button:not(.quiet)"))
        self.page.wait_for_load_state()
        self.looks()
        self.reads("รับเรื่องของคุณแล้ว")

    def opens_their_page(self) -> str:
        self.follows("ดูหน้าติดตามเรื่อง")
        return self.page.url


class Officer(Person):
    """Somebody at the desk."""

    def signs_in(self, username: str) -> None:
        self.opens("/staff/sign-in")
        self.writes("username", username)
        self.writes("password", PASSWORD)
        self.presses("เข้าสู่ระบบ")

    def takes_on(self, words: str) -> None:
        self.follows(words)
        self.reads("08 0000 1234")
        self.presses("รับไว้ดำเนินการ")
        self.presses("เริ่มดำเนินการ")

    def asks(self, question: str) -> None:
        self.follows("ถามผู้ร้อง")
        self.presses("ถามผู้ร้อง")
        self.reads("เขียนข้อความถึงผู้ร้อง")
        self.writes("message", question)
        self.presses("ถามผู้ร้อง")

    def answers(self, words: str) -> None:
        self.follows("ตอบพร้อมผล")
        self.chooses("outcome", "solved")
        self.writes("message", words)
        self.presses("ตอบพร้อมผล")
