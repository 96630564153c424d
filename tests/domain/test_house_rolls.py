"""Lists of houses as village heads paste them: every spelling read, no row lost, nothing taken that is not asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.house_rolls import COLUMNS, LONGEST_CELL, read, split
from app.domain.houses_asked import asked_houses
from app.domain.thai import clean

VILLAGES = {1: "บ้านสวนนอก", 4: "บ้านปุหรน"}
GOOD = {"name": "สมศรี", "house_no": "45/2", "persons": "4", "amount": "2000"}
SIGNS = st.text(st.sampled_from('ก๔4 "\',;\t\n\r/.-นำ้เที่ยวลิตรม\x00\ufeff\u2028a=+@'), max_size=120)


def houses(*rows, village=4):
    return asked_houses(rows, villages=VILLAGES, village=village, truck=6000)


def pasted(text):
    return list(read(split(text)).rows)


def test_a_table_copied_from_a_spreadsheet():
    heads = "ลำดับ\tชื่อ-สกุล\tบ้านเลขที่\tหมู่\tจำนวนสมาชิก\tปริมาณน้ำ\tเลขบัตรประชาชน"
    text = f"{heads}\n1\tสมศรี ใจดี\t๔๕/๒\t๔\t๕\t๒,๐๐๐ ลิตร\t1234567890123\n"
    roll = read(split(text))
    assert roll.left_out == ("เลขบัตรประชาชน",)
    assert "1234567890123" not in str(roll.rows)
    (house,) = houses(*roll.rows)
    assert (house.name, house.house_no, house.village, house.persons, house.litres) == ("สมศรี ใจดี", "๔๕/๒", 4, 5, 2000)
    assert house.wrong == {}


def test_without_headings_our_own_order_is_meant():
    row = 'สมศรี,45/2,4,"ข้างมัสยิด, รั้วเขียว",080-000-1111,5,"2,000",1000,มี'
    (house,) = houses(*pasted(row))
    assert house.cells["place"] == "ข้างมัสยิด, รั้วเขียว"
    assert (house.phone, house.litres, house.capacity) == ("0800001111", 2000, 1000)
    assert house.care
    counted = pasted("1\tก\t1\n2\tข\t2\n3\tค\t3")
    assert [(row["name"], row["house_no"]) for row in counted] == [("ก", "1"), ("ข", "2"), ("ค", "3")]


def test_a_column_of_trips():
    (house,) = houses(*pasted("ชื่อ;บ้านเลขที่;คน;เที่ยว\nมัสยิด;1;90;๒"))
    assert (house.litres, house.wrong) == (12_000, {})


@pytest.mark.parametrize(
    ("column", "typed", "said"),
    [
        ("name", "", "กรอกชื่อ"), ("house_no", "", "กรอกบ้านเลขที่"), ("house_no", "5-ก.พ.", "เปลี่ยนเลขที่บ้านเป็นวันที่"),
        ("house_no", "46058", "เปลี่ยนเลขที่บ้านเป็นวันที่"), ("house_no", "2026-02-05 00:00:00", "เปลี่ยนเลขที่บ้านเป็นวันที่"),
        ("village", "9", "ไม่มีหมู่นี้"), ("village", "ที่ไหนสักแห่ง", "ไม่มีหมู่นี้"), ("phone", "12345", "ตรวจเบอร์"),
        ("persons", "", "ใส่จำนวนคน"), ("persons", "0", "ใส่จำนวนคน"), ("persons", "สี่", "ใส่จำนวนคน"),
        ("amount", "", "ใส่จำนวนลิตร"), ("amount", "1", "ถ้าหมายถึงเที่ยว"), ("amount", "99999999", "ใส่จำนวนลิตร"),
        ("capacity", "ถังแดง", "ใส่เป็นลิตร"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_cell_as_it_was_typed(column, typed, said):
    (house,) = houses({**GOOD, column: typed})
    assert said in house.wrong[column].words
    assert list(house.wrong) == [column]
    assert house.cells[column] == typed


@pytest.mark.parametrize("typed", ["4", "๔", "หมู่ 4", "หมู่ที่ ๔", "ม.4", "ม 4", "04", "บ้านปุหรน", "4 บ้านปุหรน", ""])
def test_villages_in_every_spelling(typed):
    assert houses({**GOOD, "village": typed})[0].village == 4


@pytest.mark.parametrize(("typed", "read_as"), [("812345678", "0812345678"), ("๐๘๑ ๒๓๔ ๕๖๗๘", "0812345678"), ("-", "")])
def test_telephones_that_a_spreadsheet_robbed_of_their_zero(typed, read_as):
    (house,) = houses({**GOOD, "phone": typed})
    assert (house.phone, house.wrong) == (read_as, {})


@pytest.mark.parametrize(("typed", "care"), [("", False), ("ไม่มี", False), ("-", False), ("มี", True), ("/", True)])
def test_special_care_is_yes_or_no(typed, care):
    assert houses({**GOOD, "care": typed})[0].care is care


def test_what_ails_a_neighbour_is_not_kept():
    (row,) = pasted("ชื่อ\tบ้านเลขที่\tผู้ต้องดูแล\nสมศรี\t1\tผู้ป่วยติดเตียง")
    assert row["care"] == "y"
    assert "ติดเตียง" not in str(row)


def test_the_same_house_twice_is_pointed_out_and_not_refused():
    rows = houses(GOOD, {**GOOD, "house_no": "บ้านเลขที่ ๔๕/๒"}, {**GOOD, "village": "1"}, {**GOOD, "house_no": "45/3"})
    assert [house.twin for house in rows] == [None, 1, None, None]
    assert all(house.wrong == {} for house in rows)


def test_empty_rows_do_not_count_and_the_others_keep_their_numbers():
    assert [house.number for house in houses({}, GOOD, {"name": "  "}, {**GOOD, "house_no": "7"})] == [2, 4]


# Whatever is pasted


@given(SIGNS)
def test_every_line_that_says_anything_is_a_row(text):
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    table = split(text)
    assert len(table) == len(lines)
    said = [row for row in table if any(clean(cell) for cell in row)]
    rows = read(table).rows
    assert len(said) - len(rows) in {0, 1}, "only a row of headings is no house"
    if len(rows) < len(said):
        assert any(clean(cell).startswith(("ชื่อ", "name")) for cell in said[0])


@given(st.lists(st.lists(st.text(max_size=40), max_size=12), max_size=8))
def test_any_table_is_read_and_every_row_is_answered(table):
    rows = read(table).rows
    found = houses(*rows)
    assert {house.number for house in found} == {n for n, row in enumerate(rows, 1) if any(row.values())}
    for house in found:
        assert set(house.cells) == set(COLUMNS)
        assert all(len(cell) <= LONGEST_CELL for cell in house.cells.values())
        assert house.litres > 0 or "amount" in house.wrong
        assert house.persons > 0 or "persons" in house.wrong


@given(st.lists(st.tuples(st.integers(1, 9999), st.integers(1, 20), st.integers(20, 60_000)), min_size=1, max_size=30))
def test_what_a_spreadsheet_holds_comes_out_as_it_went_in(said):
    lines = ["ชื่อ\tบ้านเลขที่\tคน\tลิตร", *(f"บ้าน {n}\t{n}\t{persons}\t{litres:,}" for n, persons, litres in said)]
    found = houses(*pasted("\r\n".join(lines)))
    assert [(house.house_no, house.persons, house.litres) for house in found] == [(str(n), p, ml) for n, p, ml in said]
    assert all(house.wrong == {} for house in found)
