"""C12: a fresh office takes no report; the page says so in plain words and names whom one can go to instead."""

import pytest

from app.domain.sealed import Position
from app.extensions import db
from app.models import SealedCase, Staff
from app.services.actors import SYSTEM
from app.services.sealed import keys, office
from app.services.transaction import transaction
from tests import factories, sealed_cast
from tests.web.sealed_pages import Reporter, words

STEPS = {
    "the first reader": lambda now: sealed_cast.reader("arun", now),
    "the second reader": lambda now: sealed_cast.reader("rohani", now),
    "the overseer": sealed_cast.overseer,
    "the recovery key": lambda now: office.set_recovery_key(keys.key_pair()[0], "นายอำเภอ", by=SYSTEM, now=now),
}


def is_closed(client):
    pages = [client.get("/corruption/new"), client.post("/corruption/new", data={"what": "x"})]
    by_hand = {"code": "1" * 24, "last_four": "1111", "about": "other", "what": "x"}
    pages.append(Reporter(client, "1" * 24, by_hand).sends())
    assert db.session.query(SealedCase).count() == 0
    assert all({"1205", "1206"} <= set(words(page).split()) for page in pages if page.status_code == 503)
    return {page.status_code for page in pages} == {503}


@pytest.mark.parametrize("missing", [None, *STEPS])
def test_c12_the_form_opens_when_nothing_is_missing_any_more(app, client, clock, missing):
    factories.make_office(clock())
    assert "ตอนนี้ยังเขียนทางนี้ไม่ได้" in words(client.get("/corruption/"))
    for name, step in STEPS.items():
        assert is_closed(client)
        if name != missing:
            step(clock())
    if missing:
        assert is_closed(client)
    else:
        assert client.get("/corruption/new").status_code == 200


@pytest.mark.parametrize("change", [{"active": False}, {"roles": frozenset()}, {"totp_secret": ""}])
@pytest.mark.parametrize("username", ["arun", "overseer"])
def test_c12_it_closes_again_when_somebody_leaves_or_loses_the_second_step(reporter, change, username):
    with transaction():
        member = db.session.query(Staff).filter_by(username=username).one()
        for column, value in change.items():
            setattr(member, column, value)
    assert is_closed(reporter.client)


def test_c12_who_has_a_key_already_made_is_not_asked_whether_it_may_open(app, client, clock):
    factories.make_office(clock())
    sealed_cast.overseer(clock())
    assert not office.readiness().open
    assert office.readiness().officers == 0, "the overseer from outside is no reader of the office"
    assert sealed_cast.officers.trusted()[0].position is Position.OTHER
