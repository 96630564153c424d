"""What belongs to another unit or person does not exist: real numbers at every address that takes one, GET and POST."""

import pytest

from app.domain.workflow import Role
from app.extensions import db
from app.models import Attachment, BulkAct, SavedView
from app.services import saved_views
from tests import access
from tests.factories import make_staff, open_complaint, unit
from tests.officers import Officer, address, current, photo
from tests.sealed.doors import filled
from tests.web.test_access import like_nothing
from tests.web.test_desk_marked import acts, keys
from tests.web.water_pages import house, planned

THEIRS = {"reference", "file_id", "act_id", "view_id", "round_id", "stop_id"}


@pytest.fixture
def real(clock, anan, mana, trucks):
    """One of everything: a case with a photograph, an act on many, a view; water on its way."""
    ticket = open_complaint(clock())
    assert anan.sends(f"{address(ticket)}/message", message="เราจะไปดู", photos=photo()).status_code == 302
    acts(anan, keys(open_complaint(clock()), act="assign"), officer=str(anan.staff_id))
    saved_views.keep("ของฉัน", "unit=1", by=anan.actor)
    round_ = planned(mana, trucks, house(clock, "วรรณา"))
    return {
        "reference": current(ticket).latin,
        "file_id": db.session.query(Attachment).order_by(Attachment.id).first().id,
        "act_id": db.session.query(BulkAct).one().id,
        "view_id": db.session.query(SavedView).one().id,
        "round_id": round_.id,
        "stop_id": round_.stops[0].id,
        "action": "answer",
        "act": "answer",
    }


@pytest.fixture
def outsider(app, clock, opened):
    """An officer of a division that has nothing to do with any of it."""
    return Officer(app.test_client(), make_staff("wilai", Role.OFFICER, now=clock(), unit=unit("กองคลัง")))


def addresses(app, real):
    """Every address of the desks that names something of somebody's."""
    for rule in access.rules(app):
        if rule.endpoint.partition(".")[0] in {"desk", "rounds"} and THEIRS & rule.arguments:
            for method in sorted(rule.methods & {"GET", "POST"}):
                yield rule, method, filled(app, rule, **real, rest="x")


def test_the_numbers_are_real(app, real, anan, mana):
    opened = {
        rule.endpoint
        for rule, method, path in addresses(app, real)
        for who in (anan, mana)
        if method == "GET" and who.client.get(path).status_code in {200, 302, 409}
    }
    assert {"desk.case", "desk.file", "desk.field_case", "desk.sheet", "desk.step", "desk.marked_done"} <= opened
    assert {"rounds.page", "rounds.sheet", "rounds.marks"} <= opened


def test_another_units_and_anothers_own_things_do_not_exist(app, real, outsider):
    found = [f"{m} {a}" for _, m, a in addresses(app, real) if not like_nothing(outsider.client, m, a)]
    assert found == []


def test_what_is_somebodys_own_is_not_their_colleagues_either(app, clock, real, anan):
    colleague = Officer(app.test_client(), make_staff("suda", Role.OFFICER, now=clock(), unit=unit("กองช่าง")))
    own = {"view_id", "act_id"}
    found = [(r, m, a) for r, m, a in addresses(app, real) if own & r.arguments]
    assert found
    assert [f"{m} {a}" for _, m, a in found if not like_nothing(colleague.client, m, a)] == []
