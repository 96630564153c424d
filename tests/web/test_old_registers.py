"""Old registers: brought in from files as offices have them, checked line by line, taken knowingly, found, undone."""

import io

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.domain.workflow import Role
from app.extensions import db
from app.models import OldRegister, OldRegisterLine, Ticket
from app.services.old_registers import checking
from tests import old_books
from tests.factories import make_staff, unit
from tests.web.entrance import acts, filled, sign_in

PAGE = "/admin/registers"


@pytest.fixture
def intake(app, admin, clock):
    """Who takes cases in, beside the administrator."""
    make_staff("somsri", Role.INTAKE, now=clock(), name="สมศรี")
    client = app.test_client()
    sign_in(client, "somsri")
    return client


def send(admin, content, name="ทะเบียนเก่า", **more):
    """Send a file: where it leads."""
    sheet = FileStorage(io.BytesIO(content), "old.csv", content_type="text/csv")
    mark, body = encode_multipart({"name": name, "sheet": sheet, **more})
    return admin.post(PAGE, data=body, content_type=f"multipart/form-data; boundary={mark}")


def arranged(admin, answer, **changes):
    """Accept the columns as they are guessed, then read on to the end: the address of the register."""
    assert answer.status_code == 302, answer.text
    fields = filled(admin.get(answer.location)) | {name: [value] for name, value in changes.items()}
    address = admin.post(answer.location, data=fields).location
    assert address, "the columns were not accepted"
    for _ in range(50):
        if 'id="go-on"' not in admin.get(address).text:
            break
        admin.post(f"{address}/go-on")
    return address


def plain(page):
    return page.text.replace("\u00a0", " ")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_three_thousand_lines_are_brought_in(admin, intake, form, clock):
    lines = old_books.rows(3000)
    content = old_books.as_csv(lines) if form == "csv" else old_books.as_xlsx(lines)
    clock.advance(days=365)
    sign_in(admin, "arunee")
    address = arranged(admin, send(admin, content))
    page = plain(admin.get(address))
    assert "อ่านได้ 3,000 บรรทัด อ่านไม่ได้ 0 บรรทัด" in page
    assert db.session.query(OldRegisterLine).filter_by(closed_on=None).count() == 429
    sign_in(intake, "somsri")
    assert "ถนนชำรุดหน้าบ้าน จุดที่ 600" not in intake.get("/staff/search?q=จุดที่ 600").text
    admin.post(f"{address}/take")
    assert "นำเข้าแล้ว 3,000 บรรทัด" in plain(admin.get(address))
    assert "มีในทะเบียนเดิม" in plain(intake.get("/staff/queue?q=จุดที่ 600")), "told where it was typed"
    assert "มีในทะเบียนเดิม" not in plain(intake.get("/staff/queue?q=จุดที่ไม่มี"))
    found = plain(intake.get("/staff/search?q=จุดที่ 600"))
    assert "ถนนชำรุดหน้าบ้าน จุดที่ 600" in found
    assert "จากทะเบียนเดิม" in found
    assert db.session.query(Ticket).count() == 0


@pytest.mark.parametrize(
    ("spelling", "sign"), [("utf-8", ","), ("utf-8-sig", ";"), ("tis-620", "\t"), ("cp874", ","), ("utf-16", ";")]
)
def test_files_are_read_in_the_spellings_offices_have(admin, spelling, sign):
    address = arranged(admin, send(admin, old_books.as_csv(old_books.rows(20), spelling=spelling, sign=sign)))
    assert "อ่านได้ 20 บรรทัด อ่านไม่ได้ 0 บรรทัด" in plain(admin.get(address))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "เลือกไฟล์ทะเบียน"),
        (b"%PDF-1.7 nothing", "อ่านไฟล์นี้ไม่ได้"),
        (b"PK\x03\x04 broken", "ไฟล์ตารางนี้อ่านไม่ได้"),
        ("เลขที่,เรื่อง\n".encode(), "ไม่พบตารางในไฟล์"),
        (b"\xfc\xfd\xfe,\xff\xfb\n1,2\n", "อ่านตัวอักษรในไฟล์นี้ไม่ได้"),
        (b"a,b\n" + b"x" * 5_000_001, "ไฟล์ใหญ่เกินไป"),
        (b"a,b\n" + b"1,2\n" * 10_100, "10,000 บรรทัด"),
    ],
)
def test_a_file_that_is_no_register_is_refused_in_words(admin, content, said):
    answer = send(admin, content)
    assert answer.status_code == 422
    assert said in plain(answer)
    assert db.session.query(OldRegister).count() == 0


def test_faulty_lines_are_named_counted_handed_out_and_left_out_only_knowingly(admin):
    lines = old_books.rows(30)
    lines[3][2], lines[4][2], lines[5][5] = "31/2/66", "", "12345"
    lines[6][6], lines[7][7], lines[8][10] = "หมู่ 9", "", "1/1/2564"
    lines[9][1], lines[10][2] = lines[0][1], "1/1/2600"
    address = arranged(admin, send(admin, old_books.as_csv(lines)))
    page = plain(admin.get(address))
    assert "อ่านได้ 22 บรรทัด อ่านไม่ได้ 8 บรรทัด" in page
    for said in ("อ่านวันที่รับไม่ได้", "ไม่มีวันที่รับ", "เบอร์โทรศัพท์ไม่ถูก", "ไม่รู้จักหมู่บ้าน", "ไม่ได้เขียนเรื่อง", "แล้วเสร็จก่อนวันที่รับ",
                 "เลขที่ซ้ำ กับบรรทัด 2", "วันที่รับอยู่ในอนาคต"):  # fmt: skip
        assert said in page
    one = plain(admin.get(f"{address}?fault=phone-unread"))
    assert "12345" in one
    assert "31/2/66" not in one
    refused = admin.post(f"{address}/take")
    assert refused.status_code == 422
    assert "ติ๊กว่าจะทิ้งบรรทัดเหล่านั้น" in refused.text
    assert db.session.query(OldRegister).one().state == "loaded"
    handed = admin.get(f"{address}/faulty.csv").data.decode("utf-8-sig")
    assert len(handed.splitlines()) == 9
    assert "31/2/66" in handed
    admin.post(f"{address}/take", data={"left_out": "y"})
    assert "นำเข้าแล้ว 22 บรรทัด" in plain(admin.get(address))
    assert "ทิ้งไว้ 8 บรรทัด" in plain(admin.get(address))


def test_mended_lines_come_back_with_the_columns_remembered(admin):
    lines = old_books.rows(10)
    lines[3][2], lines[4][3] = "31/2/66", "=HYPERLINK(1)"
    lines[4][2] = "?"
    address = arranged(admin, send(admin, old_books.as_csv(lines)), column_8="")
    handed = admin.get(f"{address}/faulty.csv").data.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in handed
    admin.post(f"{address}/take", data={"left_out": "y"})
    mended = handed.replace("31/2/66", "28/9/65").replace("?", "1 ก.ย. 65")
    answer = send(admin, mended.encode("utf-8-sig"), name="แก้แล้ว")
    assert "จับคู่ไว้ตามไฟล์ก่อน" in admin.get(answer.location).text
    again = arranged(admin, answer)
    assert "อ่านได้ 2 บรรทัด อ่านไม่ได้ 0 บรรทัด" in plain(admin.get(again))
    admin.post(f"{again}/take")
    assert db.session.query(OldRegisterLine).filter_by(taken=True).count() == 10
    assert {line.person for line in db.session.query(OldRegisterLine)} >= {"=HYPERLINK(1)"}


def test_a_number_that_an_earlier_register_has_is_named(admin):
    content = old_books.as_csv(old_books.rows(5))
    first = arranged(admin, send(admin, content, name="เล่มหนึ่ง"))
    admin.post(f"{first}/take")
    second = arranged(admin, send(admin, content, name="เล่มสอง"))
    assert "เลขที่ซ้ำ กับบรรทัด 2 ของ เล่มหนึ่ง" in plain(admin.get(second))
    assert "ไม่มีบรรทัดใดอ่านได้เลย" in admin.post(f"{second}/take", data={"left_out": "y"}).text


def test_what_is_kept_as_written_is_no_fault(admin):
    lines = old_books.rows(5)
    lines[1][5], lines[2][6] = "ถามผู้ใหญ่บ้าน", "บ้านนอกเขต"
    lines[3][1] = lines[0][1]
    keep = {"keep_phones": "y", "keep_villages": "y", "keep_twice": "y"}
    address = arranged(admin, send(admin, old_books.as_csv(lines)), **keep)
    assert "อ่านได้ 5 บรรทัด" in plain(admin.get(address))


def test_columns_without_a_day_or_chosen_twice_are_refused(admin):
    answer = send(admin, old_books.as_csv(old_books.rows(3)))
    fields = filled(admin.get(answer.location))
    assert "ต้องมีคอลัมน์ที่บอกวันที่รับ" in admin.post(answer.location, data=fields | {"column_2": [""]}).text
    assert "ความหมายเดียวกัน" in admin.post(answer.location, data=fields | {"column_3": ["subject"]}).text


def test_identity_numbers_are_not_brought_in(admin):
    address = arranged(admin, send(admin, old_books.as_csv(old_books.rows(3))))
    admin.post(f"{address}/take")
    assert "1949900000000" not in str([(line.cells, line.search_text) for line in db.session.query(OldRegisterLine)])


def test_undoing_asks_and_leaves_nothing(admin, intake):
    address = arranged(admin, send(admin, old_books.as_csv(old_books.rows(8))))
    admin.post(f"{address}/take")
    assert "8 บรรทัดหายไป" in plain(admin.get(f"{address}/undo"))
    assert db.session.query(OldRegisterLine).count() == 8
    admin.post(f"{address}/undo")
    assert db.session.query(OldRegisterLine).count() == 0
    assert "จากทะเบียนเดิม" not in intake.get("/staff/search?q=ถนน").text
    assert admin.post(f"{address}/undo").status_code == 404
    assert [act for act in acts() if act.startswith("old_register")] == [
        "old_register_loaded", "old_register_taken", "old_register_undone"
    ]  # fmt: skip


def test_two_files_at_once_do_not_meet(admin):
    one = send(admin, old_books.as_csv(old_books.rows(1000)), name="หนึ่ง")
    two = send(admin, old_books.as_csv(old_books.rows(900)), name="สอง")
    for answer in (one, two):
        admin.post(answer.location, data=filled(admin.get(answer.location)))
    checking.go_on_with_all(db.session.query(OldRegister).first().loaded_at)
    addresses = [answer.location.removesuffix("/columns") for answer in (one, two)]
    assert "อ่านได้ 1,000 บรรทัด" in plain(admin.get(addresses[0]))
    assert "อ่านได้ 900 บรรทัด" in plain(admin.get(addresses[1]))


def test_a_line_is_read_with_a_note_and_taken_up_as_a_case(admin, intake, clock):
    lines = old_books.rows(2)
    lines[0][2] = "5/10/2569"
    address = arranged(admin, send(admin, old_books.as_csv(lines)))
    admin.post(f"{address}/take")
    number = db.session.query(OldRegisterLine).filter_by(line=2).one().id
    listed = intake.get(f"/staff/registers/{db.session.query(OldRegister).one().id}?open=1").text
    assert f"/staff/registers/lines/{number}" in listed
    assert "สมพร แก้วมณี" not in listed
    page = intake.get(f"/staff/registers/lines/{number}")
    assert "สมพร แก้วมณี" in page.text
    assert "read_old_line" in acts()
    form = filled(intake.get(f"/staff/tickets/new?line={number}"))
    assert form["applicant"] == ["สมพร แก้วมณี"]
    assert [form[f"day-{part}"] for part in ("day", "month", "year")] == [["5"], ["10"], ["2569"]]
    kind = next(value for value in intake.get("/staff/tickets/new").text.split('<option value="') if "ถนน" in value)
    answer = intake.post(f"/staff/tickets/new?line={number}", data=form | {"category": [kind.split('"')[0]]})
    assert answer.status_code == 302, answer.text
    case = db.session.query(Ticket).one()
    assert case.received_at.date().isoformat() == "2026-10-05"
    assert case.reference in intake.get(f"/staff/registers/lines/{number}").text
    assert "เปิดเป็นเรื่องใหม่</a>" not in intake.get(f"/staff/registers/lines/{number}").text


def test_only_administrators_bring_in_and_only_the_desk_reads(admin, intake, app, clock):
    address = arranged(admin, send(admin, old_books.as_csv(old_books.rows(2))))
    admin.post(f"{address}/take")
    assert intake.get(PAGE).status_code == 404
    assert admin.get("/staff/registers").status_code == 404
    officer = app.test_client()
    make_staff("rohani", Role.INTEGRITY, now=clock(), unit=unit("กองช่าง"))
    sign_in(officer, "rohani")
    assert officer.get("/staff/registers/lines/1").status_code == 404


def test_the_counts_are_those_of_the_book(admin):
    address = arranged(admin, send(admin, old_books.as_csv(old_books.rows(14))))
    admin.post(f"{address}/take")
    page = plain(admin.get(address))
    assert "ไม่มีหลักฐานให้คำนวณใหม่" in page
    assert ">14<" in page
    assert ">12<" in page


def test_a_book_without_numbers_says_which_lines_stand_twice_until_the_administrator_accepts_it(admin):
    lines = [row[2:] for row in [old_books.HEADERS, *old_books.rows(3), old_books.rows(1)[0]]]
    address = arranged(admin, send(admin, old_books.as_csv(lines, headers=False)))
    page = plain(admin.get(address))
    assert "วันที่ เรื่อง และชื่อซ้ำ กับบรรทัด 2" in page
    assert "อ่านได้ 3 บรรทัด อ่านไม่ได้ 1 บรรทัด" in page
    accepted = arranged(admin, send(admin, old_books.as_csv(lines, headers=False)), keep_twice="y")
    assert "อ่านได้ 4 บรรทัด อ่านไม่ได้ 0 บรรทัด" in plain(admin.get(accepted))
