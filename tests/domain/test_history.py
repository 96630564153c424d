"""A story in its order: phases one after another, knowledge of a day, hashes that hold it together."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.history import GENESIS, as_known, link_hash, ordered, outcome_of, phase_at, spells, status_of
from app.domain.workflow import Outcome, Phase, Status
from tests.domain.stories import at, event, story


def phases(told):
    return [(spell.phase, spell.start, spell.end) for spell in spells(told)]


def test_phases_follow_each_other_without_a_gap():
    told = story(
        "2 Nov 09:00 receive", "3 Nov 09:00 accept", "4 Nov 09:00 ask", "5 Nov 09:00 reply", "6 Nov 09:00 answer"
    )
    assert phases(told) == [
        (Phase.OURS, at("2 Nov 09:00"), at("4 Nov 09:00")),
        (Phase.THEIRS, at("4 Nov 09:00"), at("5 Nov 09:00")),
        (Phase.OURS, at("5 Nov 09:00"), at("6 Nov 09:00")),
        (Phase.DONE, at("6 Nov 09:00"), None),
    ]


def test_done_on_a_done_case_moves_nothing():
    told = story("2 Nov 09:00 receive", "6 Nov 09:00 answer", "21 Nov 09:00 close")
    assert phases(told)[-1] == (Phase.DONE, at("6 Nov 09:00"), None)
    assert status_of(told) is Status.CLOSED
    assert outcome_of(told) is Outcome.SOLVED


def test_a_case_that_was_opened_again_has_no_outcome():
    assert outcome_of(story("2 Nov 09:00 receive", "6 Nov 09:00 answer", "9 Nov 09:00 reopen")) is None


def test_the_moment_of_a_change_belongs_to_the_new_phase():
    told = spells(story("2 Nov 09:00 receive", "4 Nov 09:00 ask"))
    assert phase_at(told, at("4 Nov 09:00")) is Phase.THEIRS
    assert phase_at(told, at("4 Nov 09:00") - timedelta.resolution) is Phase.OURS


def test_order_is_by_what_happened_then_by_what_was_recorded():
    late = event("3 Nov 10:00 accept", recorded="9 Nov 09:00")
    first = event("3 Nov 10:00 note", recorded="3 Nov 10:00")
    told = ordered((event("2 Nov 09:00 receive"), late, first, event("5 Nov 09:00 start")))
    assert [e.kind for e in told] == ["received", "noted", "accepted", "started"]


def test_old_figures_do_not_learn_what_was_recorded_later():
    backdated = event("28 Oct 10:00 answer", recorded="9 Nov 09:00")
    told = story("26 Oct 09:00 receive", backdated, "10 Nov 09:00 note")
    then = as_known(told, until=at("1 Nov 00:00"), known=at("6 Nov 00:00"))
    assert status_of(then) is Status.RECEIVED
    now = as_known(told, until=at("1 Nov 00:00"), known=at("10 Nov 00:00"))
    assert status_of(now) is Status.ANSWERED


def test_what_happens_at_midnight_belongs_to_the_new_day():
    told = story("2026-09-30 23:59 receive", "2026-10-01 00:00 accept")
    assert [e.kind for e in as_known(told, until=at("2026-10-01 00:00"), known=at("2026-12-01 00:00"))] == ["received"]


@given(st.dictionaries(st.text(max_size=8), st.one_of(st.none(), st.integers(), st.text(max_size=8))))
def test_a_hash_depends_on_content_and_on_the_link_before(content):
    found = link_hash(GENESIS, content)
    assert found == link_hash(GENESIS, dict(reversed(content.items())))
    assert found != link_hash(found, content)
    assert found != link_hash(GENESIS, {**content, "one more": 1})
