"""Evidence of every kind, and what the report may say of publications, invitations and the corruption channel."""

from datetime import date, datetime

import pytest

from app.domain.dates import BANGKOK
from app.domain.publications import Heading
from app.domain.workflow import Role
from app.extensions import db
from app.models import EitCampaign, EitInvitation, MeasuresReport
from app.services import attachments, evidence, measures, publishing, report_publishing, sentences, suggestions
from app.services.attachments import Accepted
from app.services.evidence import BadAddress
from tests import sealed_cast
from tests.factories import actor, make_office, open_complaint
from tests.services.test_editions import quick_papers

HEAD = actor(Role.MANAGEMENT)
quick = quick_papers


@pytest.fixture
def office(app, clock):
    return make_office(clock())


@pytest.fixture
def report(office, clock):
    open_complaint(clock())
    return measures.draft(2570, 12, office, by=HEAD, now=clock())


def news(clock, title="ประกาศแผน", heading=Heading.BUDGET):
    words = publishing.Words(heading, title, date(2026, 11, 2), "เนื้อความ")
    made = publishing.begin(words, by=HEAD, now=clock())
    publishing.add_files(made, [Accepted("แผน.pdf", "application/pdf", b"%PDF-1.4 plan")], by=HEAD, now=clock())
    publishing.publish(made, by=HEAD, now=clock())
    return made


def said(report, number, now):
    return {s.key: s.text for s in suggestions.for_measure(report.rows[number - 1], now=now)}


BAD = ["http://a.go.th/", "ftp://a.go.th", "javascript:alert(1)", "https://x", "", "a.go.th"]


@pytest.mark.parametrize("address", BAD)
def test_a_link_is_https_or_refused(report, clock, address):
    with pytest.raises(BadAddress):
        evidence.add_link(report.rows[0], address, by=HEAD, now=clock())
    assert report.rows[0].evidence == []


def test_every_change_of_the_evidence_is_told(report, clock):
    row = report.rows[1]
    evidence.add_link(row, "https://a.go.th/1", label="ประกาศ", by=HEAD, now=clock())
    evidence.describe(row, row.evidence[0].id, "ประกาศแผน", date(2026, 11, 1), by=HEAD, now=clock())
    evidence.drop(row, row.evidence[0].id, by=HEAD, now=clock())
    told = [(change.before, change.after) for change in report.changes if change.cell == "evidence"]
    assert told == [("", "ประกาศ"), ("ประกาศ", "ประกาศแผน (พฤศจิกายน 2569)"), ("ประกาศแผน (พฤศจิกายน 2569)", "")]


def test_only_manuals_in_force_and_publications_of_the_round_are_offered_and_each_once(report, clock):
    one = news(clock)
    services, publications = report.rows[0], report.rows[4]
    offered = evidence.offered_manuals(services, clock().date())
    evidence.add_manuals(services, {manual.id for manual in offered} | {999}, by=HEAD, now=clock())
    assert len(services.evidence) == len(offered) == 7
    assert services.evidence[0].address.endswith("/versions/1")
    evidence.add_publications(publications, {one.id}, by=HEAD, now=clock())
    evidence.add_publications(publications, {one.id}, by=HEAD, now=clock())
    assert [(piece.label, piece.month) for piece in publications.evidence] == [("ประกาศแผน", date(2026, 11, 1))]
    assert evidence.offered_manuals(services, clock().date()) == evidence.offered_publications(publications) == []


def test_a_publication_may_lose_its_file_and_the_edition_keeps_it(report, office, clock):
    one = news(clock)
    evidence.add_publications(report.rows[4], {one.id}, by=HEAD, now=clock())
    clock.advance(days=1)
    edition = report_publishing.publish(
        report, office, version=report.version, answered=(), changed="", by=HEAD, now=clock()
    )
    kept = next(paper.attachment for paper in edition.papers if paper.kind == "file-1")
    publishing.drop_files(one, [one.files[0].id], by=HEAD, now=clock())
    assert one.files == []
    assert attachments.read(kept) == b"%PDF-1.4 plan"


def test_publications_are_said_by_heading_and_month(report, clock):
    assert said(report, 5, clock()) == {}
    news(clock)
    news(clock, "งานวันเด็ก", Heading.PROJECTS)
    assert said(report, 5, clock()) == {
        "published": "เผยแพร่ข้อมูลข่าวสาร 2 เรื่อง ใน 2 หัวข้อ ได้แก่ "
        "ข่าวสารการจัดโครงการและกิจกรรม 1 เรื่อง / การบริหารเงินงบประมาณ 1 เรื่อง",
        "published:months": "เผยแพร่รายเดือน ได้แก่ พฤศจิกายน 2569 2 เรื่อง",
    }


def test_invitations_are_said_by_the_way_they_took(report, clock):
    db.session.rollback()
    campaign = EitCampaign(fiscal_year=2570, address="https://eit.test/x", opens_on=date(2026, 11, 1),
                           closes_on=date(2026, 11, 30))  # fmt: skip
    day = clock().date()
    db.session.add_all([campaign, EitInvitation(ticket_id=1, place="tracking", day=day),
                        EitInvitation(ticket_id=1, place="receipt", day=day)])  # fmt: skip
    db.session.commit()
    (told,) = said(report, 4, clock()).values()
    assert told.endswith("เชิญตอบแบบวัด แสดงบนหน้าจอ 1 ครั้ง พิมพ์ในใบรับเรื่อง 1 ครั้ง")
    assert "เปิดตาม" not in told


@pytest.mark.sealed
def test_a_round_that_is_over_may_say_that_nobody_reported_corruption(report, clock):
    sealed_cast.open_channel(datetime(2026, 9, 1, 9, tzinfo=BANGKOK))
    clock.set(datetime(2027, 10, 5, 9, tzinfo=BANGKOK))
    measures.save_as_of(report, date(2027, 9, 30), version=report.version, by=HEAD, now=clock())
    assert said(report, 6, clock())["corruption"].endswith("ช่องทางร้องเรียนการทุจริต ไม่มีเรื่องร้องเรียน")


def test_a_sentence_that_the_figures_do_not_say_at_all_any_more_is_taken_out(report, clock):
    one = news(clock)
    for suggestion in suggestions.for_measure(report.rows[4], now=clock()):
        sentences.use(report.rows[4], suggestion, by=HEAD, now=clock())
    publishing.withdraw(one, by=HEAD, now=clock())
    report = db.session.query(MeasuresReport).one()
    assert [found.now for found in sentences.read(report, now=clock()).outdated[5]] == [None, None]
    assert sentences.adjust(report, None, by=HEAD, now=clock()) == 2
    assert report.rows[4].summary == ""
