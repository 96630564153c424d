"""Officers' keys on their pages: compared by voice, asked for on the spot, proved on paper, replaced when stolen."""

import re

import pytest

from app.domain.workflow import Role
from app.services import staff
from app.services.actors import Actor
from app.services.administration import people
from app.services.sealed import casework, limits, officers, reports
from tests import factories, sealed_cast
from tests.web.entrance import acts, filled
from tests.web.sealed_pages import Officer, Reporter, officer_at_desk, photo, recovery_code, upload, words

pytestmark = pytest.mark.sealed
NEW_PHRASE = "กล้วยหอม ตกน้ำ สองลูก"
TWICE = {"passphrase": NEW_PHRASE, "again": NEW_PHRASE, "position": "centre"}


@pytest.fixture
def readers(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    return [sealed_cast.reader(name, clock()) for name in ("arun", "rohani")]


@pytest.fixture
def report(app, readers):
    reporter = Reporter(app.test_client())
    reporter.writes(where="ชั้นล่าง")
    reporter.sends()
    return reporter


@pytest.fixture
def arun(app, readers, clock):
    return officer_at_desk(app, readers[0], clock)


@pytest.fixture
def rohani(app, readers, clock):
    return officer_at_desk(app, readers[1], clock)


def fingerprint_of(name):
    return officers.fingerprint(officers.of(staff.by_username(name)).public_key)


def enrols_anew(officer, address="/staff/sealed/enrol"):
    return officer.client.post(address, data={**TWICE, "replace": "y"})


def compared(name, address, by, fingerprint=None):
    officer = officers.of(staff.by_username(name)).id
    return by.client.post(address, data={"officer": officer, "fingerprint": fingerprint or fingerprint_of(name)})


# comparing


def test_a_wrong_fingerprint_stands_beside_the_field_and_confirms_nobody(arun, rohani, clock):
    enrols_anew(arun)
    page = compared("arun", "/staff/sealed/readers/confirm", rohani, "1234 5678 9ABC DEF0 1234")
    assert "ไม่ตรงกับกุญแจของเขา" in words(page)
    assert "1234 5678 9ABC DEF0 1234" in page.text
    assert "sealed.fingerprint_wrong" in acts()
    assert "พิมพ์ลายนิ้วมือกุญแจ" in words(compared("arun", "/staff/sealed/readers/confirm", rohani, " "))
    assert officers.of(staff.by_username("arun")).confirmed_at is None


def test_a_fingerprint_is_shown_to_its_owner_only(arun, rohani, readers):
    hers = fingerprint_of("rohani")
    assert hers in rohani.client.get("/staff/sealed/readers").text
    assert hers not in arun.client.get("/staff/sealed/readers").text
    enrols_anew(rohani)
    assert fingerprint_of("rohani") in rohani.client.get("/staff/sealed/").text
    assert fingerprint_of("rohani") not in arun.client.get("/staff/sealed/readers").text


def test_granting_one_report_asks_for_the_fingerprint(arun, rohani, report, clock):
    enrols_anew(arun)
    compared("arun", "/staff/sealed/readers/confirm", rohani)
    arun.unlocks(NEW_PHRASE)
    place = rohani.opens_first().request.path
    page = compared("arun", f"{place}/grant", rohani, "ABCD")
    assert "ไม่ตรงกับกุญแจของเขา" in words(page)
    assert 'value="ABCD"' in page.text
    assert arun.client.get(place).status_code == 404
    assert compared("arun", f"{place}/grant", rohani).location == place
    assert arun.client.get(place).status_code == 200


def test_granting_everything_with_one_button(arun, rohani, report, clock):
    enrols_anew(arun)
    assert "ให้กุญแจทุกเรื่อง" not in rohani.client.get("/staff/sealed/readers").text.split("กุญแจของฉัน")[0]
    compared("arun", "/staff/sealed/readers/confirm", rohani)
    arun.unlocks(NEW_PHRASE)
    assert "ไม่ตรง" in words(compared("arun", "/staff/sealed/readers/grant", rohani, "ABCD"))
    assert compared("arun", "/staff/sealed/readers/grant", rohani).location == "/staff/sealed/readers"
    assert "1 เรื่อง" in words(rohani.client.get("/staff/sealed/readers"))
    assert arun.opens_first().status_code == 200
    assert compared("rohani", "/staff/sealed/readers/grant", rohani).status_code == 404


# the door that shuts while somebody types


def test_nothing_typed_is_lost_when_the_door_shuts(arun, report, readers, clock):
    place = arun.opens_first().request.path
    clock.advance(minutes=20)
    said = "บรรทัดหนึ่ง\nบรรทัดสอง \"<b>\" & 'x'"
    asked = arun.client.post(f"{place}/write", data={"text": said, "once": "1"})
    assert asked.status_code == 200
    assert "สิ่งที่คุณพิมพ์ยังอยู่ครบ" in words(asked)
    fields = filled(asked)
    assert fields["text"] == [said]
    wrong = arun.client.post(f"{place}/write", data={**fields, "unlock_passphrase": "ไม่ใช่วลีนี้ ลองดูก่อน"})
    assert "วลีลับไม่ถูกต้อง" in words(wrong)
    assert filled(wrong)["text"] == [said]
    done = arun.client.post(f"{place}/write", data={**filled(wrong), "unlock_passphrase": readers[0].phrase})
    assert done.location == place
    assert "บรรทัดหนึ่ง" in words(arun.client.get(place)), "the door is open again"
    assert "บรรทัดสอง" in words(report.comes_back())


def test_no_passphrase_is_handed_back(arun, report, readers, clock):
    place = arun.opens_first().request.path
    clock.advance(minutes=20)
    page = arun.client.post(f"{place}/note", data={"text": "x", "unlock_passphrase": "ลองวลีผิดดูสักครั้ง"})
    assert "ลองวลีผิดดูสักครั้ง" not in page.text
    assert "unlock_passphrase" not in [name for name, value in filled(page).items() if value != [""]]
    assert "พิมพ์วลีลับ" in words(arun.client.post(f"{place}/note", data={"text": "x", "unlock_passphrase": ""}))


def test_every_field_of_a_step_comes_along(arun, report, readers, clock):
    place = arun.opens_first().request.path
    clock.advance(minutes=25)
    asked = arun.client.post(f"{place}/step/register", data={"register-seen": "1", "register-note": "รับไว้"})
    fields = filled(asked)
    assert fields["register-seen"] == ["1"]
    done = arun.client.post(f"{place}/step/register", data={**fields, "unlock_passphrase": readers[0].phrase})
    assert done.location == place
    assert reports.find(report.code).stage == "checking"


def test_files_are_chosen_again_in_the_same_breath(arun, report, readers, clock):
    place = arun.opens_first().request.path
    clock.advance(minutes=20)
    asked = upload(arun.client, f"{place}/write", [("หลักฐาน.jpg", photo())], text="ดูรูป", once="1")
    assert "เลือกไฟล์อีกครั้ง" in words(asked)
    assert 'enctype="multipart/form-data"' in asked.text
    fields = {name: value[0] for name, value in filled(asked).items() if name not in {"files", "unlock_passphrase"}}
    wrong = upload(arun.client, f"{place}/write", [], **fields, unlock_passphrase="ไม่ใช่วลีนี้ ลองดูก่อน")
    assert "เลือกไฟล์อีกครั้ง" in words(wrong)
    done = upload(
        arun.client, f"{place}/write", [("หลักฐาน.jpg", photo())], **fields, unlock_passphrase=readers[0].phrase
    )
    assert done.location == place
    assert "หลักฐาน.jpg" in words(report.comes_back())


def test_guessing_on_the_spot_is_throttled_and_still_loses_nothing(arun, report, readers, clock):
    place = arun.opens_first().request.path
    clock.advance(minutes=20)
    for _ in range(limits.TRIES):
        arun.client.post(f"{place}/note", data={"text": "ยังอยู่", "unlock_passphrase": "ไม่ใช่วลีนี้ ลองดูก่อน"})
    page = arun.client.post(f"{place}/note", data={"text": "ยังอยู่", "unlock_passphrase": readers[0].phrase})
    assert page.status_code == 429
    assert filled(page)["text"] == ["ยังอยู่"]


def test_a_report_that_is_not_theirs_stays_unknown(arun, report, readers, clock):
    clock.advance(minutes=20)
    answer = arun.client.post(
        f"/staff/sealed/{'ab' * 16}/write", data={"text": "x", "unlock_passphrase": readers[0].phrase}
    )
    assert answer.status_code == 404


def test_without_a_sign_in_nothing_is_asked_here(arun, report, clock):
    place = arun.opens_first().request.path
    clock.advance(hours=13)
    assert "/staff/sign-in" in arun.client.post(f"{place}/write", data={"text": "x"}).location


def test_unlocking_leads_to_the_page_that_was_asked_for(arun, report, readers, clock):
    place = arun.opens_first().request.path
    clock.advance(minutes=20)
    sent = arun.client.get(place)
    assert sent.location == "/staff/sealed/unlock", "no case stands in the address"
    assert arun.unlocks(readers[0].phrase).location == place
    arun.client.post("/staff/sealed/lock")
    assert arun.unlocks(readers[0].phrase).location == "/staff/sealed/"


# paper and theft


def test_the_recovery_code_is_asked_back_before_anything_else(app, readers, clock):
    member = factories.make_staff("somchai", Role.INTEGRITY, now=clock(), name="สมชาย ใจดี")
    sealed_cast.staff.set_totp(member, sealed_cast.SECOND_STEP)
    newcomer = Officer(app.test_client())
    newcomer.signs_in("somchai", clock)
    made = newcomer.client.post("/staff/sealed/enrol", data=TWICE)
    code = recovery_code(made)
    assert "สมชาย ใจดี" in words(made)
    assert "2 พ.ย. 2569" in words(made)
    for wrong in ("", "ABCD" if code[-4:] != "ABCD" else "EFGH"):
        again = newcomer.client.post("/staff/sealed/put-away", data={"code": code, "last_four": wrong})
        assert recovery_code(again) == code
        assert again.text.count('class="error"') == 1
    done = newcomer.client.post("/staff/sealed/put-away", data={"code": code, "last_four": code[-4:].lower()})
    assert done.location == "/staff/sealed/"
    invented = {"code": "2222-" * 6 + "2222", "last_four": "2222"}
    page = newcomer.client.post("/staff/sealed/put-away", data=invented)
    assert page.location == "/staff/sealed/", "the page repeats no code but the real one"


def test_another_recovery_code_for_the_passphrase(arun, readers, report):
    assert "วลีลับไม่ถูกต้อง" in words(arun.client.post("/staff/sealed/new-code", data={"passphrase": NEW_PHRASE}))
    fresh = recovery_code(arun.client.post("/staff/sealed/new-code", data={"passphrase": readers[0].phrase}))
    old = arun.client.post("/staff/sealed/recover", data={**TWICE, "code": readers[0].recovery_code})
    assert "รหัสกู้คืนไม่ถูกต้อง" in words(old)
    assert arun.opens_first().status_code == 200, "the door stayed open"
    recovery_code(arun.client.post("/staff/sealed/recover", data={**TWICE, "code": fresh}))


def test_a_stolen_key_from_the_first_word_to_the_last_step(arun, rohani, report, readers, clock):
    assert "กุญแจของฉันรั่ว" in words(arun.client.get("/staff/sealed/readers"))
    page = arun.client.get("/staff/sealed/stolen")
    assert "เปลี่ยนรหัสผ่านเข้าระบบด้วย" in words(page)
    assert "ทำเครื่องหมายว่าเข้าใจแล้ว" in words(arun.client.post("/staff/sealed/stolen", data=TWICE))
    recovery_code(enrols_anew(arun, "/staff/sealed/stolen"))
    assert "sealed.stolen" in acts()
    assert arun.inbox().status_code == 200
    assert "ยังเปิดเรื่องลับไม่ได้" in words(arun.inbox())
    compared("arun", "/staff/sealed/readers/confirm", rohani)
    assert "มีผู้พ้นหน้าที่หรือกุญแจเก่า" in words(rohani.client.get("/staff/sealed/readers"))
    assert rohani.client.post("/staff/sealed/readers/renew").location == "/staff/sealed/readers"
    page = words(rohani.client.get("/staff/sealed/readers"))
    assert "เปลี่ยนกุญแจแล้ว 1 เรื่อง" in page
    assert "มีผู้พ้นหน้าที่หรือกุญแจเก่า" not in page
    compared("arun", "/staff/sealed/readers/grant", rohani)
    arun.unlocks(NEW_PHRASE)
    assert arun.opens_first().status_code == 200


def test_who_left_is_named_as_a_reason_and_renewed_with_one_button(arun, rohani, report, readers, clock):
    by = Actor(frozenset({Role.ADMINISTRATOR}))
    people.dismiss(readers[0].member, by=by, now=clock())
    assert "/staff/sign-in" in arun.inbox().location
    assert "มีผู้พ้นหน้าที่หรือกุญแจเก่า" in words(rohani.client.get("/staff/sealed/readers"))
    rohani.client.post("/staff/sealed/readers/renew")
    found = casework.find(readers[1].door, reports.find(report.code).id, now=clock())
    assert [reader.name for reader in found.readers] == [readers[1].member.name]
    assert found.whole


def test_after_a_new_envelope_all_reports_get_new_keys(rohani, report, clock):
    assert rohani.client.post("/staff/sealed/readers/renew", data={"every": "y"}).location == "/staff/sealed/readers"
    assert "1 เรื่อง" in words(rohani.client.get("/staff/sealed/readers"))
    assert re.search("กุญแจสำรองใบปัจจุบัน", words(rohani.opens_first()))
