"""A real Chromium in front of a real server: phones and desks, with scripts and without."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakSet

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright
from werkzeug.serving import make_server

from app import create_app
from app.extensions import db
from tests.conftest import Clock, office

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update")
HEIGHT = 800
SILENT: WeakSet[Page] = WeakSet()


@dataclass(frozen=True)
class LiveServer:
    """An office that listens on this machine. Reach into it with ``live_server.app.app_context()``."""

    app: Flask
    url: str


@pytest.fixture
def live_server(
    request: pytest.FixtureRequest, new_sqlite: Callable[[Path], str], tmp_path: Path, clock: Clock
) -> Iterator[LiveServer]:
    """Serve a fresh office, forms with their CSRF tokens as in real life; other settings as the fixture's parameter."""
    (tmp_path / "live").mkdir()
    address = new_sqlite(tmp_path / "live")
    settings = {"WTF_CSRF_ENABLED": True, **getattr(request, "param", {})}
    app = create_app(office(address, tmp_path / "live", **settings), clock=clock)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield LiveServer(app, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's own Chromium; without one these tests are skipped, but never in CI."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        say("Chromium is not installed (apt-get install chromium)")
    arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """Open pages: ``page()`` on a phone, ``page(1280)`` at a desk, ``page(scripts=False)`` without JavaScript.

    At the end of the test nothing may have been fetched from elsewhere, blocked by the policy or thrown by a script.
    """
    contexts, complaints = [], []

    def hear(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    def watch(request: Request) -> None:
        if not request.url.startswith((live_server.url, "data:", "blob:", "about:")):
            complaints.append(f"fetched from elsewhere: {request.url}")

    def open_page(width: int = 360, *, scripts: bool = True) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=scripts,
            locale="th-TH",
            timezone_id="Asia/Bangkok",
            reduced_motion="reduce",
        )
        context.set_default_timeout(30_000)  # a busy machine is no fault of the page
        contexts.append(context)
        found = context.new_page()
        if not scripts:
            SILENT.add(found)
        found.on("console", hear)
        found.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
        found.on("request", watch)
        return found

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Look for barriers: ``axe(page)`` fails on serious and critical findings, naming rule and element.

    It needs a page with scripts; the same page without them has the same elements.
    """
    engine = Axe()

    def check(page: Page) -> None:
        assert page not in SILENT, "axe is a script: open the page with scripts"
        found = engine.run(page).response["violations"]
        barriers = [
            f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:160]}"
            for rule in found
            if rule["impact"] in {"serious", "critical"}
            for node in rule["nodes"]
        ]
        assert not barriers, "\n".join([page.url, *barriers])

    return check
