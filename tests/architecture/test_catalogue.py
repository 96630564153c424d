"""Languages: every sentence has its translation, with the same gaps to fill, and nothing is left over."""

import re

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.architecture.sources import ROOT, name

CATALOGUES = sorted((ROOT / "app" / "translations").glob("*/LC_MESSAGES/messages.po"))
KEYWORDS = {
    "_": None,
    "_l": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
SHOWN = 40
GAP = re.compile(r"%\([a-z_]+\)[sd]|%%")


@pytest.fixture(scope="module")
def sentences():
    """All marked sentences, as (context, text)."""
    found = {}
    for folder, method, pattern in (("app", "python", "**.py"), ("templates", "jinja2", "**.*")):
        messages = extract_from_dir(
            ROOT / folder,
            method_map=[(pattern, method)],
            options_map={pattern: {"silent": "false", "trimmed": "true"}},
            keywords=KEYWORDS,
        )
        for file, line, text, _comments, context in messages:
            found.setdefault((context, text), f"{folder}/{file}:{line}")
    return found


def test_english_is_there():
    assert "en" in {path.parents[1].name for path in CATALOGUES}


@pytest.fixture(params=CATALOGUES, ids=name)
def catalogue(request):
    with request.param.open("rb") as source:
        return read_po(source, locale=request.param.parents[1].name, abort_invalid=True)


def test_every_sentence_is_translated(sentences, catalogue):
    def missing(key):
        message = catalogue.get(key[1][0] if isinstance(key[1], tuple) else key[1], key[0])
        return message is None or message.fuzzy or not all([message.string] if message.id == key[1] else message.string)

    absent = [f"{place}: {key[1]}" for key, place in sentences.items() if missing(key)]
    assert not absent, "\n".join([f"{len(absent)} sentences without translation:", *absent[:SHOWN]])


def test_no_translation_is_left_over(sentences, catalogue):
    stale = [message.id for message in catalogue if message.id and (message.context, message.id) not in sentences]
    assert not stale, "\n".join([f"{len(stale)} translations left over:", *map(str, stale[:SHOWN])])


def test_gaps_are_the_same(catalogue):
    wrong = [
        message.id
        for message in catalogue
        if message.id and message.string and isinstance(message.id, str)
        if set(GAP.findall(message.id)) != set(GAP.findall(message.string))
    ]
    assert not wrong, "\n".join(wrong)
