"""Paper receipts of a day without the system: true times, one reason, errors by row, all or nothing, once."""

import pytest

from app.extensions import db
from app.models import Ticket
from app.services import backlog, chain, drafts
from app.services.intake import NotReady
from tests.factories import category, submission, village
from tests.officers import words
from tests.services.test_intake import at_once
from tests.web.entrance import filled

HERE = "/staff/tickets/backlog"


def rows(*papers):
    """The fields of some rows."""
    lamp = str(category("lamp").id)
    fields = {}
    for i, paper in enumerate(papers):
        said = {"time": "09.30", "category": lamp, "story": "ไฟดับ", **paper}
        fields |= {f"{name}_{i}": value for name, value in said.items()}
    return fields


def page(nurida, *papers, **more):
    head = {"day-day": "30", "day-month": "10", "day-year": "2569", "reason": "ไฟดับ 30–31 ต.ค.", "arrival": "walk_in"}
    return {"rows": "10", "key": drafts.new_key(), **head, **rows(*papers), **more}


def cases():
    db.session.rollback()
    return db.session.query(Ticket).order_by(Ticket.id).all()


THREE = (
    {"paper": "1", "applicant": "มาลี", "phone": "๐๘-๐๐๐๐-๑๒๓๔"},
    {"paper": "2", "time": "1545"},
    {"paper": "3", "day": "๓๑", "time": "๐๘.๐๕ น.", "story": "ถนนทรุด"},
)


def test_papers_are_looked_over_and_become_cases_at_their_true_times(clock, nurida):
    fields = page(nurida, *THREE, {"paper": "", "time": "", "category": "", "story": ""}, village_0=str(village(2).id))
    check = nurida.sends(HERE, **fields)
    assert "ตรวจก่อนรับเข้า 3 เรื่อง" in words(check.text)
    assert "ไฟดับ 30–31 ต.ค." in words(check.text)
    assert cases() == []
    carried = {name: value for name, value in filled(check).items() if name}
    answer = nurida.client.post(HERE, data={**carried, "confirm": "1"})
    done = words(nurida.opens(answer.location))
    assert "รับเข้าแล้ว 3 เรื่อง" in done
    first, second, third = cases()
    assert [case.received_at.isoformat() for case in (first, second, third)] == [
        "2026-10-30T02:30:00+00:00", "2026-10-30T08:45:00+00:00", "2026-10-31T01:05:00+00:00",
    ]  # fmt: skip
    assert (first.applicant, first.phone, first.village.number) == ("มาลี", "0800001234", 2)
    assert {case.recorded_at for case in (first, second, third)} == {clock()}
    for case in (first, second, third):
        story = words(nurida.case(case))
        assert "ไฟดับ 30–31 ต.ค." in story
        assert "ใบกระดาษที่" in story
    assert chain.verify() == []


def test_one_wrong_row_keeps_all_rows_out_and_loses_nothing(nurida):
    wrong = {"paper": "2", "time": "25.00", "story": "", "category": "", "applicant": "สมพร"}
    papers = (THREE[0], wrong, {"time": "23.59", "day": "9/11"}, {"paper": "1"})
    answer = nurida.sends(HERE, **page(nurida, *papers, confirm="1"))
    assert answer.status_code == 422
    said = words(answer.text)
    for part in ("แถวที่ 2: เขียนเรื่องที่แจ้ง", "แถวที่ 2: เลือกประเภท", "ใส่เวลาเป็นชั่วโมงและนาที", "แถวที่ 3: เวลารับเรื่องอยู่ในอนาคต",
                 "แถวที่ 4: เลขที่ใบซ้ำกับแถวก่อนหน้า"):  # fmt: skip
        assert part in said, part
    for kept in ('value="มาลี"', 'value="สมพร"', 'value="25.00"', 'value="9/11"'):
        assert kept in answer.text, kept
    assert cases() == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reason": ""}, "บอกเหตุผล"),
        ({"day_0": "32"}, "ไม่มีวันนี้ในปฏิทิน"),
        ({"day_0": "1/10/60"}, "ย้อนหลังเกิน 1 ปี"),
        ({"phone_0": "12"}, "ตรวจเบอร์โทรศัพท์"),
        ({"day-day": ""}, "ใส่วัน เดือน และปีให้ครบ"),
    ],
)
def test_what_cannot_be_is_said(nurida, changes, said):
    answer = nurida.sends(HERE, **{**page(nurida, {}), **changes})
    assert answer.status_code == 422
    assert said in words(answer.text)


def test_nothing_but_empty_rows_is_said(nurida):
    answer = nurida.sends(HERE, **page(nurida))
    assert "กรอกอย่างน้อยหนึ่งใบ" in words(answer.text)


def test_pressed_twice_they_are_made_once(nurida):
    fields = page(nurida, *THREE, confirm="1")
    for _press in range(2):
        answer = nurida.sends(HERE, **fields)
        assert answer.location == f"{HERE}/done"
    assert [case.reference for case in cases()] == [f"รท-2570-000{n}" for n in (1, 2, 3)]


def test_going_back_to_mend_and_more_rows_keep_everything(nurida):
    for button in ("edit", "more"):
        answer = nurida.sends(HERE, **page(nurida, *THREE), **{button: "1"})
        assert answer.status_code == 200
        assert 'value="1545"' in answer.text
    assert 'name="story_14"' in answer.text
    assert cases() == []


def test_pressed_by_many_at_once_they_are_made_once_and_whole(app, clock, nurida):
    key = drafts.new_key()
    actor = nurida.actor

    def press(_number):
        sent = {n: submission(story=f"ใบที่ {n}") for n in (1, 2, 3)}
        return [case.reference for case in backlog.take_in(key, sent, by=actor, now=clock())]

    assert at_once(app, press, times=8) == [[f"รท-2570-000{n}" for n in (1, 2, 3)]] * 8
    assert len(cases()) == 3


def test_half_of_them_is_impossible(clock, nurida):
    sent = {1: submission(), 2: submission(received_at=clock().replace(year=2001))}
    with pytest.raises(NotReady):
        backlog.take_in(drafts.new_key(), sent, by=nurida.actor, now=clock())
    assert cases() == []


def test_the_empty_form_has_ten_numbered_rows(nurida):
    said = words(nurida.opens(f"{HERE}/paper"))
    assert "แบบรับเรื่องวันที่ระบบใช้ไม่ได้" in said
    for number in ("๑", "๑๐"):
        assert f" {number} " in said
    assert "๑๑" not in said
    assert nurida.client.get(f"{HERE}/done").location == HERE
