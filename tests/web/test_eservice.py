"""A service that the office defined: residents ask for it, the counter keys it in, officers bring it to an end."""

import re
from io import BytesIO

import pytest

from app.domain.eservices import FieldKind
from app.domain.periods import fiscal_year
from app.domain.workflow import Outcome, Role, Status
from app.extensions import db
from app.models import Ticket
from app.services import statistics, tickets
from app.services.administration import services
from app.services.steps import StepInput
from tests import eservices, factories
from tests.factories import make_office
from tests.officers import INTAKE, Officer, hired

GIVEN = {
    "q_f1": "สมศรี แก้วดี", "q_f2-day": "๑๒", "q_f2-month": "5", "q_f2-year": "2509", "q_f3": "45/2", "q_f4": "4",
    "q_f5": "โอนเข้าบัญชี", "name": "วรรณา แก้วดี", "phone": "080 000 1111",
}  # fmt: skip


@pytest.fixture
def service(app, clock):
    make_office(clock())
    return eservices.define(clock())


def given(**changes):
    village = str(factories.village(4).id)
    return {**GIVEN, "q_f4": village, **changes}


def send(client, **changes):
    page = client.get("/services/elderly-allowance/new")
    assert page.status_code == 200
    key = re.search(r'name="draft" value="([^"]+)"', page.text)[1]
    return client.post("/services/elderly-allowance/new", data={**given(**changes), "draft": key})


def file_one(client, **changes):
    answer = send(client, **changes)
    assert answer.status_code == 303, answer.text
    return client.post(answer.location, data={"acknowledged": "y"}, follow_redirects=True)


def only():
    return db.session.query(Ticket).one()


def test_a_resident_files_it_and_reads_it_back(client, service, clock):
    answer = send(client)
    check = client.get(answer.location).text
    for words in ("สมศรี แก้วดี", "12 พฤษภาคม 2509", "45/2", "โอนเข้าบัญชี", "วรรณา แก้วดี"):
        assert words in check.replace("\u00a0", " ")
    received = client.post(answer.location, data={"acknowledged": "y"}, follow_redirects=True)
    assert "บร-2570-0001" in received.text
    ticket = only()
    assert (ticket.subject, ticket.unit.short_name, ticket.village.number) == (service.name, "กองสวัสดิการฯ", 4)
    assert ticket.details["fields"]["f2"] == "1966-05-12"
    assert (ticket.promise_days, ticket.manual_id is not None) == (1, True)
    page = client.get(f"/t/{ticket.token}").text.replace("\u00a0", " ")
    assert "วิธีรับเงิน" in page
    assert "12 พฤษภาคม 2509" in page
    assert f"/services/elderly-allowance/received?case={ticket.token}" in page


@pytest.mark.parametrize(("field", "value", "words"), [
    ("q_f1", "", "กรอกช่องนี้"),
    ("q_f2-day", "", "ต้องแก้"),
    ("q_f4", "999", "เลือกจากรายการ"),
    ("q_f5", "ทองคำ", "เลือกจากรายการ"),
    ("phone", "", "กรอกเบอร์โทรศัพท์ หรือที่อยู่ติดต่อ"),
    ("name", "", "กรอกชื่อผู้ยื่นคำขอ"),
])  # fmt: skip
def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(client, service, field, value, words):
    answer = send(client, **{field: value})
    assert answer.status_code == 422
    assert words in answer.text
    assert "45/2" in answer.text


def test_an_address_is_as_good_as_a_telephone(client, service):
    file_one(client, phone="", address="45/2 หมู่ 4")
    assert only().details["contact_address"] == "45/2 หมู่ 4"


def test_other_questions_later_leave_old_cases_as_they_were(client, service, clock):
    file_one(client)
    by = {"by": eservices.ADMIN, "now": clock()}
    first = service.fields[0]
    services.change_field(first, services.FieldDraft(first.kind, "ชื่อใหม่"), **by)
    services.remove_field(service.fields[4], **by)
    page = client.get(f"/t/{only().token}").text
    assert "ชื่อ-สกุล ผู้สูงอายุ" in page
    assert "วิธีรับเงิน" in page
    assert "ชื่อใหม่" in client.get("/services/elderly-allowance/new").text


def test_closed_or_without_a_manual_nothing_is_taken_in(client, service, clock):
    assert "ยื่นออนไลน์" in client.get("/services/elderly-allowance").text
    services.switch(service, active=False, by=eservices.ADMIN, now=clock())
    answer = client.get("/services/elderly-allowance/new")
    assert answer.status_code == 503
    assert "ยังไม่เปิดรับคำขอนี้ทางออนไลน์" in answer.text
    assert "ยื่นออนไลน์" not in client.get("/services/elderly-allowance").text
    assert client.get("/services/no-such/new").status_code == 404


def test_the_receipt_of_one_service_does_not_open_under_another(client, service, clock):
    file_one(client)
    eservices.define(clock(), slug="other", active=False)
    assert client.get(f"/services/other/received?case={only().token}").status_code == 404


def test_an_officer_brings_it_to_its_end(client, service, clock):
    file_one(client)
    ticket, by = only(), factories.actor(Role.INTAKE)
    tickets.take_step(ticket, "ask", StepInput(message="ขอสมุดบัญชี"), by=by, now=clock())
    assert ticket.status is Status.AWAITING_RESIDENT
    clock.advance(hours=1)
    tickets.take_step(ticket, "reply", StepInput(message="ส่งแล้ว"), by=factories.actor(Role.RESIDENT), now=clock())
    assert ticket.status is Status.RECEIVED
    tickets.take_step(ticket, "accept", StepInput(), by=by, now=clock())
    tickets.take_step(ticket, "answer", StepInput(outcome=Outcome.GRANTED, message="เริ่มรับเดือนหน้า"), by=by, now=clock())
    assert (ticket.status, ticket.outcome) == (Status.ANSWERED, Outcome.GRANTED)
    page = client.get(f"/t/{ticket.token}").text
    assert "คำขอของคุณผ่านแล้ว" in page
    assert "ได้รับบริการเรียบร้อยไหม" in page


def key_in(officer, **changes):
    address = "/staff/tickets/new?channel=eservice&service=elderly-allowance"
    page = officer.opens(address)
    start = dict(re.findall(r'name="(key|shown|day-day|day-year|time)"[^>]*? value="([^"]*)"', page))
    start["day-month"] = re.search(r'<option selected value="(\d+)">', page)[1]
    asked = {name: value for name, value in given().items() if name not in {"q_f3", "q_f4", "name"}}
    where = {"village": str(factories.village(4).id), "place": "45/2"}
    form = {"arrival": "walk_in", "applicant": "วรรณา แก้วดี", **where, **start, **asked, **changes}
    return officer.client.post(address, data=form)


def test_the_counter_keys_in_the_same_questions_with_house_and_village_where_they_always_stand(app, service, clock):
    nurida = Officer(app.test_client(), hired("nurida", INTAKE, now=clock(), unit="สำนักปลัด"))
    assert "เลือกหมู่ที่" in key_in(nurida, village="").text
    assert key_in(nurida).status_code in {200, 302, 303}
    ticket = only()
    assert ticket.place == "บ้านเลขที่ 45/2"
    fields = ticket.details["fields"]
    assert (fields["f1"], fields["f3"], fields["f4"]) == ("สมศรี แก้วดี", "45/2", factories.village(4).label)
    page = nurida.opens(f"/staff/tickets/{ticket.latin}").replace("\u00a0", " ")
    assert "12 พฤษภาคม 2509" in page
    assert "เปลี่ยนประเภท" not in page
    assert "วิธีรับเงิน" in nurida.opens(f"/staff/tickets/{ticket.latin}/sheet")
    for wanted in ("q=สมศรี", f"channel=eservice&service={service.id}"):
        assert ticket.reference in nurida.opens(f"/staff/queue?{wanted}")
    assert ticket.reference not in nurida.opens("/staff/queue?channel=water")


def test_its_figures_lead_to_exactly_its_cases(client, service, clock):
    file_one(client)
    factories.open_complaint(clock())
    this = statistics.tally(fiscal_year(2570), now=clock())
    rows = this.lines("service")
    assert {key: line.counts["received"] for key, line in rows.items()} == {"complaints": 1, str(service.id): 1}
    wanted = this.select("received", ("service", str(service.id)))
    listed = statistics.case_list(wanted, now=clock())
    assert [row.ticket.subject for row in listed.page(1, 50)] == [service.name]


def test_papers_that_must_be_there(client, service, clock):
    needed = services.FieldDraft(FieldKind.FILES, "สมุดบัญชี")
    services.change_field(service.fields[5], needed, by=eservices.ADMIN, now=clock())
    assert "แนบรูปถ่ายหรือเอกสารอย่างน้อยหนึ่งไฟล์" in send(client).text
    answer = send(client, photos=[(BytesIO(b"%PDF-1.4\n%%EOF"), "สมุด.pdf")])
    check = client.get(answer.location).text
    assert "สมุด.pdf" in check
    client.post(answer.location, data={"acknowledged": "y"})
    ticket = only()
    assert [file.media_type for file in ticket.attachments] == ["application/pdf"]
    assert "สมุด.pdf" in client.get(f"/t/{ticket.token}").text
