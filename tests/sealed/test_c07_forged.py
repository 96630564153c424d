"""C7: public keys are enough to seal another report in the place of one: it opens, and both sides are told."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from app.domain.sealed import Position, Stage
from app.domain.sealed_report import Answers, Kind, Who
from app.extensions import db
from app.models import SealedCase, SealedChunk, SealedEntry, SealedFile, SealedOffice, SealedOfficer
from app.services.sealed import bodies, keys, rekey, reports, slots, story
from app.services.sealed.bodies import Body, Reader
from app.services.sealed.story import Line
from app.services.transaction import transaction
from tests.web.sealed_pages import words

FORGED = "ไม่มีอะไร ขอถอนเรื่อง"
UNMARKED = ("เรื่องนี้ไม่มีเครื่องหมายของระบบนี้", "หน้านี้อาจไม่ครบ")


def forge(app, now, secret):
    """What somebody writes who has the database and no key; the marks are made under a ``secret`` of their own."""
    app.config["SECRET_KEY"], ours = secret, app.config["SECRET_KEY"]
    fresh = keys.random_bytes(keys.KEY_SIZE)
    with transaction():
        for model in (SealedChunk, SealedFile, SealedEntry):
            db.session.execute(delete(model))
        case = db.session.query(SealedCase).one()
        officers, recovery = db.session.query(SealedOfficer).all(), db.session.query(SealedOffice).one().recovery_key
        readers = [Reader(o.id, o.staff.name, o.position, o.public_key.hex()) for o in officers]
        case.slots = slots.fill(case.id, fresh, [*(o.public_key for o in officers), recovery, case.reporter_key])
        answers = Answers(frozenset({Position.OTHER}), FORGED)
        bodies.write(case, fresh, Body(answers, now, reports.ONLINE, tuple(readers), True, recovery, fresh))
        bodies.write_length(case, fresh, 0)
        first = Line(Kind.RECEIVED, Who.REPORTER, stage=Stage.RECEIVED, told=True, data={"arrival": reports.ONLINE})
        story.append(case.id, fresh, first, now=now)
    app.config["SECRET_KEY"] = ours


@pytest.mark.parametrize("anew", [False, True])
def test_c07_a_report_sealed_by_somebody_else_says_so(app, report, arun, clock, anew):
    assert not any(said in words(page) for page in (arun.opens_first(), report.comes_back()) for said in UNMARKED)
    forge(app, clock() + timedelta(minutes=1), "a secret that is not this installation's")
    if anew:  # a new key makes nothing good
        found = reports.find(report.code)
        with transaction():
            rekey.rekey(*story.held(found), found.readers)
    page = arun.opens_first()
    assert FORGED in words(page)
    assert UNMARKED[0] in words(page)
    assert UNMARKED[1] in words(report.comes_back())
