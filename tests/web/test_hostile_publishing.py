"""What the office publishes, met by hostile numbers, words and addresses: nothing breaks, and nothing is counted."""

from xml.etree import ElementTree as ET

import pytest

from app.domain.evidence import EvidenceKind
from app.domain.links import Verdict
from app.domain.publications import Heading
from app.domain.workflow import Role
from app.extensions import db
from app.models import EitCampaign, EitOpening, MeasureEvidence
from app.services import evidence, links, publishing
from app.services.publishing import Words
from tests.factories import actor
from tests.officers import INTAKE, MANAGEMENT, Officer, hired

BY = actor(Role.OFFICER)
HUGE = ("9" * 30, str(2**63), "-" + "9" * 30)


@pytest.mark.parametrize("number", HUGE)
@pytest.mark.parametrize("address", ["/news/?after=", "/questions/?after="])
def test_numbers_that_no_database_counts_to_are_as_none_for_everybody(client, opened, address, number):
    assert client.get(address + number).status_code == 200


@pytest.mark.parametrize("address", [
    "/staff/publishing/publications/?after=", "/staff/publishing/questions/?view=aside&after=", "/admin/audit?before=",
])  # fmt: skip
def test_and_for_officers(app, opened, clock, address):
    somebody = Officer(app.test_client(), hired("somebody", INTAKE, MANAGEMENT, Role.ADMINISTRATOR, now=clock()))
    assert [somebody.client.get(address + number).status_code for number in HUGE] == [200, 200, 200]


def test_a_year_of_the_ita_is_not_begun_from_one_that_cannot_be(app, opened, clock):
    nurida = Officer(app.test_client(), hired("nurida", INTAKE, now=clock()))
    assert nurida.sends("/staff/publishing/ita/2570/begin", other="9" * 30).status_code == 303


def published(clock, body, title="ข่าว"):
    made = publishing.begin(Words(Heading.NEWS, title, clock().date(), body), by=BY, now=clock())
    publishing.publish(made, by=BY, now=clock())
    return made


def test_an_address_that_is_none_does_not_keep_the_others_from_being_asked(app, client, opened, clock):
    home = app.config["PUBLIC_URL"]
    published(clock, f"{home}//[x {home}/services/ {home}/nowhere")
    links.check(clock())
    verdicts = {row.address.removeprefix(home): row.verdict for row in links.every()}
    assert verdicts == {"//[x": Verdict.SHAPE, "/services/": Verdict.GOOD, "/nowhere": Verdict.MISSING}


def test_the_link_checker_is_not_counted_as_somebody_who_opened_the_survey(app, client, opened, clock):
    today = clock().date()
    if campaign := db.session.get(EitCampaign, 2570):
        db.session.delete(campaign)
        db.session.flush()
    db.session.add(EitCampaign(fiscal_year=2570, address="https://itas.nacc.go.th/go/eit/abcd12", opens_on=today,
                               closes_on=today))  # fmt: skip
    db.session.commit()
    published(clock, f"ตอบแบบวัด {app.config['PUBLIC_URL']}/eit/2570/all/poster")
    links.check(clock())
    assert [row.verdict for row in links.every()] == [Verdict.UNASKED]
    assert db.session.query(EitOpening).count() == 0


def test_a_sign_that_no_xml_may_hold_does_not_close_the_feed(app, client, opened, clock):
    nurida = Officer(app.test_client(), hired("nurida", INTAKE, now=clock()))
    day = {"dated-day": "1", "dated-month": "11", "dated-year": "2569"}
    bad = {"heading": "news", "title": "ประชุม\ufffe \uffff]]>", "body": "<b>\ufffe\x00&\x08</b>".replace("\x00", "")}
    answer = nurida.sends("/staff/publishing/publications/new", **bad, **day)
    assert answer.status_code == 303, answer.text
    nurida.sends(answer.location.removesuffix("/files") + "/publish")
    feed = ET.fromstring(client.get("/news/feed.xml").data)  # noqa: S314 - our own
    assert [entry[1].text for entry in feed.iter("{http://www.w3.org/2005/Atom}entry")] == ["ประชุม ]]>"]


def test_a_program_that_looks_for_news_all_day_is_not_sent_the_same_again(client, opened, clock):
    published(clock, "เนื้อหา")
    stamp = client.get("/news/feed.xml").headers["ETag"]
    again = client.get("/news/feed.xml", headers={"If-None-Match": stamp})
    assert (again.status_code, again.data) == (304, b"")
    published(clock, "เรื่องใหม่")
    assert client.get("/news/feed.xml", headers={"If-None-Match": stamp}).status_code == 200


def test_files_of_a_withdrawn_publication_are_shown_in_no_later_report(client, opened, clock, monkeypatch):
    made = published(clock, "เนื้อหา")
    piece = MeasureEvidence(kind=EvidenceKind.PUBLICATION, publication=made)
    monkeypatch.setattr("app.services.publications.files", lambda _one: [type("File", (), {"attachment": "ไฟล์"})])
    assert evidence.files(piece) == ["ไฟล์"]
    publishing.withdraw(made, by=BY, now=clock())
    assert evidence.files(piece) == []
    db.session.rollback()
