"""No time limit without warning: staff see when their day ends, ask for more, and lose no form that came too late."""

import io
import re

import pytest

from app.domain.workflow import Role
from app.extensions import db
from app.models import Staff
from app.services import staff
from app.web import working_day
from tests import sealed_cast
from tests.factories import PASSWORD, make_office, make_staff, open_complaint, unit
from tests.photos import picture
from tests.web.entrance import acts, code_at, sign_in, with_second_step
from tests.web.sealed_pages import officer_at_desk


@pytest.fixture
def case(app, clock):
    make_office(clock())
    make_staff("nurida", Role.INTAKE, Role.OFFICER, unit=unit("กองช่าง"), now=clock())
    return f"/staff/tickets/{open_complaint(clock()).latin}"


def left(page):
    return int(re.search(r'data-name="work" data-left="(\d+)"', page.text)[1])


def stays(client):
    """What the page's script is told."""
    return client.post("/staff/account/stay", headers={"Accept": "application/json"}).json


def plain(page):
    return page.text.replace("\u00a0", " ")


def test_a_page_says_when_the_day_ends_and_its_button_gives_an_hour(case, client, clock):
    sign_in(client, "nurida")
    assert "ออกจากระบบเองเวลา 21.00 น." in plain(client.get("/staff/queue"))
    clock.advance(hours=11, minutes=50)
    assert left(client.get("/staff/queue")) == 600
    gone = client.post("/staff/account/stay", data={"next": "/staff/queue"})
    assert gone.location == "/staff/queue"
    assert "อยู่ในระบบต่อได้ถึง 21.50 น." in plain(client.get("/staff/queue"))
    clock.advance(minutes=30)
    assert client.get("/staff/queue").status_code == 200


def test_asked_early_nothing_is_taken_away(case, client, clock):
    sign_in(client, "nurida")
    assert stays(client) == {"left": 43200, "more": True}


def test_ten_hours_more_and_no_second_day(case, client, clock):
    sign_in(client, "nurida")
    clock.advance(hours=11, minutes=59)
    for _ in range(working_day.OFTEN):
        said = stays(client)
        assert said == {"left": 3600, "more": True}
        clock.advance(minutes=59)
    assert stays(client) == {"left": 60, "more": False}
    assert clock() - clock.moment.replace(day=2, hour=9, minute=0) > working_day.DAY
    clock.advance(minutes=1)
    assert client.get("/staff/queue").status_code == 302


def test_a_form_that_came_too_late_goes_on_after_the_password(case, client, clock):
    sign_in(client, "nurida")
    clock.advance(hours=13)
    asked = client.post(f"{case}/note", data={"note": "พรุ่งนี้ช่างไปดู"})
    assert asked.status_code == 200
    assert "สิ่งที่คุณพิมพ์ยังอยู่ครบ" in asked.text
    assert "พรุ่งนี้ช่างไปดู" in asked.text
    assert client.get("/staff/queue").status_code == 302
    wrong = client.post(f"{case}/note", data={"note": "พรุ่งนี้ช่างไปดู", "again_password": "ปลาดุก"})
    assert "รหัสผ่านไม่ถูกต้อง" in wrong.text
    assert "พรุ่งนี้ช่างไปดู" in wrong.text
    assert "ปลาดุก" not in wrong.text
    carried = dict(re.findall(r'name="(note)" value="([^"]*)"', wrong.text))
    done = client.post(f"{case}/note", data={**carried, "again_password": PASSWORD})
    assert done.status_code in {302, 303}
    assert "พรุ่งนี้ช่างไปดู" in client.get(case).text
    assert acts().count("signed_in") == 2


def test_the_password_is_in_no_draft(case, client, clock):
    sign_in(client, "nurida")
    clock.advance(hours=13)
    client.post(f"{case}/ask/draft", data={"message": "หลุมไหน", "again_password": PASSWORD})
    page = client.get(f"{case}/ask").text
    assert "หลุมไหน" in page
    assert PASSWORD not in page


def test_who_has_a_second_step_shows_it_again(case, app, client, clock):
    secret = with_second_step("suda", Role.OFFICER, now=clock(), unit=unit("กองช่าง"))
    sign_in(client, "suda")
    client.post("/staff/second-step", data={"code": code_at(secret, clock())})
    clock.advance(hours=13)
    sent = {"note": "รับทราบ", "again_password": PASSWORD}
    assert "again_code" in client.post(f"{case}/note", data=sent).text
    assert client.get("/staff/queue").status_code == 302
    client.post(f"{case}/note", data={**sent, "again_code": code_at(secret, clock())})
    assert client.get("/staff/queue").status_code == 200


def test_files_are_asked_for_again(case, client, clock):
    sign_in(client, "nurida")
    clock.advance(hours=13)
    paper = io.BytesIO()
    picture().save(paper, "PNG")
    paper.seek(0)
    asked = client.post(f"{case}/note", data={"note": "รูปหลุม", "photos": (paper, "หลุม.png")})
    assert 'type="file"' in asked.text
    assert 'name="photos"' in asked.text


def test_a_strangers_form_a_secret_and_a_script_are_sent_to_the_entrance(case, client, clock):
    assert "/staff/sign-in" in client.post(f"{case}/note", data={"note": "x", "again_password": PASSWORD}).location
    sign_in(client, "nurida")
    clock.advance(hours=13)
    assert client.post(f"{case}/ask/draft", data={}, headers={"Accept": "application/json"}).status_code == 302
    assert client.post("/staff/account/password", data={"old": PASSWORD}).status_code == 302


def test_who_was_dismissed_is_asked_nothing(case, client, clock):
    sign_in(client, "nurida")
    staff.end_sessions(db.session.query(Staff).filter_by(username="nurida").one())
    assert client.post(f"{case}/note", data={"note": "x", "again_password": PASSWORD}).status_code == 302


def test_guessing_here_is_counted_like_guessing_at_the_entrance(case, client, clock):
    sign_in(client, "nurida")
    clock.advance(hours=13)
    for _ in range(5):
        client.post(f"{case}/note", data={"note": "x", "again_password": "เดาดู"})
    closed = client.post(f"{case}/note", data={"note": "x", "again_password": PASSWORD})
    assert "ลองผิดหลายครั้งเกินไป" in closed.text
    assert client.get("/staff/queue").status_code == 302


@pytest.mark.sealed
def test_the_sealed_place_says_when_it_shuts_and_is_kept_open_for_who_asks(app, clock):
    make_office(clock())
    sealed_cast.open_channel(clock())
    reader = sealed_cast.reader("arun", clock())
    arun = officer_at_desk(app, reader, clock).client
    shuts = re.compile(r'data-name="sealed" data-left="(\d+)" data-stay="/staff/sealed/stay"')
    assert int(shuts.search(arun.get("/staff/sealed/").text)[1]) == 1200
    for _ in range(3):
        clock.advance(minutes=19)
        assert arun.post("/staff/sealed/stay", headers={"Accept": "application/json"}).json == {"left": 1200}
    clock.advance(minutes=21)
    assert "พิมพ์วลีลับแล้วระบบจะทำสิ่งที่คุณกดไว้ต่อทันที" in arun.post("/staff/sealed/new", data={}).text
