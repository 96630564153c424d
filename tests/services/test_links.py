"""The link checker: own links are pressed in-process, others judged by their shape; what is broken keeps its time."""

from datetime import timedelta

import pytest
from flask import Response

from app.domain.links import Verdict, in_text, own_path, shape
from app.domain.workflow import Role
from app.extensions import db
from app.models import Attachment, Duty, Manual
from app.services import duties, ita, links
from app.services.attachments import Accepted
from tests.factories import actor, make_office

BY = actor(Role.OFFICER)
HOME = "https://office.example"


@pytest.fixture
def item(app, clock):
    """One item; its links are the only ones the office shows."""
    make_office(clock())
    values = {"code": "O1", "title": "ข้อ", "requirement": "", "subject": "", "source": "", "position": 1,
              "verified_on": None}  # fmt: skip
    return ita.save(None, 2570, values, by=BY, now=clock())


def shows(item, clock, *addresses):
    for address in addresses:
        ita.add_link(item, label=address, address=address, by=BY, now=clock())


def found():
    db.session.rollback()
    return {row.address: row.verdict for row in links.every()}


@pytest.mark.parametrize(
    ("address", "verdict"),
    [
        ("https://www.nacc.go.th/", Verdict.UNASKED),
        ("http://เทศบาล.ไทย/หน้า", Verdict.UNASKED),
        ("https://", Verdict.SHAPE),
        ("ftp://files.example.com", Verdict.SHAPE),
        ("javascript:alert(1)", Verdict.SHAPE),
        ("https://www.example .com", Verdict.SHAPE),
        ("https://example.com:99999/", Verdict.SHAPE),
        ("https://localhost/x", Verdict.INSIDE),
        ("https://printer.local/", Verdict.INSIDE),
        ("http://192.168.1.4/form.pdf", Verdict.INSIDE),
        ("http://169.254.169.254/latest/meta-data", Verdict.INSIDE),
        ("http://[::1]/", Verdict.INSIDE),
    ],
)
def test_addresses_of_other_sites_are_judged_by_their_shape(address, verdict):
    assert shape(address) is verdict


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/services/", "/services/"),
        (f"{HOME}/ita/2569?x=1", "/ita/2569?x=1"),
        (HOME, "/"),
        ("//elsewhere.example/x", None),
        ("https://office.example.evil.com/", None),
    ],
)
def test_an_own_address_is_known_by_its_host(address, path):
    assert own_path(address, HOME) == path


def test_addresses_are_found_inside_words():
    text = "แบบคำขอ https://a.example/form.pdf, ดู (https://b.example/x) และ https://a.example/form.pdf"
    assert in_text(text) == ["https://a.example/form.pdf", "https://b.example/x"]


def test_own_links_are_pressed_as_somebody_without_an_account_would(app, item, clock):
    home = app.config["PUBLIC_URL"]
    shows(item, clock, "/services/", f"{home}/privacy", "/nowhere", "/staff/queue", "https://www.nacc.go.th/")
    assert links.check(clock()) == 2
    assert found() == {
        "/services/": Verdict.GOOD,
        f"{home}/privacy": Verdict.GOOD,
        "/nowhere": Verdict.MISSING,
        "/staff/queue": Verdict.CLOSED,
        "https://www.nacc.go.th/": Verdict.UNASKED,
    }


def test_a_page_that_fails_is_broken_and_redirects_are_followed(app, item, clock):
    app.view_functions["front.privacy"] = lambda: Response("", 500)
    shows(item, clock, "/privacy", "/ita/")
    links.check(clock())
    assert found() == {"/privacy": Verdict.FAILING, "/ita/": Verdict.GOOD}


def test_a_file_that_is_gone_from_the_disk_is_found(app, item, clock):
    ita.add_file(item, label="ผล", accepted=Accepted("ก.pdf", "application/pdf", b"%PDF-1.7"), by=BY, now=clock())
    assert links.check(clock()) == 0
    name = db.session.scalars(db.select(Attachment.storage_name)).one()
    (app.config["VAR_DIR"] / "files" / name[:2] / name).unlink()
    assert links.check(clock()) == 1


def test_it_is_kept_since_when_a_link_is_broken_and_forgotten_when_it_is_mended(item, clock):
    shows(item, clock, "/nowhere")
    began = clock()
    links.check(began)
    clock.advance(days=3)
    links.check(clock())
    row = links.every()[0]
    assert (row.since, row.asked_at) == (began, clock())
    assert (row.place, row.mend) == ("/ita/2570/O1", f"/staff/publishing/ita/2570/{item.id}")
    assert links.broken_by_place() == {"/ita/2570/O1": 1}
    ita.drop_link(item, item.links[0].id, by=BY, now=clock())
    assert links.check(clock()) == 0
    assert found() == {}


def test_forms_named_in_manuals_are_checked(app, item, clock):
    manual = db.session.scalars(db.select(Manual).where(Manual.service == "water")).one()
    manual.forms = f"แบบคำขอ {app.config['PUBLIC_URL']}/forms/gone.pdf"
    db.session.commit()
    assert links.check(clock()) == 1
    row = links.every()[0]
    assert (row.label, row.place, row.mend) == ("แบบคำขอ", "/services/water", "/admin/manuals/water")


def test_the_worker_checks_at_night_once(item, clock):
    shows(item, clock, "/nowhere")
    duties.round_of_duties(clock)
    assert found() == {}  # by day nobody asked
    clock.set(clock().replace(day=3, hour=2))
    duties.round_of_duties(clock)
    first = links.every()[0].asked_at
    clock.advance(hours=1)
    duties.round_of_duties(clock)
    assert links.every()[0].asked_at == first


def test_asked_for_by_day_it_is_done_at_the_workers_next_round(item, clock):
    shows(item, clock, "/nowhere")
    links.ask_again(clock())
    assert links.waiting(clock())
    duties.round_of_duties(clock)
    assert found() == {"/nowhere": Verdict.MISSING}
    assert not links.waiting(clock())


def test_after_a_night_without_power_it_is_made_up_for(item, clock):
    db.session.add(Duty(name=links.DUTY, done_at=clock() - timedelta(hours=31)))
    db.session.commit()
    assert links.due(clock())


def test_the_command_names_what_is_broken_and_ends_with_one(app, item, clock):
    shows(item, clock, "/services/", "https://www.nacc.go.th/")
    answer = app.test_cli_runner().invoke(args=["links", "check"])
    assert (answer.exit_code, answer.output) == (0, "0 broken, 1 of other sites not asked\n")
    shows(item, clock, "/nowhere")
    answer = app.test_cli_runner().invoke(args=["links", "check"])
    assert answer.exit_code == 1
    assert "missing: /nowhere on /ita/2570/O1" in answer.output
