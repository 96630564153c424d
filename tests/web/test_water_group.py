"""Water for many houses in one request: typed, pasted or uploaded; mended where it stands; one number for all of it."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest

from app.domain.channels import Arrival
from app.domain.workflow import Role
from app.extensions import db
from app.models import AuditEntry, Draft, Ticket
from app.services import chain
from tests.factories import make_office, make_staff, open_water, village
from tests.residents import Resident
from tests.web.entrance import sign_in

FILER = {"name": "อุสมาน ดอเลาะ", "role": "head", "phone": "08-0000-1111", "village": "4", "reason": "drought"}
TWO = "ชื่อ\tบ้านเลขที่\tคน\tน้ำ\tผู้ต้องดูแล\nสมศรี ใจดี\t45/2\t4\t2,000\t\nอารี\t๔๖\t๓\t๑ เที่ยว\tมี"


@pytest.fixture
def head(client, clock):
    make_office(clock())
    return Resident(client)


@pytest.fixture
def counter(client, clock):
    make_office(clock())
    make_staff("nurida", Role.INTAKE, now=clock(), name="นูรีดา")
    sign_in(client, "nurida")
    return Resident(client)


def case() -> Ticket:
    return db.session.query(Ticket).one()


def houses(ticket):
    return [(p.name, p.house_no, p.village.number, p.persons, p.litres, p.special_care) for p in ticket.points]


def starts(head, **more):
    return head.opens("/water/group/new").types(**{**FILER, **more}).presses("ไปที่รายชื่อบ้าน")


def sends(head):
    head.presses("ไปตรวจคำตอบ").types(acknowledged="y").presses("ส่งเรื่อง")
    return case()


def workbook(rows):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return io.BytesIO(out.getvalue())


def test_a_pasted_list_becomes_one_request_with_many_points(head, clock):
    head.opens("/water/").follows("ขอให้หลายบ้านพร้อมกัน").types(**FILER, listed=TWO).presses("ไปที่รายชื่อบ้าน")
    head.reads("รวม 2 บ้าน 7 คน 8,000 ลิตร", "หมู่ที่ 4 บ้านปุหรน").presses("ไปตรวจคำตอบ")
    head.reads("อุสมาน ดอเลาะ", "ผู้ใหญ่บ้าน", "08 0000 1111", "สมศรี ใจดี", "มีผู้ต้องดูแลเป็นพิเศษ", "ราว 2 เที่ยว")
    assert db.session.query(Ticket).count() == 0
    head.presses("ส่งเรื่อง", status=422).types(acknowledged="y").presses("ส่งเรื่อง").reads("รับเรื่องของคุณแล้ว", "นอ-2570-0001")
    ticket = case()
    assert houses(ticket) == [("สมศรี ใจดี", "45/2", 4, 4, 2000, False), ("อารี", "๔๖", 4, 3, 6000, True)]
    assert ticket.details == {
        "litres": 8000, "persons": 7, "houses": 2, "reason": "drought", "role": "head", "moo": 4, "special_care": True,
    }  # fmt: skip
    assert ticket.subject == "ขอน้ำ 2 บ้าน 8,000 ลิตร ภัยแล้ง บ่อแห้ง"
    assert (ticket.applicant, ticket.phone) == ("อุสมาน ดอเลาะ", "0800001111")
    assert ticket.events[0].data["asked"] == {"1": 2000, "2": 6000}
    assert (db.session.query(Draft).count(), chain.verify()) == (0, [])


def test_typed_row_by_row_with_more_rows(head):
    starts(head).sees_no("รวม ")
    head.types(name_0="ก", house_no_0="1", persons_0="2", amount_0="500", care_0="y", more="1").presses("เพิ่มแถว")
    head.finds_typed(name_0="ก", rows="10", care_0="y")
    head.types(name_5="ข", house_no_5="2", village_5="หมู่ ๓", persons_5="3", amount_5="700", phone_5="812345678")
    ticket = sends(head)
    assert houses(ticket) == [("ก", "1", 4, 2, 500, True), ("ข", "2", 3, 3, 700, False)]
    assert [p.phone for p in ticket.points] == ["", "0812345678"]


def test_what_is_wrong_stands_beside_its_cell_and_nothing_is_lost(head):
    starts(head, listed="สมศรี,45/2,9,,,สี่,2000\nอารี,,,,,3,1").presses("ไปตรวจคำตอบ", status=422)
    assert head.errors == {
        "village_0": "ไม่มีหมู่นี้ในตำบล ใส่เป็นตัวเลข เช่น 4", "persons_0": "ใส่จำนวนคน 1 ถึง 500", "house_no_1": "กรอกบ้านเลขที่",
        "amount_1": "1 ลิตรน้อยเกินไป ถ้าหมายถึงเที่ยว เขียน “1 เที่ยว”",
    }  # fmt: skip
    assert head.summary[0].startswith("แถวที่ 1")
    head.finds_typed(village_0="9", persons_0="สี่", amount_1="1")
    head.types(village_0="", persons_0="4", house_no_1="47", amount_1="1 เที่ยว")
    assert len(houses(sends(head))) == 2


def test_a_workbook_is_read_and_other_columns_are_not_kept(head):
    rows = [["ลำดับ", "ชื่อ-สกุล", "เลขบัตรประชาชน", "บ้านเลขที่", "คน", "เที่ยว"], [1, "สมศรี", "1950100000001", "45/2", 4, 1]]
    starts(head, sheet=(workbook(rows), "รายชื่อ.xlsx")).reads("รวม 1 บ้าน 4 คน 6,000 ลิตร")
    assert "1950100000001" not in str(db.session.query(Draft).one().answers)
    assert houses(sends(head)) == [("สมศรี", "45/2", 4, 4, 6000, False)]


def test_the_empty_list_offered_comes_back_filled_in(head, client):
    answer = client.get("/water/group/list.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book.active["B2"].number_format == "@", "a house number stays a house number"
    for column, cell in enumerate(("สมศรี", "5/2", "3", "ข้างมัสยิด", "0800002222", "4", "1500", "2000", "มี"), start=1):
        book.active.cell(2, column).value = cell
    out = io.BytesIO()
    book.save(out)
    starts(head, sheet=(io.BytesIO(out.getvalue()), "houses.xlsx"))
    assert houses(sends(head)) == [("สมศรี", "5/2", 3, 4, 1500, True)]


def test_a_file_that_is_no_list_is_refused_and_the_rest_kept(head):
    starts_ = head.opens("/water/group/new").types(**FILER, sheet=(io.BytesIO(b"%PDF-1.7"), "x.pdf"))
    starts_.presses("ไปที่รายชื่อบ้าน", status=422).finds_typed(name="อุสมาน ดอเลาะ", reason="drought")
    assert "อ่านไฟล์นี้ไม่ได้" in head.errors["sheet"]


def test_a_list_is_kept_though_the_name_is_missing(head):
    head.opens("/water/group/new").types(**{**FILER, "name": ""}, listed=TWO).presses("ไปที่รายชื่อบ้าน", status=422)
    head.reads("เก็บรายชื่อไว้แล้ว 2 บ้าน").types(name="อุสมาน").presses("ไปที่รายชื่อบ้าน").reads("รวม 2 บ้าน")
    assert len(houses(sends(head))) == 2


def test_more_than_one_request_takes_is_said_with_the_text_still_there(head):
    long = "\n".join(f"บ้าน {n},{n}" for n in range(1, 202))
    head.opens("/water/group/new").types(**FILER, listed=long).presses("ไปที่รายชื่อบ้าน", status=422)
    assert "รวมแล้ว 201 บ้าน" in head.errors["listed"]
    head.finds_typed(listed=long)


def test_rows_are_taken_out_added_from_a_second_list_and_twins_pointed_out(head):
    starts(head, listed=TWO).types(back="1").presses("กลับไปหน้าผู้ยื่น หรือใส่ตารางเพิ่ม").finds_typed(name="อุสมาน ดอเลาะ")
    head.types(listed="มานะ,45/2,4,,,1,100\nมานี,50,4,,,1,100").presses("ไปที่รายชื่อบ้าน")
    head.reads("รวม 4 บ้าน", "บ้านเดียวกับแถวที่ 1").types(remove="0").presses("ไปตรวจคำตอบ").sees_no("สมศรี", "บ้านเดียวกับ")
    head.types(acknowledged="y").presses("ส่งเรื่อง")
    assert [name for name, *_ in houses(case())] == ["อารี", "มานะ", "มานี"]


def test_what_is_wrong_far_down_is_not_folded_away(head):
    rows = [f"บ้าน {n},{n},4,,,4,1000,1000," for n in range(1, 61)]
    rows[30] = "บ้าน 31,,4,,,4,1000,1000,"
    starts(head, listed="\n".join(rows))
    names = dict(re.findall(r'name="([a-z_]+_\d+)"[^>]*? value="([^"]*)"', head.answer.text))
    page = head.client.post(head.address, data={"rows": "60", **names}).text
    opened = re.findall(r"<details open><summary>บ้านที่.(\d+)", page)
    assert opened == ["1", "21", "41"], "the first, the one with the mistake, the last"


def test_the_confirmation_counts_the_same_steps(head):
    starts(head, listed=TWO)
    sends(head)
    steps = re.findall(r"<li( aria-current=\"step\")?>(ผู้ยื่น|รายชื่อบ้าน|ตรวจคำตอบ|ได้เลขที่)<", head.answer.text)
    assert [name for _now, name in steps] == ["ผู้ยื่น", "รายชื่อบ้าน", "ตรวจคำตอบ", "ได้เลขที่"]
    assert steps[-1][0]


def test_pressed_twice_it_is_one_request(head):
    starts(head, listed=TWO).presses("ไปตรวจคำตอบ")
    here = head.address
    head.types(acknowledged="y").presses("ส่งเรื่อง")
    answers = [head.client.post(here, data={"acknowledged": "y"}) for _ in range(2)]
    assert {answer.location for answer in answers} == {f"/water/received?case={case().token}"}
    head.opens(here).reads("รับเรื่องของคุณแล้ว")


def test_what_somebody_else_asked_for_is_never_told_to_the_public(head, clock):
    open_water(clock(), details={"litres": 2000, "house_no": "45/2"}, village=4)
    starts(head, listed=TWO).sees_no("เคยขอ", "ยังไม่ได้รับน้ำ").presses("ไปตรวจคำตอบ").sees_no("บ้านเดียวกัน", "ยังไม่ได้รับน้ำ")


def test_empty_addresses_and_made_up_keys_lead_to_the_first_page(head):
    for path in ("houses", "check"):
        for key in ("", "?draft=x", f"?draft={'a' * 32}"):
            head.opens(f"/water/group/{path}{key}").reads("ใครยื่น")
    starts(head).presses("ไปตรวจคำตอบ", status=422).reads("กรอกอย่างน้อยหนึ่งบ้าน")


def test_two_hundred_houses_go_through_one_page(head):
    starts(head, listed="\n".join(f"บ้าน {n},{n},4,,,4,1000,1000," for n in range(1, 201)))
    names = dict(re.findall(r'name="([a-z_]+_\d+)"[^>]*? value="([^"]*)"', head.answer.text))
    assert head.answer.text.count("<details open><summary>บ้านที่") == 2, "the first and the last"
    answer = head.client.post(head.address, data={"rows": "200", **names})
    assert answer.status_code == 303
    check = head.opens(answer.location).reads("บ้านที่ 1–20", "บ้านที่ 181–200").answer.text
    assert check.count("<details open><summary>บ้านที่") == 1
    head.client.post(answer.location, data={"acknowledged": "y"})
    assert (len(case().points), case().details["litres"]) == (200, 200_000)


# At the counter


def test_the_counter_keys_in_what_the_village_head_brought_yesterday(counter, clock):
    before = open_water(clock() - timedelta(days=3), details={"litres": 2000, "house_no": "๔๕/๒"}, village=village(4))
    counter.opens("/staff/tickets/new?channel=water").follows("ขอน้ำให้หลายบ้านในคำร้องเดียว")
    counter.types(**FILER, listed=TWO, time="08.15", backdate_reason="ผู้ใหญ่บ้านฝากไว้ก่อนเปิด", register_number="ที่ 12/2570")
    counter.presses("ไปที่รายชื่อบ้าน").reads(f"{before.reference} บ้านเดียวกัน ขอ 2,000 ลิตร").presses("ไปตรวจคำตอบ")
    counter.reads(before.reference).presses("รับเรื่องและออกใบรับ").reads("รับเรื่องแล้ว เลขที่ นอ-2570-0002")
    ticket = db.session.query(Ticket).order_by(Ticket.id.desc()).first()
    assert (ticket.arrival, len(ticket.points), ticket.register_number) == (Arrival.VILLAGE_HEAD, 2, "ที่ 12/2570")
    assert ticket.received_at == clock().replace(hour=8, minute=15)
    assert ticket.events[0].actor.name == "นูรีดา"
    seen = db.session.query(AuditEntry).filter_by(action="saw_earlier").all()
    assert [entry.subject for entry in seen] == [before.reference]


def test_the_counters_pages_are_the_officers(client, head):
    assert client.get("/staff/tickets/group/new").status_code == 302


def test_the_roster_has_the_usual_columns_and_no_others(counter):
    lines = "\n".join(f"บ้าน {n},{n},4,ข้างวัด,0800003333,4,1000" for n in range(1, 36))
    counter.opens("/staff/tickets/group/new").types(**FILER, listed=lines).presses("ไปที่รายชื่อบ้าน")
    names = dict(re.findall(r'name="([a-z_]+_\d+)"[^>]*? value="([^"]*)"', counter.answer.text))
    answer = counter.client.post(counter.address, data={"rows": "35", **names})
    counter.opens(answer.location).presses("รับเรื่องและออกใบรับ")
    counter.opens(f"/staff/tickets/{case().latin}").follows("พิมพ์บัญชีแนบท้าย")
    counter.reads("แผ่นที่ ๑ จาก ๒", "แผ่นที่ ๒ จาก ๒", "รวม ๓๕ บ้าน ๑๔๐ คน ขอน้ำ ๓๕,๐๐๐ ลิตร", "ลายมือชื่อ", "หมายเหตุ")
    counter.sees_no("ข้างวัด", "0800003333", "08 0000 3333")
    assert counter.answer.text.count("<tr>") == 35 + 2


def test_officers_find_the_request_by_any_of_its_houses(head, client, clock):
    starts(head, listed=TWO)
    ticket = sends(head)
    make_staff("nurida", Role.INTAKE, now=clock(), name="นูรีดา")
    sign_in(client, "nurida")
    head.opens("/staff/queue?q=สมศรี").reads(ticket.subject)
