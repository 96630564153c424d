"""Lines that somebody took out of a story are missed, wherever they stood."""

import pytest
from sqlalchemy import select

from app.extensions import db
from app.models import SealedCase, SealedEntry
from app.services.sealed import bodies, casework, keys, replies, reports
from app.services.transaction import transaction
from tests import factories, sealed_cast
from tests.web.sealed_pages import officer_at_desk, words

pytestmark = pytest.mark.sealed


@pytest.fixture
def arun(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    sealed_cast.reader("rohani", clock())
    return sealed_cast.reader("arun", clock())


@pytest.fixture
def code(arun, clock):
    """The code of a report with two messages."""
    code, _ = sealed_cast.send(clock())
    for text in ("หนึ่ง", "สอง"):
        replies.write(reports.find(code), text, code=code, once="", now=clock())
    return code


def cut_off(code):
    """Take the last line away, behind everybody's back."""
    report = reports.find(code)
    last = len(report.story) - 1
    with transaction():
        for entry in db.session.scalars(select(SealedEntry)).all():
            if keys.unseal_json(report.key, entry.body, report.id, entry.id, "entry")["number"] == last:
                db.session.delete(entry)


def test_a_last_line_that_was_cut_off_is_missed(app, code, arun, clock):
    assert reports.find(code).whole
    cut_off(code)
    report = casework.find(arun.door, reports.find(code).id, now=clock())
    assert [h.text for h in report.story] == ["", "หนึ่ง"]
    assert not report.whole
    page = officer_at_desk(app, arun, clock).client.get(f"/staff/sealed/{report.id}")
    assert "ข้อมูลบางส่วนหายไป" in words(page)


def test_a_later_line_does_not_cover_the_gap(code, clock):
    cut_off(code)
    replies.write(reports.find(code), "สาม", code=code, once="", now=clock())
    after = reports.find(code)
    assert [h.number for h in after.story] == [0, 1, 3]
    assert not after.whole


def test_taking_the_count_away_too_is_no_way_out(code):
    cut_off(code)
    with transaction():
        db.session.scalars(select(SealedCase)).one().tail = None
    assert not reports.find(code).whole


@pytest.mark.parametrize("forge", ["other case", "plain"])
def test_a_count_from_elsewhere_is_refused(code, forge, clock):
    _, other = sealed_cast.send(clock(), what="อื่น")
    with transaction():
        case = db.session.get(SealedCase, reports.find(code).id)
        case.tail = db.session.get(SealedCase, other.report.id).tail if forge == "other case" else b"3"
    with pytest.raises(keys.Tampered):
        reports.find(code)


def test_a_report_from_before_lines_were_counted_is_judged_as_before(code, clock):
    """Its rows are named by its key, and nothing says how many there are."""
    report = reports.find(code)
    with transaction():
        case = db.session.get(SealedCase, report.id)
        content = keys.unseal_json(report.key, case.body, case.id, case.id, "case")
        del content["names"], content["recovery_key"]
        case.body, case.tail = keys.seal_json(report.key, content, case.id, case.id, "case"), None
    assert reports.find(code).whole
    replies.write(reports.find(code), "สาม", code=code, once="", now=clock())
    assert reports.find(code).whole
    assert bodies.length(db.session.get(SealedCase, report.id), report.key) == 4
    cut_off(code)
    assert not reports.find(code).whole
