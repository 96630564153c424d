"""Templates: they compile, hold nothing inline, and say nothing that cannot be translated."""

import re

import pytest

from tests.architecture.sources import PAGES, ROOT, TEMPLATES, name

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TRANSLATED = re.compile(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", re.DOTALL)
THAI = re.compile(r"[\u0e00-\u0e7f]")
INLINE = {
    "style attribute": re.compile(r"<[^>]+\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "script without src": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "event handler": re.compile(r"<[^>]+\son[a-z]+\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
}
WRITES = re.compile(r"<form[^>]*method=.post", re.IGNORECASE | re.DOTALL)
FORM = "templates/components/form.html"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_compile(house, path):
    house.jinja_env.get_template(path.relative_to(ROOT / "templates").as_posix())


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_templates_hold_nothing_inline(path):
    source = path.read_text(encoding="utf-8")
    assert [kind for kind, pattern in INLINE.items() if pattern.search(source)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_sentence_can_be_translated(path):
    """Thai stands inside ``_(…)`` or ``{% trans %}`` only; digits and the baht sign are letters of the block too."""
    source = TRANSLATED.sub(" ", path.read_text(encoding="utf-8"))
    assert [line.strip()[:120] for line in JINJA.sub(" ", source).splitlines() if THAI.search(line)] == []


def test_forms_that_write_come_from_one_component():
    """It alone holds the CSRF token."""
    found = {name(path) for path in PAGES if WRITES.search(path.read_text(encoding="utf-8"))}
    assert found == {FORM}
    assert 'name="csrf_token"' in (ROOT / FORM).read_text(encoding="utf-8")
