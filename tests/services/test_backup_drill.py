"""The worst day, rehearsed: a lost server comes back from one file and the envelope; what is read there is the same."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text, update

import secret_key
from app import create_app
from app.domain import sealed_paper
from app.domain.backups import RunKind, Trouble
from app.extensions import db
from app.models import Attachment, Ticket
from app.services import attachments, backups, chain, scope, upkeep
from app.services.attachments import Accepted
from app.services.backups import drilling, making, runs, shelf
from app.services.backups.archive import Manifest
from app.services.sealed import office as sealed_office
from app.services.sealed import reports, story
from app.services.sealed.evidence import Judged
from app.services.transaction import transaction
from tests import sealed_cast
from tests.conftest import office as settings
from tests.factories import make_office, open_complaint
from tests.photos import jpeg
from tests.restored import address

pytestmark = pytest.mark.reliability
STORY = "ถนนหน้าบ้านเป็นหลุมใหญ่ รถล้มสองคันแล้ว"
BRIBE = "ขอเงินค่าเซ็นชื่อ ห้าพัน"
EVIDENCE = Judged("สัญญา.pdf", "application/pdf", b"%PDF-1.7 evidence")


@pytest.fixture
def full(app, clock):
    """An office with a known case and file, and a sealed report whose code is known: (reference, hash, code)."""
    make_office(clock())
    envelope = sealed_cast.open_channel(clock())
    sealed_cast.reader("arun", clock())
    sealed_cast.reader("rohani", clock())
    case = open_complaint(clock(), story=STORY).reference
    with transaction():
        kept = attachments.store(Accepted("หลุม.jpg", "image/jpeg", jpeg()), public=False, now=clock())
    digest = kept.sha256
    code, _sent = sealed_cast.send(clock(), what=BRIBE, files=[EVIDENCE])
    db.session.rollback()
    return case, digest, code, envelope


def test_a_drill_reads_all_of_it_and_leaves_nothing(app, full, clock):
    runs.do(RunKind.BACKUP, clock)
    before = sorted(path.name for path in app.config["VAR_DIR"].iterdir())
    run = runs.do(RunKind.DRILL, clock)
    assert run.trouble is None
    assert [(name, holds) for name, holds, _seconds in run.found["lines"]] == [
        ("restored", True), ("rows", True), ("shape", True), ("chains", True), ("facts", True), ("files", True),
        ("sealed", True),
    ]  # fmt: skip
    assert sorted(path.name for path in app.config["VAR_DIR"].iterdir()) == before
    if not making.is_embedded():
        own = db.engine.url.database
        left = text("SELECT count(*) FROM pg_database WHERE starts_with(datname, :name)")
        assert db.session.scalar(left, {"name": f"{own}_drill_"}) == 0


@pytest.mark.parametrize(
    ("wrong", "statement"),
    [
        ("chains", "UPDATE ticket SET story = 'ถนนดีแล้ว'"),
        ("facts", "UPDATE ticket SET due_on = '2030-01-01'"),
        ("sealed", "UPDATE sealed_office SET recovery_holder = 'ผู้อื่น'"),
    ],
)
def test_a_drill_says_what_is_wrong(full, clock, wrong, statement):
    with transaction():
        db.session.execute(text(statement))
    runs.do(RunKind.BACKUP, clock)
    run = runs.do(RunKind.DRILL, clock)
    assert run.trouble is Trouble.DIFFERS
    assert wrong in {name for name, holds, _seconds in run.found["lines"] if not holds}


def test_of_a_large_office_some_cases_are_reckoned_anew_and_the_newest_all_when_asked(app, full, clock, monkeypatch):
    monkeypatch.setattr(drilling, "SPREAD", 4)
    monkeypatch.setattr(drilling, "NEWEST", 2)
    for _ in range(10):
        open_complaint(clock())
    runs.do(RunKind.BACKUP, clock)
    assert runs.do(RunKind.DRILL, clock).found["cases"] == [5, 11]  # every third of nine, and two
    assert "5/11 เรื่องคำนวณใหม่" in command(app, "drill").output
    assert "11/11 เรื่องคำนวณใหม่" in command(app, "drill", "--all").output
    with transaction():
        newest = select(func.max(Ticket.id)).scalar_subquery()
        db.session.execute(update(Ticket).where(Ticket.id == newest).values(place="ที่อื่น", due_on=clock().date()))
    clock.advance(minutes=1)
    runs.do(RunKind.BACKUP, clock)
    found = runs.do(RunKind.DRILL, clock).found["lines"]
    assert [name for name, holds, _seconds in found if not holds] == ["chains", "facts"]


def test_every_month_others_are_among_them(full, clock, monkeypatch):
    monkeypatch.setattr(drilling, "SPREAD", 4)
    monkeypatch.setattr(drilling, "NEWEST", 2)
    for _ in range(10):
        open_complaint(clock())
    seen = set()
    for _ in range(3):
        chosen = drilling._chosen(Manifest(clock(), rows={"ticket": 11}), whole=False)
        assert len(chosen) == 5
        seen |= {*chosen}
        clock.advance(days=1)
    assert len(seen) == 11


def test_a_bare_name_is_one_of_the_list_and_a_missing_file_is_told_as_such(app, full, clock, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert f"{shelf.place()}: ยังไม่มีไฟล์สำรองในที่เก็บ" in command(app, "list").output
    assert "This file is not there" in command(app, "verify", "x.backup").output
    assert "This file is not there" in command(app, "restore", "x.backup", "--into", "new", "--nothing-since").output
    made = runs.do(RunKind.BACKUP, clock)
    assert made.name in command(app, "list").output
    assert "ครบถ้วน · whole" in command(app, "verify", made.name).output


def test_a_database_server_that_does_not_answer_is_not_a_damaged_database(app, full, clock, tmp_path):
    made = runs.do(RunKind.BACKUP, clock)
    nowhere = "postgresql://nobody@127.0.0.1:1/none"
    told = command(app, "restore", made.name, "--into", nowhere, "--files", tmp_path / "new", "--nothing-since").output
    assert "The database server does not answer" in told


def test_without_a_backup_there_is_nothing_to_try(full, clock):
    assert runs.do(RunKind.DRILL, clock).trouble is Trouble.NO_BACKUP


def test_a_lost_server_comes_back_from_the_file_and_the_envelope(app, full, clock, tmp_path):
    """Nothing of the old machine is there but one file; the key is typed from its sheet."""
    reference, digest, code, envelope = full
    made = runs.do(RunKind.BACKUP, clock)
    carried = tmp_path / "carried.backup"
    carried.write_bytes((shelf.place() / made.name).read_bytes())
    sheet = tmp_path / "sheet"
    sheet.write_text("\n".join(sealed_paper.spell(envelope, sealed_paper.PRIVATE)), encoding="utf-8")
    place = tmp_path / "new"
    with address(place) as database:
        new = create_app(settings(database, place, SECRET_KEY="the new machine's own secret, made there"), clock=clock)
        with new.app_context():
            told = command(new, "verify", carried, "--recovery-key-file", sheet)
            assert "ครบถ้วน · whole" in told.output
            assert "กุญแจนี้เปิดไฟล์ไม่ได้" in command(new, "verify", carried).output
            new.config["SECRET_KEY"] = secret_key.Drawn(new.config["SECRET_KEY"])
            missing = command(new, "verify", carried).output
            assert f"{place}: ไม่มี secret-key ในโฟลเดอร์นี้" in missing
            assert "--recovery-key-file -" in missing
            where = [place] if database.startswith("sqlite") else [database, "--files", place]
            told = command(new, "restore", carried, "--into", *where, "--recovery-key-file", sheet)
            assert told.exit_code == 0, told.output
            reads_everything(reference, digest, code, clock)
            assert sealed_office.recovery_key() is None  # the marks are the old machine's …
            assert sealed_office.recognise(envelope, by=sealed_cast.SYSTEM, now=clock())  # … until the ceremony
            db.session.remove()
            db.engine.dispose()


def command(app, *words):
    return app.test_cli_runner().invoke(args=["backup", *(str(word) for word in words)])


def reads_everything(reference, digest, code, clock):
    """As residents, officers, auditors and the reporter would."""
    case = db.session.scalars(scope.everything().where(Ticket.reference == reference)).unique().one()
    assert case.story == STORY
    record = db.session.scalars(select(Attachment).where(Attachment.sha256 == digest)).one()
    assert hashlib.sha256(attachments.read(record)).hexdigest() == digest
    assert chain.verify() == []
    assert list(upkeep.differing(clock())) == []
    report = reports.find(code)
    assert report.answers.what == BRIBE
    assert story.content(report, *report.files.values()) == EVIDENCE.content


def test_the_keys_are_asked_for_line_by_line(app, full, clock):
    made = runs.do(RunKind.BACKUP, clock)
    lines = sealed_paper.spell(full[3], sealed_paper.PRIVATE)
    runner = app.test_cli_runner()
    words = ["backup", "verify", str(shelf.place() / made.name), "--recovery-key-file", "-"]
    assert "whole" in runner.invoke(args=words, input="\n".join(lines) + "\n").output
    wrong = [*lines[:2], lines[3], lines[3]]
    assert "line 3 has a wrong letter" in runner.invoke(args=words, input="\n".join(wrong) + "\n").output


def test_the_commands_say_what_they_did(app, full, clock):
    assert "MB" in command(app, "make").output
    shown = command(app, "list").output
    assert shown.count(".backup") == 1
    said = command(app, "drill").output
    assert said.count("ok ") == 7
    (shelf.place() / backups.listed()[0].name).write_bytes(b"rubbish")
    clock.advance(days=1)
    assert "There is no backup yet" in command(app, "drill").output
    assert clock() - timedelta(days=1) == runs.last(RunKind.BACKUP).begun_at


def test_without_an_envelope_the_command_warns(app, clock):
    make_office(clock())
    assert "dies with the server's SECRET_KEY" in command(app, "make").output
