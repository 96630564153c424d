"""One act on many cases: what each can take is done by its ordinary step, the rest is named, handing over is undone."""

import re

import pytest
from sqlalchemy import func, select

from app.domain.workflow import Kind, Status
from app.extensions import db
from app.models import BulkAct, OfficeUnit, OutboxMail
from app.services import chain, saved_views, tickets
from app.services.steps import StepInput
from app.services.transaction import transaction
from tests.factories import category, open_complaint, open_water, unit
from tests.officers import address, current, words


def keys(*found, act):
    """What the marked rows of the queue send."""
    chosen = [f"{current(ticket).latin}.{current(ticket).version}" for ticket in found]
    return {"act": act, "case": chosen}


def asks(officer, given):
    return words(officer.client.get("/staff/marked", query_string=given).text)


def acts(who, given, **fields):
    """Press the button; the page that says what was done."""
    answer = who.client.post("/staff/marked", data={**given, **fields})
    assert answer.status_code == 302, words(answer.text)
    return answer.location, words(who.opens(answer.location))


def test_the_queue_offers_a_mark_for_each_case_without_a_script(clock, nurida):
    ticket = open_complaint(clock())
    page = nurida.opens("/staff/queue")
    assert f'form="marked" name="case" value="{ticket.latin}.1"' in page
    assert 'id="marked"' in page
    assert 'name="case"' not in nurida.opens("/staff/search?q=ถนน")


def test_handed_over_together_and_handed_back(clock, nurida, anan):
    cases = [open_complaint(clock(), story=f"เรื่องที่ {n}", email="a@example.org") for n in range(2)]
    nobody = open_complaint(clock(), category=None, village=None)
    before = [(current(c).unit_id, current(c).officer_id) for c in (*cases, nobody)]
    letters = db.session.scalar(select(func.count()).select_from(OutboxMail))
    given = keys(*cases, nobody, act="assign")
    assert "3 เรื่อง" in asks(nurida, given)
    place, said = acts(nurida, given, officer=str(anan.staff_id))
    assert "มอบ 3 เรื่องให้คุณananแล้ว" in said
    assert {current(c).officer_id for c in (*cases, nobody)} == {anan.staff_id}
    assert [e.kind for e in current(nobody).events] == [Kind.RECEIVED, Kind.ASSIGNED]
    clock.advance(minutes=5)
    nurida.client.post(f"{place}/undo")
    assert "คืน 3 เรื่องให้ผู้ที่รับผิดชอบก่อนหน้า" in words(nurida.opens(place))
    assert [(current(c).unit_id, current(c).officer_id) for c in (*cases, nobody)] == before
    assert before[2] == (None, None)
    assert "คืนไปรอคัดแยก" in words(nurida.case(nobody))
    assert db.session.scalar(select(func.count()).select_from(OutboxMail)) == letters
    assert chain.verify() == []
    nurida.client.post(f"{place}/undo")
    assert len(current(nobody).events) == 3


def test_what_was_touched_meanwhile_is_not_handed_back_but_named(clock, nurida, anan):
    cases = [open_complaint(clock()) for _n in range(2)]
    place, _said = acts(nurida, keys(*cases, act="assign"), unit=str(unit("กองคลัง").id))
    nurida.steps(cases[0], "accept")
    nurida.client.post(f"{place}/undo")
    page = words(nurida.opens(place))
    assert "คืน 1 เรื่อง" in page
    assert f"{current(cases[0]).reference} มีคนทำเรื่องนี้ต่อแล้ว" in page
    assert current(cases[0]).unit_id == unit("กองคลัง").id


def test_an_officer_can_take_back_what_left_their_unit(clock, anan):
    ticket = open_complaint(clock())
    place, _said = acts(anan, keys(ticket, act="assign"), unit=str(unit("กองคลัง").id))
    anan.case(ticket, 404)
    anan.client.post(f"{place}/undo")
    anan.case(ticket)


def test_accepting_asks_first_and_says_what_residents_will_see(clock, nurida):
    fresh, taken, water = open_complaint(clock()), open_complaint(clock()), open_water(clock())
    nurida.steps(taken, "accept")
    given = keys(fresh, taken, water, act="accept")
    page = asks(nurida, given)
    assert "ผู้ร้อง 1 คนจะเห็นในหน้าติดตามว่า" in page
    assert "เลิกทำไม่ได้" in page
    assert f"{current(taken).reference} เรื่องอยู่ในสถานะที่ทำสิ่งนี้ไม่ได้" in page
    assert current(fresh).status is Status.RECEIVED
    _place, said = acts(nurida, given)
    assert "รับไว้ดำเนินการ 1 เรื่องแล้ว" in said
    assert f"{current(water).reference} เรื่องอยู่ในสถานะที่ทำสิ่งนี้ไม่ได้" in said
    assert "เลิกทำ" not in said
    assert (current(fresh).status, current(water).status) == (Status.ACCEPTED, Status.RECEIVED)


def test_somebody_was_faster_and_is_named(clock, nurida, anan):
    ticket, other = open_complaint(clock()), open_complaint(clock())
    given = keys(ticket, other, act="accept")
    anan.steps(ticket, "accept")
    assert f"{current(ticket).reference} มีคนทำไปก่อนแล้ว: คุณanan · รับไว้ดำเนินการ" in asks(nurida, given)
    _place, said = acts(nurida, given)
    assert "รับไว้ดำเนินการ 1 เรื่องแล้ว" in said
    assert "มีคนทำไปก่อนแล้ว: คุณanan · รับไว้ดำเนินการ" in said


def test_categories_change_together_within_a_channel(clock, nurida):
    road, lamp, water = open_complaint(clock()), open_complaint(clock(), category="lamp"), open_water(clock())
    given = keys(road, lamp, water, act="category")
    assert f"{current(water).reference} ประเภทที่เลือกไม่ใช่ของช่องทางนี้" in asks(nurida, given)
    _place, said = acts(nurida, given, category=str(category("noise").id))
    assert "เปลี่ยนประเภท 2 เรื่อง" in said
    assert [current(c).category.key for c in (road, lamp, water)] == ["noise", "noise", "water-household"]


def test_no_case_is_handed_back_to_a_unit_that_is_no_more(clock, nurida):
    ticket = open_complaint(clock())
    before, after = current(ticket).unit, unit("กองคลัง").id
    place, _said = acts(nurida, keys(ticket, act="assign"), unit=str(after))
    with transaction():
        db.session.get(OfficeUnit, before.id).active = False
    nurida.client.post(f"{place}/undo")
    assert "หน่วยงานเดิมเลิกใช้แล้ว" in words(nurida.opens(place))
    assert current(ticket).unit_id == after


def test_a_case_that_is_in_the_category_already_gets_no_line_in_its_story(clock, nurida):
    road, lamp = open_complaint(clock()), open_complaint(clock(), category="lamp")
    _place, said = acts(nurida, keys(road, lamp, act="category"), category=str(category("lamp").id))
    assert "เปลี่ยนประเภท 1 เรื่อง" in said
    assert "อยู่ในประเภทนี้อยู่แล้ว" in said
    assert [len(current(c).events) for c in (road, lamp)] == [2, 1]


def test_the_same_name_pressed_twice_at_once_is_one_view(clock, nurida, monkeypatch):
    """The other press was written after this one had looked whether the name is free."""
    nurida.sends("/staff/views", query="late=1", name="สาย")
    monkeypatch.setattr(saved_views, "_unused", lambda *_given: None)
    assert "มีมุมมองชื่อนี้แล้ว" in words(nurida.sends("/staff/views", query="late=1", name="สาย").text)


@pytest.mark.parametrize("field", [{}, {"unit": "999"}, {"officer": "1"}])
def test_nobody_chosen_is_said_beside_the_field(clock, nurida, field):
    ticket = open_complaint(clock())
    answer = nurida.client.post("/staff/marked", data={**keys(ticket, act="assign"), **field})
    assert answer.status_code == 422
    assert len(current(ticket).events) == 1


def test_requests_made_by_hand(clock, nurida, anan):
    theirs = open_complaint(clock(), category="other", village=None)
    assert anan.client.get("/staff/marked?act=delete").status_code == 404
    assert anan.client.get("/staff/marked").status_code == 404
    page = asks(anan, {"act": "assign", "case": ["x", "CP-2570-9999.1", "CP-2570-0001.๑", "..", f"{theirs.latin}.1"]})
    assert "CP-2570-9999" not in page
    assert "ไม่พบเรื่องนี้ในเรื่องที่คุณดูได้" in page
    assert theirs.subject not in page
    mine, _said = acts(nurida, keys(theirs, act="assign"), officer=str(anan.staff_id))
    anan.opens(mine, 404)
    assert anan.client.post(f"{mine}/undo").status_code == 404
    assert db.session.scalars(select(BulkAct.undone_at)).all() == [None]


def test_a_hundred_at_a_time(clock, nurida):
    found = [f"CP-2570-{n:04}.1" for n in range(1, 121)]
    open_complaint(clock())
    page = asks(nurida, {"act": "assign", "case": found})
    assert "ครั้งละไม่เกิน 100 เรื่อง" in page


def test_a_view_is_kept_named_counted_ordered_and_thrown_away(clock, nurida, anan):
    for n in (1, 1, 2):
        open_complaint(clock(), village=n)
    village = current(1).village_id
    page = nurida.opens(f"/staff/queue?village={village}")
    assert "เก็บมุมมองนี้" in words(page)
    query = f"village={village}&group=in_time"
    assert "ตั้งชื่อมุมมอง" in words(nurida.sends("/staff/views", query=query, name=" ").text)
    assert nurida.sends("/staff/views", query=query, name="หมู่ 1").location == f"/staff/queue?village={village}"
    assert "มีมุมมองชื่อนี้แล้ว" in words(nurida.sends("/staff/views", query="late=1", name="หมู่ 1").text)
    nurida.sends("/staff/views", query="late=1&view=unassigned", name="สาย")
    page = words(nurida.opens("/staff/queue"))
    assert "หมู่ 1 2 สาย 0 จัดการมุมมอง" in page
    assert "เก็บมุมมองนี้" not in words(nurida.opens(f"/staff/queue?village={village}"))
    assert "หมู่ 1 2" not in words(anan.opens("/staff/queue"))
    second = re.findall(r'action="/staff/views/(\d+)"', nurida.opens("/staff/views"))[1]
    assert anan.sends(f"/staff/views/{second}", drop="1").status_code == 404
    nurida.sends(f"/staff/views/{second}", up="1")
    assert "สาย 0 หมู่ 1 2" in words(nurida.opens("/staff/queue"))
    assert "มีมุมมองชื่อนี้แล้ว" in words(nurida.sends(f"/staff/views/{second}", name="หมู่ 1").text)
    nurida.sends(f"/staff/views/{second}", name="เกินกำหนด ยังไม่มอบ")
    assert "เกินกำหนด ยังไม่มอบ 0" in words(nurida.opens("/staff/queue"))
    nurida.sends(f"/staff/views/{second}", drop="1")
    assert "เกินกำหนด ยังไม่มอบ" not in words(nurida.opens("/staff/queue"))


def test_a_view_says_in_words_what_it_shows(clock, nurida):
    open_complaint(clock(), village=1)
    query = f"village={current(1).village_id}&late=1&view=unassigned&q=ถนน"
    told = "ยังไม่มอบหมาย · หมู่ที่ 1 บ้านสวนนอก · เกินกำหนดเท่านั้น · มีคำว่า “ถนน”"
    assert f"จะเก็บ {told}" in words(nurida.client.get("/staff/views", query_string={"query": query}).text)
    nurida.sends("/staff/views", query=query, name="ถนนหมู่หนึ่ง")
    assert told in words(nurida.opens("/staff/views"))


def test_ones_own_acts_on_many_are_listed_and_can_be_taken_back_from_there(clock, nurida, anan):
    place, _said = acts(nurida, keys(open_complaint(clock()), act="assign"), officer=str(anan.staff_id))
    acts(nurida, keys(open_complaint(clock()), act="accept"))
    assert "/staff/marked/mine" in nurida.opens(place)
    assert 'href="/staff/marked/mine"' in nurida.opens("/staff/account")
    page = nurida.opens("/staff/marked/mine")
    assert words(page).index("รับไว้ดำเนินการ 1 เรื่องแล้ว") < words(page).index("มอบ 1 เรื่องให้คุณananแล้ว")
    assert re.findall(r'action="(/staff/marked/\d+/undo)"', page) == [f"{place}/undo"]
    assert "คุณanan" not in words(anan.opens("/staff/marked/mine")).replace("ออกจากระบบ", "").split("ที่ฉันทำ")[-1]
    nurida.client.post(f"{place}/undo")
    page = nurida.opens("/staff/marked/mine")
    assert "เลิกทำแล้ว" in words(page)
    assert "/undo" not in page
    clock.advance(days=31)
    assert "มอบ 1 เรื่อง" not in words(nurida.opens("/staff/marked/mine"))


def test_a_view_of_what_is_gone_by_now_still_opens(clock, nurida):
    tickets.take_step(open_complaint(clock()), "accept", StepInput(), by=nurida.actor, now=clock())
    nurida.sends("/staff/views", query="village=777&status=nothing&service=5&q=ถนน", name="เก่า")
    assert "เก่า 1" in words(nurida.opens("/staff/queue"))
    assert address(1) == "/staff/tickets/CP-2570-0001"
