"""What a resident's pages may ask of the database, page by page; and the empty form, drawn once for everybody."""

import re

import pytest
from sqlalchemy import event

from app.extensions import db
from app.models import Ticket, Village
from app.services.transaction import transaction
from tests.factories import make_office
from tests.web.test_intake import COMPLAINT

# Statements, the question whether kept rows still stand among them; the case itself is written with four.
MOST = {"form": 1, "answers": 5, "check": 4, "sent": 15, "receipt": 2, "status": 3}


@pytest.fixture
def asked(app, clock):
    """The statements since this list was last emptied."""
    make_office(clock())
    found: list[str] = []

    def note(_connection, _cursor, line, *_more):
        if line.split()[0] in {"SELECT", "INSERT", "UPDATE", "DELETE"}:
            found.append(line)

    event.listen(db.engine, "before_cursor_execute", note)
    return found


def journey(client, asked):
    """A complaint from the empty form to its status page: the answers, and the statements of each."""
    counts = {}

    def noted(name, answer):
        counts[name], asked[:] = list(asked), []
        return answer

    asked.clear()
    page = noted("form", client.get("/complaints/new")).text
    draft = re.findall(r'name="draft" value="([^"]+)"', page)[0]
    check = noted("answers", client.post("/complaints/new", data={**COMPLAINT, "draft": draft})).location
    noted("check", client.get(check))
    receipt = noted("sent", client.post(check, data={"acknowledged": "y"})).location
    noted("receipt", client.get(receipt))
    status = f"/t/{db.session.query(Ticket.token).order_by(Ticket.id.desc()).limit(1).scalar()}"
    db.session.rollback()
    asked.clear()
    noted("status", client.get(status))
    return counts


def test_no_page_of_the_way_asks_the_database_more_than_it_needs(client, asked):
    journey(client, asked)  # what is kept is read now
    counts = journey(client, asked)
    turns = 0 if db.engine.dialect.name == "sqlite" else 1  # there the same key sent twice at once waits for its turn
    most = {**MOST, "answers": MOST["answers"] + turns, "sent": MOST["sent"] + turns}
    assert {name: lines for name, lines in counts.items() if len(lines) > most[name]} == {}
    assert counts.keys() == MOST.keys()


def test_a_longer_story_asks_no_more(client, asked):
    """Photos and further lines of a case come with one question each, not with one for every line."""
    journey(client, asked)
    first = len(journey(client, asked)["status"])
    token = db.session.query(Ticket.token).order_by(Ticket.id.desc()).limit(1).scalar()
    for words in ("หนึ่ง", "สอง", "สาม"):
        client.post(f"/t/{token}/say", data={"words": words})
    db.session.rollback()
    asked.clear()
    client.get(f"/t/{token}")
    assert len(asked) <= first + 1


def key_and_page(client, address="/complaints/new", **more):
    page = client.get(address, **more).text
    key, token = (re.findall(rf'name="{name}" value="([^"]+)"', page)[0] for name in ("draft", "csrf_token"))
    return key, page.replace(key, "KEY").replace(token, "TOKEN")


def test_everybody_gets_the_same_empty_form_under_a_key_of_their_own(app, client, asked):
    keys, pages = zip(*(key_and_page(client) for _ in range(3)), strict=True)
    assert len(set(keys)) == 3
    assert len(set(pages)) == 1
    assert "of-this-form" not in pages[0]
    forms = [app.test_client().get("/complaints/new").text for _ in "ab"]
    assert len({re.findall(r'name="csrf_token" value="([^"]+)"', form)[0] for form in forms}) == 2


def test_the_empty_form_follows_language_letters_and_channel(client, asked):
    thai = key_and_page(client)[1]
    assert 'lang="en"' in key_and_page(client, "/complaints/new?lang=en")[1]
    english = key_and_page(client)[1]  # remembered
    assert '<html lang="en"' in english
    client.get("/?letters=large")
    assert 'class="large"' in key_and_page(client)[1]
    client.get("/?letters=usual&lang=th")
    assert key_and_page(client)[1] == thai
    assert key_and_page(client, "/water/new")[1] != thai


def test_what_the_office_changes_stands_in_the_next_empty_form(client, asked):
    assert "บ้านชื่อใหม่" not in key_and_page(client)[1]
    with transaction():
        db.session.query(Village).filter_by(number=1).one().name = "บ้านชื่อใหม่"
    assert "บ้านชื่อใหม่" in key_and_page(client)[1]


def test_what_is_told_to_one_person_is_told_to_nobody_else(client, asked):
    key_and_page(client)
    with client.session_transaction() as session:
        session["_flashes"] = [("message", "คำที่บอกคนเดียว")]
    assert "คำที่บอกคนเดียว" in key_and_page(client)[1]
    assert "คำที่บอกคนเดียว" not in key_and_page(client)[1]
