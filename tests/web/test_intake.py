"""Two journeys from the door to the receipt, as residents walk them."""

import pytest

from app.extensions import db
from app.models import Draft, EitCampaign, EitInvitation, Ticket
from app.services.transaction import transaction
from tests.factories import make_office
from tests.residents import Resident, photo

STORY = "ท่อระบายน้ำหน้าบ้านตัน ฝนตกทีไรน้ำเอ่อเข้าบ้าน"
COMPLAINT = {"category": "drain", "story": STORY, "village": "4", "place": "หน้าบ้านเลขที่ 45 ข้างร้านชำ"}
WATER = {
    "category": "water-household", "reason": "dry_tap", "persons": "๔", "amount": "1", "containers": ["jar", "tank"],
    "capacity": "๖,๐๐๐ ลิตร", "road": "hose", "hose": "25", "name": "วรรณา แก้วมณี", "phone": "08-0000-1111",
    "house_no": "45/2", "village": "4",
}  # fmt: skip


@pytest.fixture
def resident(client, clock):
    make_office(clock())
    return Resident(client)


def case() -> Ticket:
    return db.session.query(Ticket).one()


def test_a_complaint_from_door_to_receipt(resident, clock):
    resident.opens("/complaints/").reads("ใช้เวลา ราว 3 นาที".split(maxsplit=1)[0], "7 วันทำการ", "ช่องทางร้องเรียนทุจริต")
    resident.follows("เริ่มแจ้งเรื่อง").types(**COMPLAINT, phone="๐๘ ๐๐๐๐ ๑๒๓๔").presses("ไปตรวจคำตอบ")
    resident.reads("ตรวจคำตอบก่อนส่ง", "ท่อระบายน้ำ", STORY, "หมู่ที่ 4 บ้านปุหรน", "08 0000 1234", "ประกาศความเป็นส่วนตัว")
    assert db.session.query(Ticket).count() == 0
    resident.types(acknowledged="y").presses("ส่งเรื่อง")
    resident.reads("รับเรื่องของคุณแล้ว", "รท-2570-0001", "วันพุธที่ 11 พฤศจิกายน 2569", "2 พฤศจิกายน 2569 09.00 น.")
    ticket = case()
    assert (ticket.story, ticket.phone, ticket.village.number) == (STORY, "0800001234", 4)
    assert (ticket.contact_by, ticket.applicant, ticket.received_at) == ("page", "", clock())


def test_what_was_sent_no_longer_waits_as_a_draft(resident):
    resident.opens("/complaints/new").types(**COMPLAINT, photos=photo()).presses("ไปตรวจคำตอบ")
    resident.types(acknowledged="y").presses("ส่งเรื่อง").reads("รูป 1 รูปครบ")
    assert db.session.query(Draft).count() == 0
    assert [file.name for file in case().attachments] == ["หลุม.jpg"]


def test_changing_an_answer_comes_back_to_the_field_with_everything_there(resident):
    resident.opens("/complaints/new").types(**COMPLAINT, name="ซาลีฮะห์").presses("ไปตรวจคำตอบ")
    links = [a.attrib["href"] for a in resident.tree.iter("a") if "แก้ไข" in "".join(a.itertext())]
    assert links[1].endswith("#story")
    resident.opens(links[1]).finds_typed(story=STORY, category="drain", village="4", name="ซาลีฮะห์")
    resident.types(place="หลังตลาด").presses("ไปตรวจคำตอบ").reads("หลังตลาด", STORY)


def test_on_a_sunday_the_page_says_when_counting_starts(resident, clock):
    clock.set(clock().replace(day=1))
    resident.opens("/complaints/new").types(**COMPLAINT).presses("ไปตรวจคำตอบ")
    resident.types(acknowledged="y").presses("ส่งเรื่อง").reads("สำนักงานปิดแล้ว", "เราเริ่มนับวันจันทร์ที่ 2 พฤศจิกายน")


def test_a_water_request_from_door_to_receipt(resident):
    resident.opens("/water/").reads("3 วันทำการ", "น้ำหมดบ้านแล้ว").follows("เริ่มกรอกคำร้อง")
    resident.reads("เที่ยวละ 6,000 ลิตร").types(**WATER, special_care="y", wish_day="๔", wish_month="11", wish_year="2569")
    resident.types(on_behalf="ยูนุส", relation="ลูก").presses("ไปตรวจคำตอบ")
    resident.reads("6,000 ลิตร", "โอ่ง, แท็งก์น้ำ", "วันพุธที่ 4 พฤศจิกายน 2569", "ลากสายราว 25 เมตร", "ยูนุส (ลูก)")
    resident.types(acknowledged="y").presses("ส่งเรื่อง").reads("นอ-2570-0001", "วันพฤหัสบดีที่ 5 พฤศจิกายน 2569")
    ticket = case()
    assert (ticket.subject, ticket.place) == ("ขอน้ำ 6,000 ลิตร น้ำประปาไม่ไหล", "บ้านเลขที่ 45/2")
    assert ticket.details == {
        "litres": 6000, "trips": 1, "persons": 4, "containers": ["jar", "tank"], "capacity": 6000, "road": "hose",
        "hose": 25, "wish_date": "2026-11-04", "time": "any", "reason": "dry_tap", "special_care": True,
        "on_behalf": "ยูนุส", "relation": "ลูก", "house_no": "45/2", "moo": 4,
    }  # fmt: skip
    assert not ticket.emergency


def test_less_than_a_truckload_and_small_containers(resident):
    resident.opens("/water/new").types(**{**WATER, "amount": "less", "litres": "๒,๐๐๐", "capacity": "1500"})
    resident.presses("ไปตรวจคำตอบ").reads("2,000 ลิตร", "รถจะเติมให้เท่าที่รับได้")
    resident.types(acknowledged="y").presses("ส่งเรื่อง")
    assert (case().details["litres"], case().details["trips"]) == (2000, 0)


@pytest.mark.parametrize(
    ("pasted", "link", "position"),
    [
        ("ร้านชำ https://maps.app.goo.gl/Xy12", "https://maps.app.goo.gl/Xy12", (None, None)),
        ("6.712345, 101.034567", "", (6.712345, 101.034567)),
        ("https://www.google.com/maps?q=6.7,101.03", "https://www.google.com/maps?q=6.7,101.03", (6.7, 101.03)),
    ],
)
def test_a_pin_on_the_map(resident, pasted, link, position):
    resident.opens("/complaints/new").types(**COMPLAINT, map=pasted).presses("ไปตรวจคำตอบ").reads("มีตำแหน่งบนแผนที่")
    resident.types(acknowledged="y").presses("ส่งเรื่อง")
    assert (case().map_link, case().latitude, case().longitude) == (link, *position)


def test_not_sure_which_village(resident):
    resident.opens("/complaints/new").types(**{**COMPLAINT, "village": "unknown"}).presses("ไปตรวจคำตอบ")
    resident.reads("ไม่แน่ใจว่าหมู่ไหน").types(acknowledged="y").presses("ส่งเรื่อง")
    assert case().village is None


def test_the_receipt_prints_and_opens_only_with_its_key(resident):
    resident.opens("/complaints/new").types(**COMPLAINT).presses("ไปตรวจคำตอบ")
    resident.types(acknowledged="y").presses("ส่งเรื่อง")
    assert resident.answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in resident.answer.headers["Cache-Control"]
    token = case().token
    resident.follows("พิมพ์หรือบันทึก").reads("เลือกพิมพ์", "๒ พฤศจิกายน ๒๕๖๙").sees_no("แจ้งอีกเรื่องหนึ่ง")
    assert 'class="receipt-page"' in resident.answer.text
    for address in (f"/water/received?case={token}", "/complaints/received?case=x", "/complaints/received"):
        resident.opens(address, status=404)


def test_the_survey_is_offered_while_its_window_is_open_and_counted_once_a_day(resident, clock):
    resident.opens("/complaints/new").types(**COMPLAINT).presses("ไปตรวจคำตอบ")
    resident.types(acknowledged="y").presses("ส่งเรื่อง").sees_no("EIT")
    day = clock().date()
    with transaction():
        db.session.add(EitCampaign(fiscal_year=2570, address="https://example.go.th/eit", opens_on=day, closes_on=day))
    token = case().token
    for _visit in range(2):
        resident.opens(f"/complaints/received?case={token}").reads("แบบวัด EIT")
    assert [(row.place, row.day) for row in db.session.query(EitInvitation)] == [("confirmation", day)]
    clock.advance(days=1)
    resident.opens(f"/complaints/received?case={token}").sees_no("EIT")


def test_in_english_too(resident):
    resident.opens("/complaints/new?lang=en").types(**COMPLAINT)
    assert 'lang="en"' in resident.answer.text
    assert "Street lights" in resident.text
    resident.presses(_last_button(resident)).types(acknowledged="y")
    resident.presses(_last_button(resident))
    assert "Wednesday 11 November 2026" in resident.text
    assert case().language == "en"


def _last_button(resident: Resident) -> str:
    return ["".join(button.itertext()).strip() for button in resident.tree.iter("button")][-1]
