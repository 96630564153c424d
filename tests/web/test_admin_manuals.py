"""Manuals at the administrator's desk: a version is compared, then published from a day; no old promise moves."""

from datetime import date

import pytest
from sqlalchemy import select

from app.domain.dates import local_day
from app.domain.manual_times import Counting, TimeUnit
from app.domain.workflow import Role, Status
from app.extensions import db
from app.models import Manual
from app.services import manual_figures, tickets
from app.services.steps import StepInput
from app.services.transaction import transaction
from tests.factories import actor, open_complaint, open_water
from tests.web.entrance import filled, last_act, parts, said

NEW = "/admin/manuals/complaints/new"


def typed(client, clock, days=1, **changes):
    """The form as it comes, to begin in so many days, with some fields written otherwise."""
    fields = filled(client.get(NEW))
    fields.update(parts("effective_on", clock(), days=days))
    fields.update(changes)
    return fields


def new_version(client, clock, days=1, **changes):
    return client.post(NEW, data={**typed(client, clock, days, **changes), "publish": "1", "meant": "y"})


def versions(service="complaints"):
    query = select(Manual).where(Manual.service == service).order_by(Manual.version.desc())
    return db.session.scalars(query).all()


def test_a_version_is_compared_before_it_is_published(admin, clock):
    page = admin.post(NEW, data=typed(admin, clock, title="รับเรื่องร้องทุกข์", amount_1="๒"))
    text = page.text.replace("\u00a0", " ")
    assert len(versions()) == 1, "looking publishes nothing"
    for words in ("การรับเรื่องร้องเรียน ร้องทุกข์ และข้อเสนอแนะ", "รับเรื่องร้องทุกข์", "\n1 วันทำการ\n", "\n2 วันทำการ\n", "ขั้นที่ 2"):
        assert words in text
    assert ">ค่าธรรมเนียม<" not in text, "what stays the same is not listed"
    again = admin.post(NEW, data={**filled(page), "back": "1"})
    assert 'value="รับเรื่องร้องทุกข์"' in again.text
    published = admin.post(NEW, data={**filled(page), "publish": "1"})
    assert published.location == "/admin/manuals/complaints"
    newest = versions()[0]
    assert (newest.title, newest.version, newest.steps[1].amount) == ("รับเรื่องร้องทุกข์", 2, 2)
    assert last_act().action == "manual_published"


def said_of_old_numbers(page):
    return page.text.split("ยังเขียนตัวเลขเดิม")[1].split("</ul>")[0].replace("\u00a0", " ")


def test_old_numbers_that_still_stand_in_the_words_are_named_before_publishing(admin, clock):
    texts = {"promise_days": "9", "lead": "แจ้งผลภายใน๗ วันทำการ", "english": "An answer within seven working days.",
             "malay": "Jawapan dalam tujuh hari bekerja.", "criteria": "ภายใน 17 วัน", "fee": "7 บาท"}  # fmt: skip
    page = admin.post(NEW, data=typed(admin, clock, **texts))
    told = said_of_old_numbers(page)
    for words in ("ประโยคนำ: “๗ วันทำการ”", "สรุปภาษาอังกฤษ: “seven working days”", "สรุปภาษามลายู: “tujuh hari bekerja”"):
        assert words in told
    assert "หลักเกณฑ์" not in told, "seventeen is another number"
    assert "ค่าธรรมเนียม" not in told
    assert f'formaction="{NEW}#lead"' in page.text, "the way to the field"
    held = admin.post(NEW, data={**filled(page), "publish": "1"})
    assert "หรือยืนยันว่าตั้งใจ" in held.text
    assert len(versions()) == 1, "nothing was published"
    assert admin.post(NEW, data={**filled(page), "publish": "1", "meant": "y"}).status_code == 302
    assert len(versions()) == 2


def test_words_that_follow_the_number_are_not_asked_about(admin, clock):
    page = admin.post(NEW, data=typed(admin, clock, promise_days="9", lead="แจ้งผลภายใน 9 วันทำการ"))
    assert "ประโยคนำ: “" not in page.text
    assert "ยังเขียนตัวเลขเดิม" not in admin.post(NEW, data=typed(admin, clock, title="ชื่อใหม่")).text


def test_a_version_counts_as_read_through_only_when_somebody_says_so(admin, clock):
    new_version(admin, clock, title="ฉบับสอง")
    assert versions()[0].verified_on is None, "the one before was never read through"
    assert "7 เรื่องรอสำนักงานตรวจทาน" in admin.get("/admin/").text.replace("\u00a0", " ")
    admin.post("/admin/manuals/complaints/withdraw")
    new_version(admin, clock, title="ฉบับสอง", reviewed="y")
    assert versions()[0].verified_on == date(2026, 11, 2)
    new_version(admin, clock, days=5, title="ฉบับสาม")
    assert versions()[0].verified_on == date(2026, 11, 2), "the day on which it was last read"


def test_on_the_opening_day_a_version_begins_today_until_a_case_was_received_under_it(admin, clock):
    with transaction():
        versions()[0].effective_on = local_day(clock())
    assert filled(admin.get(NEW))["effective_on-day"] == ["2"], "offered"
    assert new_version(admin, clock, days=0, title="ชื่อที่ตรงกับเรา").status_code == 302
    open_complaint(clock())
    assert filled(admin.get(NEW))["effective_on-day"] == ["3"]
    assert "เร็วที่สุดคือพรุ่งนี้" in new_version(admin, clock, days=0, title="อีกชื่อ").text


def test_a_version_without_a_difference_cannot_be_published(admin, clock):
    page = admin.post(NEW, data=typed(admin, clock))
    assert "ไม่มีอะไรต่าง" in page.text
    assert 'name="publish"' not in page.text


def test_a_new_version_moves_no_promise_that_was_made(admin, clock):
    before = open_complaint(clock())
    promised = (before.promise_days, before.due_on, before.manual_id)
    new_version(admin, clock, promise_days="๓", promise_unit="working", amount_3="3")
    assert open_complaint(clock()).promise_days == 7, "today still the old one"
    clock.advance(days=1)
    after = open_complaint(clock())
    db.session.refresh(before)
    assert (before.promise_days, before.due_on, before.manual_id) == promised
    assert after.promise_days == 3
    assert "3 วันทำการ" in admin.get("/services/complaints").text.replace("\u00a0", " ")
    old, new = (admin.get(f"/t/{case.token}").text.replace("\u00a0", " ") for case in (before, after))
    assert "คู่มือฉบับที่ 1" in old
    assert "คู่มือฉบับที่ 2" in new


def test_a_version_to_come_binds_from_its_day_and_can_be_taken_back(admin, clock):
    new_version(admin, clock, days=10, promise_days="9")
    assert open_complaint(clock()).promise_days == 7
    assert "ยังไม่เริ่มใช้" in admin.get("/admin/manuals/complaints").text
    admin.post("/admin/manuals/complaints/withdraw")
    clock.advance(days=11)
    assert open_complaint(clock()).promise_days == 7
    assert len(versions()) == 1


def test_a_version_in_force_is_not_taken_back(admin):
    assert "ถอนไม่ได้" in admin.post("/admin/manuals/complaints/withdraw").text


@pytest.mark.parametrize(
    ("days", "changes", "expected"),
    [
        (0, {}, "เร็วที่สุดคือพรุ่งนี้"),
        (-1, {}, "เร็วที่สุดคือพรุ่งนี้"),
        (1, {"promise_days": "0"}, "1 ถึง 365"),
        (1, {"title": ""}, "กรอกชื่อบริการ"),
        (1, {f"text_{i}": "" for i in range(9)}, "อย่างน้อยหนึ่งขั้น"),
        (1, {"promise_days": "6"}, "ขั้นตอนรวมกัน 7 วันทำการ มากกว่าที่สัญญาไว้ 6 วันทำการ"),
        (1, {"amount_1": "5"}, "ขั้นตอนรวมกัน 7 วันทำการ"),
        (1, {"amount_1": ""}, "ใส่จำนวน"),
        (1, {"amount_0": "3"}, "“ทันที” และ “ตามนัด” ไม่มีจำนวน"),
        (1, {"ends_4": "accepted"}, "มีขั้นก่อนหน้าที่จบด้วยสถานะนี้แล้ว"),
        (1, {"ends_4": "closed"}, "เลือกจากรายการ"),
        (1, {"forms": "https://example.go.th/form.pdf"}, "ชื่อแบบก่อน"),
    ],
)
def test_a_wrong_version_is_refused_in_words(admin, clock, days, changes, expected):
    if "amount_1" in changes and changes["amount_1"] == "5":
        changes = {**changes, "promise_days": "6"}
    page = new_version(admin, clock, days=days, **changes)
    assert expected in page.text.replace("\u00a0", " ")
    assert len(versions()) == 1


def test_the_sentence_about_the_total_stands_beside_the_promise(admin, clock):
    page = new_version(admin, clock, promise_days="6").text
    field = page.split('id="promise_days"')[0].rsplit('class="field', 1)[1]
    assert "ขั้นตอนรวมกัน" in field


def test_a_version_does_not_begin_before_the_one_before_it(admin, clock):
    new_version(admin, clock, days=10, title="ฉบับสอง")
    for days in (5, 10):
        assert "ต้องอยู่หลังวันเริ่มใช้ของฉบับก่อนหน้า" in new_version(admin, clock, days=days).text


def test_steps_can_be_added_and_left_out(admin, clock):
    page = admin.post(NEW, data=typed(admin, clock, more="1", text_0="รับเรื่องใหม่"))
    assert "รับเรื่องใหม่" in page.text
    new_version(admin, clock, text_0="รับเรื่องใหม่", text_1="")
    newest = versions()[0]
    assert newest.steps[0].text == "รับเรื่องใหม่"
    assert [step.position for step in newest.steps] == list(range(1, len(newest.steps) + 1))


def test_a_step_keeps_its_time_its_counting_and_its_end(admin, clock):
    row = {"text_6": "โทรบอกผล", "amount_6": "๒", "unit_6": "calendar", "counting_6": "apart", "responsible_6": "ธุรการ"}
    new_version(admin, clock, **row, unit="", contact="ห้อง 3", forms="แบบคำขอ https://example.go.th/a.pdf")
    newest = versions()[0]
    step = newest.steps[6]
    assert (step.amount, step.time_unit, step.counting) == (2, TimeUnit.CALENDAR, Counting.APART)
    assert (newest.steps[1].ends_with, step.ends_with) == (Status.ACCEPTED, None)
    clock.advance(days=1)
    page = admin.get("/services/complaints").text
    assert 'href="https://example.go.th/a.pdf"' in page
    assert "ห้อง\u00a03" in page or "ห้อง 3" in page


def test_a_shipped_manual_waits_until_the_office_verified_it(admin, clock):
    assert "7 เรื่องรอสำนักงานตรวจทาน" in admin.get("/admin/").text.replace("\u00a0", " ")
    assert "รอสำนักงานตรวจทาน" in admin.get("/services/complaints").text
    assert admin.get("/admin/manuals").text.replace("\u00a0", " ").count("ฉบับที่ 1") == 7, "each version is named once"
    page = admin.post("/admin/manuals/complaints/reviewed")
    assert "ตรวจทานแล้ววันนี้" in said(page, admin)
    assert versions()[0].verified_on == date(2026, 11, 2)
    assert "รอสำนักงานตรวจทาน" not in admin.get("/services/complaints").text
    clock.advance(days=400)
    admin.post("/staff/sign-in", data={"username": "arunee", "password": "ข้าวยำ กับ ปลาย่าง"})
    assert "ไม่ได้ทบทวนเกินหนึ่งปี" in admin.get("/admin/").text


def test_each_version_shows_how_its_own_cases_were_kept(admin, clock):
    officer = actor(Role.OFFICER)
    for days in (1, 30):
        case = open_complaint(clock())
        tickets.take_step(case, "accept", StepInput(), by=officer, now=clock())
        clock.advance(days=days)
        tickets.take_step(case, "answer", StepInput(outcome="solved", message="แก้แล้ว"), by=officer, now=clock())
    withdrawn = open_complaint(clock())
    tickets.take_step(withdrawn, "withdraw", StepInput(reason="-"), by=officer, now=clock())
    open_water(clock())
    kept = manual_figures.by_version("complaints")[1]
    assert (kept.received, kept.judged, kept.on_time) == (3, 2, 1)
    assert manual_figures.by_version("water")[1].judged == 0
    admin.post("/staff/sign-in", data={"username": "arunee", "password": "ข้าวยำ กับ ปลาย่าง"})
    assert "1 จาก 2 เรื่อง" in admin.get("/admin/manuals/complaints").text.replace("\u00a0", " ")
