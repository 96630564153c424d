"""Publishing in a real browser: from an empty form to the public page without scripts; no barriers."""

import io
from datetime import date

import pytest
from playwright.sync_api import expect

from app.domain.publications import Heading
from app.domain.workflow import Role
from app.services import publishing, questions
from app.services.attachments import Accepted
from app.services.publishing import Words
from tests.factories import PASSWORD, actor, make_office, make_staff
from tests.photos import jpeg

BY = actor(Role.INTAKE)
STAFF = "/staff/publishing"
PUBLIC = ("/news/", "/news/1", "/questions/", "/questions/ask")
INSIDE = (
    f"{STAFF}/publications/", f"{STAFF}/publications/new", f"{STAFF}/publications/1", f"{STAFF}/publications/1/files",
    f"{STAFF}/publications/1/withdraw", f"{STAFF}/questions/", f"{STAFF}/questions/2", f"{STAFF}/questions/2/aside",
)  # fmt: skip


@pytest.fixture
def published(live_server, clock):
    """An office with something to read and something to answer."""
    with live_server.app.app_context():
        make_office(clock())
        make_staff("nurida", Role.INTAKE, now=clock())
        body = "https://a.example/" + "ยาว" * 3 + "x" * 90 + "\n\n- ข้อหนึ่ง\n- ข้อสอง"
        words = Words(Heading.PREVENTION, "ชื่อเรื่อง" * 12, date(2026, 10, 5), body)
        row = publishing.begin(words, by=BY, now=clock())
        shot = Accepted("ภาพ.jpg", "image/jpeg", jpeg(size=(1600, 900)))
        publishing.add_files(row, [shot], by=BY, now=clock())
        publishing.describe(row, {row.files[0].id: "ภาพถนน"}, by=BY, now=clock())
        publishing.publish(row, by=BY, now=clock())
        for n, text in enumerate(("คำถาม" * 20, "รอตอบ โทร 0812345678")):
            asked = questions.ask(text, key=f"{n}" * 32, place=f"{n}", now=clock())
            if n == 0:
                state = questions.state(asked)
                questions.answer(asked, "คำตอบ", shown_text=text, show=True, seen=state, by=BY, now=clock())


def signed_in(page, width, *, scripts=True):
    found = page(width, scripts=scripts)
    found.goto(f"/staff/sign-in?next={STAFF}/publications/")
    found.locator("[name=username]").fill("nurida")
    found.locator("[name=password]").fill(PASSWORD)
    found.locator("main button").first.click()
    found.wait_for_url(f"**{STAFF}/publications/")
    return found


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_have_no_barriers_and_fit_the_screen(published, page, axe, width):
    found = signed_in(page, width)
    for path in (*PUBLIC, *INSIDE, f"/questions/{'0' * 32}", f"/questions/{'1' * 32}"):
        assert found.goto(path).status == 200, path
        found.locator("details").evaluate_all("all => all.forEach((it) => { it.open = true })")
        axe(found)
        assert found.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_written_with_a_picture_and_read_without_scripts(published, page):
    desk = signed_in(page, 360, scripts=False)
    desk.get_by_role("link", name="เขียนเรื่องใหม่").click()
    desk.get_by_label("หัวข้อ").select_option("budget")
    desk.get_by_label("ชื่อเรื่อง").fill("ผลจัดซื้อ")
    desk.get_by_label("เนื้อหา").fill("รายการที่ 1")
    desk.get_by_role("button", name="บันทึกร่าง ไปใส่ไฟล์และรูป").click()
    shot = {"name": "ถนน.jpg", "mimeType": "image/jpeg", "buffer": io.BytesIO(jpeg()).getvalue()}
    desk.locator("#files").set_input_files([shot])
    desk.get_by_role("button", name="ไปตรวจ").click()
    desk.get_by_label("รูปนี้แสดงอะไร").fill("ถนนใหม่")
    desk.get_by_role("button", name="ไปตรวจ").click()
    desk.get_by_role("button", name="เผยแพร่").click()
    desk.get_by_role("link", name="เปิดหน้าประชาชน").click()
    expect(desk.locator("h1")).to_have_text("ผลจัดซื้อ")
    expect(desk.get_by_alt_text("ถนนใหม่")).to_be_visible()
