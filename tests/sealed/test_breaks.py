"""Broken on purpose: faults that a careful person could make, and each is seen by the very functions of C1 to C13.

If one of these tests fails, a check has gone blind, and its silence elsewhere says nothing.
"""

import logging

import pytest
from flask import Flask, abort, redirect
from sqlalchemy import Column, MetaData, Text
from werkzeug.formparser import default_stream_factory

from app.channels.corruption import case_page
from app.extensions import Base, db
from app.models import SealedCase
from app.sealed import door
from app.services import outbox, round_figures
from app.services.sealed import casework, evidence, handover, keys, officers, pickups, reports, sessions, totals
from app.services.transaction import transaction
from app.web import requests
from tests.photos import SECRET, jpeg
from tests.sealed import betrayals, doors, journey, late_journey, people, planted, twins
from tests.sealed.test_c07_moved import lines, looks, showing
from tests.sealed.test_c10_photos import kept
from tests.sealed.test_c11_doors_shut import cookie, shut
from tests.secrets_sweep import sweep_all
from tests.web.sealed_pages import Reporter

pytestmark = pytest.mark.sqlite


def after(monkeypatch, module, name, act):
    """Do something more whenever this function has done its work."""
    honest = getattr(module, name)

    def broken(*given, **more):
        result = honest(*given, **more)
        act(*given, **more)
        return result

    monkeypatch.setattr(module, name, broken)


@pytest.fixture
def town(app, readers, clock):
    return people.town(app, clock, readers)


def test_c01_break_a_log_line_with_the_text(watch, visitor, monkeypatch):
    tell = logging.getLogger("app").info
    after(monkeypatch, reports, "send", lambda _code, sent, **_: tell("taken in: %s", sent.answers.what))
    journey.reports_twice(visitor)
    assert set(watch.findings([planted.TEXTS["what"]])) == {"log"}


def test_c01_break_an_upload_that_passes_through_a_file(watch, visitor, monkeypatch):
    def spooled(_self, **given):
        return default_stream_factory(**given)

    monkeypatch.setattr(requests.OfficeRequest, "_get_file_stream", spooled)
    journey.reports_twice(visitor)
    assert watch.findings([planted.CONTENT])


def test_c01_break_words_that_are_stored_as_they_are(watch, visitor, monkeypatch):
    cipher = "crypto_aead_xchacha20poly1305_ietf"
    monkeypatch.setattr(keys.sodium, f"{cipher}_encrypt", lambda content, *_: content + bytes(16))
    monkeypatch.setattr(keys.sodium, f"{cipher}_decrypt", lambda sealed, *_: sealed[:-16])
    visitor.writes(**planted.TEXTS)
    visitor.sends()
    found = {place.rpartition("/")[2] for place in watch.findings(planted.TEXTS.values())}
    assert "backup.db" in found
    assert found & {"khamrong.db", "khamrong.db-wal"}


def test_c01_break_a_letter_with_the_report_in_it(watch, visitor, clock, monkeypatch):
    def write(_code, sent, **_):
        with transaction():
            outbox.put("arun@example.org", "เรื่องใหม่", sent.answers.what, key="1", now=clock())

    after(monkeypatch, reports, "send", write)
    with journey.mails(watch, clock):
        visitor.writes(**planted.TEXTS)
        visitor.sends()
    assert "letters" in watch.findings([planted.TEXTS["what"]])


def test_c01_break_a_traceback_with_parameters(watch, readers, monkeypatch):
    watch.app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(watch.app, "log_exception", Flask.log_exception.__get__(watch.app))
    monkeypatch.setattr(db.engine, "hide_parameters", False)
    late_journey.complains_in_vain(watch.app)
    assert "log" in sweep_all([planted.COMPLAINT], watch.streams())


def test_c01_break_a_journal_that_is_not_cut_after_a_deletion(watch, readers, clock, monkeypatch):
    for module in (handover, pickups):
        monkeypatch.setattr(module, "scrub", lambda: None)
    late_journey.moves(watch.app, late_journey.complains(clock), clock)
    assert {place.rpartition("/")[2] for place in watch.findings(planted.MOVED)} == {"khamrong.db-wal"}


def test_c01_break_a_code_in_the_address_of_a_redirect(reporter, monkeypatch):
    monkeypatch.setattr(case_page, "sent", lambda _report, code: redirect(f"/corruption/case?code={code}"))
    reporter.writes()
    assert betrayals.addressed(reporter.code, [reporter.sends()])


def test_c02_break_an_address_without_a_guard(app):
    app.add_url_rule("/staff/sealed-list", view_func=lambda: "all reports", endpoint="list")
    assert doors.unguarded(app) == ["/staff/sealed-list"]


def test_c02_break_a_page_that_asks_for_no_key(app, monkeypatch):
    monkeypatch.setattr(door, "_WITHOUT_KEY", door._WITHOUT_KEY | {"sealed.show"})
    assert doors.unguarded(app) == ["sealed.show"]


def test_c02_break_forbidden_in_place_of_unknown(town, monkeypatch):
    """The report is there, but not for you: the answer that gives it away."""
    honest = casework.find

    def find(opener, case_id, *, now):
        return honest(opener, case_id, now=now) or (db.session.get(SealedCase, case_id) and abort(409))

    client = town.knocks("accused")
    monkeypatch.setattr(casework, "find", find)
    assert list(doors.telling(town.app, client, town.report, town.file))
    assert doors.statuses(town.app, client, town.report, town.file) != {404}


def differing(app, clock, place):
    """Where the accused sees a difference, in the office as it is now."""
    twins.prepare(app, clock)
    other = twins.twin(app, clock, place)
    days = [twins.a_day(office, clock, told=told) for office, told in ((app, True), (other, False))]
    return twins.differences(days[0][0], days[1][0])


def test_c03_break_a_figure_that_counts_reports(app, readers, clock, tmp_path, monkeypatch):
    """The running half-year counts too: a number that the accused sees grow."""
    all_of_them = lambda _period, **_: totals.Totals(db.session.query(SealedCase).count(), 0, clock().date())  # noqa: E731
    monkeypatch.setattr(round_figures, "totals", all_of_them)
    assert differing(app, clock, tmp_path / "twin")


def test_c03_break_the_accused_gets_a_key(app, readers, clock, tmp_path, monkeypatch):
    monkeypatch.setattr(officers, "may_read", lambda position, _accused: position is not officers.Position.OTHER)
    assert "palad /staff/sealed/" in differing(app, clock, tmp_path / "twin")


def test_c05_break_a_new_column_in_clear():
    honest = Base.metadata.tables["sealed_case"]
    broken = honest.to_metadata(MetaData())
    broken.append_column(Column("subject", Text))
    assert betrayals.in_clear([honest]) == []
    assert betrayals.in_clear([broken]) == ["sealed_case.subject"]


def test_c07_break_ciphertext_that_opens_anywhere(app, readers, arun, monkeypatch):
    """Not bound to its row: two lines that changed places are shown as if nothing had happened."""
    monkeypatch.setattr(keys, "_at", lambda _place: b"anywhere")
    sender = Reporter(app.test_client())
    sender.writes(**planted.TEXTS)
    sender.sends()
    sender.says(planted.MESSAGE)
    report = reports.find(sender.code)
    with transaction():
        one, other = lines(report)
        one.body, other.body = other.body, one.body
    assert showing(looks(sender, arun, report)[:2])


def test_c08_break_codes_that_prefer_a_digit():
    assert betrayals.uneven(["7" + f"{n:023d}" for n in range(1000)])
    assert betrayals.uneven(["1" * 24] * 2)


def test_c10_break_photos_are_kept_as_they_came(reporter, monkeypatch):
    honest = evidence.judge
    monkeypatch.setattr(evidence, "judge", lambda name, content, **_: honest(name, content, keep_hidden=True))
    reporter.writes()
    reporter.sends(("รูป.jpg", jpeg()))
    assert betrayals.hidden_in(kept(reporter.code), SECRET) == {"place", "camera", "words"}


def test_c11_break_a_lock_that_only_tells_the_browser(app, arun, report, monkeypatch):
    monkeypatch.setattr(sessions, "close", lambda _token: None)
    place, before = arun.opens_first().request.path, cookie(arun).value
    arun.client.post("/staff/sealed/lock")
    assert shut(arun, place)
    arun.client.set_cookie("sealed", before, path="/staff/sealed/")
    assert not shut(arun, place)
