"""The guides of the roles: names on them are names on the pages, two sheets each, the right chapter from each page."""

import io
import re

import pypdf
import pytest

from app.domain.role_guides import GUIDES
from app.domain.workflow import Role
from tests.architecture.sources import APP, PAGES, name
from tests.factories import make_staff
from tests.web.entrance import sign_in

GUIDE_FILE = "app/domain/role_guides.py"


@pytest.fixture(scope="module")
def words():
    """Every sentence of the pages as it stands in the sources."""
    sources = [path for path in [*APP, *PAGES] if name(path) != GUIDE_FILE]
    return "\n".join(path.read_text(encoding="utf-8") for path in sources)


@pytest.mark.parametrize("slug", GUIDES)
def test_every_name_in_a_guide_stands_on_a_page(words, slug):
    quoted = {said for one in GUIDES[slug].chapters for step in one.steps for said in re.findall("“([^”]+)”", step)}
    assert [said for said in quoted if f'"{said}"' not in words] == []


@pytest.mark.parametrize("slug", GUIDES)
def test_a_guide_is_two_sheets_with_the_office_on_it(admin, slug):
    page = admin.get(f"/staff/guide/{slug}")
    assert GUIDES[slug].title in page.text
    assert "tel:073000100" in page.text
    paper = pypdf.PdfReader(io.BytesIO(admin.get(f"/staff/guide/{slug}.pdf").data))
    assert len(paper.pages) <= 2
    assert "0 7300 0100" in paper.pages[0].extract_text().replace("\u00a0", " ")


def test_chapters_have_places_of_their_own():
    for guide in GUIDES.values():
        keys = [one.key for one in guide.chapters]
        assert len(set(keys)) == len(keys)


def test_each_page_leads_to_its_chapter(admin, app, clock):
    assert 'href="/staff/guide/administrator#registers"' in admin.get("/admin/registers").text
    assert 'href="/staff/guide/administrator#promises"' in admin.get("/admin/holidays/2570").text
    make_staff("somsri", Role.INTAKE, now=clock())
    desk = app.test_client()
    sign_in(desk, "somsri")
    assert 'href="/staff/guide/intake#counter"' in desk.get("/staff/tickets/new").text
    assert 'href="/staff/guide/intake#check"' in desk.get("/staff/queue").text
    assert 'href="/staff/guide/intake#account"' in desk.get("/staff/account").text


def test_strangers_and_unknown_guides(app, admin):
    assert app.test_client().get("/staff/guide").status_code == 302
    assert admin.get("/staff/guide/pizza").status_code == 404
