"""Languages: Thai first, English and Malay whole for residents; a switch that keeps the page and what was typed."""

import os
import re
from datetime import datetime
from itertools import islice

import pytest
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from app import create_app
from app.extensions import db
from app.models import Attachment, OutboxMail, Ticket, Village
from app.sample import make
from app.services.transaction import transaction
from app.web.words import _compile
from tests import sealed_cast
from tests.architecture.residents_words import catalogue_of
from tests.conftest import BANGKOK, Clock, office
from tests.factories import category, make_staff, open_complaint
from tests.officers import OFFICER, Officer, hired
from tests.residents import Resident, photo
from tests.thai_letters import THAI, unmarked
from tests.web.entrance import sign_in
from tests.web.sealed_pages import hidden
from tests.web.test_intake import COMPLAINT

NOW = datetime(2026, 11, 22, 16, tzinfo=BANGKOK)
STAFFS = ("/staff", "/management", "/admin", "/setup", "/r/", "/assets", "/offline")
START = ("/", "/track", "/complaints/new", "/water/new", "/water/group/new", "/questions/ask", "/corruption/new", "/x")
EACH, EACH_CASE = 2, 30
LAW = {"en": "The Thai text is the official version.", "ms": "Teks bahasa Thai ialah teks rasmi."}


@pytest.fixture(scope="module")
def sample(new_sqlite, tmp_path_factory):
    """A small sample office, with cases in every state."""
    place = tmp_path_factory.mktemp("languages")
    clock = Clock()
    clock.set(NOW)
    app = create_app(office(new_sqlite(place), place), clock=clock)
    with app.app_context():
        make(NOW, cases=30)
        tickets = db.session.scalars(select(Ticket)).unique().all()
        kinds = {(t.channel_slug, t.status, t.outcome, len(t.points) > 1): t.token for t in tickets}
        names = {v.name for v in db.session.scalars(select(Village))}
        names |= set(db.session.scalars(select(Attachment.name)))
        db.session.remove()
    yield app, [f"/t/{token}" for token in kinds.values()], names
    with app.app_context():
        db.engine.dispose()


def kept_in_thai(language):
    """What the translation itself writes in Thai: names of authorities, beside what they mean."""
    strings = [str(message.string) for message in catalogue_of(language) if message.id]
    return {run for words in strings for run in re.findall("[\u0e01-\u0e5b][\u0e01-\u0e5b. ]*", words)}


def walked(app, tokens, language):
    """Pages that a resident comes to by links, a few of each kind: their address and their text."""
    client, urls = app.test_client(), app.url_map.bind("localhost")
    waiting, seen, kinds = [*START, *tokens], set(), {}
    client.set_cookie("lang", language)
    while waiting:
        address = waiting.pop(0).partition("#")[0].replace("&amp;", "&")
        if address in seen or not address.startswith("/") or address.startswith(STAFFS):
            continue
        seen.add(address)
        try:
            kind = urls.match(address.partition("?")[0])[0]
        except HTTPException:
            kind = "nothing"
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] > (EACH_CASE if kind == "tracking.case" else EACH):
            continue
        sealed = f"{address}{'&' if '?' in address else '?'}lang={language}" if "/corruption" in address else address
        answer = client.get(sealed, follow_redirects=True)
        if answer.mimetype == "text/html":
            yield address, answer.text
            waiting += [found for found in re.findall(r'href="([^"]+)"', answer.text) if "lang=" not in found]


def refused(app, tokens, language):
    """Forms sent empty, and a page that asks too much."""
    client = app.test_client()
    client.set_cookie("lang", language)
    forms = ("/complaints/new", "/water/new", "/water/group/new", "/questions/ask", f"/corruption/new?lang={language}",
             f"/corruption/case?lang={language}", *(f"{token}/say" for token in tokens[:5]))  # fmt: skip
    for address in forms:
        yield address, client.post(address, data={"code": "1", "wish-day": "99"}).text
    yield "/track", client.post("/track", data={"reference": "", "code": ""}).text
    yield "/track wrong", client.post("/track", data={"reference": "CP-2570-0001", "code": "aaaa"}).text


@pytest.mark.sqlite
@pytest.mark.parametrize("language", ["en", "ms"])
def test_no_page_of_residents_shows_thai_without_saying_so(sample, language):
    app, tokens, names = sample
    allowed = names | kept_in_thai(language)
    pages = [*walked(app, tokens, language), *refused(app, tokens, language)]
    assert len(pages) > 60
    wrong = {piece: address for address, page in pages for piece in unmarked(page, allowed)}
    assert not wrong, "\n".join(f"{address}: {piece}" for piece, address in islice(wrong.items(), 30))
    for address, page in pages:
        assert f'<html lang="{language}" dir="ltr"' in page, address
        assert LAW[language] in page, address


def test_dates_and_years_are_those_of_the_language(client, opened, clock):
    token = open_complaint(clock(), language="ms").token
    resident = Resident(client)
    resident.opens(f"/t/{token}?lang=ms").reads("November 2026").sees_no("2569")
    resident.opens(f"/t/{token}?lang=th").reads("พฤศจิกายน 2569").sees_no("2026")


def test_staff_have_thai_and_english_and_keep_what_a_resident_chose(client, opened, clock):
    make_staff("somchai", OFFICER, now=clock())
    sign_in(client, "somchai")
    client.get("/?lang=ms")
    page = client.get("/staff/queue").text
    assert '<html lang="th"' in page
    assert "Melayu" not in page
    assert '<html lang="ms"' in client.get("/").text
    assert '<html lang="th"' in client.get("/staff/queue?lang=ms").text


def test_letters_are_in_the_language_of_the_resident(client, opened, clock):
    open_complaint(clock(), language="ms", email="a@example.org")
    letter = db.session.scalars(select(OutboxMail)).one()
    assert not THAI.search(letter.subject.partition("รท-")[0])
    assert "November 2026" in letter.body
    assert "Thotsop SAO" in letter.body


def test_officers_see_in_which_language_somebody_wrote(app, client, opened, clock):
    ticket = open_complaint(clock(), language="ms")
    open_complaint(clock())
    somchai = Officer(app.test_client(), hired("somchai", OFFICER, now=clock(), unit="กองช่าง"))
    assert somchai.opens("/staff/queue").count("ภาษามลายู") == 1
    assert "เขียนเป็นภาษามลายู" in somchai.case(ticket)


def test_the_office_writes_malay_or_english_is_shown_or_thai(client, opened):
    row = category("road")
    for names, shown in (({"malay_name": "Jalan kampung"}, "<b>Jalan kampung</b>"),
                         ({"malay_name": "", "english_name": "Village road"}, '<span lang="en">Village road</span>'),
                         ({"english_name": ""}, f'<span lang="th">{row.name}</span>')):  # fmt: skip
        with transaction():
            for name, value in names.items():
                setattr(category("road"), name, value)
        assert shown in client.get("/complaints/new?lang=ms").text


def test_a_switch_keeps_what_was_typed_and_its_photos(client, opened):
    resident = Resident(client).opens("/complaints/new")
    resident.types(story="ถนนเป็นหลุม", place="หน้าร้าน", photos=[photo()])
    resident.reads_on_in("Melayu").finds_typed(story="ถนนเป็นหลุม", place="หน้าร้าน")
    assert '<html lang="ms"' in resident.answer.text
    assert 'class="error' not in resident.answer.text, "nothing was to be checked yet"
    assert "หลุม.jpg" in resident.text
    resident.reads_on_in("ไทย").finds_typed(story="ถนนเป็นหลุม").reads("เก็บไว้แล้ว")


def test_the_last_page_keeps_words_for_neighbours_and_sends_nothing(client, opened):
    resident = Resident(client).opens("/complaints/new").types(**COMPLAINT).presses("ไปตรวจคำตอบ")
    resident.types(words="ไฟดับหลายวันแล้ว", share="y", acknowledged="y").reads_on_in("English")
    resident.finds_typed(words="ไฟดับหลายวันแล้ว")
    assert resident.answer.text.count(' value="y" checked') == 2
    assert '<html lang="en"' in resident.answer.text
    assert 'class="error' not in resident.answer.text
    assert db.session.query(Ticket).count() == 0


@pytest.mark.parametrize(
    ("address", "field", "status"),
    [
        ("/water/new", "name", 200),
        ("/water/group/new", "name", 422),
        ("/questions/ask", "text", 422),
        ("/track", "code", 422),
    ],
)
def test_every_form_is_its_own_switch(client, opened, address, field, status):
    typed = {field: "ยะโกบ"}
    resident = Resident(client).opens(address).types(**typed).reads_on_in("English", status=status)
    resident.finds_typed(**typed)
    assert '<html lang="en"' in resident.answer.text
    assert 'class="error' not in resident.answer.text


def test_a_case_keeps_half_an_answer(client, opened, clock):
    token = open_complaint(clock()).token
    resident = Resident(client).opens(f"/t/{token}").types(words="ยังไม่เสร็จ").reads_on_in("Melayu", status=422)
    resident.finds_typed(words="ยังไม่เสร็จ")
    assert len(Resident(client).opens(f"/t/{token}").text.split("ยังไม่เสร็จ")) == 1, "nothing was sent"


@pytest.mark.sealed
def test_the_sealed_form_carries_everything_to_the_other_language_and_keeps_nothing(client, opened, clock):
    sealed_cast.open_channel(clock())
    for name in ("arun", "rohani"):
        sealed_cast.reader(name, clock())
    page = client.get("/corruption/new")
    typed = {"code": hidden(page, "code"), "what": "เรียกเงินค่าถนน", "about": "other", "last_four": "12"}
    other = client.post("/corruption/new?lang=ms", data={**typed, "switch": ""})
    assert "เรียกเงินค่าถนน" in other.text
    assert hidden(other, "code") == typed["code"], "the code that was written down stays"
    assert '<html lang="ms"' in other.text
    assert 'class="error' not in other.text
    assert 'action="/corruption/new?lang=ms"' in other.text
    assert "Set-Cookie" not in other.headers or "lang=" not in other.headers["Set-Cookie"]


def test_sentences_of_a_newer_program_with_older_dates_are_read(tmp_path):
    """As an archive or an image brings them: what was compiled before is no longer of these sentences."""
    source, compiled = tmp_path / "en" / "LC_MESSAGES" / "messages.po", tmp_path / "messages.mo"
    source.parent.mkdir(parents=True)
    for words, day in (("Water", 2_000_000_000), ("Drinking water", 1_900_000_000)):
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
        source.write_text(f'{head}\nmsgid "น้ำ"\nmsgstr "{words}"\n')
        os.utime(source, (day, day))
        _compile(source, compiled)
        assert words.encode() in compiled.read_bytes()
