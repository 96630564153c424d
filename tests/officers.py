"""Page objects of the officers' door: tests say what an officer does, this module knows the HTML."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from io import BytesIO

import html5lib

from app.domain.workflow import Role
from app.extensions import db
from app.models import Staff, Ticket
from app.services import staff_sessions
from app.services.actors import Actor
from tests import factories
from tests.photos import jpeg

FOR_EVER = datetime(2096, 1, 1, tzinfo=UTC)
TABS = re.compile(r'<li><a href="([^"]+)"(?: aria-current="page")?>([^<]+?)(?: <span class="count">(\d+)</span>)?</a>')
FACETS = re.compile(r'<dd><a href="([^"]+)"(?: aria-current="true")?>([^<]+?) (\d+)</a></dd>')


def hired(username, *roles, now, unit=None):
    """A member of staff; the password is dear to hash, so tests sign in by session."""
    roles = [Role(role) for role in roles]
    return factories.make_staff(username, *roles, now=now, unit=factories.unit(unit) if unit else None)


@dataclass
class Officer:
    """Somebody at the desk."""

    client: object
    member: Staff
    staff_id: int = field(init=False)

    def __post_init__(self):
        self.staff_id = self.member.id
        self.signs_in()

    def signs_in(self):
        with self.client.session_transaction() as session:
            now = self.client.application.extensions["clock"]()
            session["signed_in"] = staff_sessions.begin(self.member, ("", ""), until=FOR_EVER, now=now)

    @property
    def actor(self):
        """The same person, as services know them."""
        db.session.rollback()
        return Actor.staff(db.session.get(Staff, self.staff_id))

    def opens(self, path, status=200):
        response = self.client.get(path)
        assert response.status_code == status, (path, response.status_code)
        return response.text

    def case(self, ticket, status=200):
        return self.opens(address(ticket), status)

    def sends(self, path, **fields):
        return self.client.post(path, data=fields, content_type="multipart/form-data")

    def steps(self, ticket, action, *, version=None, **fields):
        """Send a step's form as the page has it now, or as it was at ``version``."""
        seen = current(ticket).version if version is None else version
        return self.sends(f"{address(ticket)}/{action}", version=str(seen), **fields)


def address(ticket):
    return f"/staff/tickets/{current(ticket).latin}"


def current(ticket):
    """The case as the database has it now."""
    db.session.rollback()
    return db.session.get(Ticket, ticket if isinstance(ticket, int) else ticket.id)


def listed(page):
    """The case numbers on a page of the queue, in order."""
    return re.findall(r'<p class="ref">([^<]+)</p>', page)


def reasons(page):
    """Why each case is there."""
    found = re.findall(r'<p class="why"><svg.*?</svg>([^<]+)</p>', page, re.DOTALL)
    return [unescape(words).replace("\u00a0", " ").strip() for words in found]


def groups(page):
    """The groups of the queue and their counts."""
    found = re.findall(r'<summary><h2>([^<]+)</h2><span class="count">(\d+)</span>', page)
    return {heading: int(count) for heading, count in found}


def words(page):
    """The page as it is read."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return " ".join(" ".join(tree.find("body").itertext()).replace("\u00a0", " ").split())


def photo(name="รูป.jpg", left="red"):
    """A photograph as a form sends it."""
    return BytesIO(jpeg(left=left)), name


OFFICER, INTAKE, MANAGEMENT = Role.OFFICER, Role.INTAKE, Role.MANAGEMENT
