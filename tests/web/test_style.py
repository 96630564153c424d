"""The style page stays living: a component that nobody can look at there fails here, by its name."""

import pytest
from jinja2 import nodes

from app.front.style_samples import components
from tests import factories

PAGES = ("front/style.html", "front/style_more.html")
EVERYWHERE = {"page.html": {"flashes"}}  # drawn by the frame of every page


def parsed(environment, name):
    return environment.parse(environment.loader.get_source(environment, name)[0])


def called(trees):
    """The macros that the templates of one page call, as (file, macro); what one imports the included one knows."""
    files = {one.target: one.template.value for tree in trees for one in tree.find_all(nodes.Import)}
    borrowed = {
        (name if isinstance(name, str) else name[1]): (one.template.value, name if isinstance(name, str) else name[0])
        for tree in trees
        for one in tree.find_all(nodes.FromImport)
        for name in one.names
    }
    for call in (call for tree in trees for call in tree.find_all(nodes.Call)):
        if isinstance(call.node, nodes.Getattr) and isinstance(call.node.node, nodes.Name):
            yield files.get(call.node.node.name), call.node.attr
        elif isinstance(call.node, nodes.Name):
            yield borrowed.get(call.node.name, (None, call.node.name))


@pytest.fixture
def opened(app, clock):
    factories.make_office(clock())
    return app


def test_every_component_is_shown_on_the_style_page(opened):
    environment = opened.jinja_env
    shown = set(called([parsed(environment, page) for page in PAGES]))
    with opened.test_request_context():
        known = components()
    missing = [
        f"{file}: {name}"
        for file, names in known.items()
        for name in names
        if (file, name) not in shown and name not in EVERYWHERE.get(file.split("/")[-1], ())
    ]
    assert len(known) > 10
    assert missing == []


def test_the_style_page_shows_states_and_names(opened, client):
    page = client.get("/staff/style").text
    for words in ("aria-invalid", "aria-disabled", "disabled", "error-summary", "village_map", "มีคนแจ้งเรื่องคล้ายกันแล้ว"):
        assert words in page
