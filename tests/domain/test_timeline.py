"""Every event has its words for the resident, and no word gives away what is not theirs."""

import re
from datetime import UTC, datetime

import pytest

from app.domain.channels import CHANNELS, Arrival
from app.domain.history import Event
from app.domain.timeline import AHEAD, OUTCOMES, PROMISES, TOLD, VERDICTS, ahead, told
from app.domain.workflow import Kind, Outcome, Phase, Role, Status

NOW = datetime(2026, 11, 2, 2, tzinfo=UTC)
INNER = {Kind.NOTED, Kind.RATED, Kind.RECLASSIFIED, Kind.PRIORITISED, Kind.CORRECTED, Kind.ANONYMISED}
GAPS = {"unit", "agency", "litres", "delivery_date", "new_date", "to", "failure"}


def event(kind: Kind, actor: Role = Role.OFFICER, *, shown: bool = True) -> Event:
    return Event(at=NOW, recorded_at=NOW, kind=kind, actor=actor, shown=shown)


@pytest.mark.parametrize("kind", Kind)
def test_every_event_is_told_or_meant_not_to_be(kind):
    assert bool(TOLD[kind]) is (kind not in INNER)
    assert set(re.findall(r"%\((\w+)\)s", TOLD[kind])) <= GAPS


@pytest.mark.parametrize("kind", Kind)
def test_what_is_not_shown_is_not_told(kind):
    assert told(event(kind, shown=False), Arrival.ONLINE) == ""


def test_who_did_it_changes_the_words():
    assert told(event(Kind.MESSAGED), Arrival.ONLINE).startswith("เรา")
    assert told(event(Kind.MESSAGED, Role.RESIDENT), Arrival.ONLINE).startswith("คุณ")
    assert told(event(Kind.CLOSED, Role.SYSTEM), Arrival.ONLINE).startswith("เรา")
    assert told(event(Kind.CLOSED, Role.RESIDENT), Arrival.ONLINE).startswith("คุณ")


@pytest.mark.parametrize("arrival", Arrival)
def test_every_way_of_arrival_has_a_beginning(arrival):
    assert told(event(Kind.RECEIVED, Role.INTAKE), arrival)


def test_no_inner_status_name_reaches_the_resident():
    coming = [sentence for by_status in AHEAD.values() for some in by_status.values() for sentence in some]
    told_of = {*TOLD.values(), *OUTCOMES.values(), *coming}
    assert not told_of & {status.label for status in Status} - {Outcome.DELIVERED.label}
    assert not [sentence for sentence in told_of if "ผู้ร้อง" in sentence]


@pytest.mark.parametrize("channel", CHANNELS.values(), ids=lambda channel: channel.slug)
def test_every_open_status_says_what_comes_next(channel):
    for status in channel.workflow.statuses:
        assert bool(ahead(channel.slug, status)) is (status.phase is not Phase.DONE), status
    assert PROMISES[channel.slug]
    assert len(VERDICTS[channel.slug]) == 4


def test_every_ending_has_its_word():
    assert set(OUTCOMES) == set(Outcome)
