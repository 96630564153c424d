"""Publications: what is public, what counts in which month, what an act leaves in the trail."""

from datetime import date, timedelta

import pytest

from app.domain.periods import fiscal_year, month, round_of
from app.domain.publications import Heading, Piece, blocks, months_between
from app.extensions import db
from app.models import Attachment, AuditEntry
from app.services import filestore, publications, publishing
from app.services.attachments import Accepted
from app.services.publishing import Words
from tests.factories import actor, make_office
from tests.officers import OFFICER
from tests.photos import packed, picture, saved

BY = actor(OFFICER)
PDF = Accepted("ประกาศ.pdf", "application/pdf", b"%PDF-1.7 one")


@pytest.fixture(autouse=True)
def opened(app, clock):
    make_office(clock())


def photo(size=(64, 32), colour="red"):
    return Accepted("ภาพ.jpg", "image/jpeg", saved(picture(colour, size=size), "JPEG"))


def draft(clock, heading=Heading.NEWS, dated=date(2026, 11, 1), title="เรื่อง", body="เนื้อหา"):
    return publishing.begin(Words(heading, title, dated, body), by=BY, now=clock())


def published(clock, *given, **more):
    row = draft(clock, *given, **more)
    publishing.publish(row, by=BY, now=clock())
    return row


def counted(period):
    return {heading: dict(months) for heading, months in publications.counts(period).items() if months}


def test_it_counts_in_the_month_of_its_date_and_not_of_the_day_it_was_keyed_in(clock):
    published(clock, dated=date(2025, 10, 1), title="ก")
    published(clock, dated=date(2025, 10, 31), title="ข")
    published(clock, Heading.BUDGET, dated=date(2026, 9, 30), title="ค")
    october = {Heading.NEWS: {date(2025, 10, 1): 2}}
    assert counted(fiscal_year(2569)) == {**october, Heading.BUDGET: {date(2026, 9, 1): 1}}
    assert counted(round_of(2569, 6)) == october
    assert counted(month(2025, 10)) == october
    assert counted(fiscal_year(2570)) == {}
    assert set(publications.counts(fiscal_year(2570))) == set(Heading)


def test_counts_and_the_list_of_a_round_and_the_public_page_agree(clock):
    for n in range(7):
        published(clock, list(Heading)[n % 3], dated=date(2026, 10, 1) + timedelta(days=n), title=f"เรื่อง {n}")
    draft(clock, title="ร่าง")
    withdrawn = published(clock, title="ถอน")
    publishing.withdraw(withdrawn, by=BY, now=clock())
    year = fiscal_year(2570)
    listed = publications.of_round(year)
    assert len(listed) == sum(sum(months.values()) for months in publications.counts(year).values()) == 7
    assert [row.heading for row in listed] == [Heading.PROJECTS] * 3 + [Heading.BUDGET] * 2 + [Heading.NEWS] * 2
    assert sum(publications.totals(2570).values()) == len(publications.page(year=2570).rows) == 7


def test_drafts_and_withdrawn_ones_are_not_public_and_do_not_count(clock):
    row = draft(clock)
    assert publications.shown(row.id) is None
    assert publications.withdrawn(row.id) is None
    publishing.publish(row, by=BY, now=clock())
    assert publications.shown(row.id) is row
    publishing.withdraw(row, by=BY, now=clock())
    assert publications.shown(row.id) is None
    assert publications.withdrawn(row.id) is row
    assert counted(fiscal_year(2570)) == {}
    publishing.bring_back(row, by=BY, now=clock())
    assert counted(fiscal_year(2570)) == {Heading.NEWS: {date(2026, 11, 1): 1}}


def test_the_newest_day_of_each_heading_is_known(clock):
    published(clock, dated=date(2026, 3, 5), title="ก")
    published(clock, dated=date(2026, 4, 2), title="ข")
    publishing.withdraw(published(clock, dated=date(2026, 10, 2), title="ค"), by=BY, now=clock())
    assert publications.last_updated(Heading.NEWS) == date(2026, 4, 2)
    assert publications.last_updated(Heading.BUDGET) is None
    assert publications.last_days() == {Heading.NEWS: date(2026, 4, 2)}


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [((2026, 4, 2), (2026, 11, 2), 7), ((2026, 4, 3), (2026, 11, 2), 6), ((2026, 11, 2), (2026, 11, 2), 0)],
)
def test_months_without_anything_new_are_whole_months(earlier, later, months):
    assert months_between(date(*earlier), date(*later)) == months


def test_pages_lose_nothing_and_repeat_nothing_when_many_have_the_same_day(clock):
    made = {published(clock, title=f"เรื่อง {n}", dated=date(2026, 11, 1)).id for n in range(37)}
    seen, after = [], None
    while True:
        page = publications.page(after=after)
        seen += [row.id for row in page.rows]
        if (after := page.older) is None:
            break
        published(clock, title=f"ระหว่างอ่าน {after}", dated=date(2026, 11, 2))
    assert len(seen) == len(set(seen))
    assert set(seen) == made


def test_the_same_words_sent_twice_are_one_draft(clock):
    assert draft(clock) is draft(clock)
    assert draft(clock, title="อีกเรื่อง") is not draft(clock)


def test_two_people_at_one_publication_do_not_write_over_each_other(clock):
    row = published(clock)
    seen = row.changed_at
    clock.advance(minutes=5)
    publishing.change(row, Words(Heading.NEWS, "ใหม่", row.dated, "x"), seen=seen, by=BY, now=clock())
    with pytest.raises(publishing.Changed):
        publishing.change(row, Words(Heading.NEWS, "เก่า", row.dated, "x"), seen=seen, by=BY, now=clock())
    assert row.title == "ใหม่"
    assert row.changed_at == clock()


def test_every_act_is_in_the_trail_without_the_words(clock):
    row = published(clock, title="ความในใจ")
    publishing.change(row, Words(Heading.BUDGET, "ความในใจ", row.dated, "x"), seen=row.changed_at, by=BY, now=clock())
    publishing.add_files(row, [PDF], by=BY, now=clock())
    publishing.withdraw(row, by=BY, now=clock())
    publishing.bring_back(row, by=BY, now=clock())
    lines = db.session.query(AuditEntry).order_by(AuditEntry.id).all()
    done = "begun published changed files_added withdrawn brought_back"
    assert [line.action for line in lines] == [f"publication_{act}" for act in done.split()]
    assert {line.subject for line in lines} == {f"publication/{row.id}"}
    assert "ความในใจ" not in str([line.data for line in lines])
    assert lines[2].data == {"changed": ["heading", "body"]}


def test_a_picture_is_shown_once_it_is_described_and_a_paper_at_once(clock):
    row = draft(clock)
    assert publishing.add_files(row, [PDF, photo(size=(3000, 1500))], by=BY, now=clock()) == 2
    with pytest.raises(publishing.NotDescribed):
        publishing.publish(row, by=BY, now=clock())
    paper, shot = row.files
    assert (paper.description, shot.description) == ("ประกาศ", "")
    assert (shot.width, shot.height) == (1280, 640)
    assert publications.files(row) == [paper]
    publishing.describe(row, {shot.id: "ถนนที่ซ่อมแล้ว"}, by=BY, now=clock())
    publishing.publish(row, by=BY, now=clock())
    assert publications.files(row) == [paper, shot]


def test_the_same_file_twice_is_one_and_there_is_an_end_to_files(clock):
    row = draft(clock)
    assert publishing.add_files(row, [PDF, PDF], by=BY, now=clock()) == 1
    assert publishing.add_files(row, [PDF], by=BY, now=clock()) == 0
    many = [Accepted(f"{n}.pdf", "application/pdf", b"%PDF-" + bytes([n])) for n in range(20)]
    assert publishing.add_files(row, many, by=BY, now=clock()) == publishing.MOST_FILES - 1


def test_nothing_to_read_is_nothing_to_publish(clock):
    row = draft(clock, body="")
    with pytest.raises(publishing.Empty):
        publishing.publish(row, by=BY, now=clock())
    publishing.add_files(row, [Accepted("งบ.xlsx", "x", packed("xl/workbook.xml"))], by=BY, now=clock())
    publishing.publish(row, by=BY, now=clock())
    assert publications.shown(row.id)


def test_a_draft_is_thrown_away_with_its_files_and_what_was_public_is_not(clock):
    row = draft(clock)
    publishing.add_files(row, [PDF], by=BY, now=clock())
    file = row.files[0].attachment
    place = filestore.store().path(file.storage_name)
    assert place.exists()
    assert publishing.discard(row, by=BY, now=clock())
    assert not place.exists()
    assert db.session.query(Attachment).count() == 0
    assert not publishing.discard(published(clock), by=BY, now=clock())


def test_words_become_paragraphs_lists_and_links_and_nothing_else():
    read = blocks("หัวข้อ:\n- ข้อหนึ่ง\n- ข้อสอง\nท้าย\n\n<b>ไม่ใช่</b> http://x.example ดู https://a.example/ข้อ (https://b.example/x_(y)).")
    assert [(block.listed, len(block.lines)) for block in read] == [(False, 1), (True, 2), (False, 1), (False, 1)]
    assert read[1].lines[0] == (Piece("ข้อหนึ่ง"),)
    links = [piece.link for piece in read[3].lines[0] if piece.link]
    assert links == ["https://a.example/", "https://b.example/x_(y)"]
    assert "".join(piece.text for piece in read[3].lines[0]).startswith("<b>ไม่ใช่</b> http://x.example")
    assert blocks(" \n\n ") == []
