"""Every form sent and every address asked by whoever may, with what nobody types: a page, never a failure."""

import traceback
import unicodedata
from collections import defaultdict
from urllib.parse import quote_from_bytes, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app import create_app
from app.domain.thai import to_arabic_digits
from app.extensions import db
from app.models import Follower, Question, Ticket, WaterRound
from app.sample import make
from app.services.sealed.sample import PASSPHRASES
from app.services.transaction import transaction
from tests import access
from tests.conftest import BANGKOK, COMPILED, SERVER, Clock, datetime, office
from tests.factories import staff
from tests.pages import CheckedClient
from tests.sealed.doors import filled
from tests.web import fuzzing
from tests.web.fuzzing import BOUNDED, PEOPLE, Form, Reading

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")
NOW = datetime(2026, 11, 22, 16, tzinfo=BANGKOK)
OWN = ("/", "http://localhost/")  # the second where two slashes were asked for in place of one
FORMS, ADDRESSES = 7, 3  # tries of each
LAST = {"admin": 1, "account": 2, "accounts": 3}  # what they change would close other doors
PIECES = {"desk.earlier_cases"}  # put into a page by its script
ANSWERS = {200, 204, 302, 303, 308, 400, 401, 404, 405, 409, 410, 413, 422, 429}
ELSEWHERE = {"code", "username", "listed"}  # secrets, one's own name, houses that moved into the table beside it
UNSHOWN = {"password", "hidden", "file", "checkbox", "radio", "select", "button"}


class World:
    """A sample office, everybody signed in, everything found that they can press."""

    def __init__(self, app):
        self.app, self.walk, self.tries = app, fuzzing.Walk(app), 0
        self.theirs = fuzzing.another_divisions_case(NOW)
        self.strange = [value.encode() for value in (self.theirs.latin, str(self.theirs.id))]
        self.hidden = [*fuzzing.NOT_THEIRS, self.theirs.token]
        for who, starts in PEOPLE.items():
            self.arrives(who)
            self.walk.clients[who].check_pages = False
            self.walk.through(who, [*starts, *(self.keys() if who == "stranger" else [])])
            self.walk.clients[who].check_pages = True

    def arrives(self, who):
        """Come in, or in again after an act that ended the visit or the account."""
        if who != "stranger":
            with transaction():
                member = staff.by_username(who)
                member.active, member.must_change = True, False
        client = self.walk.clients[who] = fuzzing.signed_in(self.app, who)
        if who == "arun":
            client.post("/staff/sealed/unlock", data={"passphrase": PASSPHRASES[0]})

    def keys(self):
        """The unguessable addresses that residents, followers and drivers hold."""
        cases = db.session.scalars(select(Ticket).order_by(Ticket.id.desc()).limit(12))
        yield from (f"/t/{case.token}" for case in cases if case.id != self.theirs.id)
        for kind, room in ((Follower, "f"), (Question, "questions"), (WaterRound, "r")):
            rows = db.session.scalars(select(kind).order_by(kind.id.desc()).limit(3))
            yield from (f"/{room}/{row.token}" for row in rows)

    def finds(self, who, answer, form):
        """What a form led to: pages for checking and pages of what was done have forms of their own."""
        if answer.status_code in {302, 303} and not answer.location.startswith("/staff/sign-in"):
            answer = self.walk.clients[who].get(answer.location)
        if answer.mimetype == "text/html":
            self.walk.read(who, answer, answer.request.path, [])

    def asks(self, who, method, address, **more):
        """One request from an address of its own, and what must be true of any answer."""
        self.tries += 1
        place = {"REMOTE_ADDR": f"10.{self.tries >> 16}.{self.tries >> 8 & 255}.{self.tries & 255}"}
        self.walk.clients[who].check_pages = self.walk.endpoint(address, method) not in PIECES
        answer = self.walk.clients[who].open(address, method=method, environ_overrides=place, **more)
        assert answer.status_code in ANSWERS, answer.status_code
        assert answer.location is None or answer.location.startswith(OWN), answer.location
        if who in fuzzing.BLIND:
            said = answer.text if answer.mimetype.startswith(("text/", "application/json")) else ""
            assert not [word for word in self.hidden if word in said], "another division's case"
        if answer.location and answer.location.startswith("/staff/sign-in"):
            self.arrives(who)
        return answer


@pytest.fixture(scope="module")
def world(request, tmp_path_factory):
    place = tmp_path_factory.mktemp("fuzzed")
    address = request.getfixturevalue("new_postgres" if SERVER else "new_sqlite")(place)
    clock = Clock()
    clock.set(NOW)
    app = create_app(office(address, place), clock=clock)
    app.test_client_class, app.jinja_env.bytecode_cache = CheckedClient, COMPILED
    with app.app_context():
        make(NOW, cases=8)
        db.session.commit()
        yield World(app)
        db.session.remove()
        db.engine.dispose()


def room(rule):
    return rule.endpoint.partition(".")[0]


def shelves(world):
    """The kinds of words and numbers that stand in addresses, with some that were seen."""
    map_, known = world.app.url_map.bind("localhost"), {}
    for found in world.walk.links.values():
        for _, link in found:
            for name, value in map_.match(urlsplit(link).path)[1].items():
                known.setdefault(name, value)
    return known


def sendable(world, rule, known, spare):
    """The forms that people found for an address; where none was seen, one with the names of its neighbours' forms."""
    fitting = fuzzing.fitting(rule.endpoint)
    forms = [found for found in world.walk.forms[rule.endpoint] if found[0] in fitting]
    if not forms:
        address = filled(world.app, rule, **known, any="nowhere")
        forms = [(who, Form(address, spare[room(rule)])) for who in fitting]
    return forms


def neighbours(world):
    """For each room the fields of all its forms, twelve at most."""
    spare = defaultdict(dict)
    for endpoint, found in world.walk.forms.items():
        for _, form in found:
            spare[endpoint.partition(".")[0]] |= {one.name: one for one in form.fields}
    return defaultdict(tuple, {room: tuple(fields.values())[:12] for room, fields in spare.items()})


def plain(text):
    """What of a text must come back, however it was tidied."""
    folded = unicodedata.normalize("NFKC", to_arabic_digits(text))
    return "".join(sign for sign in folded if sign.isalnum())


def kept(form, sent, answer):
    """Fields of a form shown again with its errors that lost what was typed."""
    if answer.mimetype != "text/html":
        return []
    again = [one for one in Reading(answer.text, form.address).forms if one.address == form.address]
    if 'id="errors"' not in answer.text or not again:
        return []
    shown = {one.name: one for one in again[-1].fields}
    once = {name: them[0] for name, them in sent.items() if len(them) == 1 and name in shown}
    typed = {one.name: once[one.name] for one in form.fields if one.name in once and shows(one)}
    lost = [(name, value, shown[name].values) for name, value in typed.items()]
    return [one for one in lost if not came_back(*one[1:])]


def shows(one):
    return one.kind not in UNSHOWN and one.name not in ELSEWHERE


def came_back(value, shown):
    """Whether these bytes, if they were text at all, stand in the field."""
    try:
        return plain(value.decode()) in plain("".join(shown))  # "#12" comes back as "ext. 12"
    except UnicodeDecodeError:
        return True


def failures(rule, strategy, knock, tries):
    """What went wrong in so many tries: the first of them, in words."""

    @settings(BOUNDED, max_examples=tries)
    @given(strategy)
    def each(sending):
        knock(*sending)

    try:
        each()
    except Exception as wrong:  # noqa: BLE001 - whatever it is, it is what is looked for
        way = traceback.extract_tb(wrong.__traceback__)[-1]
        return [f"{rule.rule}: {type(wrong).__name__} {str(wrong)[:300]} at {way.filename}:{way.lineno}"]
    return []


@st.composite
def askings(draw, found, strange):
    """One address with an absurd piece in its path, or absurd words after the question mark."""
    who, link = found[draw(st.integers(0, len(found) - 1))]
    path, _, query = link.partition("?")
    names = [pair.partition("=")[0] for pair in query.split("&") if pair] or ["after", "page", "lang"]
    pieces = path.split("/")
    if len(pieces) > 2 and draw(st.booleans()):
        pieces[draw(st.integers(2, len(pieces) - 1))] = quote_from_bytes(draw(strange)[:2000])
    words = [f"{name}={quote_from_bytes(draw(strange)[:2000])}" for name in names if draw(st.booleans())]
    return who, "/".join(pieces) + ("?" + "&".join(words) if words else "")


def test_every_address_answers_whatever_it_is_asked(world):
    broken, known = [], shelves(world)
    strange = fuzzing.absurd(*world.strange)
    for rule in access.rules(world.app):
        if "GET" not in rule.methods:
            continue
        fitting = fuzzing.fitting(rule.endpoint)
        found = [one for one in world.walk.links[rule.endpoint] if one[0] in fitting]
        found = found or [(who, filled(world.app, rule, **known, any="nowhere")) for who in fitting]
        broken += failures(rule, askings(found, strange), lambda who, link: world.asks(who, "GET", link), ADDRESSES)
    assert broken == [], "\n".join(broken)


def test_every_form_answers_whatever_it_is_sent(world):
    broken, known, spare = [], shelves(world), neighbours(world)
    order = sorted(access.rules(world.app), key=lambda rule: (LAST.get(room(rule), 0), rule.endpoint))
    for rule in order:
        if "POST" not in rule.methods:
            continue

        def send(who, form, sent, body, kind):
            answer = world.asks(who, "POST", form.address, data=body, content_type=kind)
            if who != "stranger" or not form.address.startswith("/corruption"):
                world.finds(who, answer, form)
            assert kept(form, sent, answer) == []

        forms = sendable(world, rule, known, spare)
        assert forms, rule.rule
        broken += failures(rule, fuzzing.sendings(forms, *world.strange), send, FORMS)
    assert broken == [], "\n".join(broken)
