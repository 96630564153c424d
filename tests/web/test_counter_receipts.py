"""Receipts: on A5 or on the roll, and anew for somebody who lost theirs, after it was checked who they are."""

from sqlalchemy import select

from app.domain.references import tracking_code
from app.domain.workflow import Kind
from app.extensions import db
from app.models import AuditEntry
from app.services import chain
from tests.factories import open_complaint
from tests.officers import address, current, words


def reissued(nurida, case, **said):
    """The receipt after it was issued anew."""
    answer = nurida.sends(f"{address(case)}/reissue", **said)
    assert answer.status_code == 302, words(answer.text)
    return nurida.opens(answer.location)


def look(app, path):
    return app.test_client().get(path).status_code


def test_the_same_code_goes_on_working_unless_a_new_one_is_asked_for(app, clock, nurida):
    case = open_complaint(clock(), phone="0800001111")
    code, token = tracking_code(case.token), case.token
    page = reissued(nurida, case, checked="called_back")
    assert code in page
    assert "รหัสเดิมยังใช้ได้" in words(page)
    assert look(app, f"/t/{token}") == 200
    assert "เราออกใบรับเรื่องให้ใหม่" in words(app.test_client().get(f"/t/{token}").text)


def test_a_code_that_others_may_have_seen_is_unknown_from_now_on(app, clock, nurida):
    case = open_complaint(clock(), phone="0800001111")
    old, code = case.token, tracking_code(case.token)
    page = reissued(nurida, case, checked="card_seen", new_code="y")
    fresh = current(case).token
    assert fresh != old
    assert tracking_code(fresh) in page
    assert code not in page
    assert "รหัสเดิมใช้ไม่ได้อีก" in words(page)
    assert (look(app, f"/t/{old}"), look(app, f"/t/{fresh}")) == (404, 200)
    tried = app.test_client().post("/track", data={"reference": case.reference, "code": code})
    assert "ไม่ตรงกับเรื่องใด" in words(tried.text)
    assert "เราออกใบรับเรื่องและรหัสใหม่ให้" in words(app.test_client().get(f"/t/{fresh}").text)
    assert chain.verify() == []


def test_how_the_person_was_known_is_written_down(clock, nurida):
    case = open_complaint(clock(), phone="0800001111")
    reissued(nurida, case, checked="known", new_code="y")
    line = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "reissue_receipt")).one()
    assert (line.actor_id, line.subject) == (nurida.staff_id, case.reference)
    assert line.data == {"checked": "known", "new_code": True}
    event = current(case).events[-1]
    assert (event.kind, event.data["checked"], event.shown) == (Kind.RECEIPT_REISSUED, "known", True)


def test_nobody_is_called_back_where_there_is_no_number(clock, nurida):
    case = open_complaint(clock())
    page = words(nurida.opens(f"{address(case)}/reissue"))
    assert "เรื่องนี้ไม่มีเบอร์โทรศัพท์" in page
    assert "โทรกลับไปที่เบอร์" not in page
    refused = nurida.sends(f"{address(case)}/reissue", checked="called_back", new_code="y")
    assert refused.status_code == 422
    assert len(current(case).events) == 1


def test_the_paper_is_remembered_by_the_browser(clock, nurida):
    case = open_complaint(clock(), phone="0800001111")
    page = reissued(nurida, case, checked="known")
    assert "roll-page" not in page
    assert "roll-page" in nurida.opens(f"{address(case)}/receipt?paper=80")
    other = open_complaint(clock())
    assert "roll-page" in reissued(nurida, other, checked="known")
    assert "roll-page" not in nurida.opens(f"{address(other)}/receipt?paper=a5")
    assert "roll-page" not in nurida.opens(f"{address(other)}/receipt?paper=a3")
