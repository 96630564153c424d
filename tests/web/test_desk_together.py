"""Several officers at one case: who is here, what is new since I looked, what I typed and did not send."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from app.extensions import db
from app.models import AuditEntry, DeskDraft, TicketLook
from app.services import desk_drafts, tickets
from app.services.actors import RESIDENT
from app.services.steps import StepInput
from tests.factories import open_complaint
from tests.officers import OFFICER, Officer, address, current, hired, listed, words


@pytest.fixture
def stranger(app, clock, opened):
    return Officer(app.test_client(), hired("wilai", OFFICER, now=clock(), unit="กองคลัง"))


def drawn(officer, ticket, path="", **fields):
    """Send a small request of the page's script."""
    answer = officer.client.post(f"{address(ticket)}{path}", data=fields, headers={"Accept": "application/json"})
    return answer.status_code, json.loads(answer.text) if answer.is_json else None


def test_who_else_is_here_and_no_longer_after_two_minutes(clock, anan, nurida):
    ticket = open_complaint(clock())
    assert "เปิดเรื่องนี้อยู่" not in words(anan.case(ticket))
    clock.advance(seconds=30)
    assert "คุณanan เปิดเรื่องนี้อยู่" in words(nurida.case(ticket))
    assert "คุณnurida เปิดเรื่องนี้อยู่" in words(anan.case(ticket))
    clock.advance(minutes=3)
    assert drawn(anan, ticket, "/here", version="1")[1] == {"who": "", "writing": "", "changed": ""}
    assert drawn(nurida, ticket, "/here", version="1")[1]["who"] == "คุณanan เปิดเรื่องนี้อยู่"


def kept(table, officer):
    mine = table.staff_id if table is TicketLook else table.actor_id
    return db.session.scalar(select(func.count()).select_from(table).where(mine == officer.staff_id))


@pytest.mark.parametrize(
    "ahead", [{"Sec-Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}]
)
def test_what_a_browser_asks_for_on_the_chance_is_neither_looked_at_nor_read(clock, anan, ahead):
    ticket = open_complaint(clock())
    refused = anan.client.get(address(ticket), headers=ahead)
    assert (refused.status_code, refused.text, refused.headers["Cache-Control"]) == (503, "", "no-store")
    assert anan.client.head(address(ticket)).status_code == 200
    assert (kept(TicketLook, anan), kept(AuditEntry, anan)) == (0, 0)
    anan.case(ticket)
    assert (kept(TicketLook, anan), kept(AuditEntry, anan)) == (1, 1)


def test_the_open_page_is_told_what_somebody_did_before_anything_is_typed(clock, anan, nurida):
    ticket = open_complaint(clock())
    page = anan.opens(f"{address(ticket)}/ask")
    seen = page.split('data-version="')[1].split('"')[0]
    assert drawn(anan, ticket, "/here", version=seen)[1]["changed"] == ""
    nurida.steps(ticket, "accept")
    changed = drawn(anan, ticket, "/here", version=seen)[1]["changed"]
    assert "คุณnurida · รับไว้ดำเนินการ" in changed
    assert drawn(anan, ticket, "/here", version="๑๒x")[1]["changed"] == ""


def test_what_is_not_theirs_does_not_exist_for_small_requests_either(app, clock, anan, stranger):
    ticket = open_complaint(clock())
    assert drawn(stranger, ticket, "/here", version="1")[0] == 404
    assert drawn(stranger, ticket, "/ask/draft", message="ขอเพิ่ม")[0] == 404
    assert drawn(anan, ticket, "/nothing/draft", message="x")[0] == 404
    assert app.test_client().post(f"{address(ticket)}/here").status_code == 302
    assert db.session.scalar(select(func.count()).select_from(DeskDraft)) == 0


def test_small_requests_need_the_token_of_the_page(app, clock, anan):
    ticket = open_complaint(clock())
    app.config["WTF_CSRF_ENABLED"] = True
    assert drawn(anan, ticket, "/here", version="1")[0] == 400
    assert drawn(anan, ticket, "/ask/draft", message="ขอเพิ่ม")[0] == 400


def test_new_is_what_others_did_since_the_look_before(clock, anan, nurida):
    ticket = open_complaint(clock())
    anan.case(ticket)
    clock.advance(minutes=20)
    nurida.sends(f"{address(ticket)}/note", note="โทรถามแล้ว")
    anan.steps(ticket, "ask", message="หลุมอยู่ตรงไหน")
    clock.advance(minutes=1)
    tickets.take_step(current(ticket), "reply", StepInput(message="หน้าบ้าน"), by=RESIDENT, now=clock())
    assert words(anan.opens("/staff/queue")).count(" ใหม่ ") == 1
    clock.advance(minutes=1)
    page = anan.case(ticket)
    assert page.count('class="new"') == 2
    assert "ผู้ร้องตอบคำถาม ใหม่" in words(page)
    assert "ถามผู้ร้อง ใหม่" not in words(page)
    assert 'class="new"' not in anan.opens("/staff/queue")
    assert 'class="new"' not in nurida.case(ticket).split('id="tl"')[0]


def test_a_reload_keeps_the_marks_and_a_later_look_clears_them(clock, anan, nurida):
    ticket = open_complaint(clock())
    anan.case(ticket)
    clock.advance(hours=1)
    nurida.sends(f"{address(ticket)}/note", note="โทรถามแล้ว")
    for minutes in (5, 3, 3):
        clock.advance(minutes=minutes)
        assert anan.case(ticket).count('class="new"') == 1
    clock.advance(hours=1)
    assert 'class="new"' not in anan.case(ticket)


def test_a_case_handed_to_me_is_new_until_i_look(clock, anan, nurida):
    ticket = open_complaint(clock())
    assert 'class="new"' not in anan.opens("/staff/queue")
    unit = str(anan.member.unit_id)
    nurida.steps(ticket, "assign", unit=unit, officer=str(anan.staff_id))
    assert 'class="new"' in anan.opens("/staff/queue")
    anan.case(ticket)
    clock.advance(minutes=1)
    assert 'class="new"' not in anan.opens("/staff/queue")


def test_a_page_of_the_queue_asks_once_what_is_new(clock, anan):
    for _n in range(3):
        open_complaint(clock())

    def asked():
        heard = []
        event.listen(db.engine, "before_cursor_execute", lambda *given: heard.append(given[2]))
        anan.opens("/staff/queue")
        return [sql for sql in heard if "ticket_look" in sql], len(heard)

    anan.opens("/staff/queue")
    few = asked()
    for _n in range(20):
        open_complaint(clock())
    many = asked()
    assert len(few[0]) == 1
    assert many[1] == few[1]


def test_a_look_is_written_once_a_minute(clock, anan):
    ticket = open_complaint(clock())
    anan.case(ticket)
    first = db.session.scalars(select(TicketLook)).one().here_at
    clock.advance(seconds=45)
    drawn(anan, ticket, "/here", version="1")
    assert db.session.scalars(select(TicketLook)).one().here_at == first
    clock.advance(seconds=45)
    drawn(anan, ticket, "/here", version="1")
    db.session.expire_all()
    assert db.session.scalars(select(TicketLook)).one().here_at == clock()


def test_a_draft_comes_back_and_is_gone_once_sent(clock, anan, nurida):
    ticket = open_complaint(clock())
    anan.steps(ticket, "accept")
    said = drawn(anan, ticket, "/answer/draft", outcome="solved", message="ถมหลุมแล้ว", csrf_token="x")[1]["said"]
    assert said.replace("\u00a0", " ") == "เก็บร่างแล้ว 09.00 น."
    assert "ร่างของคุณ · คำตอบ" in words(anan.case(ticket))
    page = anan.opens(f"{address(ticket)}/answer")
    assert "ร่างของคุณจาก" in words(page)
    assert "ถมหลุมแล้ว" in page
    assert re.search(r'value="solved"[^>]* checked', page)
    theirs = nurida.case(ticket)
    assert "คุณanan กำลังเขียนคำตอบอยู่" in words(theirs)
    assert "ถมหลุมแล้ว" not in theirs + nurida.opens(f"{address(ticket)}/answer")
    assert anan.steps(ticket, "answer", outcome="solved", message="ถมหลุมแล้วเมื่อเช้า").status_code == 302
    assert "ร่างของคุณ" not in words(anan.case(ticket))
    assert db.session.scalar(select(func.count()).select_from(DeskDraft)) == 0


@pytest.mark.parametrize(
    ("act", "sent"), [("message", {"message": "ทีมช่างไปพรุ่งนี้"}), ("ask", {"message": "หลุมอยู่ตรงไหน"})]
)
def test_what_was_kept_too_late_is_not_offered_after_it_was_sent(clock, anan, act, sent):
    ticket = open_complaint(clock())
    seen = str(current(ticket).version)
    anan.sends(f"{address(ticket)}/{act}", version=seen, **sent)
    assert drawn(anan, ticket, f"/{act}/draft", version=seen, **sent) == (200, {"said": ""})
    assert not desk_drafts.mine(current(ticket), by=anan.actor)
    late = str(current(ticket).version)
    drawn(anan, ticket, f"/{act}/draft", version=late, message="อีกเรื่องหนึ่ง")
    assert [draft.fields["message"] for draft in desk_drafts.mine(current(ticket), by=anan.actor)] == [["อีกเรื่องหนึ่ง"]]


def test_without_a_script_a_draft_is_kept_by_its_button_and_by_an_error(clock, anan):
    ticket = open_complaint(clock())
    answer = anan.sends(f"{address(ticket)}/extend/draft", message="รอเสาไฟต้นใหม่", version="1")
    assert answer.location == f"{address(ticket)}/extend"
    page = anan.opens(f"{address(ticket)}/extend")
    assert "เก็บร่างแล้ว 09.00 น." in words(page)
    assert "รอเสาไฟต้นใหม่" in page
    assert anan.steps(ticket, "extend", message="รอเสาไฟต้นใหม่ถึงเดือนหน้า").status_code == 422
    assert "รอเสาไฟต้นใหม่ถึงเดือนหน้า" in anan.opens(f"{address(ticket)}/extend")
    anan.sends(f"{address(ticket)}/extend/draft", drop="1")
    assert "รอเสาไฟต้นใหม่" not in anan.opens(f"{address(ticket)}/extend")


@pytest.mark.parametrize(("act", "field"), [("message", "message"), ("note", "note")])
def test_the_small_forms_of_a_case_keep_theirs(clock, anan, act, field):
    ticket = open_complaint(clock())
    drawn(anan, ticket, f"/{act}/draft", **{field: "คำที่ยังไม่ส่ง"})
    assert "คำที่ยังไม่ส่ง" in anan.case(ticket)
    assert "คำที่ยังไม่ส่ง" in anan.opens(f"{address(ticket)}/{act}")
    anan.sends(f"{address(ticket)}/{act}", **{field: "คำที่ส่งแล้ว"})
    assert "คำที่ยังไม่ส่ง" not in anan.case(ticket)


def test_an_emptied_form_and_thirty_days_leave_nothing(clock, anan):
    ticket = open_complaint(clock())
    drawn(anan, ticket, "/ask/draft", message="กี่โมง")
    drawn(anan, ticket, "/ask/draft", message="")
    assert desk_drafts.find(current(ticket), "ask", by=anan.actor) is None
    drawn(anan, ticket, "/ask/draft", message="กี่โมง")
    assert desk_drafts.purge(now=clock() + timedelta(days=29)) == 0
    assert desk_drafts.purge(now=clock() + timedelta(days=31)) == 1


def test_words_that_are_taken_away_are_in_no_drawer(clock, anan):
    ticket = open_complaint(clock())
    drawn(anan, ticket, "/ask/draft", message="ชื่อคนที่ถูกกล่าวหา")
    held = current(ticket)
    desk_drafts.forget(held)
    held.story = ""
    db.session.commit()
    assert drawn(anan, ticket, "/ask/draft", message="ชื่อคนที่ถูกกล่าวหา")[0] == 404
    assert db.session.scalar(select(func.count()).select_from(DeskDraft)) == 0


def test_keys_can_be_turned_off_in_this_browser(clock, anan):
    open_complaint(clock())
    assert 'data-keys="on"' in anan.opens("/staff/queue")
    off = anan.sends("/staff/account/keys", keys="off", next="/staff/queue?late=1")
    assert off.location == "/staff/queue?late=1"
    page = anan.opens("/staff/queue")
    assert 'data-keys="off"' in page
    assert "เปิดใช้แป้นพิมพ์ลัด" in page
    assert listed(page)
    assert anan.sends("/staff/account/keys", keys="on", next="//evil.example/").location == "/staff/account"
    assert 'data-keys="on"' in anan.opens("/staff/queue")
