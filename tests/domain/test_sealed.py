"""The sealed channel's rules: codes, who may read, what is owed by when."""

from datetime import date, datetime

import pytest

from app.domain.clocks import BANGKOK, Calendar, Promise, Unit
from app.domain.sealed import STEPS, Position, Stage, choices, groups, holds_code, may_read, new_code, read_code
from app.domain.sealed_report import (
    STANDARDS,
    Happening,
    Kind,
    Who,
    duties,
    nth_day,
    unanswered,
    unread_by_reporter,
)

pytestmark = pytest.mark.sealed

CODE = "482019376055281473096142"
OFFICE = Calendar(frozenset({date(2026, 12, 7), date(2026, 12, 10)}))
PROMISES = {name: standard.promise for name, standard in STANDARDS.items()}


def at(month, day, hour=10):
    return datetime(2026, month, day, hour, tzinfo=BANGKOK)


def story(*lines):
    return [
        Happening(n, kind, by, moment, stage=stage, **more) for n, (kind, by, moment, stage, more) in enumerate(lines)
    ]


def received(moment):
    return (Kind.RECEIVED, Who.REPORTER, moment, Stage.RECEIVED, {"told": True})


def test_a_thousand_codes_are_distinct_and_use_every_digit_in_every_place():
    codes = [new_code() for _ in range(1000)]
    assert len(set(codes)) == 1000
    assert all(len(code) == 24 and code.isdigit() for code in codes)
    assert all(len({code[place] for code in codes}) == 10 for place in range(24))


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        "4820 1937 6055 2814 7309 6142",
        "๔๘๒๐-๑๙๓๗-๖๐๕๕-๒๘๑๔-๗๓๐๙-๖๑๔๒",
        " 4820–1937\u00a06055\u200b28147309 6142\n",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed):
    assert read_code(typed) == CODE


@pytest.mark.parametrize("typed", ["", CODE[:-1], CODE + "1", "a" * 24, CODE[:-1] + "x"])
def test_what_is_no_code_is_refused(typed):
    assert read_code(typed) is None


def test_the_code_is_shown_in_six_groups_of_four():
    assert groups(CODE) == ("4820", "1937", "6055", "2814", "7309", "6142")


@pytest.mark.parametrize("text", [f"รหัสคือ {CODE} นะ", "4820 1937 6055\n2814-7309-6142", "๔๘๒๐๑๙๓๗๖๐๕๕๒๘๑๔๗๓๐๙๖๑๔๒"])
def test_a_text_that_gives_the_code_away_is_noticed(text):
    assert holds_code(text, CODE)
    assert not holds_code(text, CODE[::-1])


@pytest.mark.parametrize(
    ("accused", "readers"),
    [
        ({Position.OTHER}, {Position.MAYOR, Position.PALAD, Position.CENTRE}),
        ({Position.PALAD}, {Position.MAYOR, Position.CENTRE}),
        ({Position.PALAD, Position.MAYOR}, {Position.CENTRE}),
        ({Position.CENTRE}, set()),
    ],
)
def test_who_is_accused_may_not_read(accused, readers):
    assert {position for position in Position if may_read(position, accused)} == readers


@pytest.mark.parametrize(
    ("moment", "promise", "day"),
    [
        (at(12, 4), Promise(1), date(2026, 12, 8)),  # a Friday before a substitute holiday
        (at(12, 4, 17), Promise(1), date(2026, 12, 9)),  # after closing: received on Tuesday
        (at(11, 2), Promise(15, Unit.CALENDAR), date(2026, 11, 17)),
    ],
)
def test_days_of_a_promise(moment, promise, day):
    assert nth_day(moment, promise, OFFICE) == day


def test_a_new_report_is_to_be_registered_next_day_and_acknowledged_within_fifteen():
    owed = duties(story(received(at(11, 2))), PROMISES, OFFICE)
    assert [(duty.label, duty.due_on) for duty in owed] == [
        ("ลงทะเบียนลับ", date(2026, 11, 3)),
        ("แจ้งผู้ร้องว่ารับเรื่อง", date(2026, 11, 17)),
    ]


def test_an_extension_moves_the_day_and_telling_the_reporter_ends_it():
    lines = [
        received(at(11, 2)),
        ("acknowledge", Who.OFFICER, at(11, 3), None, {"told": True, "text": "รับแล้ว"}),
        ("start", Who.OFFICER, at(11, 4), Stage.FACT_FINDING, {}),
    ]
    assert duties(story(*lines), PROMISES, OFFICE)[0].due_on == date(2026, 12, 4)
    lines.append(("extend", Who.OFFICER, at(12, 1), None, {"data": {"new_date": "2026-12-30"}}))
    assert [duty.due_on for duty in duties(story(*lines), PROMISES, OFFICE)] == [date(2026, 12, 30)]
    lines.append(("tell", Who.OFFICER, at(12, 2), Stage.TOLD, {"told": True, "text": "ผล"}))
    assert duties(story(*lines), PROMISES, OFFICE) == []


def test_words_wait_until_the_other_side_has_seen_or_answered_them():
    lines = [received(at(11, 2)), (Kind.MESSAGE, Who.REPORTER, at(11, 3), None, {"text": "มีพยาน", "told": True})]
    assert unanswered(story(*lines)).text == "มีพยาน"
    lines.append((Kind.NOTE, Who.OFFICER, at(11, 3), None, {"text": "ลับ"}))
    assert unanswered(story(*lines))
    assert not unread_by_reporter(story(*lines))
    lines.append((Kind.MESSAGE, Who.OFFICER, at(11, 4), None, {"text": "ใคร", "told": True}))
    assert unanswered(story(*lines)) is None
    assert unread_by_reporter(story(*lines))
    lines.append((Kind.READ, Who.REPORTER, at(11, 5), None, {}))
    assert not unread_by_reporter(story(*lines))


def test_every_stage_can_be_left_until_it_is_closed():
    for stage in Stage:
        ahead = {step.target for step in choices(stage, withdrawn=False, acknowledged=True)} - {None, stage}
        assert ahead, stage


def test_every_stage_is_reached():
    assert {step.target for step in STEPS if step.target} | {Stage.RECEIVED} == set(Stage)
