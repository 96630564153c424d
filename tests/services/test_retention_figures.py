"""Cases that stand without their persons: figures, chain, columns and published reports are what they were."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from app.domain.dates import BANGKOK
from app.domain.periods import fiscal_year
from app.domain.statistics import cut_of
from app.domain.water_figures import FIGURES, amount
from app.domain.workflow import Role
from app.extensions import db
from app.models import (
    Office,
    RetentionItem,
    Ticket,
)
from app.renderers import RENDERERS
from app.services import (
    casework,
    chain,
    edition_proof,
    editions,
    measures,
    report_publishing,
    upkeep,
)
from app.services.actors import Actor
from app.services.personal import anonymising, retention
from app.services.statistics.statement import statement
from app.services.water import ledger
from tests.factories import make_office, make_staff, open_complaint
from tests.services import letting_go, random_office
from tests.services.letting_go import CLERK, approved, told, watered
from tests.services.random_water import WaterOffice


@pytest.fixture
def people(app, clock):
    return letting_go.hired(clock)


def everything_counted(now):
    """All figures of the years in which something happened."""
    found = {}
    for year in range(2570, 2574):
        period = fiscal_year(year)
        found[year] = statement(period, now=now, as_of=now.date())
        of = ledger.read(period.first_moment, cut_of(period, now=now, as_of=None))
        found[year, "water"] = {name: (amount(rows(of)), len(rows(of))) for name, rows in FIGURES.items()}
    return found


def test_the_chain_holds_and_the_columns_equal_the_stories(people, clock):
    told(clock, people), watered(clock)
    clock.advance(days=365 * 12)
    approved(people, clock)
    anonymising.go_on(now=clock())
    assert chain.verify() == []
    assert list(upkeep.differing(clock())) == []
    ticket = db.session.scalars(select(Ticket)).unique().first()
    casework.find(ticket.reference, by=CLERK)
    open_complaint(clock())
    assert chain.verify() == []


def test_every_figure_of_every_year_is_what_it_was(people, clock):
    """The same house before and after, some of its requests held back: it is still one house."""
    told(clock, people)
    kept = watered(clock).id
    watered(clock, number="45/2")
    clock.advance(days=400)
    watered(clock, number="7")
    clock.advance(days=365 * 12)
    before = everything_counted(clock())
    palad, nayok, _ = people
    made = retention.make(now=clock())
    item = db.session.scalars(select(RetentionItem).where(RetentionItem.row_id == kept)).one()
    retention.hold_back(made, [item.id], "ยังตรวจสอบ", by=palad, now=clock())
    retention.propose(made, by=palad, now=clock())
    retention.approve(made, by=nayok, now=clock())
    assert anonymising.go_on(now=clock()) == 3
    assert everything_counted(clock()) == before


@pytest.mark.parametrize("seed", range(2))
def test_figures_of_a_random_water_office_stay(app, clock, seed):
    office = WaterOffice(seed, clock)
    office.goes_on(120)
    made = _all_of(clock)
    before = everything_counted(clock())
    assert anonymising.go_on(now=clock(), most=1) == 1
    anonymising.go_on(now=clock(), most=1000)
    assert retention.counts(made).left == 0
    assert everything_counted(clock()) == before
    assert chain.verify() == []
    assert list(upkeep.differing(clock())) == []


def test_figures_of_a_random_office_stay(app, clock):
    make_office(clock())
    clock.advance(days=9)
    random_office.build(5, 60, clock())
    for ticket in db.session.scalars(select(Ticket)).unique():
        ticket.story = "เรื่อง"
    db.session.commit()
    upkeep.rebuild(clock())
    _all_of(clock)
    before = everything_counted(clock())
    assert anonymising.go_on(now=clock(), most=1000) > 10
    assert everything_counted(clock()) == before
    assert list(upkeep.differing(clock())) == []


def _all_of(clock):
    """Twelve years on, everything that ended is on an approved list."""
    clock.advance(days=365 * 12)
    heads = [Actor.staff(make_staff(name, Role.MANAGEMENT, now=clock())) for name in ("head1", "head2", "head3")]
    return approved(heads, clock)


def test_a_published_report_still_verifies(people, clock, monkeypatch):
    """With every line of its proof: content, figures, chain and the head of the log that was printed."""
    for kind in editions.PAPERS:
        quick = SimpleNamespace(extension=kind, mimetype="x/x", available=lambda: None, render=lambda _report: b"x")
        monkeypatch.setitem(RENDERERS, kind, quick)
    told(clock, people), watered(clock)
    clock.set(datetime(2027, 10, 4, 9, tzinfo=BANGKOK))
    office = db.session.scalars(select(Office)).one()
    report = measures.draft(2570, 12, office, by=CLERK, now=clock())
    for row in report.rows:
        cells = {name: getattr(row, name) for name in measures.CELLS} | {"summary": "ประชุม", "result": "เข้าใจ"}
        measures.save_row(row, cells, version=report.version, by=CLERK, now=clock())
    edition = report_publishing.publish(
        report, office, version=report.version, answered=(), changed="", by=CLERK, now=clock()
    )
    clock.advance(days=365 * 12)
    approved(people, clock)
    assert anonymising.go_on(now=clock()) == 2
    assert {line.key for line in edition_proof.verify(edition, now=clock()) if line.wrong} == set()
