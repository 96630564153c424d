"""The first days of a new office: what a clerk meets after the set-up says what is so and leads where they wanted."""

from datetime import timedelta

from app.domain.workflow import Role
from app.services import tickets
from app.services.steps import StepInput
from app.services.transaction import transaction
from tests import sealed_cast
from tests.factories import PASSWORD, actor, category, make_staff, open_complaint, unit
from tests.officers import Officer, hired
from tests.web.entrance import OWN, code_at, filled, parts, person, said, sign_in


def text(page):
    return page.text.replace("\u00a0", " ")


def test_a_closed_day_that_was_added_is_where_one_lands_with_what_was_said(admin, clock):
    assert filled(admin.get("/admin/holidays/2570"))["day-year"] == ["2570"]
    assert filled(admin.get("/admin/holidays/2571"))["day-year"] == ["2571"]
    day = parts("day", clock(), days=40)
    answer = admin.post("/admin/holidays/2570", data={**day, "name": "วันหยุดพิเศษ", "kind": "local", "source": "คำสั่ง"})
    chosen = (clock() + timedelta(days=40)).date().isoformat()
    assert answer.location.endswith(f"#day-{chosen}")
    row = admin.get(answer.location).text.split(f'id="day-{chosen}"')[1].split("</tr>")[0]
    assert "วันหยุดพิเศษ" in row
    assert "เพิ่มวันหยุดแล้ว" in row


def test_an_own_password_is_confirmed_in_words(app, clock, opened):
    client = app.test_client()
    make_staff("hasan", Role.OFFICER, unit=unit("กองช่าง"), now=clock())
    with transaction():
        person("hasan").must_change = True
    sign_in(client, "hasan")
    offered = client.get("/staff/account/first-password").text
    assert "แสดงรหัส" in offered.split("data-reveal hidden>")[1], "out of sight until a script can do it"
    page = client.post("/staff/account/first-password", data={"new": OWN, "again": OWN})
    assert "เปลี่ยนรหัสผ่านแล้ว" in said(page, client)


def test_after_the_compulsory_second_step_one_goes_where_one_wanted(app, client, clock, opened):
    app.config["REQUIRE_TOTP_ADMINISTRATOR"] = True
    make_staff("arunee", Role.ADMINISTRATOR, now=clock())
    sign_in(client, "arunee")
    led = client.get("/admin/manuals").location
    client.get(led)
    with client.session_transaction() as session:
        secret = session["new_secret"]
    sent = {"code": code_at(secret, clock()), "password": PASSWORD}
    assert 'href="/admin/manuals">เก็บแล้ว' in client.post(led, data=sent).text
    own = client.get("/staff/account").text
    assert "เปลี่ยนโทรศัพท์" in own
    assert "ปิดใช้" not in own
    assert 'href="//elsewhere' not in client.get("/staff/account/second-step?next=//elsewhere.example").text


def test_the_address_that_everybody_guesses_leads_in(app, client, clock, opened):
    assert client.get("/staff").location == "/staff/sign-in"
    officer = Officer(app.test_client(), hired("anan", Role.OFFICER, now=clock(), unit="กองช่าง"))
    assert officer.client.get("/staff", follow_redirects=True).request.path == "/staff/queue"


def test_before_anybody_is_named_intake_hands_on_and_the_name_is_told_to_staff_only(app, nurida, anan, clock):
    case = open_complaint(clock())
    tickets.take_step(case, "accept", StepInput(), by=actor(Role.INTAKE), now=clock())
    address = f"/staff/tickets/{case.latin}"
    assert first_button(nurida.client.get(address)) == "มอบหมาย"
    assert first_button(anan.client.get(address)) == "เริ่มดำเนินการ", "whoever would do it begins"
    given = StepInput(unit=unit("กองช่าง"), officer=person("anan"))
    tickets.take_step(case, "assign", given, by=actor(Role.INTAKE), now=clock())
    page = nurida.client.get(address)
    assert first_button(page) == "เริ่มดำเนินการ"
    assert f"มอบหมายกองช่าง {person('anan').name}" in text(page)
    residents = app.test_client().get(f"/t/{case.token}").text
    assert person("anan").name not in residents


def first_button(page):
    return page.text.split('class="buttons actions"')[1].split('class="button"')[1].split("</")[0].rsplit(">", 1)[1]


def test_the_third_door_says_when_it_is_closed(client, opened, clock):
    assert "ยังไม่เปิดรับทางนี้ ยื่นที่อื่นได้" in client.get("/").text
    sealed_cast.open_channel(clock())
    for name in ("arun", "rohani"):
        sealed_cast.reader(name, clock())
    page = client.get("/").text
    assert "ยังไม่เปิดรับทางนี้" not in page
    assert "อ่านได้เฉพาะคนที่ได้รับแต่งตั้ง" in page


def test_an_empty_queue_of_a_new_office_praises_nobody(nurida, clock):
    assert "ยังไม่มีเรื่อง" in nurida.client.get("/staff/queue").text
    case = open_complaint(clock())
    tickets.take_step(case, "withdraw", StepInput(reason="-"), by=actor(Role.INTAKE), now=clock())
    assert "ทำครบทุกเรื่องแล้ว" in nurida.client.get("/staff/queue").text


def test_a_category_without_a_unit_is_to_be_looked_after(admin):
    assert "ยังไม่มีหน่วยงานรับเรื่อง" not in admin.get("/admin/").text
    with transaction():
        category("bin").unit_id = None
    row = admin.get("/admin/").text.split("ยังไม่มีหน่วยงานรับเรื่อง")[1].split("</li>")[0]
    assert "ขยะ" in row
