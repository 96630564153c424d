"""Which sentences residents can meet: those of their pages, and of every module that their doors lead down to.

A sentence is in unless its module is named below as the staff's own, so a new module is counted until somebody says
otherwise. What a language still lacks of them, as JSON:

    python -m tests.architecture.residents_words ms
"""

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from tests.architecture.sources import ROOT, name, tree

Key = tuple[str | None, str | tuple[str, ...]]
KEYWORDS = {
    "_": None,
    "_l": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
DOORS = ("front", "channels", "tracking", "published")
PAGES = (*DOORS, "errors", "group")
# What residents' modules lean on, but whose words only members of staff read.
STAFFS_OWN = (
    "app/__init__.py",
    "app/cli.py",
    "app/domain/backups.py",
    "app/front/style.py",
    "app/front/style_samples.py",
    "app/services/administration/",
    "app/services/backups/",
    "app/services/defaults/",
    "app/services/duties.py",
    "app/services/staff.py",
    "app/services/steps.py",
    "app/services/upkeep.py",
    "app/services/water/",
    "app/web/buttons.py",
    "app/web/menu.py",
    "app/web/reauthentication.py",
)
PAGES_OF_STAFF = ("templates/front/style.html", "templates/front/style_more.html")
NAMED = re.compile(r"[\"']([a-z_]+(?:/[a-z_]+)+\.(?:html|txt|svg))[\"']")


def catalogue_of(language: str) -> Catalog:
    """A language's catalogue as it stands in the project."""
    with (ROOT / "app" / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


def translated(catalogue: Catalog, key: Key) -> bool:
    """Whether the language has the sentence, in all its forms."""
    context, text = key
    message: Message | None = catalogue.get(text[0] if isinstance(text, tuple) else text, context)
    if message is None or message.fuzzy:
        return False
    return all(message.string if isinstance(message.string, tuple | list) else [message.string])


def sentences() -> dict[Key, str]:
    """All sentences that residents can meet, as (context, text), with the place of the first."""
    found: dict[Key, str] = {}
    for path in (*modules(), *templates()):
        method = "python" if path.suffix == ".py" else "jinja2"
        options = {"silent": "false", "trimmed": "true"}
        for line, text, _comments, context in extract_from_file(method, path, keywords=KEYWORDS, options=options):
            found.setdefault((context, text), f"{name(path)}:{line}")
    return found


def modules() -> list[Path]:
    """The residents' doors and all they import, down to the tables of words."""
    waiting = [path for door in DOORS for path in (ROOT / "app" / door).rglob("*.py")]
    waiting += [ROOT / "app/web/errors.py", ROOT / "app/services/notices.py"]
    found: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path in found or name(path).startswith(STAFFS_OWN):
            continue
        found.add(path)
        waiting += _imported(path)
    return sorted(found)


def templates() -> list[Path]:
    """The residents' pages and the components they are made of."""
    waiting = [ROOT / "templates/base.html"]
    waiting += [path for door in PAGES for path in (ROOT / "templates" / door).rglob("*.*")]
    found: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path in found or name(path) in PAGES_OF_STAFF or not path.is_file():
            continue
        found.add(path)
        waiting += [ROOT / "templates" / other for other in NAMED.findall(path.read_text(encoding="utf-8"))]
    return sorted(found)


def _imported(path: Path) -> Iterator[Path]:
    for node in ast.walk(tree(path)):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for dotted in names:
            place = ROOT.joinpath(*dotted.split("."))
            yield from (file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file())


def missing(language: str) -> list[dict[str, object]]:
    """What a language still lacks."""
    catalogue = catalogue_of(language)
    english = catalogue_of("en")
    absent = []
    for key, place in sorted(sentences().items(), key=lambda row: row[1]):
        if not translated(catalogue, key):
            context, text = key
            known = english.get(text[0] if isinstance(text, tuple) else text, context)
            absent.append({"context": context, "msgid": text, "english": known and known.string, "place": place})
    return absent


if __name__ == "__main__":
    json.dump(missing(sys.argv[1]), sys.stdout, ensure_ascii=False, indent=1)
