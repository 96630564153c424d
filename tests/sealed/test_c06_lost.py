"""C6, at the door: a reset gives back the account and no report; there is no way by mail; guessing ends soon.

The rest, each loss with its way out, stands in ``tests/services/test_sealed_lost.py`` and ``test_sealed_ceremony.py``.
"""

import re

import pytest

from app.extensions import db
from app.models import AuditEntry, OutboxMail, Staff
from app.services.actors import SYSTEM
from app.services.administration import people
from app.services.sealed import limits
from app.services.transaction import transaction
from tests.sealed_cast import PHRASE, SECOND_STEP
from tests.web.entrance import choose_password
from tests.web.sealed_pages import WHAT, Officer, words

NEW = {"passphrase": "กล้วยหอม ตกน้ำ สองลูก", "again": "กล้วยหอม ตกน้ำ สองลูก"}


@pytest.fixture
def back(app, readers, report, clock):
    """A reader after the administrator gave them a new password, signed in."""
    with transaction():
        member = db.session.query(Staff).filter_by(username="arun").one()
        member.email = "arun@example.org"
    password = people.reset_password(member, by=SYSTEM, now=clock())
    officer = Officer(app.test_client())
    officer.signs_in("arun", clock, password)
    choose_password(officer.client)
    return officer


def test_c06_a_reset_by_the_administrator_opens_no_report(back, readers):
    assert back.inbox().location == "/staff/sealed/unlock"
    back.unlocks("ไม่ใช่วลีนี้ ลองดูก่อน")
    assert WHAT not in back.inbox().text
    back.unlocks(readers[0].phrase)
    assert WHAT in words(back.inbox()), "the passphrase is the officer's own: it outlives a reset"


def test_c06_nothing_is_reset_by_mail(app, back):
    named = re.compile("forgot|reset|magic|lost", re.IGNORECASE)
    assert [rule.rule for rule in app.url_map.iter_rules() if named.search(rule.rule)] == []
    assert db.session.query(OutboxMail).count() == 0


def test_c06_wrong_recovery_codes_open_nothing_are_written_down_and_end_soon(back):
    for _ in range(limits.TRIES):
        page = back.client.post("/staff/sealed/recover", data={"code": "ABCD-" * 6 + "ABCD", **NEW})
        assert "รหัสกู้คืนไม่ถูกต้อง" in words(page)
    last = back.client.post("/staff/sealed/recover", data={"code": "ABCD-" * 6 + "ABCD", **NEW})
    assert last.status_code == 429
    failed = db.session.query(AuditEntry).filter_by(action="sealed.unlock_failed").count()
    assert failed == limits.TRIES
    assert back.unlocks(NEW["passphrase"]).status_code == 200
    assert WHAT not in back.inbox().text


def test_c06_the_recovery_code_opens_the_old_reports_and_is_used_up(back, readers):
    asked = {"code": readers[0].recovery_code, **NEW}
    shown = back.client.post("/staff/sealed/recover", data=asked)
    assert "<code>" in shown.text
    back.unlocks(NEW["passphrase"])
    assert WHAT in words(back.inbox())
    assert "รหัสกู้คืนไม่ถูกต้อง" in words(back.client.post("/staff/sealed/recover", data=asked))
    assert PHRASE not in shown.text
    assert SECOND_STEP not in shown.text
