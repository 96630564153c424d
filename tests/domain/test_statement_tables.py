"""The annex of figures says what the statement says: counts only for few cases, a sentence for none."""

from app.domain.report import Paragraph, Table
from app.domain.statement_tables import BALANCE, NOTHING, TIMES, blocks

EMPTY = {"brought": 0, "received": 0, "reopened": 0, "closed": 0, "open": 0}


def group(of=0, *, on_time=0, median=None, longest=0, **balance):
    time = {"received": {"median": [median, longest, of], "p90": [None, longest, of]}}
    return {
        "balance": EMPTY | balance,
        "counts": {"on_time": on_time, "judged": of},
        "office_minutes": time,
        "resident_seconds": {"received": {"median": [86400, 86400, of], "p90": [864000, 864000, of]}},
    }


def statement(**groups):
    return {"from": "2023-10-01", "to": "2024-09-30", "as_of": "2024-10-05", "groups": groups}


def tables(made):
    return {block.caption: block.rows for block in made if isinstance(block, Table)}


def test_balance_and_times_of_each_service_and_of_all_together_last():
    whole = group(437, on_time=331, median=2880, longest=14400, brought=22, received=1418, reopened=9,
                  closed=430, open=19)  # fmt: skip
    made = tables(blocks(statement(all=whole, complaints=whole)))
    assert made[BALANCE] == tuple(
        (name, "22", "1,418", "9", "430", "19") for name in ("แจ้งความเดือดร้อน", "รวมทุกงาน")
    )
    assert made[TIMES][1] == ("รวมทุกงาน", "331 จาก 437 (ร้อยละ 76)", "6.0", "มากกว่า 30.0", "1.0", "10.0")


def test_fewer_than_five_are_counted_and_nothing_more():
    few = group(3, on_time=2, median=480, longest=480, received=3, closed=2, open=1)
    assert tables(blocks(statement(all=few, water=few)))[TIMES][0] == ("ขอรถน้ำ", "2 จาก 3", "–", "–", "–", "–")


def test_a_service_that_nobody_asked_for_has_no_row():
    some = group(5, on_time=5, median=480, longest=480, received=5, closed=5)
    assert [row[0] for row in tables(blocks(statement(all=some, complaints=some, water=group())))[BALANCE]] == [
        "แจ้งความเดือดร้อน", "รวมทุกงาน",
    ]  # fmt: skip


def test_a_round_before_the_system_says_that_nothing_is_recorded():
    made = blocks(statement(all=group(), complaints=group()))
    assert made[-1] == Paragraph(NOTHING)
    assert tables(made) == {}
