"""A resident's phone and its form, as the tests of bad lines hold it."""

from pathlib import Path

from playwright.sync_api import Page, expect

from app.extensions import db
from app.models import Ticket
from tests import photos

NEXT, SEND, GO = "ไปตรวจคำตอบ", "ส่งเรื่อง", "ไปตรวจคำตอบและส่ง"
STORY = "ท่อตัน น้ำเอ่อเข้าบ้าน"
FOUND = "มีร่างที่เก็บไว้ในเครื่องนี้"
STORED = "localStorage['khamrong-drafts'] ?? ''"


def ready(phone: Page, address: str = "/complaints/new") -> None:
    """Open the form and go into its first field; its script has come."""
    phone.goto(address)
    phone.locator("form[data-keep] :is(input:not([type=hidden]), textarea, select)").first.focus()
    expect(phone.get_by_text("เก็บไว้ในเครื่องนี้เครื่องเดียว")).to_be_visible()


def until(phone: Page, truth: str) -> None:
    """Wait for it."""
    phone.wait_for_function(f"() => {truth}")


def holds(phone: Page, words: str) -> None:
    """The phone has written them down."""
    phone.wait_for_function("(words) => (localStorage['khamrong-drafts'] ?? '').includes(words)", arg=words)


def kept(phone: Page) -> None:
    """The form itself is on the phone."""
    phone.wait_for_selector("html[data-kept]")


def fill(phone: Page, story: str = STORY) -> None:
    phone.check("input[value=drain]")
    phone.fill("#story", story)
    phone.select_option("#village", "4")
    phone.fill("#place", "ข้างร้านชำ")
    holds(phone, "ข้างร้านชำ")


def press(phone: Page, name: str) -> None:
    phone.get_by_role("button", name=name, exact=True).click()


def reopened(phone: Page, address: str = "/complaints/new") -> Page:
    """The battery was dead; the same phone again."""
    context = phone.context
    phone.close()
    again = context.new_page()
    ready(again, address)
    return again


def sends(phone: Page) -> None:
    phone.wait_for_url("**/check**")
    phone.check("#acknowledged")
    press(phone, SEND)
    phone.wait_for_url("**/received**")


def stories(served) -> list[str]:
    with served.app.app_context():
        return [ticket.story for ticket in db.session.query(Ticket).order_by(Ticket.id)]


def big(folder: Path, name: str = "หลุม.jpg", seed: int = 1) -> Path:
    """A photograph as phones take them: 12 megapixels, some megabytes, with where it was taken."""
    file = folder / name
    file.write_bytes(photos.grainy(seed))
    return file
