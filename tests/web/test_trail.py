"""The audit trail is read by person, kind, days and case; management sees who opened a case, and nothing of it."""

import pytest

from app.domain.workflow import Role
from tests.factories import make_staff, open_complaint
from tests.officers import Officer, address, words
from tests.web.entrance import sign_in

TRAIL = "/admin/audit"


@pytest.fixture
def case(clock, nurida, anan):
    """Opened by two people on two days."""
    ticket = open_complaint(clock(), applicant="วรรณา แก้วมณี")
    nurida.case(ticket)
    clock.advance(days=2)
    anan.case(ticket)
    open_complaint(clock(), applicant="ใครอีกคน")
    return ticket


@pytest.fixture
def boss(app, clock, opened):
    return Officer(app.test_client(), make_staff("palad", Role.MANAGEMENT, now=clock(), name="ปลัด"))


@pytest.fixture
def reader(app, client, clock, opened):
    """An administrator before the trail."""
    make_staff("arunee", Role.ADMINISTRATOR, now=clock(), name="อรุณี")
    sign_in(client, "arunee")
    return client


def lines(client, **asked):
    page = client.get(TRAIL, query_string=asked)
    assert page.status_code == 200
    return page.text.partition("<tbody")[2].count("<tr")


def test_lines_by_person_kind_days_and_case(case, reader, clock, nurida):
    assert lines(reader) == 3
    assert lines(reader, person=str(nurida.staff_id)) == 1
    assert lines(reader, kind="reads") == 2
    assert lines(reader, kind="sign-ins") == 1
    assert lines(reader, kind="sealed") == lines(reader, kind="people") == 0
    assert lines(reader, days="1") == 2
    assert lines(reader, subject=case.latin, kind="reads") == 2
    assert "ไม่มีรายการที่ตรงกับที่กรอง" in reader.get(f"{TRAIL}?subject=zz").text


def test_what_the_form_does_not_offer_narrows_nothing(case, reader):
    assert lines(reader, person="999999", kind="nonsense", days="x") == 3


def test_older_pages_stay_narrowed(reader, clock, nurida):
    ticket = open_complaint(clock())
    for _ in range(52):
        clock.advance(hours=2)
        nurida.case(ticket)
    clock.advance(minutes=1)
    sign_in(reader, "arunee")
    page = reader.get(f"{TRAIL}?kind=reads").text
    assert "before=" in page
    older = page.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "kind=reads" in older
    assert reader.get(older).text.partition("<tbody")[2].count("<tr") == 2


def test_management_sees_who_opened_a_case_and_when(case, boss):
    page = words(boss.opens(f"{address(case)}/readers"))
    assert "คุณnurida" in page
    assert "คุณanan" in page
    assert page.index("คุณanan") < page.index("คุณnurida"), "newest first"
    assert "วรรณา" not in page
    assert f"{address(case)}/readers" in boss.case(case)


def test_for_officers_there_is_no_such_page(case, nurida, anan):
    for officer in (nurida, anan):
        officer.opens(f"{address(case)}/readers", 404)
        assert f"{address(case)}/readers" not in officer.case(case)


def test_a_case_that_is_not_there_has_no_readers(boss):
    boss.opens("/staff/tickets/CP-2570-0999/readers", 404)
