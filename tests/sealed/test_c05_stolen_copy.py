"""C5: database and configuration on a second machine, with a new administrator there: no plaintext anywhere."""

import shutil

import pytest

from app import create_app
from app.domain.sealed import Position
from app.domain.workflow import Role
from app.extensions import Base, db
from app.models import SealedCase, Staff
from app.services import staff
from app.services.actors import SYSTEM
from app.services.administration import people
from app.services.sealed import keys, office, officers, slots
from tests import factories, sealed_cast
from tests.conftest import office as settings
from tests.sealed import betrayals, doors, planted
from tests.secrets_sweep import found_in, sweep
from tests.web.entrance import choose_password, sign_in
from tests.web.sealed_pages import Officer, Reporter, officer_at_desk, photo, upload

pytestmark = pytest.mark.sqlite


@pytest.fixture
def stolen(app, readers, clock, tmp_path):
    """Everything that lay in the first place, while a report was being worked on, running in a second one."""
    sender = Reporter(app.test_client())
    sender.writes(**planted.TEXTS)
    sender.sends((planted.PHOTO, photo(gps=True, camera=planted.CAMERA)))
    sender.says(planted.MESSAGE)
    officer = officer_at_desk(app, readers[0], clock)
    place = officer.opens_first().request.path
    upload(officer.client, f"{place}/note", [], text=planted.NOTE, once="1")
    db.session.remove()
    second = tmp_path / "second"
    second.mkdir()
    for path in tmp_path.glob("khamrong.db*"):
        shutil.copy(path, second)
    copy = create_app(settings(f"sqlite:///{second / 'khamrong.db'}", second), clock=clock)
    with copy.app_context():
        yield copy
        db.session.remove()
        db.engine.dispose()


def browser(stolen, username, password=factories.PASSWORD):
    client = stolen.test_client()
    sign_in(client, username, password)
    return client


def case_of_it():
    found = db.session.query(SealedCase).one()
    db.session.rollback()
    return found.id


def test_c05_only_what_clocks_and_totals_need_stands_in_clear():
    assert betrayals.in_clear(Base.metadata.tables.values()) == []


def test_c05_the_copied_files_say_nothing(stolen):
    assert sweep([factories.OFFICE["name"]], stolen.config["VAR_DIR"]), "the copy is not where this test looks"
    assert sweep(planted.SECRETS, stolen.config["VAR_DIR"]) == {}


@pytest.mark.parametrize("roles", [[Role.ADMINISTRATOR], list(Role)], ids=["administrator", "every role at once"])
def test_c05_a_new_administrator_sees_nothing_on_any_page(stolen, clock, roles):
    factories.make_staff("thief", *roles, now=clock())
    assert list(doors.slips(stolen, browser(stolen, "thief"), case_of_it())) == []


def test_c05_a_new_reader_confirmed_at_the_console_sees_nothing_old(stolen, clock):
    reader = sealed_cast.reader("thief", clock())
    client = officer_at_desk(stolen, reader, clock).client
    assert client.get("/staff/sealed/").status_code == 200
    assert list(doors.slips(stolen, client, case_of_it())) == []


def test_c05_a_readers_account_taken_over_opens_no_report(stolen, clock):
    """Password reset, second step taken off and put on anew, by whoever controls the second machine."""
    member = db.session.query(Staff).filter_by(username="arun").one()
    password = people.reset_password(member, by=SYSTEM, now=clock())
    staff.set_totp(member, sealed_cast.SECOND_STEP)
    officer = Officer(stolen.test_client())
    officer.signs_in("arun", clock, password)
    choose_password(officer.client)
    officer.unlocks("ลองเดาดู ลองเดาดู ลองเดา")
    officer.client.post("/staff/sealed/recover", data={"code": "A" * 28, "passphrase": "x" * 9, "again": "x" * 9})
    assert list(doors.slips(stolen, officer.client, case_of_it())) == []


def test_c05_an_open_session_in_the_copy_needs_the_cookie_that_is_not_in_it(stolen, clock):
    officer = Officer(stolen.test_client())
    officer.signs_in("arun", clock)
    for row in db.session.execute(db.text("SELECT id FROM sealed_session")).scalars().all():
        officer.client.set_cookie("sealed", row, path="/staff/sealed/")
        assert officer.inbox().status_code == 302


def test_c05_new_keys_in_old_rows_open_nothing(stolen, clock):
    """Own keys put over a reader's and over the recovery key: they open what comes, on that machine, not what was."""
    public, private = keys.key_pair()
    office.set_recovery_key(public, "โจร", by=SYSTEM, now=clock())
    member = db.session.query(Staff).filter_by(username="arun").one()
    made = officers.enrol(member, Position.CENTRE, "วลีใหม่ ของโจร ยาวพอ", now=clock())
    officers.vouch(made.officer, now=clock())
    case = db.session.query(SealedCase).one()
    own = officers.private_key(made.officer, "วลีใหม่ ของโจร ยาวพอ")
    for pair in ((public, private), (made.officer.public_key, own)):
        assert slots.find(case, *pair) is None
    page = officer_page(stolen, clock)
    assert found_in(planted.SECRETS, page) == set()


def officer_page(stolen, clock):
    officer = Officer(stolen.test_client())
    officer.signs_in("arun", clock)
    officer.unlocks("วลีใหม่ ของโจร ยาวพอ")
    return officer.inbox().data + officer.client.post("/staff/sealed/search", data={"query": "ลับ"}).data
