"""Published editions: frozen with words, figures, evidence and papers; what comes later changes none of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier
from types import SimpleNamespace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.domain.dates import BANGKOK
from app.domain.workflow import Outcome, Role
from app.extensions import db
from app.models import Office, ReportEdition
from app.renderers import RENDERERS, PrinterMissing
from app.services import attachments, edition_proof, editions, evidence, filestore, measures, report_publishing, tickets
from app.services.attachments import Accepted
from app.services.measures import ReportChanged
from app.services.report_publishing import NotReady, Unanswered, publish
from app.services.report_readiness import readiness
from app.services.steps import StepInput
from tests.factories import actor, make_office, open_complaint

HEAD = actor(Role.MANAGEMENT)
PDF = Accepted("บันทึกประชุม.pdf", "application/pdf", b"%PDF-1.4 minutes")


@pytest.fixture(autouse=True)
def quick_papers(monkeypatch):
    """The real printers have tests of their own."""
    for kind in editions.PAPERS:
        quick = SimpleNamespace(
            extension=kind, mimetype=f"test/{kind}", available=lambda: None,
            render=lambda report, kind=kind: f"{kind} {report!r}".encode(),
        )  # fmt: skip
        monkeypatch.setitem(RENDERERS, kind, quick)


@pytest.fixture
def office(app, clock):
    clock.set(datetime(2026, 10, 5, 9, tzinfo=BANGKOK))
    return make_office(clock())


def closed(clock, n=1):
    for _ in range(n):
        ticket = open_complaint(clock())
        for action in ("accept", "start"):
            tickets.take_step(ticket, action, StepInput(), by=HEAD, now=clock())
        clock.advance(hours=1)
        done = StepInput(outcome=Outcome.SOLVED, message="เสร็จแล้ว")
        tickets.take_step(ticket, "answer", done, by=HEAD, now=clock())


def filled(row, **cells):
    return {name: getattr(row, name) for name in measures.CELLS} | cells


def save(row, by, now, **cells):
    measures.save_row(row, filled(row, **cells), version=row.report.version, by=by, now=now)


@pytest.fixture
def report(office, clock):
    closed(clock, 2)
    clock.set(datetime(2027, 10, 4, 9, tzinfo=BANGKOK))
    report = measures.draft(2570, 12, office, by=HEAD, now=clock())
    for row in report.rows:
        save(row, HEAD, clock(), summary=f"ประชุม {row.number} ครั้ง", result="เจ้าหน้าที่เข้าใจ")
    evidence.add_files(report.rows[1], [PDF], month=date(2026, 10, 1), by=HEAD, now=clock())
    return report


def published(report, office, now, changed="", answered=()):
    return publish(
        report, office, version=report.version, answered=answered, changed=changed, by=HEAD, now=now
    )  # fmt: skip


def wrong(edition, now):
    db.session.rollback()
    return {line.key for line in edition_proof.verify(edition, now=now) if line.wrong}


def test_an_edition_keeps_words_figures_evidence_papers_and_the_head_of_the_log(report, office, clock):
    edition = published(report, office, clock())
    assert (edition.number, edition.as_of, report.as_of) == (1, date(2027, 9, 30), date(2027, 9, 30))
    assert edition.figures["groups"]["all"]["balance"]["received"] == 2
    assert [paper.kind for paper in edition.papers] == ["docx", "pdf", "xlsx", "events", "file-1"]
    assert edition.log_length > 0
    assert wrong(edition, clock()) == set()
    shown = editions.report_of(edition)
    assert shown.blocks[1].row[4] == ("ประชุม 2 ครั้ง",)
    assert shown.edition.startswith("ฉบับที่ 1")
    body, name, mimetype = editions.paper(edition, "docx")
    assert body.startswith(b"docx")
    assert shown.colophon[-1].removeprefix("รหัสเนื้อหา sha256:") in body.decode()
    assert (name, mimetype) == ("รายงานมาตรการ-2570-12-ฉบับที่1.docx", "test/docx")
    assert editions.paper(edition, "file-1") is editions.paper(edition, "events") is None
    assert editions.events(edition)[0].startswith(b"PK")


def test_a_letter_keyed_in_late_changes_the_live_figures_and_not_the_published_ones(report, office, clock):
    edition = published(report, office, clock())
    clock.advance(days=1)
    received = datetime(2027, 9, 29, 10, tzinfo=BANGKOK)
    open_complaint(clock(), by=HEAD, received_at=received, backdate_reason="จดหมายค้างในตู้")
    again = readiness(report, now=clock())
    assert again.figures["groups"]["all"]["balance"]["received"] == 2  # the same day of knowledge
    measures.save_as_of(report, date(2027, 10, 5), version=report.version, by=HEAD, now=clock())
    clock.advance(days=2)
    assert readiness(report, now=clock()).figures["groups"]["all"]["balance"]["received"] == 3
    assert edition.figures["groups"]["all"]["balance"]["received"] == 2
    assert wrong(edition, clock()) == set()


def test_the_draft_goes_on_and_the_edition_stays(report, office, clock):
    edition = published(report, office, clock())
    clock.advance(minutes=1)
    save(report.rows[1], HEAD, clock(), summary="เขียนใหม่")
    kept = report.rows[1].evidence[0].attachment
    evidence.drop(report.rows[1], report.rows[1].evidence[0].id, by=HEAD, now=clock())
    assert editions.report_of(edition).blocks[1].row[4] == ("ประชุม 2 ครั้ง",)
    assert attachments.read(kept) == PDF.content
    assert wrong(edition, clock()) == set()


def test_a_correction_says_what_it_changes(report, office, clock):
    published(report, office, clock())
    assert [str(why) for why in readiness(report, now=clock()).refused] == ["ไม่มีอะไรต่างจากฉบับที่เผยแพร่แล้ว"]
    with pytest.raises(NotReady):
        published(report, office, clock(), changed="ไม่ได้เปลี่ยน")
    clock.advance(minutes=1)
    save(report.rows[1], HEAD, clock(), summary="ประชุม 3 ครั้ง")
    with pytest.raises(Unanswered):
        published(report, office, clock())
    second = published(report, office, clock(), changed="แก้จำนวนครั้งที่ประชุมในมาตรการที่ 2")
    assert second.number == 2
    assert editions.public() == [second]
    assert editions.find(2570, 12) is second
    assert editions.before(second) is editions.find(2570, 12, 1)
    assert "แก้ไขจากฉบับก่อน: แก้จำนวนครั้งที่ประชุมในมาตรการที่ 2" in editions.report_of(second).colophon
    assert wrong(second, clock()) == wrong(editions.before(second), clock()) == set()


def test_two_people_publish_at_once_one_edition(report, office, clock):
    seen = report.version
    once = {"answered": (), "changed": "", "by": HEAD, "now": clock()}
    publish(report, office, version=seen, **once)
    with pytest.raises((ReportChanged, NotReady)):
        publish(report, office, version=seen, **once)
    assert db.session.query(ReportEdition).count() == 1


def test_two_people_whose_papers_are_ready_at_the_same_moment(app, report, office, clock, monkeypatch):
    gate, seen, now, print_papers = Barrier(2), report.version, clock(), report_publishing._printed
    measures.save_as_of(report, date(2027, 9, 30), version=seen, by=HEAD, now=now)
    monkeypatch.setattr(report_publishing, "_printed", lambda *given: (print_papers(*given), gate.wait())[0])

    def press(_):
        with app.app_context():
            try:
                mine = measures.find(2570, 12)
                publish(mine, mine_office(), version=seen + 1, answered=(), changed="", by=HEAD, now=now)
            except ReportChanged:
                return False
            finally:
                db.session.remove()
        return True

    db.session.rollback()
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == [False, True]
    assert [edition.number for edition in db.session.query(ReportEdition)] == [1]


def mine_office():
    return db.session.query(Office).one()


def test_somebody_saves_while_the_papers_are_printed(report, office, clock, monkeypatch):
    print_papers = report_publishing._printed

    def meanwhile(*given):
        save(report.rows[0], HEAD, clock(), summary="แก้ระหว่างพิมพ์")
        return print_papers(*given)

    monkeypatch.setattr(report_publishing, "_printed", meanwhile)
    with pytest.raises(ReportChanged):
        published(report, office, clock())
    assert db.session.query(ReportEdition).count() == 0


@pytest.mark.parametrize(
    ("column", "value", "found"),
    [
        ("figures", '{"groups": {}}', {"content", "figures"}),
        ("document", None, {"content"}),
        ("changed", "'x'", {"content"}),
        ("signature", "'00'", {"signature"}),
        ("public_key", "'00'", {"signature", "key"}),
        ("content_hash", "'00'", {"content", "signature", "trail"}),
        ("log_hash", "'00'", {"content", "head"}),
        ("log_length", "100000", {"content", "head"}),
    ],
)
def test_an_altered_edition_is_caught(report, office, clock, column, value, found):
    edition = published(report, office, clock())
    if column == "figures":
        value = f"'{value}'"
    if column == "document":
        value = "REPLACE(CAST(document AS TEXT), '2026-10-01', '2026-11-01')"
        if db.engine.dialect.name == "postgresql":
            value = f"CAST({value} AS JSON)"
    alter(f"UPDATE report_edition SET {column} = {value}")  # noqa: S608
    assert wrong(edition, clock()) == found


def test_another_paper_in_its_place_is_caught(report, office, clock):
    edition = published(report, office, clock())
    filestore.store().path(edition.papers[0].attachment.storage_name).write_bytes(b"another")
    assert wrong(edition, clock()) == {"papers"}
    alter("UPDATE attachment SET sha256 = 'f' WHERE name LIKE '%.xlsx'")
    assert wrong(edition, clock()) == {"papers", "content"}


def test_an_event_that_is_gone_is_caught(report, office, clock):
    edition = published(report, office, clock())
    alter("DELETE FROM message", "DELETE FROM ticket_event WHERE id = (SELECT max(id) FROM ticket_event)")
    assert {"chain", "head", "facts"} <= wrong(edition, clock())


def alter(*statements):
    """As somebody with the database in their hands does it, past the triggers."""
    db.session.rollback()
    lite = db.engine.dialect.name == "sqlite"
    with db.engine.begin() as connection:
        if lite:
            names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
            for name in names:
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("SET session_replication_role = replica"))
        for statement in statements:
            connection.execute(text(statement))
    db.session.expire_all()


@pytest.mark.parametrize("table", ["report_edition", "edition_paper", "report_change"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id + 1", "DELETE FROM {}"])
def test_what_was_published_is_written_once(report, office, clock, table, verb):
    published(report, office, clock())
    db.session.rollback()
    with pytest.raises(DBAPIError, match="written once"):
        db.session.execute(text(verb.format(table)))
    db.session.rollback()


def test_a_day_that_is_not_over_is_no_day_to_stand_by(report, office, clock):
    measures.save_as_of(report, clock().date(), version=report.version, by=HEAD, now=clock())
    with pytest.raises(NotReady):
        published(report, office, clock())


def test_a_machine_that_prints_no_pdf_publishes_the_other_papers(report, office, clock, monkeypatch):
    def missing(_report):
        raise PrinterMissing("pango")

    monkeypatch.setattr(RENDERERS["pdf"], "render", missing)
    edition = published(report, office, clock())
    assert [paper.kind for paper in edition.papers] == ["docx", "xlsx", "events", "file-1"]
    assert wrong(edition, clock()) == set()


def test_verified_at_the_offices_own_computer(app, report, office, clock):
    published(report, office, clock())
    asked = ["reports", "verify", "2570", "12"]
    found = app.test_cli_runner().invoke(args=asked)
    assert found.exit_code == 0, found.output
    assert "2570/12, edition 1, as of 2027-09-30" in found.output
    assert "DIFFERS" not in found.output
    alter("UPDATE report_edition SET as_of = '2027-09-29'")
    found = app.test_cli_runner().invoke(args=asked)
    assert found.exit_code == 1
    assert "DIFFERS  content" in found.output
    assert "as_of: 2027-09-30 → 2027-09-29" in found.output
    assert "no published edition" in app.test_cli_runner().invoke(args=[*asked, "--edition", "2"]).output
