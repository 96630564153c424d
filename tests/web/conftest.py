"""What the tests of pages share: an office, its administrator, addresses at which things go wrong."""

import pytest
from flask import abort
from werkzeug.exceptions import RequestEntityTooLarge

from app.domain.workflow import Role, StepRefused
from app.models import Driver, Truck
from app.services.water import fleet
from tests.factories import make_office, make_staff, unit
from tests.officers import INTAKE, OFFICER, Officer, hired
from tests.web.entrance import sign_in
from tests.web.water_pages import BOSS


@pytest.fixture
def opened(app, clock):
    """An office that is set up."""
    return make_office(clock())


@pytest.fixture
def trouble(app):
    """Addresses at which things go wrong, as an office meets them and not as a debugger does."""
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail(kind):
        match kind:
            case "refused":
                raise StepRefused("เรื่องนี้ปิดแล้ว")
            case "large":
                raise RequestEntityTooLarge
            case "bug":
                raise RuntimeError("ความลับในข้อผิดพลาด")
        abort(int(kind))

    for path in ("/trouble/<kind>", "/corruption/trouble/<kind>"):
        app.add_url_rule(path, f"trouble{len(path)}", fail, methods=["GET", "POST"])
    return app


@pytest.fixture
def admin(app, client, clock):
    """An administrator at their desk."""
    make_office(clock())
    make_staff("arunee", Role.ADMINISTRATOR, now=clock(), name="อรุณี")
    make_staff("nurida", Role.OFFICER, unit=unit("กองช่าง"), now=clock(), name="นูรีดา")
    sign_in(client, "arunee")
    return client


@pytest.fixture
def nurida(app, clock, opened):
    """Who takes cases in."""
    return Officer(app.test_client(), hired("nurida", INTAKE, now=clock(), unit="สำนักปลัด"))


@pytest.fixture
def anan(app, clock, opened):
    """An officer of the division that builds and mends."""
    return Officer(app.test_client(), hired("anan", OFFICER, now=clock(), unit="กองช่าง"))


@pytest.fixture
def mana(app, clock, opened):
    """Who runs the water trucks."""
    return Officer(app.test_client(), hired("mana", OFFICER, now=clock(), unit="งานป้องกันฯ"))


@pytest.fixture
def trucks(opened, clock):
    """Two trucks and a driver."""
    for number, litres in ((1, 6000), (2, 3000)):
        row = Truck(name=f"รถน้ำ {number}", plate=f"บม {number}", litres=litres, active=True)
        fleet.save_truck(row, name=row.name, plate=row.plate, litres=litres, active=True, by=BOSS, now=clock())
    fleet.save_driver(Driver(), name="มะแอ สาแม", phone="0800001234", active=True, by=BOSS, now=clock())
    return [truck.id for truck in fleet.trucks()]
