"""C11: locked, signed out, idle, too long, a new password: the cookie of before opens nothing any more."""

import pytest

from app.services.sealed import sessions
from tests.factories import PASSWORD
from tests.web.sealed_pages import WHAT, Officer

NEW = "ปลากะพง สามรส หอมเจียว"


@pytest.fixture
def place(arun, report):
    """The address of an open report."""
    return arun.opens_first().request.path


def cookie(officer):
    return officer.client.get_cookie("sealed", path="/staff/sealed/")


def copied(app, officer):
    """Another browser with the same cookies, as somebody has who copied them."""
    thief = Officer(app.test_client())
    thief.client.set_cookie("sealed", cookie(officer).value, path="/staff/sealed/")
    thief.client.set_cookie("khamrong", officer.client.get_cookie("khamrong").value)
    return thief


def shut(officer, place):
    """Nothing of a report is shown: not the page, not the list, not the search, which asks for the passphrase."""
    found = officer.client.post("/staff/sealed/search", data={"query": "เงิน"})
    pages = [officer.client.get(place), officer.inbox()]
    return all(page.status_code == 302 for page in pages) and not any(WHAT in page.text for page in (*pages, found))


def test_c11_locked_means_locked_for_a_copied_cookie_too(app, arun, place, readers):
    kept, thief = cookie(arun), copied(app, arun)
    assert (kept.http_only, kept.same_site, kept.path) == (True, "Strict", "/staff/sealed/")
    locked = arun.client.post("/staff/sealed/lock")
    assert "cache" in locked.headers["Clear-Site-Data"]
    assert shut(arun, place)
    assert shut(thief, place)
    arun.client.set_cookie("sealed", kept.value, path="/staff/sealed/")
    assert shut(arun, place)


def test_c11_signing_out_shuts_the_door_and_the_old_cookie_opens_none(app, arun, place, clock):
    kept = cookie(arun).value
    arun.client.post("/staff/sign-out")
    arun.signs_in("arun", clock)
    arun.client.set_cookie("sealed", kept, path="/staff/sealed/")
    assert arun.client.get(place).location == "/staff/sealed/unlock"
    assert shut(arun, place)


def test_c11_pages_are_kept_by_no_browser(arun, place):
    for page in (arun.client.get(place), arun.inbox()):
        assert page.headers["Cache-Control"] == "no-store"


def test_c11_an_idle_door_shuts(arun, place, clock):
    clock.moment += sessions.IDLE
    assert shut(arun, place)


def test_c11_a_busy_door_shuts_after_eight_hours(arun, place, clock):
    for _ in range(32):
        assert WHAT in arun.client.get(place).text
        clock.advance(minutes=15)
    assert shut(arun, place)


def test_c11_a_new_password_shuts_every_other_browser(app, arun, place, clock, readers):
    thief = copied(app, arun)
    assert WHAT in thief.client.get(place).text
    data = {"old": PASSWORD, "new": NEW, "again": NEW}
    assert arun.client.post("/staff/account/password", data=data).status_code == 302
    assert shut(thief, place)
    assert thief.client.get("/staff/account").status_code == 302


def test_c11_a_new_passphrase_shuts_the_doors_opened_with_the_old(app, arun, place, readers, clock):
    thief = copied(app, arun)
    data = {"code": readers[0].recovery_code, "passphrase": NEW, "again": NEW}
    arun.client.post("/staff/sealed/recover", data=data)
    assert shut(arun, place)
    assert shut(thief, place)


def test_c11_one_officers_cookie_is_nothing_in_a_colleagues_browser(app, arun, place, clock):
    rohani = Officer(app.test_client())
    rohani.signs_in("rohani", clock)
    rohani.client.set_cookie("sealed", cookie(arun).value, path="/staff/sealed/")
    assert shut(rohani, place)
