"""The sample office: the same each time, whole, believable, of no real person, and gone without a trace."""

import re
from datetime import date, datetime

import pytest
from flask_babel import force_locale
from sqlalchemy import inspect, select, text

from app import create_app
from app.admin import acts
from app.domain import water
from app.domain.channels import CHANNELS
from app.domain.periods import fiscal_year, fiscal_year_of
from app.domain.workflow import Phase, Status
from app.extensions import db
from app.models import Attachment, AuditEntry, ChainHead, Office, OutboxMail, SealedCase, Staff, Ticket, TicketEvent
from app.sample import NotASample, make, people, remove, texts
from app.services import attachments, chain, edition_proof, editions, schema, statistics, tickets
from app.services.actors import SYSTEM
from app.services.sealed import sample as sealed
from tests.conftest import BANGKOK, Clock, office
from tests.factories import make_office, open_complaint

NOW = datetime(2026, 11, 22, 16, tzinfo=BANGKOK)
CASES = 60
ON_THE_WAY = {"delivery_date", "delivered_litres", "recipient", "ratified"}
FORM = {
    "litres", "trips", "persons", "containers", "capacity", "road", "hose", "wish_date", "time", "reason",
    "special_care", "on_behalf", "relation", "house_no", "moo", "street",
}  # fmt: skip


@pytest.fixture(scope="module")
def sample(new_sqlite, tmp_path_factory):
    """A small sample office that is only looked at."""
    place = tmp_path_factory.mktemp("sample")
    clock = Clock()
    clock.set(NOW)
    app = create_app(office(new_sqlite(place), place), clock=clock)
    with app.app_context():
        make(NOW, cases=CASES)
        db.session.commit()
        yield app
        db.session.remove()
        db.engine.dispose()


def every():
    return db.session.scalars(select(Ticket).order_by(Ticket.id)).unique().all()


def fingerprint():
    """Everything but what is drawn from the system's dice (tokens, file names) and the clock in printed papers."""
    head = db.session.get(ChainHead, chain.EVENTS)
    rows = [(t.reference, t.story, t.place, t.applicant, t.phone, t.details, t.status, t.due_on) for t in every()]
    drawn = select(Attachment.sha256).where(Attachment.media_type.like("image/%")).order_by(Attachment.id)
    pictures = db.session.scalars(drawn).all()
    return head.hash, head.length, rows, pictures


def test_the_same_now_gives_the_same_office(sample, app, monkeypatch):
    with sample.app_context():
        expected = fingerprint()
    monkeypatch.setattr(sealed, "make", lambda *_: None)
    make(NOW, cases=CASES)
    assert fingerprint() == expected


def test_both_chains_hold(sample):
    assert chain.verify() == []
    assert db.session.get(ChainHead, chain.EVENTS).length == db.session.query(TicketEvent).count() > 300


def test_every_act_in_the_trail_has_a_name(sample):
    found = set(db.session.scalars(select(AuditEntry.action).distinct()))
    with force_locale("th"):
        assert {action for action in found if acts.act_name(action) == action} == set()


def test_its_books_balance_over_the_years(sample):
    years = [fiscal_year(year) for year in range(2567, fiscal_year_of(NOW.date()) + 1)]
    books = [statistics.tally(year, now=NOW).total.balance for year in years]
    assert [later.brought for later in books] == [0, *(earlier.carried for earlier in books[:-1])]
    assert sum(book.received for book in books) == len(every())
    assert books[-1].carried == sum(ticket.phase is not Phase.DONE for ticket in every())


def test_what_is_repeated_beside_the_cases_is_what_the_story_says(sample):
    before = fingerprint()
    for ticket in every():
        tickets.recalculate(ticket, by=SYSTEM, now=NOW, reason="-")
    assert fingerprint() == before


def test_all_channels(sample):
    assert {ticket.channel_slug for ticket in every()} == CHANNELS.keys()
    assert db.session.query(SealedCase).count() >= 5


def test_a_service_of_the_offices_own_in_each_state(sample):
    asked = [ticket for ticket in every() if ticket.service]
    assert len(asked) == 6
    assert {ticket.phase for ticket in asked} == set(Phase)
    assert {ticket.subject for ticket in asked} == {asked[0].service.name}
    assert all(ticket.details["fields"] for ticket in asked)


def test_the_report_of_the_last_fiscal_year_is_published_and_holds(sample):
    (edition,) = editions.public()
    assert (edition.report.fiscal_year, edition.number, edition.as_of) == (2569, 1, date(2026, 9, 30))
    assert [line.key for line in edition_proof.verify(edition, now=NOW) if line.wrong] == []
    assert all(row.summary and row.result and row.evidence for row in edition.report.rows)
    assert len(edition.document["evidence"]) > 20


def test_a_visitor_finds_something_of_everything(sample):
    found = every()
    assert {status for status in Status if status is not Status.APPROVED} <= {ticket.status for ticket in found}
    living = [ticket for ticket in found if ticket.phase is not Phase.DONE]
    assert any(ticket.emergency for ticket in living)
    assert any(ticket.overdue_from and ticket.overdue_from <= NOW.date() for ticket in living)
    assert any(ticket.details.get("ratified") is False for ticket in found)
    assert any(ticket.village is None for ticket in living)
    assert len({ticket.arrival for ticket in found}) >= 6
    assert any(ticket.received_at < ticket.recorded_at for ticket in found)


def test_everything_is_marked_as_a_sample(sample):
    assert db.session.scalars(select(Office.sample)).all() == [True]
    assert all(ticket.sample for ticket in every())
    assert all(db.session.scalars(select(Staff.sample)))


def test_nobody_real_can_be_reached(sample):
    found = every()
    assert all(re.fullmatch(r"(080000\d{4})?", ticket.phone) for ticket in found)
    assert {ticket.email for ticket in found} == {""}
    assert set(db.session.scalars(select(Staff.email))) == {""}
    assert db.session.query(OutboxMail).count() == 0
    invented = {f"{first} {last}" for first in texts.FIRST_NAMES for last in texts.LAST_NAMES}
    assert {ticket.applicant for ticket in found} <= invented | {""}
    assert {ticket.details["on_behalf"] for ticket in found if "on_behalf" in ticket.details} <= invented


def test_the_future_has_not_happened(sample):
    latest = [max(event.at, event.recorded_at) for ticket in every() for event in ticket.events]
    assert max(latest) <= NOW


def test_water_requests_say_what_the_residents_form_says(sample):
    requests = [ticket for ticket in every() if ticket.channel_slug == "water"]
    for ticket in requests:
        said = ticket.details.keys() - ON_THE_WAY
        assert said <= FORM
        assert FORM - said <= {"hose", "wish_date", "on_behalf", "relation", "street"}
        assert ticket.details["reason"] in water.REASONS
        assert set(ticket.details["containers"]) <= water.CONTAINERS.keys()
        assert ticket.details["road"] in water.ROADS
        assert ticket.details["time"] in water.TIMES
        assert ticket.details["trips"] <= water.MOST_TRIPS
        assert ticket.subject == water.subject(ticket.details["litres"], ticket.details["reason"])
        assert ticket.details["moo"] == ticket.village.number


def test_pictures_are_there_and_whole(sample):
    pictures = db.session.scalars(select(Attachment).where(Attachment.ticket_id.is_not(None))).all()
    assert len(pictures) == 8
    for picture in pictures:
        assert picture.public
        assert picture.event_id
        assert attachments.read(picture).startswith(b"\xff\xd8")


@pytest.mark.parametrize("moment", [(2026, 10, 1, 0, 5), (2027, 4, 15, 12), (2027, 2, 28, 23, 59)])
def test_on_any_day(app, monkeypatch, moment):
    """The first minutes of a fiscal year, a long holiday, a Sunday at midnight."""
    monkeypatch.setattr(sealed, "make", lambda *_: None)
    make(datetime(*moment, tzinfo=BANGKOK), cases=5)
    assert len(every()) > 10
    assert chain.verify() == []


def test_interrupted_it_leaves_nothing(app, monkeypatch):
    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(people, "sealed", die)
        with pytest.raises(KeyboardInterrupt):
            make(NOW, cases=1)
    assert db.session.query(Office).count() == 0
    assert db.session.query(Ticket).count() == 0


INDEXED = "SELECT rowid FROM ticket_search WHERE ticket_search MATCH :word"


def test_removed_it_leaves_an_empty_office_and_no_file(app, monkeypatch):
    monkeypatch.setattr(sealed, "make", lambda *_: None)
    make(NOW, cases=3)
    word = db.session.scalars(select(Ticket.search_text)).first()[:3]
    remove()
    files = [path for path in (app.config["VAR_DIR"] / "files").rglob("*") if path.is_file()]
    assert files == []
    assert schema.is_current()
    tables = {name for name in inspect(db.engine).get_table_names() if not name.startswith("ticket_search")}
    tables -= {"alembic_version", "kept_stamp"}
    lite = db.engine.dialect.name == "sqlite"
    with db.engine.connect() as connection:
        left = {table for table in tables if connection.scalar(text(f'SELECT count(*) FROM "{table}"'))}  # noqa: S608
        found = connection.scalars(text(INDEXED), {"word": f'"{word}"'}).all() if lite else []
    assert (left, found) == (set(), [])


def test_a_real_office_is_never_removed(app, clock):
    make_office(clock())
    ticket = open_complaint(clock())
    with pytest.raises(NotASample):
        remove()
    assert db.session.get(Ticket, ticket.id) is not None
