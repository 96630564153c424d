"""Nobody becomes a reader, or one again, without a colleague: not by new keys, not by getting the role back."""

import pytest

from app.domain.sealed import Position
from app.domain.workflow import Role
from app.services import staff
from app.services.actors import Actor
from app.services.administration import people
from app.services.sealed import officers, sessions
from app.services.transaction import transaction
from tests import factories, sealed_cast

pytestmark = pytest.mark.sealed
ADMIN = Actor(frozenset({Role.ADMINISTRATOR}))
PHRASE = "กล้วยหอม ตกน้ำ สองลูก"


@pytest.fixture
def readers(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    return [sealed_cast.reader(name, clock()) for name in ("arun", "rohani")]


@pytest.fixture
def administrate(clock):
    """What an administrator writes into somebody's entry."""

    def change(member, **more):
        entry = {"name": member.name, "position": member.position, "email": "", "roles": member.roles, "unit": None}
        people.change(member, **{**entry, **more}, by=ADMIN, now=clock())

    return change


def trusted(member) -> bool:
    return member.id in [officer.staff_id for officer in officers.trusted()]


@pytest.mark.parametrize("place", [Position.CENTRE, Position.OTHER])
def test_who_holds_every_account_and_makes_all_keys_anew_is_no_first_reader(readers, clock, place):
    for reader in readers:
        officers.enrol(reader.member, place, PHRASE, now=clock())
    newcomer = factories.make_staff("newcomer", Role.INTEGRITY, now=clock())
    staff.set_totp(newcomer, sealed_cast.SECOND_STEP)
    for member in (readers[0].member, newcomer):
        officers.enrol(member, Position.CENTRE, PHRASE, now=clock())
        assert not trusted(member)


@pytest.mark.parametrize("how", ["role", "account"])
def test_who_comes_back_is_confirmed_again(readers, clock, administrate, how):
    arun, rohani = readers
    if how == "role":
        administrate(arun.member, roles=frozenset({Role.INTAKE}))
        administrate(arun.member, roles=frozenset({Role.INTAKE, Role.INTEGRITY}))
    else:
        people.dismiss(arun.member, by=ADMIN, now=clock())
        people.reinstate(arun.member, by=ADMIN, now=clock())
    assert not trusted(arun.member)
    assert sessions.enter(arun.token, arun.member, now=clock()) is None
    officers.confirm(officers.of(arun.member), by=officers.of(rohani.member), now=clock())
    assert trusted(arun.member)


def test_a_row_that_was_changed_is_not_made_good_by_leaving(readers, clock, administrate):
    with transaction():
        officers.of(readers[0].member).public_key = b"\1" * 32
    administrate(readers[0].member, roles=frozenset({Role.INTAKE}))
    assert officers.is_altered(officers.of(readers[0].member))


def test_who_becomes_the_clerk_reads_no_report_about_the_clerk(readers, clock, administrate):
    arun, others = readers[0], [readers[1], sealed_cast.reader("somchai", clock())]
    administrate(arun.member, position="รักษาราชการแทนปลัด อบต.")
    _, sent = sealed_cast.send(clock(), Position.PALAD)
    assert {reader.officer for reader in sent.report.readers} == {other.door.officer.id for other in others}
    assert sessions.enter(arun.token, arun.member, now=clock()) is None
    made = officers.enrol(arun.member, Position.CENTRE, PHRASE, now=clock())
    assert made.officer.position is Position.PALAD
