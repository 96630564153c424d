"""Thai that a page of another language shows without saying so: for a screen reader it would be noise."""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

import html5lib

THAI = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]")
SPOKEN = ("alt", "aria-label", "title", "placeholder", "data-label")
UNSEEN = {"script", "style", "textarea", "input"}


def unmarked(page: str, names: Iterable[str] = ()) -> list[str]:
    """Every piece of Thai outside elements that say so; the office's own ``names`` may stand anywhere."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    proper = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True)))) if names else None
    pieces = _pieces(root, "")
    return [piece for piece in pieces if THAI.search(proper.sub("", piece) if proper else piece)]


def _pieces(element: Element, lang: str) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return
    lang = element.get("lang", lang)
    if lang != "th":
        yield from (element.get(name, "") for name in SPOKEN)
        yield " ".join((element.text or "").split())
    for child in element:
        yield from _pieces(child, lang)
        if lang != "th":
            yield " ".join((child.tail or "").split())
