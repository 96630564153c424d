"""What the tests of pages share: an office, its administrator, addresses at which things go wrong."""

import pytest
from flask import abort
from werkzeug.exceptions import RequestEntityTooLarge

from app.domain.workflow import Role, StepRefused
from tests.factories import make_office, make_staff, unit
from tests.web.entrance import sign_in


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
