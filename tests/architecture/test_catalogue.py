"""Languages: every sentence has its translation, with the same gaps to fill, and nothing is left over.

English has every sentence of the product; other languages have every sentence that residents can meet
(tests/architecture/residents_words.py says which, and lists what is missing).
"""

import ast
import re

import pytest
from babel.messages.extract import extract_from_dir

from app.web.words import LANGUAGES
from tests.architecture import residents_words
from tests.architecture.residents_words import KEYWORDS, catalogue_of, translated
from tests.architecture.sources import APP, ROOT, last_name, name, tree

CATALOGUES = sorted((ROOT / "app" / "translations").glob("*/LC_MESSAGES/messages.po"))
OFFERED = [path.parents[1].name for path in CATALOGUES]
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


def test_every_language_but_thai_has_its_catalogue():
    assert set(OFFERED) == set(LANGUAGES) - {"th"} >= {"en", "ms"}


@pytest.fixture(params=OFFERED)
def catalogue(request):
    return catalogue_of(request.param)


def _absent(expected, catalogue):
    absent = [f"{place}: {key[1]}" for key, place in expected.items() if not translated(catalogue, key)]
    return "\n".join([f"{len(absent)} sentences without translation:", *absent[:SHOWN]]) if absent else ""


def test_every_sentence_is_in_english(sentences):
    assert not _absent(sentences, catalogue_of("en"))


def test_every_sentence_that_residents_meet_is_in_every_language(catalogue):
    assert not _absent(residents_words.sentences(), catalogue)


def test_sentences_of_residents_are_found_where_they_stand():
    """Templates, doors, tables of words below them, letters, refusals of a file; but no words of the queue."""
    places = {place.rpartition(":")[0] for place in residents_words.sentences().values()}
    for theirs in ("templates/base.html", "templates/errors/404.html", "templates/components/receipt.html",
                   "app/domain/timeline.py", "app/services/notices.py", "app/services/attachments.py"):  # fmt: skip
        assert theirs in places
    assert not [place for place in places if place.startswith(("app/desk/", "app/admin/", "templates/desk/"))]


def test_no_sentence_hides_in_an_f_string():
    """The extractor cannot see into them, so nobody would notice that the translation is missing."""
    hidden = [
        f"{name(path)}:{call.lineno}: {call.args[0].value}"
        for path in APP
        for pieces in ast.walk(tree(path))
        if isinstance(pieces, ast.JoinedStr)
        for call in ast.walk(pieces)
        if isinstance(call, ast.Call) and last_name(call.func) in KEYWORDS and call.args
        if isinstance(call.args[0], ast.Constant)
    ]
    assert not hidden, "\n".join(hidden)


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
