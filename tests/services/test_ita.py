"""ITA items of a year: shipped sets, copies, what shows them, what is missing; and a year without a complaint."""

from datetime import date, datetime

import pytest

from app.domain.ita import NOT_CHECKED, Subject
from app.domain.workflow import Role
from app.extensions import db
from app.models import AuditEntry, Manual, OitItem
from app.services import defaults, ita, ita_checklist
from app.services import office as offices
from app.services.administration.changes import Wrong
from app.services.attachments import Accepted
from app.services.defaults.ita import CARRIED
from app.services.ita_answers import answers
from tests.conftest import BANGKOK
from tests.factories import actor, make_office, open_water

YEAR = 2569
BY = actor(Role.OFFICER)


@pytest.fixture
def items(app, clock):
    """The set of fiscal year 2569, of which November 2026 is past the end."""
    make_office(clock())
    ita.begin(YEAR, by=BY, now=clock())
    return {item.subject: item for item in ita.items(YEAR) if item.subject}


def words(item, clock):
    return [lack.words for lack in ita_checklist.lacks(item, clock())]


def addresses(item, clock):
    return [shown.address for shown in answers(item, clock())]


def test_shipped_sets_know_the_codes_of_their_year_and_say_that_nobody_checked_them(app, clock):
    for year, code in ((2567, "O24"), (2568, "O19"), (2569, "O18")):
        assert ita.begin(year, by=BY, now=clock()) > 9
        rows = ita.items(year)
        found = [item.code for item in rows if item.subject == Subject.CORRUPTION_STATISTICS]
        assert found == [code]
        assert {(item.verified_on, item.source) for item in rows} == {(None, NOT_CHECKED)}
        assert [int(item.code[1:]) for item in rows] == sorted(int(item.code[1:]) for item in rows)


def test_the_year_after_the_last_set_begins_as_its_copy_and_says_so(app, clock):
    ita.begin(2569, by=BY, now=clock())
    ita.begin(2570, by=BY, now=clock())
    assert [i.code for i in ita.items(2570)] == [i.code for i in ita.items(2569)]
    assert {i.source for i in ita.items(2570)} == {CARRIED}


def test_no_set_is_shipped_for_years_before(app, clock):
    assert ita.begin(2566, by=BY, now=clock()) == 0


def test_a_new_office_begins_with_the_items_of_its_year(app, clock):
    make_office(clock())
    assert ita.years() == []  # the test office opened in fiscal year 2564
    defaults.fill(offices.present(), effective_on=clock().date(), now=clock())
    assert ita.years() == [2570]


def test_a_year_is_begun_once(items, clock):
    before = len(ita.items(YEAR))
    assert ita.begin(YEAR, by=BY, now=clock()) == 0
    assert ita.copy(YEAR, YEAR, by=BY, now=clock()) == 0
    assert len(ita.items(YEAR)) == before


def test_a_copied_year_is_unverified_and_has_no_links(items, clock):
    item = items[Subject.CHANNEL]
    ita.add_link(item, label="ป.ป.ช.", address="https://www.nacc.go.th/", by=BY, now=clock())
    ita.verify(YEAR, on=date(2026, 1, 5), source="คู่มือ ITA", by=BY, now=clock())
    assert {i.verified_on for i in ita.items(YEAR)} == {date(2026, 1, 5)}
    ita.copy(2571, YEAR, by=BY, now=clock())
    assert {(i.verified_on, len(i.links)) for i in ita.items(2571)} == {(None, 0)}


def test_codes_are_found_however_their_letters_are_written_and_stand_once_a_year(items, clock):
    assert ita.find(YEAR, " o9 ") is items[Subject.SERVICE_MANUALS]
    values = {"code": "o9", "title": "อีกข้อ", "requirement": "", "subject": "", "source": "", "position": 99,
              "verified_on": None}  # fmt: skip
    with pytest.raises(Wrong):
        ita.save(None, YEAR, values, by=BY, now=clock())
    ita.save(None, YEAR, {**values, "code": "O99"}, by=BY, now=clock())
    assert ita.items(YEAR)[-1].code == "O99"
    last = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (last.action, last.subject) == ("ita_added", "2569/O99")


def test_every_manual_in_force_is_shown_with_its_paper(items, clock):
    found = addresses(items[Subject.SERVICE_MANUALS], clock)
    assert {"/services/", "/services/water", "/services/water/manual.pdf", "/services/elderly-allowance"} <= set(found)
    assert "/services/corruption-handling" in addresses(items[Subject.GUIDELINE], clock)


def test_the_e_service_shows_statistics_manual_and_the_service_itself(items, clock):
    clock.set(datetime(2026, 6, 1, 9, tzinfo=BANGKOK))
    open_water(clock())
    clock.set(datetime(2026, 11, 2, 9, tzinfo=BANGKOK))
    found = addresses(items[Subject.ESERVICE], clock)
    assert {f"/statistics/services/{YEAR}", "/services/water", "/water/"} <= set(found)


def test_a_year_without_statistics_leads_to_the_page_of_the_newest(items, clock):
    assert "/statistics/services" in addresses(items[Subject.ESERVICE], clock)
    assert "ยังไม่มีสถิติการให้บริการของปีงบประมาณนี้" in words(items[Subject.ESERVICE], clock)


def test_before_the_channel_ever_opened_its_page_is_shown_and_the_list_says_what_is_missing(items, clock):
    assert addresses(items[Subject.CORRUPTION_STATISTICS], clock) == ["/corruption/statistics"]
    assert len(words(items[Subject.CORRUPTION_STATISTICS], clock)) == 1
    assert len(words(items[Subject.CHANNEL], clock)) == 3


def test_an_unpublished_report_is_missing_and_its_item_shows_nothing(items, clock):
    assert addresses(items[Subject.REPORT], clock) == []
    assert words(items[Subject.REPORT], clock) == ["ยังไม่ได้เผยแพร่รายงานรอบ 12 เดือน ปีงบประมาณ %(year)s"]


def test_a_manual_that_names_no_fee_or_waits_for_its_reader_is_missing_something(items, clock):
    item = items[Subject.ESERVICE]
    waiting = "คู่มือ “%(title)s” ยังรอสำนักงานตรวจทาน"
    assert waiting in words(item, clock)
    manual = db.session.scalars(db.select(Manual).where(Manual.service == "water")).one()
    manual.fee, manual.verified_on = "", date(2026, 10, 1)
    db.session.flush()
    lack = next(one for one in ita_checklist.lacks(item, clock()) if "part" in one.values)
    assert (lack.values["part"], lack.mend) == ("ค่าธรรมเนียม", "/admin/manuals/water")
    assert waiting not in words(item, clock)


def test_an_item_without_subject_lives_by_what_the_office_adds(items, clock):
    item = next(i for i in ita.items(YEAR) if not i.subject)
    assert words(item, clock) == ["ยังไม่มีไฟล์หรือลิงก์"]
    accepted = Accepted("ผล.pdf", "application/pdf", b"%PDF-1.7 x")
    ita.add_file(item, label="ผลการมีส่วนร่วม", accepted=accepted, by=BY, now=clock())
    assert words(item, clock) == []
    link = item.links[0]
    assert addresses(item, clock) == [f"/ita/files/{link.id}"]
    assert ita.file(link.id) is link
    assert ita.drop_link(item, link.id, by=BY, now=clock())
    assert addresses(item, clock) == []


def test_a_removed_item_takes_its_files_along(items, clock):
    item = items[Subject.CHANNEL]
    ita.add_file(item, label="", accepted=Accepted("ก.pdf", "application/pdf", b"%PDF-1.7"), by=BY, now=clock())
    number = item.links[0].id
    ita.remove(item, by=BY, now=clock())
    assert ita.file(number) is None
    assert db.session.scalar(db.select(OitItem).where(OitItem.subject == Subject.CHANNEL)) is None
