"""The EIT survey on pages and papers: whom it reaches, where its links lead, what the office sees of it."""

from datetime import date, datetime, timedelta

import pytest

from app.domain.channels import Arrival
from app.extensions import db
from app.models import EitCampaign, EitInvitation, EitOpening
from app.services.transaction import transaction
from tests.conftest import BANGKOK
from tests.factories import open_complaint
from tests.officers import INTAKE, OFFICER, Officer, address, hired, words
from tests.web.entrance import change, parts, sign_in

FIRST, LAST = date(2027, 1, 4), date(2027, 6, 30)
SURVEY = "https://itas.nacc.go.th/go/eit/ab12cd"
WITHIN = datetime(2027, 2, 1, 9, tzinfo=BANGKOK)


def campaign(year=2570, first=FIRST, last=LAST, survey=SURVEY):
    with transaction():
        db.session.add(EitCampaign(fiscal_year=year, address=survey, opens_on=first, closes_on=last))


@pytest.fixture
def open_survey(opened, clock):
    campaign()
    clock.set(WITHIN)


@pytest.fixture
def nurida(app, clock, open_survey):
    return Officer(app.test_client(), hired("nurida", INTAKE, OFFICER, now=clock(), unit="กองช่าง"))


def openings():
    db.session.rollback()
    return {(row.channel_slug, row.place, row.day): row.number for row in db.session.query(EitOpening)}


def invited():
    db.session.rollback()
    return [row.place for row in db.session.query(EitInvitation)]


def test_a_followed_link_is_counted_and_led_on(client, open_survey, clock):
    for _press in range(3):
        answer = client.get("/eit/2570/complaints/tracking")
        assert (answer.status_code, answer.location) == (302, SURVEY)
        assert "Set-Cookie" not in answer.headers
    client.get("/eit/2570/all/poster")
    assert openings() == {("complaints", "tracking", WITHIN.date()): 3, ("all", "poster", WITHIN.date()): 1}


def test_a_look_ahead_is_not_counted(client, open_survey):
    assert client.head("/eit/2570/water/receipt").status_code == 302
    assert openings() == {}


@pytest.mark.parametrize(
    ("day", "status", "said"),
    [
        (FIRST - timedelta(days=1), 200, "4 มกราคม 2570"),
        (FIRST, 302, ""),
        (LAST, 302, ""),
        (LAST + timedelta(days=1), 200, "ปิดเมื่อ 30 มิถุนายน 2570"),
    ],
)
def test_outside_the_window_a_link_says_so_and_counts_nothing(client, open_survey, clock, day, status, said):
    clock.set(datetime(day.year, day.month, day.day, 12, tzinfo=BANGKOK))
    answer = client.get("/eit/2570/complaints/receipt")
    assert answer.status_code == status
    assert said in words(answer.text)
    assert "Set-Cookie" not in answer.headers
    assert bool(openings()) is (status == 302)


@pytest.mark.parametrize(
    "path",
    [
        "/eit/2571/complaints/tracking", "/eit/2570/corruption/tracking", "/eit/2570/nowhere/tracking",
        "/eit/2570/complaints/nowhere", "/eit/2570/complaints/poster", "/eit/2570/all/tracking",
        "/eit/99999999999999999999/complaints/tracking", "/eit/2570/complaints/tracking/https://elsewhere.test",
    ],
)  # fmt: skip
def test_there_are_no_other_links(client, open_survey, path):
    assert client.get(path).status_code == 404
    assert client.get("/eit/2570/complaints/tracking?next=https://elsewhere.test").location == SURVEY


def test_nothing_of_it_is_in_the_corruption_channel(client, open_survey):
    for path in ("/corruption/", "/corruption/new", "/corruption/case", "/corruption/statistics"):
        assert "EIT" not in client.get(path).text


def test_the_printed_receipt_of_a_resident_carries_code_and_picture(client, open_survey, clock):
    token = open_complaint(clock()).token
    screen = client.get(f"/complaints/received?case={token}").text
    assert 'href="http://localhost:8000/eit/2570/complaints/confirmation"' in screen
    paper = client.get(f"/complaints/received?case={token}&print=1").text
    assert "ab12cd" in paper
    assert paper.count("<svg") > screen.count("<svg") - 2
    assert "ตอบได้ถึง ๓๐ มิถุนายน ๒๕๗๐" in words(paper)
    assert invited() == ["confirmation", "receipt"]


def test_the_receipt_from_the_counter_carries_it_too(nurida, clock):
    case = open_complaint(clock(), phone="0800001111")
    page = nurida.opens(nurida.sends(f"{address(case)}/reissue", checked="known").location)
    assert "ab12cd" in page
    assert "survey-slip" in page
    assert "no-print" not in page.split("survey-slip")[0].rsplit("<", 1)[1]
    assert invited() == ["receipt"]


def test_the_year_s_code_is_enough(admin, clock):
    window = {**parts("opens_on", clock()), **parts("closes_on", clock(), days=40)}
    change(admin, "/admin/eit", address="ab12cd", **window)
    assert db.session.query(EitCampaign).one().address == SURVEY
    page = words(admin.get("/admin/eit").text)
    assert "เปิดอยู่ เหลือ 40 วัน" in page
    assert "ab12cd" in page
    assert "<svg" in admin.get("/admin/eit/2570").text.split('id="try"')[1]
    clock.advance(days=40)
    sign_in(admin, "arunee")
    assert "วันนี้วันสุดท้าย" in words(admin.get("/admin/eit").text)
    clock.advance(days=1)
    sign_in(admin, "arunee")
    assert "ปิดแล้ว" in words(admin.get("/admin/eit").text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("itas.nacc.go.th/go/eit/ab12cd", SURVEY),
        (f" {SURVEY} ", SURVEY),
        ("https://itas.nacc.go.th/go/iit/ab12cd", "IIT"),
        ("https://somebody@elsewhere.test/go/eit/ab12cd", "https://"),
        ("javascript:alert(1)", "https://"),
        ("รหัส", "https://"),
    ],
)
def test_what_is_typed_as_address(admin, clock, typed, kept):
    window = {**parts("opens_on", clock()), **parts("closes_on", clock(), days=40)}
    answer = change(admin, "/admin/eit", address=typed, **window)
    found = db.session.query(EitCampaign).one_or_none()
    assert (found.address == kept) if found else (kept in words(answer.text) and answer.status_code != 302)
    assert bool(found) is (kept == SURVEY)


def test_the_window_lies_in_its_year(admin, clock):
    window = {**parts("opens_on", clock()), **parts("closes_on", clock(), days=360)}
    page = words(change(admin, "/admin/eit", address="ab12cd", **window).text)
    assert "นอกปีงบประมาณ ซึ่งเริ่ม 1 ตุลาคม 2569 ถึง 30 กันยายน 2570" in page
    assert db.session.query(EitCampaign).count() == 0


def test_a_year_without_a_survey_is_pointed_out_from_january_on(admin, clock):
    lacking = "ยังไม่ได้ใส่แบบวัด EIT ของปีงบประมาณ 2570"
    for day, said in ((date(2026, 12, 31), False), (date(2027, 1, 1), True)):
        clock.set(datetime(day.year, day.month, day.day, 9, tzinfo=BANGKOK))
        sign_in(admin, "arunee")
        assert (lacking in words(admin.get("/admin/").text)) is said
    campaign()
    assert lacking not in words(admin.get("/admin/").text)


def test_the_desk_sees_what_came_of_it_and_whose_the_answers_are(nurida, client, clock):
    for _ in range(5):
        open_complaint(clock())
    token = open_complaint(clock()).token
    client.get(f"/complaints/received?case={token}")
    client.get("/eit/2570/complaints/confirmation")
    assert "/staff/publishing/surveys" in nurida.opens("/staff/publishing/")
    page = words(nurida.opens("/staff/publishing/surveys?year=2570"))
    assert "จำนวนคำตอบดูได้ใน ITAS เท่านั้น" in page
    assert "กุมภาพันธ์ 2570 ร้องทุกข์ 0 0 1 0 0 0 1" in page
    assert "รวมทั้งปี ทุกช่องทาง 0 0 1 0 0 0 1" in page
    for paper in ("csv", "xlsx"):
        answer = nurida.client.get(f"/staff/publishing/surveys.{paper}?year=2570")
        assert answer.status_code == 200
    told = nurida.client.get("/staff/publishing/surveys.csv?year=2570").data.decode("utf-8-sig")
    assert "กุมภาพันธ์ 2570,ร้องทุกข์,0,0,1,0,0,0,1" in told.replace("\u00a0", " ")
    assert "รวม,รวม,0,0,1,0,0,0,1" in told
    assert "ยังไม่ได้ใส่แบบวัดของปีนี้" in words(nurida.opens("/staff/publishing/surveys?year=2569"))
    for odd in ("9" * 20, "x", "1"):
        nurida.opens(f"/staff/publishing/surveys?year={odd}")


def test_whoever_ends_the_case_of_a_walk_in_is_reminded_to_invite(nurida, clock):
    reminder = "ชวนผู้ร้องตอบแบบวัด EIT ก่อนกลับ"
    online, here = open_complaint(clock()), open_complaint(clock(), arrival=Arrival.WALK_IN)
    for case in (online, here):
        nurida.steps(case, "accept")
        assert reminder not in nurida.case(case)
        nurida.steps(case, "answer", outcome="solved", message="ซ่อมแล้ว")
    assert reminder not in nurida.case(online)
    page = nurida.case(here)
    assert reminder in page
    assert "ab12cd" in page.split(reminder)[1]
    assert invited() == ["counter"]
    clock.advance(days=1)
    nurida.signs_in()
    assert reminder not in nurida.case(here)


def test_no_case_reminds_anybody_outside_the_window(nurida, clock):
    clock.set(datetime(2027, 7, 1, 9, tzinfo=BANGKOK))
    nurida.signs_in()
    here = open_complaint(clock(), arrival=Arrival.WALK_IN)
    nurida.steps(here, "accept")
    nurida.steps(here, "answer", outcome="solved", message="ซ่อมแล้ว")
    assert "EIT" not in nurida.case(here)
    assert invited() == []
