"""An office that has just begun and where everything can go wrong: made for the pictures, thrown away afterwards."""

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pyotp
from flask import Flask, abort, current_app
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.serving import WSGIRequestHandler, make_server

from app import create_app
from app.domain.workflow import StepRefused
from app.extensions import db
from app.services import schema, setup
from app.services.throttle import TooManyTries
from benchmarks.pictures.visit import Visit, Walk
from config import Config

OFFICE = {
    "name": "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง", "subdistrict": "ทุ่งตัวอย่าง", "district": "ตัวอย่าง", "province": "ปัตตานี",
    "phone": "073 000 200",
}  # fmt: skip
PASSWORD = "a-boat-under-the-bridge"  # noqa: S105 - of an office that lives for a minute
CODES = (400, 404, 405, 413, 429, 500, 503)
EMPTY = ("", "services/", "statistics/", "statistics/services", "reports/", "news/", "questions/", "ita/", "track")
DESK_PAGES = ("staff/queue", "staff/check", "staff/field", "staff/water/", "staff/water/propose", "staff/publishing/")
BOSS_PAGES = ("", "approvals", "reports/", "water", "figures/")
ADMIN_PAGES = ("admin/", "admin/staff", "admin/registers", "admin/sealed", "admin/audit", "staff/account/letters")


class Clock:
    """The office's clock, which can be put forward."""

    ahead = timedelta()

    def __call__(self) -> datetime:
        """What time it is there."""
        return datetime.now(UTC) + self.ahead


class Quiet(WSGIRequestHandler):
    """Says nothing of what it hands out."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


@contextmanager
def beginning() -> Iterator[tuple[str, str]]:
    """Serve it: its address and the code that opens it. ``/failure/…`` fails as it is named."""
    with tempfile.TemporaryDirectory() as place:
        app = create_app(Config.from_env({"VAR_DIR": place}), clock=Clock())
        app.add_url_rule("/failure/<name>", "failure", _fail)
        app.logger.disabled = True
        with app.app_context():
            schema.upgrade()
            code = setup.issue_code()
        server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
        serving = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}", code
        server.shutdown()
        serving.join()
        server.server_close()
        _shut(app)


def _shut(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()


def _fail(name: str) -> ResponseReturnValue:
    clock = current_app.extensions["clock"]
    if name == "later":
        clock.ahead += timedelta(hours=13)
        return "", HTTPStatus.NO_CONTENT
    if name == "expired":
        raise CSRFError
    if name == "refused":
        raise StepRefused("เรื่องนี้ปิดแล้ว")
    if name == str(HTTPStatus.TOO_MANY_REQUESTS):
        raise TooManyTries(clock() + timedelta(minutes=15))
    if name == str(HTTPStatus.INTERNAL_SERVER_ERROR):
        raise RuntimeError
    return abort(int(name))


def setting_up(visit: Visit) -> Iterator[str]:
    """From the code to the first passwords, each page refused first."""
    visit.opens("/")
    yield "before"
    visit.opens("/setup")
    visit.presses()
    yield "code refused"
    visit.fills(code=visit.code)
    visit.presses()
    yield "office"
    visit.presses()
    yield "office refused"
    visit.fills(**OFFICE)
    visit.presses("main form button")
    yield from _villages_and_people(visit)


def _villages_and_people(visit: Visit) -> Iterator[str]:
    yield "villages"
    visit.presses("main form button")
    yield "villages refused"
    visit.fills(name_0="บ้านหนึ่ง", name_1="บ้านสอง")
    visit.presses("main form button")
    yield "units"
    visit.presses("main form button")
    yield "people"
    visit.presses("main form button")
    yield "people refused"
    visit.fills(name_0="สุไรยา ตัวอย่าง", username_0="suraiya", name_1="ปรีดา ตัวอย่าง", username_1="preeda")
    for role in ("intake", "officer", "management"):
        visit.chooses(roles_1=role)
    visit.selects("unit_1", 1)
    visit.presses("main form button")
    yield "done"
    passwords = visit.page.locator("main td code").all_inner_texts()
    for user, password in zip(("suraiya", "preeda"), passwords, strict=True):
        yield from _first_time(visit, user, password)
    yield from _second_step(visit)


def _comes_in(visit: Visit, user: str, password: str) -> None:
    visit.page.context.clear_cookies()
    visit.opens("/staff/sign-in")
    visit.page.fill("[name=username]", user)
    visit.page.fill("[name=password]", password)
    visit.presses("main form button")


def _first_time(visit: Visit, user: str, password: str) -> Iterator[str]:
    """A password that was handed over is replaced before anything else opens."""
    visit.opens("/staff/sign-in")
    _comes_in(visit, user, "wrong")
    yield f"sign-in of {user} refused"
    _comes_in(visit, user, password)
    if visit.page.locator("main [name=new]").count():
        yield f"first password of {user}"
        visit.presses()
        yield f"first password of {user} refused"
        visit.fills(new=PASSWORD, again=PASSWORD)
        visit.presses()


def _second_step(visit: Visit) -> Iterator[str]:
    """Turned on by the administrator, asked for the next time; a form that came too late; then turned off."""
    _comes_in(visit, "suraiya", PASSWORD)
    visit.opens("/staff/account/second-step")
    yield "second step turned on"
    key = pyotp.TOTP(visit.page.inner_text("main code").replace(" ", ""))
    now = datetime.now(UTC)
    visit.fills(code=key.at(now - timedelta(seconds=30)), password=PASSWORD)
    visit.presses()
    _comes_in(visit, "suraiya", PASSWORD)
    yield "second step"
    visit.fills(code="000000")
    visit.presses("main form button")
    yield "second step refused"
    visit.fills(code=key.at(now))
    visit.presses("main form button")
    visit.opens("/staff/account/second-step")
    yield "second step turned off"
    for path in ADMIN_PAGES:
        if visit.opens(f"/{path}"):
            yield f"/{path} on the first day"


def first_pages(visit: Visit) -> Iterator[str]:
    """What there is before anything happened, for residents and for the desk."""
    visit.page.context.clear_cookies()
    for path in EMPTY:
        visit.opens(f"/{path}")
        yield f"/{path} on the first day"
    _comes_in(visit, "preeda", PASSWORD)
    visit.opens("/staff/tickets/new")
    visit.fills(story="ไฟถนนดับ")
    visit.page.request.get(f"{visit.base}/failure/later")
    visit.presses()
    yield "a form that came too late"
    visit.fills(again_password=PASSWORD)
    visit.presses()
    for path in (*DESK_PAGES, *(f"management/{name}" for name in BOSS_PAGES)):
        if visit.opens(f"/{path}"):
            yield f"/{path} on the first day"


def failures(visit: Visit) -> Iterator[str]:
    """Every page of an error, in the three languages; the first for members of staff too."""
    for lang in ("th", "en", "ms"):
        for name in (*map(str, CODES), "refused", "expired"):
            visit.page.goto(f"{visit.base}/failure/{name}?lang={lang}")
            yield f"{name} in {lang}"


FIRST_DAY: dict[str, Walk] = {"setup": setting_up, "first pages": first_pages, "failures": failures}
