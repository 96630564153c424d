"""Following a case: found by number and code or by its link, and nothing shown that is not the resident's."""

from datetime import date

import pytest

from app.domain.references import tracking_code
from app.domain.workflow import Outcome, Role, Status
from app.extensions import db
from app.services import attachments, tickets
from app.services.actors import Actor
from app.services.steps import StepInput
from app.services.transaction import transaction
from tests.factories import make_office, make_staff, open_complaint, open_water, unit
from tests.residents import Resident

EQUAL = "ไม่ตรงกับเรื่องใด"


@pytest.fixture
def resident(client, clock):
    make_office(clock())
    return Resident(client)


@pytest.fixture
def officer(resident, clock):
    roles = (Role.OFFICER, Role.INTAKE)
    return Actor.staff(make_staff("malee", *roles, now=clock(), unit=unit("กองช่าง"), name="มะลิ ลับมาก"))


def seek(resident: Resident, reference: str, code: str, *, status: int = 200) -> Resident:
    return resident.opens("/track").types(reference=reference, code=code).presses("ดูสถานะ", status=status)


@pytest.mark.parametrize("spelling", ["รท-2570-0001", "รท ๒๕๗๐ ๑", "cp25700001", "CP–2570–0001"])
def test_found_by_number_and_code_in_any_spelling(resident, clock, spelling):
    code = tracking_code(open_complaint(clock()).token)
    for typed in (code, code.lower().replace("-", " "), f" {code.replace('-', '')} "):
        seek(resident, spelling, typed).reads("เรื่องที่ รท-2570-0001", "ถนนหน้าบ้านเป็นหลุม")


def test_unknown_and_wrong_get_the_same_answer(resident, clock):
    code = tracking_code(open_complaint(clock()).token)
    pages = [
        seek(resident, *typed, status=422).text
        for typed in (("รท-2570-0001", "AAAA-BBBB-CCCC"), ("รท-2570-0009", code), ("อะไรก็ไม่รู้", code))
    ]
    assert all(EQUAL in page for page in pages)
    assert len({page.replace("รท-2570-0009", "รท-2570-0001") for page in pages}) == 1


def test_empty_fields_are_asked_for(resident):
    assert list(resident.opens("/track").presses("ดูสถานะ", status=422).errors) == ["reference", "code"]


def test_guessing_closes_the_number_for_a_while_and_not_the_link(resident, clock):
    ticket = open_complaint(clock())
    token, code = ticket.token, tracking_code(ticket.token)
    for guess in "23456":
        seek(resident, "รท-2570-0001", guess * 12, status=422)
    seek(resident, "รท-2570-0001", code, status=429).reads("รอ 15 นาที").sees_no("ถนนหน้าบ้าน")
    resident.opens(f"/t/{token}").reads("ถนนหน้าบ้าน")
    clock.advance(minutes=16)
    seek(resident, "รท-2570-0001", code).reads("ถนนหน้าบ้าน")


def test_one_code_cannot_be_tried_on_many_numbers(resident, clock):
    for number in range(5):
        seek(resident, f"รท-2570-{number + 1:04d}", "AAAA-BBBB-CCCC", status=422)
    seek(resident, "รท-2570-0099", "AAAA-BBBB-CCCC", status=429)


def test_the_link_opens_without_code_and_tells_no_other_site(resident, clock):
    ticket = open_complaint(clock())
    headers = resident.opens(f"/t/{ticket.token}").answer.headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in headers["Cache-Control"]
    assert "noindex" in resident.answer.text
    resident.opens("/t/not-a-token", status=404)


def test_a_fresh_case_shows_its_promise_and_what_comes(resident, clock):
    token = open_complaint(clock()).token
    resident.opens(f"/t/{token}").reads("เราจะตอบคุณภายใน", "วันพุธที่ 11 พฤศจิกายน 2569", "คุณแจ้งเรื่อง", "เราลงมือแก้ไข")


def test_every_kind_of_step_is_told_without_inner_words_or_names(resident, officer, clock):
    ticket = open_complaint(clock())
    for hours, action, given in (
        (2, "accept", {}), (1, "assign", {"unit": unit("กองช่าง")}), (20, "start", {}),
    ):  # fmt: skip
        clock.advance(hours=hours)
        tickets.take_step(ticket, action, StepInput(**given), by=officer, now=clock())
    tickets.write(ticket, "ผู้ร้องคนนี้โทรมาบ่อย", public=False, by=officer, now=clock())
    tickets.write(ticket, "พรุ่งนี้ช่างจะไปดู", public=True, by=officer, now=clock())
    resident.opens(f"/t/{ticket.token}").reads("เราส่งเรื่องให้กองช่าง", "เราเริ่มลงมือทำ", "พรุ่งนี้ช่างจะไปดู")
    resident.sees_no(
        "โทรมาบ่อย", "มะลิ", "in_progress", *(status.label for status in Status if status is not Status.RECEIVED)
    )


def test_late_is_said_plainly_with_the_new_day(resident, officer, clock):
    ticket = open_complaint(clock())
    clock.advance(days=2)
    tickets.take_step(ticket, "accept", StepInput(), by=officer, now=clock())
    clock.advance(days=10)
    new_day = clock().date().replace(day=27)
    given = StepInput(message="รอฝาท่อจากผู้ขาย", new_date=new_day)
    tickets.take_step(ticket, "extend", given, by=officer, now=clock())
    resident.opens(f"/t/{ticket.token}").reads("ช้ากว่าที่สัญญาไว้ 2 วันทำการ", "รอฝาท่อจากผู้ขาย", "วันศุกร์ที่ 27 พฤศจิกายน")
    assert resident.text.count("รอฝาท่อจากผู้ขาย") == 1


def test_the_answer_stands_on_top_with_how_long_it_took(resident, officer, clock):
    ticket = open_complaint(clock())
    tickets.take_step(ticket, "accept", StepInput(), by=officer, now=clock())
    clock.advance(hours=3)
    tickets.take_step(ticket, "ask", StepInput(message="ตรงไหน"), by=officer, now=clock())
    clock.advance(days=2)
    Resident(resident.client).opens(f"/t/{ticket.token}").types(words="หน้าร้านชำ").presses("ส่งคำตอบ")
    clock.advance(hours=3)
    given = StepInput(outcome=Outcome.SOLVED, message="กลบหลุมแล้ว")
    tickets.take_step(ticket, "answer", given, by=officer, now=clock())
    resident.opens(f"/t/{ticket.token}").reads("แก้ไขแล้ว", "กลบหลุมแล้ว", "กองช่าง ·")
    resident.reads("แจ้งจนเสร็จ 2.2 วัน", "เวลาทำงานของเรา 6 ชั่วโมงทำการ", "รอคำตอบจากคุณ 2 วัน").sees_no("มะลิ")
    assert resident.text.count("กลบหลุมแล้ว") == 1


def test_water_shows_what_was_approved_for_when_and_delivered(resident, officer, clock):
    boss = Actor.staff(make_staff("boss", Role.MANAGEMENT, now=clock()))
    ticket = open_water(clock())
    tickets.take_step(ticket, "check", StepInput(opinion="ลำดับแรก ยายแก่มาก"), by=officer, now=clock())
    tickets.take_step(ticket, "approve", StepInput(), by=boss, now=clock())
    day = clock().date().replace(day=4)
    tickets.take_step(ticket, "schedule", StepInput(delivery_date=day), by=officer, now=clock())
    resident.opens(f"/t/{ticket.token}").reads("เราจะส่งน้ำให้คุณภายใน", "คำร้องของคุณได้รับอนุมัติ", "วันที่นัดส่งน้ำ วันพุธที่ 4")
    resident.sees_no("ยายแก่มาก")
    clock.advance(days=2)
    tickets.take_step(ticket, "deliver", StepInput(litres=5500, recipient="วรรณา"), by=officer, now=clock())
    resident.opens(f"/t/{ticket.token}").reads("ส่งน้ำแล้ว", "น้ำที่ส่งจริง 5,500 ลิตร", "ผู้รับน้ำ วรรณา", "ได้รับน้ำเรียบร้อยไหม")


def test_photos_are_served_to_the_holder_of_the_link_if_they_are_public(resident, officer, clock):
    ticket, other = open_complaint(clock()), open_complaint(clock())
    picture = attachments.Accepted("ซ่อมแล้ว.jpg", "image/jpeg", b"\xff\xd8 a picture")
    with transaction():
        shown, hidden = (attachments.store(picture, public=public, now=clock()) for public in (True, False))
        tickets.write(ticket, "ซ่อมแล้ว", public=True, by=officer, now=clock(), attachments=(shown, hidden))
    numbers = shown.id, hidden.id
    address = f"/t/{ticket.token}/photo/"
    answer = resident.client.get(f"{address}{numbers[0]}")
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/jpeg", b"\xff\xd8 a picture")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    resident.opens(f"/t/{ticket.token}")
    assert [i.attrib["src"] for i in resident.tree.iter("img")] == [f"{address}{numbers[0]}"]
    for wrong in (f"{address}{numbers[1]}", f"/t/{other.token}/photo/{numbers[0]}", f"/t/x/photo/{numbers[0]}"):
        resident.opens(wrong, status=404)


def test_a_picture_gone_from_the_disk_is_not_found(app, resident, officer, clock):
    ticket = open_complaint(clock())
    with transaction():
        picture = attachments.store(attachments.Accepted("ก.jpg", "image/jpeg", b"x"), public=True, now=clock())
        tickets.write(ticket, "ดู", public=True, by=officer, now=clock(), attachments=(picture,))
    for file in (app.config["VAR_DIR"] / "files").glob("*/*"):
        file.unlink()
    resident.opens(f"/t/{ticket.token}/photo/{picture.id}", status=404)
    assert db.session.get(type(picture), picture.id) is not None


def test_a_day_promised_before_the_answer_is_gone_when_the_case_is_opened_again(resident, officer, client, clock):
    ticket = open_complaint(clock())
    tickets.take_step(ticket, "accept", StepInput(), by=officer, now=clock())
    later = StepInput(message="รออะไหล่", new_date=date(2026, 11, 20))
    tickets.take_step(ticket, "extend", later, by=officer, now=clock())
    assert 'id="delay"' in client.get(f"/t/{ticket.token}").text
    solved = StepInput(message="เสร็จแล้ว", outcome=Outcome.SOLVED)
    tickets.take_step(ticket, "answer", solved, by=officer, now=clock())
    clock.advance(days=30)
    tickets.take_step(ticket, "reopen", StepInput(reason="พังอีก"), by=officer, now=clock())
    assert 'id="delay"' not in client.get(f"/t/{ticket.token}").text
