"""An office with one of everything, walked through by every kind of person, and what nobody is expected to send it."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote_from_bytes, urlsplit

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from werkzeug.exceptions import HTTPException

from app.domain.workflow import Role
from tests import access, factories
from tests.officers import Officer

PEOPLE = {
    "stranger": ("/", "/corruption/", "/complaints/new", "/questions/ask", "/staff/sign-in"),
    "nurida": ("/staff/queue", "/staff/publishing/", "/staff/account"),
    "anan": ("/staff/queue", "/staff/account"),
    "palad": ("/management/", "/staff/queue"),
    "arun": ("/staff/sealed/",),
    "admin": ("/admin/", "/staff/publishing/"),
}  # each with the pages at which they begin
ROLE = {"nurida": Role.INTAKE, "anan": Role.OFFICER, "palad": Role.MANAGEMENT, "arun": Role.INTEGRITY,
        "admin": Role.ADMINISTRATOR}  # fmt: skip
PER_ADDRESS = 2
MANY = {"desk.case": 8, "tracking.case": 15, "reports.draft": 4}  # pages that differ; of others two are enough
NOT_THEIRS = ("ปลาหมอแดดเดียวที่ใต้ถุน", "0899 991 234", "0899991234")  # of a case of a division where nobody here works
BLIND = {"stranger", "anan", "arun", "admin"}  # who may not see it
DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

ABSURD: list[bytes] = [
    b"", b" \t\r\n ", b"\0", b"a\0b", b"\xed\xa0\x80", b"\xff\xfe\xc3(", b"%00%ff", b"0", b"-1", b"1", b"9" * 30,
    b"2147483648", b"9223372036854775808", b"1e309", b"NaN", b"-inf", b"1.5", b"true", b"null", b"[]", b'{"a":1}',
    b"0000-00-00", b"-1", b"9999-12-31", b"0001-01-01", b"2569-02-30", b"24:61", b"31", b"543", b"10542",
    b"../../../etc/passwd", b"/nowhere", b"//elsewhere.example/", b"javascript:alert(1)", b"a\r\nSet-Cookie: a=b",
    b"'; DROP TABLE ticket; --", b"<script>alert(1)</script>", b"{{7*7}}${7*7}%(a)s%s{0.__class__}", b"=cmd()|' /C'!A0",
    *(word.encode() for word in (
        "๙๙๙๙๙", "-๑", "٣٤٥", "Ⅷ", "²", "½", "😀" * 300, "👩‍👩‍👧‍👦", "\u202eกลับ\u202c\u2066\u2069", "\u200b\ufeff",
        "\x1b[2J\x07\x7f", "\ufffe\uffff", "ก" + "่" * 2000, "ก" * 30_000, "คำ " * 2000, "ﷺ" * 50, "\U0010ffff",
        "\u2028\u2029", "๓๑/๑๒/๑๐๕๔๒",
    )),
]  # fmt: skip
NAMES = (
    "a.jpg", "", "../../x.pdf", "ก" * 300 + ".png", "a\0.jpg", "a\r\nb.csv", '"; x="', "x.xlsx", "x.geojson", ".",
    "\u202egpj.exe",
)  # fmt: skip
FILES = (
    b"", b"\0" * 100, b"\xff\xd8\xff\xe0broken", b"%PDF-1.7\nbroken", b"PK\x03\x04broken",
    b'{"type":"FeatureCollection"}',
    b"a,b\n1,2\n", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", b"x" * 200_000,
)  # fmt: skip
BOUNDED = settings(
    derandomize=True, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


@dataclass(frozen=True)
class Field:
    """One name of a form, its value as it stands and those that it offers."""

    name: str
    kind: str
    values: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """A form of a page: where it goes and what it takes."""

    address: str
    fields: tuple[Field, ...]
    method: str = "post"
    upload: bool = False


class Reading(HTMLParser):
    """Links and forms of a page."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._address, self._fields, self._open, self._select, self._area = address, {}, None, None, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = {name: value or "" for name, value in attributes}
        name = given.get("name", "")
        if tag in {"a", "img"} and (link := given.get("href") or given.get("src")):
            self.links.append(link.partition("#")[0] or self._address)
        elif tag == "form":
            self._open, self._fields = given, {}
        elif tag == "select":
            self._select = name
            self._add(name, "select")
        elif tag == "option" and self._select is not None:
            self._add(self._select, "select", given.get("value", ""), "selected" in given)
        elif tag == "textarea":
            self._area = name
            self._add(name, "textarea")
        elif name and tag == "input":
            kind = given.get("type", "text")
            chosen = kind not in {"checkbox", "radio"} or "checked" in given
            self._add(name, kind, given.get("value", ""), chosen)
        elif name and tag == "button":
            self._add(name, "button", given.get("value", ""), False)

    def handle_data(self, data):
        if self._area is not None:
            one = self._fields[self._area]
            self._fields[self._area] = Field(one.name, one.kind, ((one.values or ("",))[0] + data,))

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None
        elif tag == "form" and self._open is not None:
            address = (self._open.get("action") or "").partition("#")[0] or self._address
            upload = "enctype" in self._open
            self.forms.append(Form(address, tuple(self._fields.values()), self._open.get("method", "get"), upload))
            self._open = None

    def _add(self, name, kind, value=None, chosen=True):
        one = self._fields.get(name) or Field(name, kind)
        values, offers = (*one.values, *([value] if value is not None and chosen else [])), one.offers
        offers = (*offers, value) if value is not None else offers
        self._fields[name] = Field(name, kind, values, offers)


@dataclass
class Walk:
    """Everything that was found on the way, by endpoint."""

    app: object
    clients: dict[str, object] = field(default_factory=dict)
    links: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    forms: dict[str, list[tuple[str, Form]]] = field(default_factory=lambda: defaultdict(list))

    def endpoint(self, address: str, method: str) -> str:
        """The endpoint of an address of ours, or nothing."""
        try:
            return self.app.url_map.bind("localhost").match(urlsplit(address).path, method=method)[0]
        except (HTTPException, UnicodeError):
            return ""

    def through(self, who: str, starts: Iterator[str]) -> None:
        """Follow links from these pages, a few of each kind, and read every form on the way."""
        waiting = list(starts)
        for address in waiting:  # it grows meanwhile
            if "." in urlsplit(address).path:
                continue  # papers and files are remembered, they lead nowhere
            answer = self.clients[who].get(address)
            if answer.status_code in {301, 302, 303}:
                self._remember(who, answer.location, waiting)
            elif answer.mimetype == "text/html":
                self.read(who, answer, urlsplit(address).path, waiting)

    def read(self, who: str, answer: object, address: str, waiting: list[str]) -> None:
        """Keep what a page offers."""
        page = Reading(answer.text, address)
        for form in page.forms:
            known = self.forms[self.endpoint(form.address, "POST")] if form.method == "post" else []
            if form.method == "get":
                self._remember(who, form.address + "?" + "&".join(f"{f.name}=" for f in form.fields), waiting)
            elif (who, form) not in known and sum(person == who for person, _ in known) < PER_ADDRESS:
                known.append((who, form))
        for link in page.links:
            self._remember(who, link, waiting)

    def _remember(self, who: str, link: str, waiting: list[str]) -> None:
        found = self.endpoint(link, "GET") if link.startswith("/") and not link.startswith("//") else ""
        known = self.links[found]
        if found and (who, link) not in known and sum(person == who for person, _ in known) < MANY.get(found, 2):
            known.append((who, link))
            waiting.append(link)


def fitting(endpoint: str) -> list[str]:
    """Who may go there."""
    allowed = access.allowed(endpoint)
    return ["stranger"] if allowed is access.ALL else [who for who, role in ROLE.items() if role in allowed]


def another_divisions_case(now):
    """A case that most of these people have nothing to do with."""
    words = {"story": NOT_THEIRS[0], "place": NOT_THEIRS[0], "phone": NOT_THEIRS[2], "applicant": NOT_THEIRS[0]}
    return factories.open_complaint(now, **words)


def signed_in(app, who: str):
    """A browser of somebody who has come in."""
    if who == "stranger":
        return app.test_client()
    return Officer(app.test_client(), factories.staff.by_username(who)).client


def _one(shelf: Sequence[Any]) -> st.SearchStrategy[Any]:
    """One of many; by number, for they are long."""
    return st.integers(0, len(shelf) - 1).map(lambda number: shelf[number])


def absurd(*more: bytes) -> st.SearchStrategy[bytes]:
    """What nobody types."""
    return _one(ABSURD) | st.sampled_from(more or [b""]) | st.text(max_size=40).map(str.encode) | st.binary(max_size=40)


def values(one: Field, *more: bytes) -> st.SearchStrategy[list[bytes]]:
    """What is sent under one name: as it stands, another of those offered, something absurd, nothing, twice."""
    if one.kind == "file":
        return st.sampled_from([[], [], [], [b"a.csv"]])  # words in place of a file
    own = [value.encode() for value in one.values]
    offered = [value.encode() for value in one.offers] or own or [b"1"]
    strange = absurd(*more, *(value.translate(DIGITS).encode() for value in one.values))
    twice = st.tuples(st.sampled_from(offered), strange).map(list)
    return st.one_of(st.just(own), st.just(own), st.sampled_from(offered).map(lambda v: [v]),
                     strange.map(lambda v: [v]), strange.map(lambda v: [v]), st.just([]), twice)  # fmt: skip


@st.composite
def sendings(draw, forms: list[tuple[str, Form]], *more: bytes):
    """Somebody sends one of these forms: who, where, the body as bytes and its kind."""
    who, form = draw(_one(forms))
    sent = {one.name: draw(values(one, *more)) for one in form.fields}
    pairs = [(name.encode(), value) for name, them in sent.items() for value in them]
    uploads = [one for one in form.fields if one.kind == "file"]
    odd = draw(st.integers(0, 7))
    if odd == 7:
        return who, form, {}, json.dumps({one.name: [1, {}] for one in form.fields}).encode(), "application/json"
    if odd < 6 and not (form.upload or uploads):
        body = "&".join(f"{quote_from_bytes(name)}={quote_from_bytes(value)}" for name, value in pairs)
        return who, form, sent, body.encode(), "application/x-www-form-urlencoded"
    named = b'"; filename="x"' if odd == 6 else b'"'  # files in place of words
    parts = [b'name="%s%s\r\n\r\n%s' % (name, named, value) for name, value in pairs]
    sent = {} if odd == 6 else sent
    for one in uploads:
        name, content = draw(_one(NAMES)), draw(_one(FILES) | st.binary(max_size=60))
        parts.append(b'name="%s"; filename="%s"\r\n\r\n%s' % (one.name.encode(), name.encode(), content))
    whole = b"".join(b"--x29\r\nContent-Disposition: form-data; %s\r\n" % part for part in parts) + b"--x29--\r\n"
    return who, form, sent, whole, "multipart/form-data; boundary=x29"
