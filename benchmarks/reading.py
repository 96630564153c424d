"""Pages that are read: the resident's status page, the queue with every filter and saved view, searching.

Each function runs in the process of one office (benchmarks.offices) and says what one round cost there.
"""

from random import Random
from statistics import median
from urllib.parse import urlencode

from sqlalchemy import select, text

from app.domain.workflow import Phase, Status
from app.extensions import db
from app.models import OPEN, SavedView, Ticket
from app.services import scope
from benchmarks import floor, offices

WORDS = ("ไฟฟ้า", "ถนน", "น้ำประปา", "เลขเสา 0042", "สะพานข้ามคลอง", "แก้วมณี", "0800004410", "ไม่มีคำนี้เลย")
PEOPLE = ("nurida", "anan", "nayok")
FILTERS = (
    {}, {"view": "unassigned"}, {"view": "closed"}, {"view": "unit"}, {"late": "1"}, {"waiting": "1"},
    {"channel": "complaints"}, {"channel": "water"}, {"channel": "eservice"}, {"unit": "2"}, {"unit": "none"},
    {"village": "1"}, {"village": "none"}, {"arrival": "phone"}, {"service": "1"}, {"q": "ไฟถนน"},
    {"unit": "2", "late": "1", "channel": "complaints"}, {"group": "overdue"}, {"group": "in_time"},
    *({"status": status.value} for status in Status if status.phase is not Phase.DONE),
)  # fmt: skip


def status(number: int = 30) -> float:
    """Milliseconds of processor for a resident's page, over cases of all years."""
    last = db.session.scalar(text("SELECT max(id) FROM ticket")) or 1
    rng, addresses = Random(1), []
    for _ in range(number):
        query = scope.everything().where(Ticket.id == rng.randrange(1, last + 1))
        addresses.append(f"/t/{db.session.scalars(query).unique().one().token}")
    db.session.rollback()
    return _typical([found.cpu for found in offices.pages(addresses)])


def queue() -> float:
    """Milliseconds of processor: nineteen of twenty pages cost less; every filter and own view."""
    views = db.session.scalars(select(SavedView.query)).all()
    following = _second_page()
    db.session.rollback()
    queries = [*map(urlencode, FILTERS), *views, following]
    found = [cost.cpu for who in PEOPLE for cost in offices.pages([f"/staff/queue?{q}" for q in queries], who)]
    found += [cost.cpu for cost in offices.pages(["/staff/queue?view=mine"], "anan")]
    return 1000 * sorted(found)[int(len(found) * 0.95)]


def search() -> float:
    """Milliseconds of processor for the newest cases that hold a word."""
    addresses = [f"/staff/search?{urlencode({'q': word})}" for word in WORDS]
    return _typical([cost.cpu for cost in offices.pages(addresses, "nurida")])


def floor_page(number: int = 30) -> float:
    """Milliseconds of processor for the floor's page of a case, in the same process."""
    client, address = floor.visited(offices.floors_database())
    return _typical([offices.spent(lambda: client.get(address)).cpu for _ in range(number)])


def _second_page() -> str:
    query = scope.everything().where(OPEN, Ticket.overdue_from.is_not(None)).order_by(Ticket.due_on)
    ticket = db.session.scalars(query.limit(1)).unique().one()
    return urlencode({"group": "overdue", "after": ticket.latin})


def _typical(seconds: list[float]) -> float:
    return 1000 * median(seconds)
