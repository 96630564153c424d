"""The page of what is past its time, as two officers and a reporter see it; and what the disk keeps of it."""

import re

import pytest

from app.domain.sealed import Finding
from app.services.sealed import casework, reports
from app.services.sealed.casework import Given
from tests import factories, sealed_cast
from tests.secrets_sweep import sweep
from tests.web.sealed_pages import Reporter, officer_at_desk, words

pytestmark = pytest.mark.sealed
SECRET = "PLANTED-WORDS ช่างเหล็กสมหมาย"
PAGE = "/staff/sealed/retention"


@pytest.fixture
def readers(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    return [sealed_cast.reader(name, clock()) for name in ("arun", "rohani")]


@pytest.fixture
def report(app, readers, clock):
    reporter = Reporter(app.test_client())
    reporter.writes(what=SECRET)
    reporter.sends(("สัญญา.pdf", b"%PDF-1.7 PLANTED-PAPER"))
    for action, given in (
        ("register", Given()),
        ("conclude", Given(finding=Finding.UNFOUNDED, note="ไม่พบ")),
        ("tell", Given(message="ไม่พบมูล")),
        ("close", Given()),
    ):
        found = reports.find(reporter.code)
        casework.take(readers[0].door, found, action, given, seen=found.seen, now=clock())
    clock.set(clock().replace(year=2037, month=1, day=5))
    return reporter


@pytest.fixture
def arun(app, readers, report, clock):
    return officer_at_desk(app, readers[0], clock)


def ticked(officer, prefix):
    """The reports offered in a form."""
    return re.findall(rf'name="{prefix}-reports" id="[^"]*" value="([0-9a-f]{{32}})"', officer.client.get(PAGE).text)


def proposes(officer, **changes):
    data = {"propose-reports": ticked(officer, "propose"), "propose-reason": "พ้นกำหนดเก็บ", **changes}
    return officer.client.post(f"{PAGE}/propose", data=data)


def approves(officer, **changes):
    data = {"approve-reports": ticked(officer, "approve"), "approve-sure": "y", "approve": "1", **changes}
    return officer.client.post(f"{PAGE}/decide", data=data)


def test_from_the_list_to_the_paper_and_what_the_reporter_then_reads(app, arun, readers, report, clock):
    assert "เรื่องที่ครบกำหนดเก็บ 1 เรื่อง" in words(arun.inbox())
    assert proposes(arun).location == PAGE
    assert ticked(arun, "approve") == []
    assert "คุณเสนอเอง" in words(arun.client.get(PAGE))
    before = words(arun.client.get(f"{PAGE}/list"))
    assert "บัญชีขอทำลาย" in before
    rohani = officer_at_desk(app, readers[1], clock)
    done = words(approves(rohani))
    for paper in (before, done):
        assert "รวม 1 เรื่อง" in paper
        assert "พฤศจิกายน 2569" in paper
        assert "PLANTED" not in paper
    assert "เรื่องที่ครบกำหนดเก็บ" in words(rohani.inbox())
    assert "PLANTED" not in words(rohani.inbox()) + words(rohani.client.get(PAGE))
    for page in (report.comes_back(), report.sends()):
        assert "ทำลายตามกำหนดเมื่อมกราคม 2580" in words(page)


def test_nothing_happens_without_a_reason_a_tick_and_a_second_person(app, arun, readers, report, clock):
    assert "เขียนเหตุผล" in words(proposes(arun, **{"propose-reason": ""}))
    assert "เลือกอย่างน้อยหนึ่งเรื่อง" in words(proposes(arun, **{"propose-reports": []}))
    case_id = ticked(arun, "propose")[0]
    proposes(arun)
    approves(arun, **{"approve-reports": [case_id]})
    rohani = officer_at_desk(app, readers[1], clock)
    assert "ทำเครื่องหมายเพื่อยืนยัน" in words(approves(rohani, **{"approve-sure": ""}))
    assert reports.find(report.code).answers.what == SECRET
    refused = {"refuse-reports": [case_id], "refuse-reason": "มีคดีอยู่", "refuse": "1"}
    assert rohani.client.post(f"{PAGE}/decide", data=refused).location == PAGE
    assert ticked(rohani, "approve") == []
    assert "มีคดีอยู่" in words(rohani.client.get(f"/staff/sealed/{case_id}"))


def test_whoever_has_no_key_sees_none_of_it_and_destroys_nothing(app, arun, report, clock):
    palad = officer_at_desk(app, sealed_cast.reader("palad", clock(), title="ปลัด อบต."), clock)
    case_id = ticked(arun, "propose")[0]
    proposes(arun)
    assert "ยังไม่มีเรื่องครบกำหนด" in words(palad.client.get(PAGE))
    approves(palad, **{"approve-reports": [case_id]})
    assert reports.find(report.code).answers.what == SECRET


@pytest.mark.sqlite
def test_the_disk_keeps_no_byte_of_its_ciphertext(app, arun, readers, report, clock, tmp_path):
    found = reports.find(report.code)
    key = found.key.hex()
    body = casework.db.session.get(casework.SealedCase, found.id).body
    assert body in (tmp_path / "khamrong.db").read_bytes() + (tmp_path / "khamrong.db-wal").read_bytes()
    proposes(arun)
    approves(officer_at_desk(app, readers[1], clock))
    casework.db.session.remove()
    for path in tmp_path.glob("khamrong.db*"):
        assert body[:64] not in path.read_bytes()
    assert sweep([SECRET, key, "PLANTED-PAPER"], tmp_path) == {}
