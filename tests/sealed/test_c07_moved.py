"""C7, the rest: rows moved, cut, deleted, public keys in place of others. Nothing is shown; it is written down."""

import pytest
from sqlalchemy import delete, select

from app.extensions import db
from app.models import AuditEntry, SealedCase, SealedChunk, SealedEntry, SealedFile, SealedOffice, SealedOfficer
from app.services.sealed import keys, office, officers, reports, slots
from app.services.transaction import transaction
from tests import sealed_cast
from tests.sealed import planted
from tests.secrets_sweep import found_in
from tests.web.sealed_pages import Reporter, officer_at_desk, photo, words

CELLS = {SealedCase: "body", SealedEntry: "body", SealedFile: "body", SealedChunk: "data"}
MISSING, WHERE = "ข้อมูลบางส่วนหายไป", planted.TEXTS["where"]
OTHER = {name: text.replace("PLANTED", "PLANTED-OTHER") for name, text in planted.TEXTS.items()}


@pytest.fixture
def two(app, readers):
    """Two reports with a photo each."""
    found = []
    for texts in (planted.TEXTS, OTHER):
        sender = Reporter(app.test_client())
        sender.writes(**texts)
        sender.sends((planted.PHOTO, photo(camera=texts["where"])))
        sender.says("เพิ่มเติม")
        found.append(sender)
    return found


def audited():
    return db.session.scalars(select(AuditEntry).where(AuditEntry.action == "sealed.tampered")).first() is not None


def of_report(table, case_id):
    """The rows of a report in a table, in one order."""
    if table is SealedCase:
        query = select(SealedCase).where(SealedCase.id == case_id)
    elif table is SealedChunk:
        mine = select(SealedFile.id).where(SealedFile.case_id == case_id)
        query = select(SealedChunk).where(SealedChunk.file_id.in_(mine)).order_by(SealedChunk.number)
    else:
        query = select(table).where(table.case_id == case_id).order_by(table.id)
    return db.session.scalars(query).all()


def looks(sender, officer, report):
    """What reporter and officer are shown of a report, files too."""
    place, file = f"/staff/sealed/{report.id}", next(iter(report.files), "none")
    return [
        sender.comes_back(),
        officer.client.get(place),
        sender.client.post("/corruption/case/file", data={"code": sender.code, "file": file}),
        officer.client.get(f"{place}/file/{file}"),
    ]


def showing(pages, table=SealedCase):
    """Of the pages that need this table, those that are not refused, or say a word all the same."""
    needing = pages[2:] if table is SealedChunk else pages
    secrets = [*planted.TEXTS.values(), *OTHER.values(), "JFIF"]
    return [page.request.path for page in needing if page.status_code not in {404, 500} or found_in(secrets, page.data)]


@pytest.mark.parametrize("table", CELLS, ids=lambda table: table.__tablename__)
def test_c07_ciphertext_moved_to_another_report_is_refused(app, readers, two, clock, table):
    officer = officer_at_desk(app, readers[0], clock)
    found = [reports.find(sender.code) for sender in two]
    with transaction():
        one, other = (of_report(table, report.id)[0] for report in found)
        column = CELLS[table]
        first, second = getattr(one, column), getattr(other, column)
        setattr(one, column, second)
        setattr(other, column, first)
    for sender, report in zip(two, found, strict=True):
        assert showing(looks(sender, officer, report), table) == []
    assert audited()


def test_c07_lines_of_one_report_in_each_others_place_are_refused(app, readers, two, clock):
    report = reports.find(two[0].code)
    with transaction():
        one, other = of_report(SealedEntry, report.id)
        one.body, other.body = other.body, one.body
    assert showing(looks(two[0], officer_at_desk(app, readers[0], clock), report), SealedEntry) == []
    assert audited()


@pytest.mark.parametrize("length", [0, 25, -1])
@pytest.mark.parametrize("table", CELLS, ids=lambda table: table.__tablename__)
def test_c07_a_cut_blob_is_refused(app, readers, two, clock, table, length):
    report = reports.find(two[0].code)
    with transaction():
        row = of_report(table, report.id)[0]
        setattr(row, CELLS[table], getattr(row, CELLS[table])[:length])
    assert showing(looks(two[0], officer_at_desk(app, readers[0], clock), report), table) == []
    assert audited()


def test_c07_a_deleted_piece_of_a_file_is_missed(app, readers, two, clock):
    report = reports.find(two[0].code)
    with transaction():
        db.session.delete(of_report(SealedChunk, report.id)[0])
    assert showing(looks(two[0], officer_at_desk(app, readers[0], clock), report), SealedChunk) == []
    assert audited()


def lines(report):
    """The lines of a report in their own order."""
    rows = of_report(SealedEntry, report.id)
    return sorted(rows, key=lambda row: keys.unseal_json(report.key, row.body, report.id, row.id, "entry")["number"])


def test_c07_a_line_deleted_at_the_end_is_said_on_the_page(app, readers, two, clock):
    report = reports.find(two[0].code)
    place = f"/staff/sealed/{report.id}"
    officer = officer_at_desk(app, readers[0], clock)
    assert MISSING not in words(officer.client.get(place))
    with transaction():
        db.session.delete(lines(report)[1])
    assert not reports.find(two[0].code).whole
    assert MISSING in words(officer.client.get(place))


@pytest.mark.parametrize("left", [0, 1], ids=["all lines", "the first line"])
def test_c07_a_report_without_its_beginning_is_refused(app, readers, two, clock, left):
    report = reports.find(two[0].code)
    officer = officer_at_desk(app, readers[0], clock)
    with transaction():
        for row in lines(report)[: 2 - left]:
            db.session.delete(row)
    assert showing(looks(two[0], officer, report)[:2], SealedEntry) == []
    assert audited()
    assert OTHER["what"] in words(officer.inbox()), "the other report is still there"


def test_c07_a_deleted_report_is_like_one_that_never_was(app, readers, two, clock):
    report = reports.find(two[0].code)
    files = select(SealedFile.id).where(SealedFile.case_id == report.id)
    with transaction():
        db.session.execute(delete(SealedChunk).where(SealedChunk.file_id.in_(files)))
        for table in (SealedFile, SealedEntry):
            db.session.execute(delete(table).where(table.case_id == report.id))
        db.session.execute(delete(SealedCase).where(SealedCase.id == report.id))
    officer = officer_at_desk(app, readers[0], clock)
    assert "ไม่มีเรื่องที่เปิดด้วยรหัสนี้" in words(two[0].comes_back())
    assert officer.client.get(f"/staff/sealed/{report.id}").status_code == 404
    assert OTHER["what"] in words(officer.inbox())


def test_c07_a_strangers_key_in_an_officers_row_gets_no_report(app, readers, two, clock):
    stranger = keys.key_pair()
    with transaction():
        db.session.get(SealedOfficer, readers[0].door.officer.id).public_key = stranger[0]
    assert app.test_client().get("/corruption/new").status_code == 503, "one reader is left: too few to open"
    assert readers[0].door.officer.id not in {o.id for o in officers.trusted()}
    officer_at_desk(app, readers[1], clock)
    assert audited()
    assert all(slots.find(case, *stranger) is None for case in db.session.query(SealedCase))


def test_c07_a_strangers_recovery_key_gets_no_report(app, readers, two, clock):
    stranger = keys.key_pair()
    with transaction():
        db.session.get(SealedOffice, 1).recovery_key = stranger[0]
    assert not office.readiness().open
    third = give_to_somebody_new(app, readers, two, clock)
    assert third.status_code == 302
    assert audited()
    assert all(slots.find(case, *stranger) is None for case in db.session.query(SealedCase))


def test_c07_a_strangers_key_in_the_reporters_place_gets_no_report(app, readers, two, clock):
    stranger = keys.key_pair()
    with transaction():
        db.session.get(SealedCase, reports.find(two[0].code).id).reporter_key = stranger[0]
    refused = give_to_somebody_new(app, readers, two, clock)
    assert refused.status_code == 500
    assert audited()
    assert all(slots.find(case, *stranger) is None for case in db.session.query(SealedCase))


def give_to_somebody_new(app, readers, two, clock):
    """An officer gives a colleague the first report's key, which fills all its boxes anew."""
    newcomer = sealed_cast.reader("somchai", clock())
    officer = officer_at_desk(app, readers[0], clock)
    places = [f"/staff/sealed/{case.id}" for case in db.session.query(SealedCase).all()]
    place = next(place for place in places if WHERE in words(officer.client.get(place)))
    data = {"officer": newcomer.door.officer.id, "fingerprint": officers.fingerprint(newcomer.door.officer.public_key)}
    return officer.client.post(f"{place}/grant", data=data)
