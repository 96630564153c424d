"""Deliberate falsifications by somebody with the database in their hands: each is named with what catches it.

The same table stands in docs/auditing.en.md; what nothing catches is said there too.
"""

# ruff: noqa: S608  (the statements are the attack)

import hashlib
import json
from datetime import date, datetime, timedelta

import pytest

from app.domain.dates import BANGKOK
from app.domain.workflow import Role
from app.extensions import db
from app.models import ChainHead, Office, Ticket, TicketEvent
from app.services import audit_package, chain, editions, filestore, measures, signing, statistics, upkeep
from app.services.administration import holidays
from app.services.report_publishing import publish
from tests.factories import make_staff, open_complaint
from tests.services import falsifying
from tests.services.falsifying import (
    AS_OF,
    HEAD,
    PERIOD,
    alter,
    caught,
    chained_anew,
    differing,
    disagrees,
    event,
    unpacked,
)

CHOSEN = {"id", "reference", "token", "idempotency_key"}


@pytest.fixture
def edition(app, clock, monkeypatch):
    return falsifying.published(clock, monkeypatch)


def test_nothing_is_caught_where_nothing_was_done(edition, clock, tmp_path):
    assert caught(edition, clock()) == set()
    assert list(upkeep.unwitnessed()) == []
    assert not disagrees(edition, clock(), tmp_path)
    assert chain.passes(edition.log_length, edition.log_hash)


def test_the_time_of_an_event(edition, clock, tmp_path):
    """The late answer is moved to the day after it was received."""
    late = event(1, "answered")
    alter(f"UPDATE ticket_event SET at = '2026-10-08 03:00:00' WHERE id = {late.id}")
    assert {"chain", "facts"} <= caught(edition, clock())
    assert [b.link_id for b in chain.verify()] == [late.id]
    assert chain.verify()[0].about == late.ticket.reference
    assert disagrees(edition, clock(), tmp_path)


def test_an_event_in_the_middle_is_dropped(edition, clock, tmp_path):
    gone = event(2, "answered")
    alter(f"DELETE FROM message WHERE event_id = {gone.id}", f"DELETE FROM ticket_event WHERE id = {gone.id}")
    assert {"chain", "head", "facts"} <= caught(edition, clock())
    assert disagrees(edition, clock(), tmp_path)


def test_the_last_event_is_dropped(edition, clock, tmp_path):
    """The head of the chain stands after an event that is not there."""
    last = db.session.query(TicketEvent).order_by(TicketEvent.id.desc()).first()
    alter(f"DELETE FROM ticket_event WHERE id = {last.id}")
    assert {"chain", "head"} <= caught(edition, clock())
    assert chain.verify()[0].link_id is None
    assert disagrees(edition, clock(), tmp_path)


def test_a_promise_is_made_longer(edition, clock):
    """The first event says what was promised; and columns that were reckoned by it differ."""
    target = event(1, "received").ticket
    number, reference = target.id, target.reference
    alter(f"UPDATE ticket SET promise_days = 90 WHERE id = {number}")
    assert "promise_days" in differing(clock())[reference]
    assert caught(edition, clock()) == {"facts"}
    upkeep.rebuild(clock())
    assert db.session.get(Ticket, number).promise_days < 90
    assert caught(edition, clock()) == set()


def test_a_promise_is_made_longer_in_the_first_event_too(edition, clock, tmp_path):
    first = event(1, "received")
    data = json.dumps({**first.data, "promise_days": 90})
    alter(
        f"UPDATE ticket SET promise_days = 90 WHERE id = {first.ticket_id}",
        f"UPDATE ticket_event SET data = '{data}' WHERE id = {first.id}",
    )
    upkeep.rebuild(clock())
    assert {"chain", "figures"} <= caught(edition, clock())
    assert disagrees(edition, clock(), tmp_path)


def test_a_column_beside_a_case(edition, clock, tmp_path):
    target = event(1, "received").ticket
    reference = target.reference
    alter(f"UPDATE ticket SET due_on = '2027-12-31', closed_at = '2026-10-06 03:00:00' WHERE id = {target.id}")
    assert differing(clock())[reference] == ("due_on", "closed_at")
    assert not disagrees(edition, clock(), tmp_path)  # the package believes the log alone


def test_a_stint(edition, clock, tmp_path):
    """Figures are counted in stints and in legs, which repeat times: here the office was on time after all."""
    target = event(1, "received").ticket
    reference = target.reference
    alter(f"UPDATE ticket_stint SET on_time = (1 = 1), office_minutes = 480 WHERE ticket_id = {target.id}")
    assert differing(clock()) == {reference: ("stints",)}
    assert "facts" in caught(edition, clock())
    alter(f"UPDATE ticket_leg SET office_minutes = 480 WHERE ticket_id = {target.id} AND closed_at IS NOT NULL")
    assert differing(clock()) == {reference: ("stints", "legs")}
    assert caught(edition, clock()) == {"facts", "figures"}
    statement = json.loads(json.dumps(statistics.statement(PERIOD, now=clock(), as_of=AS_OF)))
    assert statement != edition.figures
    assert not disagrees(edition, clock(), tmp_path)


def test_two_hashes_are_swapped(edition, clock):
    first, second = event(0, "accepted"), event(1, "accepted")
    a, b, ids = first.hash, second.hash, (first.id, second.id)
    alter(
        f"UPDATE ticket_event SET hash = '-' WHERE id = {ids[0]}",
        f"UPDATE ticket_event SET hash = '{a}' WHERE id = {ids[1]}",
        f"UPDATE ticket_event SET hash = '{b}' WHERE id = {ids[0]}",
    )
    assert [broken.link_id for broken in chain.verify()] == [ids[0]]
    assert "chain" in caught(edition, clock())


def test_the_whole_chain_is_reckoned_anew_after_an_edit(edition, clock, tmp_path):
    """The chain and the columns hold. The head in the published edition does not, nor do its figures."""
    length, head = edition.log_length, edition.log_hash
    late = event(1, "answered")
    alter(f"UPDATE ticket_event SET at = '2026-10-07 03:00:00' WHERE id = {late.id}")
    alter(*chained_anew())
    upkeep.rebuild(clock())
    assert chain.verify() == []
    assert differing(clock()) == {}
    assert not chain.passes(length, head)
    assert caught(edition, clock()) == {"head", "figures"}
    assert disagrees(edition, clock(), tmp_path)


def test_a_closed_day_is_added_quietly(edition, clock, app, tmp_path):
    """As if it had been known for years, so that late days do not count; and everything is reckoned by it."""
    days = [date(2026, 11, 9) + timedelta(days=n) for n in range(26)]
    rows = [f"({n}, '{day}', '', 'special', '', (1=1), '2021-01-01 00:00:00')" for n, day in enumerate(days, 900)]
    alter(f"INSERT INTO holiday (id, day, name, kind, source, confirmed, recorded_at) VALUES {', '.join(rows)}")
    assert "2026-11-09: nobody entered it" in upkeep.unwitnessed()
    assert "facts" in caught(edition, clock())
    upkeep.rebuild(clock())
    assert caught(edition, clock()) == {"figures"}
    told = app.test_cli_runner().invoke(args=["facts", "verify"])
    assert (told.exit_code, "closed day without a witness: 2026-11-09" in told.output) == (1, True)
    assert disagrees(edition, clock(), tmp_path)


def test_a_closed_day_is_taken_away_or_back_quietly(edition, clock):
    holidays.add(date(2027, 11, 5), name="ปิด", kind="local", source="", confirmed=True, by=HEAD, now=clock())
    assert list(upkeep.unwitnessed()) == []
    alter("UPDATE holiday SET removed_at = '2021-01-01 00:00:00' WHERE day = '2026-12-10'")
    alter("DELETE FROM holiday WHERE day = '2027-11-05'")
    expected = ["2026-12-10: nobody took it back", "2027-11-05: entered and gone"]
    assert list(upkeep.unwitnessed()) == expected


def test_the_channel_of_a_case(edition, clock, tmp_path):
    """A late complaint becomes a water request."""
    target = event(2, "received").ticket
    reference = target.reference
    alter(f"UPDATE ticket SET channel_slug = 'eservice' WHERE id = {target.id}")
    assert differing(clock())[reference] == ("channel_slug",)
    assert caught(edition, clock()) == {"facts", "figures"}
    assert not disagrees(edition, clock(), tmp_path)  # the package believes the log alone


def test_a_late_letter_is_made_to_have_been_known(edition, clock, tmp_path):
    """recorded_at is moved before the day of the report, which then looks as if it had left a case out."""
    clock.advance(days=1)
    received = datetime(2027, 9, 29, 10, tzinfo=BANGKOK)
    letter = open_complaint(clock(), by=HEAD, received_at=received, backdate_reason="จดหมายค้างในตู้")
    assert caught(edition, clock()) == set()
    alter(f"UPDATE ticket_event SET recorded_at = '2027-09-29 04:00:00' WHERE ticket_id = {letter.id}")
    assert {"chain", "facts", "figures"} <= caught(edition, clock())
    assert disagrees(edition, clock(), tmp_path)


def test_the_words_of_a_message(edition, clock):
    said = event(0, "messaged")
    number = said.id
    alter(f"UPDATE message SET text = 'ไม่ได้ไปดู' WHERE event_id = {number}")
    assert [broken.link_id for broken in chain.verify()] == [number]
    assert caught(edition, clock()) == {"chain"}


def test_words_are_taken_away(edition, clock):
    """Only a case that was handed over to the sealed channel stands without its words."""
    said, first = event(0, "messaged"), event(1, "received")
    numbers, case = [first.id, said.id], first.ticket_id
    alter(f"DELETE FROM message WHERE event_id = {said.id}")
    assert [broken.link_id for broken in chain.verify()] == [numbers[1]]
    alter(f"UPDATE ticket SET story = '' WHERE id = {case}")
    found = [broken.link_id for broken in chain.verify()]
    assert found == [min(numbers)]
    assert caught(edition, clock()) == {"chain"}


def test_the_language_of_a_case_and_the_version_of_its_manual(edition, clock):
    """Equal treatment is counted by the one, how a manual was kept by the other."""
    first = event(1, "received").ticket
    number, reference, version = first.id, first.reference, first.manual_id
    alter(f"UPDATE ticket SET language = 'en', manual_id = {event(5, 'received').ticket.manual_id} WHERE id = {number}")
    assert differing(clock())[reference] == ("language", "manual_id")
    upkeep.rebuild(clock())
    assert db.session.get(Ticket, number).manual_id == version
    assert differing(clock()) == {}


def test_who_published_an_edition(edition, clock):
    member = make_staff("somebody", Role.MANAGEMENT, now=clock())
    alter(f"UPDATE report_edition SET published_by_id = {member.id}")
    assert caught(edition, clock()) == {"trail"}


def test_a_correction_is_taken_away(edition, clock):
    """As if the first edition had never been corrected."""
    report, office = edition.report, db.session.query(Office).one()
    cells = {name: getattr(report.rows[0], name) for name in measures.CELLS} | {"summary": "ทำแล้วบางส่วน"}
    measures.save_row(report.rows[0], cells, version=report.version, by=HEAD, now=clock())
    how = {"answered": (), "changed": "แก้คำ", "by": HEAD, "now": clock()}
    second = publish(report, office, version=report.version, **how)
    assert caught(edition, clock()) == caught(second, clock()) == set()
    alter(f"DELETE FROM edition_paper WHERE edition_id = {second.id}",
          f"DELETE FROM report_edition WHERE id = {second.id}")  # fmt: skip
    assert caught(edition, clock()) == {"trail"}


def test_a_case_without_a_story(edition, clock, tmp_path):
    """A case with a fine stint and no events, to make the share better."""
    columns = [c.name for c in Ticket.__table__.columns if c.name not in CHOSEN]
    some = event(0, "received").ticket_id
    told = ", ".join(columns)
    parts = []
    for table, number in (("ticket_stint", 9000), ("ticket_leg", 9000)):
        names = [c.name for c in Ticket.metadata.tables[table].columns if c.name not in {"id", "ticket_id"}]
        listed = ", ".join(names)
        parts.append(
            f"INSERT INTO {table} (id, ticket_id, {listed}) "
            f"SELECT {number} + number, 900, {listed} FROM {table} WHERE ticket_id = {some}"
        )
    alter(
        f"INSERT INTO ticket (id, reference, token, idempotency_key, {told}) "
        f"SELECT 900, 'รท-2570-0900', 'x', 'x', {told} FROM ticket WHERE id = {some}",
        *parts,
    )
    assert differing(clock()) == {"รท-2570-0900": ("events",)}
    assert caught(edition, clock()) == {"facts", "figures"}
    assert upkeep.rebuild(clock()) == 0  # there is nothing to read it from
    assert not disagrees(edition, clock(), tmp_path)


def test_a_case_is_removed_and_its_events_are_left(edition, clock):
    target = event(2, "received")
    number, case = target.id, target.ticket_id
    alter(f"DELETE FROM ticket WHERE id = {case}")
    assert [broken.link_id for broken in chain.verify()] == [number]
    assert "chain" in caught(edition, clock())


def test_the_figures_of_a_published_edition(edition, clock, tmp_path):
    """With a hash that fits: then the signature does not."""
    figures = json.loads(json.dumps(edition.figures))
    figures["groups"]["all"]["counts"]["on_time"] += 1
    alter(f"UPDATE report_edition SET figures = '{json.dumps(figures)}'")
    assert {"content", "figures"} <= caught(edition, clock())
    again = editions.content_hash(editions.content(edition))
    alter(f"UPDATE report_edition SET content_hash = '{again}'")
    assert {"signature", "trail", "figures"} <= caught(edition, clock())
    assert disagrees(edition, clock(), tmp_path)


def test_the_file_of_a_published_paper(edition, clock):
    """And its hash in the table, so that the file looks whole."""
    kept = edition.papers[0].attachment
    filestore.store().path(kept.storage_name).write_bytes(b"other words")
    assert caught(edition, clock()) == {"papers"}
    alter(f"UPDATE attachment SET sha256 = '{hashlib.sha256(b'other words').hexdigest()}' WHERE id = {kept.id}")
    assert caught(edition, clock()) == {"content"}


def test_a_package_on_its_way_to_the_auditor(edition, clock, tmp_path):
    """A row is made better: the hash in the manifest; the manifest too: the signature, and the published hash."""
    files = unpacked(audit_package.archive(PERIOD, now=clock(), as_of=AS_OF))
    better = files["events.csv"].replace(b"2026-11-", b"2026-10-")
    for name, content in {**files, "events.csv": better}.items():
        (tmp_path / name).write_bytes(content)
    script = falsifying.script()
    with pytest.raises(SystemExit, match=r"events\.csv is not the file"):
        script.recompute(tmp_path)
    manifest = json.loads(files["manifest.json"])
    manifest["files"]["events.csv"]["sha256"] = hashlib.sha256(better).hexdigest()
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    assert script.recompute(tmp_path) != edition.figures
    signature, key = files["manifest.sig"].hex(), signing.public_key()
    assert signing.holds(files["manifest.json"], signature, key)
    assert not signing.holds((tmp_path / "manifest.json").read_bytes(), signature, key)


def test_the_head_of_the_log_is_written_down_with_every_package(edition, clock, app):
    manifest = json.loads(unpacked(audit_package.archive(PERIOD, now=clock(), as_of=AS_OF))["manifest.json"])
    head = db.session.get(ChainHead, chain.EVENTS)
    assert manifest["log"] == {"length": head.length, "hash": head.hash}
    asked = ["chain", "verify", "--head", str(head.length), head.hash]
    assert app.test_cli_runner().invoke(args=asked).output == "chains hold\n"
    told = app.test_cli_runner().invoke(args=[*asked[:-1], "0" * 64])
    assert (told.exit_code, "is not the one that was written down" in told.output) == (1, True)
