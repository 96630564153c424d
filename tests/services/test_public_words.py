"""Words for the neighbours and followers: they count for nothing, and go with the case's own words."""

import pytest

from app.domain.periods import fiscal_year
from app.domain.sealed import Position
from app.domain.workflow import Role, StepRefused
from app.extensions import db
from app.models import AuditEntry, Follower, PublicWords
from app.services import chain, drafts, following, public_words, residents, upkeep
from app.services.sealed import handover
from app.services.statistics import tally
from app.services.throttle import TooManyTries
from tests import factories, sealed_cast

WORDS = "ไฟดับสามดวงใกล้สะพาน"


@pytest.fixture
def office(app, clock):
    return factories.make_office(clock())


@pytest.fixture
def intake(office, clock):
    return factories.actor(Role.INTAKE)


def offered(clock, **more):
    return factories.open_complaint(clock(), public_words=WORDS, **more)


def follow(ticket, clock, place="here"):
    return following.follow(ticket, draft_key=drafts.new_key(), place=place, now=clock())


def counted():
    db.session.rollback()
    return db.session.query(PublicWords).count(), db.session.query(Follower).count()


def test_words_and_followers_are_in_no_figure_and_no_chain(app, office, intake, clock):
    ticket = offered(clock)
    before = repr(tally(fiscal_year(2570), now=clock()).total), ticket.version, len(ticket.events)
    public_words.judge(ticket, passed=True, by=intake, now=clock())
    for number in range(3):
        follow(ticket, clock, place=f"house {number}")
    following.stop(follow(ticket, clock, place="another").token)
    assert following.count(ticket) == 3
    after = repr(tally(fiscal_year(2570), now=clock()).total), ticket.version, len(ticket.events)
    assert after == before
    assert chain.verify() == []
    assert list(upkeep.differing(clock())) == []


def test_a_case_moved_to_the_sealed_channel_takes_words_and_followers_along(app, office, clock):
    sealed_cast.open_channel(clock())
    for name in ("arun", "rohani"):
        sealed_cast.reader(name, clock())
    ticket, by = offered(clock), factories.actor(Role.INTAKE)
    public_words.judge(ticket, passed=True, by=by, now=clock())
    token = follow(ticket, clock).token
    db.session.refresh(ticket)
    handover.hand_over(ticket, {Position.PALAD}, by=by, now=clock(), version=ticket.version)
    assert counted() == (0, 0)
    assert following.seen(token) is None
    assert public_words.of(ticket) is None


def test_a_judgement_is_written_once_and_may_be_changed(office, intake, clock):
    ticket = offered(clock)
    for passed in (True, True, False, True):
        public_words.judge(ticket, passed=passed, by=intake, now=clock())
    trail = [entry.action for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)]
    told = [action.removeprefix("public_words_") for action in trail if action.startswith("public_words_")]
    assert told == ["passed", "refused", "passed"]
    assert not any(WORDS in str(entry.data) for entry in db.session.query(AuditEntry))


def test_what_was_taken_back_is_not_judged(office, intake, clock):
    ticket = offered(clock)
    public_words.take_back(ticket)
    with pytest.raises(StepRefused):
        public_words.judge(ticket, passed=True, by=intake, now=clock())
    assert counted() == (0, 0)


def test_a_withdrawn_case_is_nobodys_to_follow(office, intake, clock):
    ticket = offered(clock)
    public_words.judge(ticket, passed=True, by=intake, now=clock())
    follower = follow(ticket, clock)
    residents.withdraw(ticket, "", now=clock())
    assert following.seen(follower.token) is None
    assert following.similar(ticket.category, ticket.village, None) == []


def test_the_same_form_follows_once_and_five_close_the_door(office, intake, clock):
    ticket, key = offered(clock), drafts.new_key()
    first = following.follow(ticket, draft_key=key, place="here", now=clock()).token
    assert following.follow(ticket, draft_key=key, place="here", now=clock()).token == first
    for _number in range(4):
        follow(ticket, clock)
    with pytest.raises(TooManyTries):
        follow(ticket, clock)
    follow(ticket, clock, place="elsewhere")
    assert counted() == (1, 6)


def test_offering_nothing_keeps_nothing(office, clock):
    factories.open_complaint(clock(), public_words="  ")
    assert counted() == (0, 0)
