"""The ITA index, its desk and a published report in a real browser: no barriers, nothing wider than the screen."""

from datetime import datetime
from itertools import pairwise
from types import SimpleNamespace

import pytest

from app.domain.workflow import Role
from app.renderers import RENDERERS
from app.services import editions, ita, links, measures, report_publishing
from tests.conftest import BANGKOK
from tests.factories import PASSWORD, actor, make_office, make_staff, open_complaint

BY, HEAD = actor(Role.OFFICER), actor(Role.MANAGEMENT)
DESK = "/staff/publishing"
PUBLIC = ("/ita/2570", "/ita/2570/o9", "/reports/", "/reports/2569", "/reports/2570/12", "/reports/2570/12/1")
INSIDE = (
    f"{DESK}/ita/2570/", f"{DESK}/ita/2571/", f"{DESK}/ita/2570/new", f"{DESK}/ita/2570/3", f"{DESK}/ita/2570/3/remove",
    f"{DESK}/ita/2570/checklist", f"{DESK}/links",
)  # fmt: skip


@pytest.fixture
def shown(live_server, clock, monkeypatch):
    """A year with items, a broken link, a foreign one, and a report in two editions."""
    for kind in editions.PAPERS:
        quick = SimpleNamespace(name=kind.upper(), extension=kind, mimetype=f"test/{kind}", available=lambda: None,
                                render=lambda _report, kind=kind: kind.encode())  # fmt: skip
        monkeypatch.setitem(RENDERERS, kind, quick)
    with live_server.app.app_context():
        clock.set(datetime(2026, 10, 5, 9, tzinfo=BANGKOK))
        office = make_office(clock())
        make_staff("wilai", Role.OFFICER, now=clock())
        ita.begin(2570, by=BY, now=clock())
        for address in ("/gone", "https://www.nacc.go.th/" + "x" * 90):
            ita.add_link(ita.items(2570)[2], label="ลิงก์" * 12, address=address, by=BY, now=clock())
        here = [one for one in links.gather(clock()) if one.label.startswith("ลิงก์")]
        monkeypatch.setattr(links, "gather", lambda _now: here)
        links.check(clock())
        open_complaint(clock())
        clock.set(datetime(2027, 10, 4, 9, tzinfo=BANGKOK))
        for changed in ("", "แก้จำนวนครั้งที่ประชุม"):
            _publish(office, clock, changed)


def _publish(office, clock, changed):
    report = measures.draft(2570, 12, office, by=HEAD, now=clock())
    for row in report.rows:
        texts = {name: getattr(row, name) for name in measures.CELLS} | {"summary": f"ประชุม {changed}", "result": "รู้"}
        measures.save_row(row, texts, version=report.version, by=HEAD, now=clock())
    clock.advance(minutes=1)
    report_publishing.publish(
        report, office, version=report.version, answered=(), changed=changed, by=HEAD, now=clock()
    )  # fmt: skip


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_have_no_barriers_and_fit_the_screen(shown, page, axe, width):
    found = page(width)
    found.goto(f"/staff/sign-in?next={DESK}/links")
    found.locator("[name=username]").fill("wilai")
    found.locator("[name=password]").fill(PASSWORD)
    found.locator("main button").first.click()
    found.wait_for_url(f"**{DESK}/links")
    for path in (*PUBLIC, *INSIDE):
        assert found.goto(path).status == 200, path
        found.locator("details").evaluate_all("all => all.forEach((it) => { it.open = true })")
        axe(found)
        assert found.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_on_a_telephone_the_six_columns_stand_above_each_other(shown, page):
    found = page(360, scripts=False)
    found.goto("/reports/2570/12")
    boxes = [cell.bounding_box() for cell in found.locator(".six-columns").first.locator("td").all()]
    assert len(boxes) == 5
    assert all(below["y"] >= above["y"] + above["height"] - 1 for above, below in pairwise(boxes))
    assert all(box["width"] < 360 for box in boxes)


def test_an_assessor_finds_the_index_from_the_first_page(shown, page):
    found = page(360, scripts=False)
    found.goto("/")
    found.locator("footer").get_by_role("link", name="ITA").click()
    found.get_by_role("link", name="O9", exact=True).click()
    found.get_by_role("link", name="คู่มือการให้บริการทุกบริการ").click()
    assert found.url.endswith("/services/")
