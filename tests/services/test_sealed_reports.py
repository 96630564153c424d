"""A report comes in once, to the right people, and its code finds it again."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.domain.sealed import Position, Stage, new_code
from app.extensions import db
from app.models import SealedCase, SealedChunk, SealedEntry, SealedFile, Staff
from app.services.sealed import evidence, inbox, office, officers, recipients, replies, reports
from app.services.sealed.evidence import Judged
from app.services.sealed.reports import Submission
from app.services.transaction import transaction
from tests import factories, sealed_cast

pytestmark = pytest.mark.sealed
PDF = Judged("สัญญา.pdf", "application/pdf", b"%PDF-1.7 evidence")


@pytest.fixture
def cast(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    return {
        "arun": sealed_cast.reader("arun", clock()),
        "palad": sealed_cast.reader("palad", clock(), title="ปลัด อบต."),
        "rohani": sealed_cast.reader("rohani", clock()),
    }


def count(table):
    return db.session.query(table).count()


def seen_by(reader, clock):
    return [line.report.answers.what for line in inbox.of(reader.door, now=clock()).lines]


def test_a_report_is_found_by_its_code_and_by_no_other(app, clock, cast):
    code, sent = sealed_cast.send(clock(), what="เรียกเงิน", where="ที่ทำการ")
    found = reports.find(code)
    assert (found.id, found.answers.what, found.answers.where) == (sent.report.id, "เรียกเงิน", "ที่ทำการ")
    assert found.stage is Stage.RECEIVED
    assert reports.find(new_code()) is None


def test_the_same_twice_is_one_report(app, clock, cast):
    code, _ = sealed_cast.send(clock(), files=[PDF])
    _, again = sealed_cast.send(clock(), code=code, files=[PDF])
    assert again.again
    assert (count(SealedCase), count(SealedEntry), count(SealedFile)) == (1, 1, 1)


def test_other_words_with_the_same_code_become_a_message_once(app, clock, cast):
    code, _ = sealed_cast.send(clock())
    for _ in range(3):
        _, again = sealed_cast.send(clock(), code=code, what="ขอเงินค่าเซ็นชื่อ 500 บาท")
    assert count(SealedCase) == 1
    assert [h.kind for h in again.report.story] == ["received", "message"]
    assert "500 บาท" in again.report.story[1].text


def test_twenty_at_once_are_one_report(app, clock, cast):
    code = new_code()
    db.session.remove()

    def press(_):
        with app.app_context():
            return reports.send(code, Submission(sealed_cast.answers(), files=(PDF,)), now=clock()).report.id

    with ThreadPoolExecutor(20) as pool:
        ids = set(pool.map(press, range(20)))
    assert len(ids) == 1
    assert (count(SealedCase), count(SealedEntry), count(SealedFile)) == (1, 1, 1)


def test_the_same_message_twenty_times_at_once_is_one(app, clock, cast):
    code, _ = sealed_cast.send(clock())
    db.session.remove()

    def press(_):
        with app.app_context():
            return replies.write(reports.find(code), "มีพยาน", code=code, once="form-1", now=clock())

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(press, range(20))) == 1
    assert [h.text for h in reports.find(code).story] == ["", "มีพยาน"]


def test_the_accused_get_no_key_and_see_what_they_would_see_without_it(app, clock, cast):
    sealed_cast.send(clock(), what="เรื่องทั่วไป")
    before = seen_by(cast["palad"], clock)
    sealed_cast.send(clock(), Position.PALAD, what="ปลัดเรียกเงิน")
    assert seen_by(cast["palad"], clock) == before == ["เรื่องทั่วไป"]
    assert sorted(seen_by(cast["arun"], clock)) == sorted(seen_by(cast["rohani"], clock)) == ["ปลัดเรียกเงิน", "เรื่องทั่วไป"]


def test_what_the_reporter_is_told_about_readers_is_true(app, clock, cast):
    assert dict(recipients.of({Position.OTHER}).counted) == {Position.CENTRE: 2, Position.PALAD: 1}
    assert dict(recipients.of({Position.PALAD}).counted) == {Position.CENTRE: 2}


def test_the_position_follows_the_title_and_not_the_officers_choice(app, clock, cast):
    assert cast["palad"].door.officer.position is Position.PALAD


def test_nothing_is_stored_when_nobody_may_read(app, clock, cast):
    with transaction():
        db.session.query(Staff).filter_by(username="overseer").one().active = False
    with pytest.raises(recipients.NobodyMayRead):
        recipients.of(Position)
    with pytest.raises(office.NotOpen):
        sealed_cast.send(clock(), *Position)
    assert (count(SealedCase), count(SealedEntry)) == (0, 0)


def test_a_report_about_the_centre_goes_to_the_overseer_alone(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    inside = [sealed_cast.reader(name, clock()) for name in ("arun", "rohani")]
    overseer = sealed_cast.reader("district", clock(), Position.OTHER, title="นายอำเภอ")
    _, sent = sealed_cast.send(clock(), Position.CENTRE, what="ศูนย์เก็บเรื่อง")
    assert [seen_by(reader, clock) for reader in (*inside, overseer)] == [[], [], ["ศูนย์เก็บเรื่อง"]]
    assert not sent.report.recovery, "the office's own envelope opens what goes past the office"
    sealed_cast.send(clock(), what="เรื่องทั่วไป")
    assert seen_by(overseer, clock) == ["ศูนย์เก็บเรื่อง"]


@pytest.mark.parametrize("field", ["what", "who", "contact"])
def test_a_text_with_the_reporters_own_code_is_refused(app, clock, cast, field):
    code = new_code()
    with pytest.raises(reports.CodeInside) as refused:
        sealed_cast.send(clock(), code=code, **{field: f"รหัส {code[:4]} {code[4:]}"})
    assert refused.value.fields == (field,)
    assert count(SealedCase) == 0


def test_a_file_named_after_the_code_is_refused(app, clock, cast):
    code = new_code()
    with pytest.raises(reports.CodeInside):
        sealed_cast.send(clock(), code=code, files=[Judged(f"{code}.pdf", "application/pdf", b"%PDF-")])


def test_files_come_back_as_they_were(app, clock, cast):
    large = Judged("บัญชี.pdf", "application/pdf", b"%PDF-" + bytes(range(256)) * 3000)
    code, _ = sealed_cast.send(clock(), files=[PDF, large])
    found = reports.find(code)
    files = {file.name: evidence.read(file, found.id, found.key) for file in found.files.values()}
    assert files == {"สัญญา.pdf": PDF.content, "บัญชี.pdf": large.content}
    assert count(SealedChunk) == 4


def test_files_are_counted(app, clock, cast):
    code, _ = sealed_cast.send(clock())
    many = [Judged(f"{n}.pdf", "application/pdf", f"%PDF-{n}".encode()) for n in range(6)]
    with pytest.raises(evidence.TooManyFiles):
        replies.write(reports.find(code), "", code=code, once="", now=clock(), files=many)


def test_only_what_clocks_and_totals_need_is_in_clear(app, clock, cast):
    sealed_cast.send(clock(), what="เรียกเงิน")
    case = db.session.query(SealedCase).one()
    cells = {column: getattr(case, column) for column in SealedCase.__table__.columns.keys()}  # noqa: SIM118
    assert {column for column, cell in cells.items() if not isinstance(cell, bytes)} == {
        "id", "scheme", "operations", "memory", "stage", "received_on", "acknowledged_in_time", "closed_month",
        "finding", "sample", "shredded_month",
    }  # fmt: skip
    assert set(SealedEntry.__table__.columns.keys()) == {"id", "case_id", "body"}


def test_a_report_stays_open_to_its_code_after_the_cost_was_raised(app, clock, cast):
    code, sent = sealed_cast.send(clock())
    app.config.update(SEALED_OPERATIONS=2, SEALED_CODE_MEMORY=16384)
    assert reports.find(code).id == sent.report.id


class TestTheGuard:
    """The channel is closed until somebody can read."""

    def test_a_fresh_office_takes_nothing(self, app, clock):
        factories.make_office(clock())
        assert not office.readiness().open
        with pytest.raises(office.NotOpen):
            sealed_cast.send(clock())
        assert count(SealedCase) == 0

    def test_one_reader_is_not_enough(self, app, clock):
        factories.make_office(clock())
        sealed_cast.open_channel(clock())
        sealed_cast.reader("arun", clock())
        assert not office.readiness().open
        sealed_cast.reader("rohani", clock())
        assert office.readiness().open

    def test_without_the_recovery_key_it_stays_closed(self, app, clock):
        factories.make_office(clock())
        for name in ("arun", "rohani"):
            sealed_cast.reader(name, clock())
        assert not office.readiness().open

    @pytest.mark.parametrize("change", [{"active": False}, {"roles": frozenset()}, {"totp_secret": ""}])
    def test_a_reader_who_left_or_lost_the_second_step_does_not_count(self, app, clock, cast, change):
        with transaction():
            for name in ("arun", "palad"):
                for column, value in change.items():
                    setattr(cast[name].member, column, value)
        assert not office.readiness().open
        assert [o.staff.username for o in officers.readers({Position.OTHER})] == ["rohani"]
