"""What every page must be, whatever it says: valid, titled, labelled, nothing inline, nothing from elsewhere."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as PARSE_ERRORS
from werkzeug.test import TestResponse

UNLABELLED_TYPES = {"hidden", "submit", "button", "reset", "image"}
POLICY = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")


def faults(response: TestResponse) -> list[str]:
    """Everything wrong with a page, one sentence each."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(response.text)
    rules = (_shell, _headings, _ids, _labels, _inline, _sources, _pictures)
    return [*_invalid(parser, response.text), *_policy(response), *chain.from_iterable(rule(tree) for rule in rules)]


def _invalid(parser: html5lib.HTMLParser, source: str) -> Iterator[str]:
    lines = source.splitlines()
    for (line, _column), code, details in parser.errors:
        shown = lines[line - 1].strip() if line <= len(lines) else ""
        yield f"line {line}: {PARSE_ERRORS.get(code, code) % details}: {shown[:160]}"


def _policy(response: TestResponse) -> Iterator[str]:
    policy = response.headers.get("Content-Security-Policy", "")
    for part in POLICY:
        if part not in policy:
            yield f"Content-Security-Policy lacks {part}"
    if "unsafe" in policy:
        yield "Content-Security-Policy allows something unsafe"


def _shell(tree: Element) -> Iterator[str]:
    if not tree.get("lang"):
        yield "<html> has no lang"
    titles = [_text(title) for title in tree.findall("./head/title")]
    if len(titles) != 1 or not titles[0]:
        yield f"one title is needed, here are {titles}"
    if tree.find("./head/meta[@name='viewport']") is None:
        yield "no viewport: phones would show the page small"


def _headings(tree: Element) -> Iterator[str]:
    found = [_text(heading) for heading in tree.iter("h1")]
    if len(found) != 1 or not found[0]:
        yield f"one h1 is needed, here are {found}"


def _ids(tree: Element) -> Iterator[str]:
    ids = Counter(element.attrib["id"] for element in tree.iter() if "id" in element.attrib)
    yield from (f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
    for element in tree.iter():
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list"):
            for name in element.get(attribute, "").split():
                if name not in ids:
                    yield f"{_tag(element)}: {attribute} names {name!r}, which is not on the page"


def _labels(tree: Element) -> Iterator[str]:
    named = {label.get("for") for label in tree.iter("label") if _text(label)}
    wrapped = {id(field) for label in tree.iter("label") if _text(label) for field in label.iter()}
    for field in chain(tree.iter("input"), tree.iter("select"), tree.iter("textarea")):
        if field.get("type") in UNLABELLED_TYPES or field.get("aria-label") or field.get("aria-labelledby"):
            continue
        if field.get("id") not in named and id(field) not in wrapped:
            yield f"{_tag(field)} has no label"


def _inline(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        if element.tag == "style" or "style" in element.attrib:
            yield f"{_tag(element)}: inline style, which the policy drops"
        if element.tag == "script" and ("src" not in element.attrib or _text(element)):
            yield f"{_tag(element)}: inline script, which the policy drops"
        yield from (f"{_tag(element)}: handler {name}" for name in element.attrib if str(name).startswith("on"))
        if element.get("href", "").lower().startswith("javascript:"):
            yield f"{_tag(element)}: javascript address"


def _sources(tree: Element) -> Iterator[str]:
    """Addresses that a browser fetches by itself; links that a person follows may lead anywhere."""
    for element in tree.iter():
        fetched = element.get("src") or (element.get("href") if element.tag == "link" else None) or ""
        if "//" in fetched.split("?")[0] and not fetched.startswith("data:") and element.get("rel") != "canonical":
            yield f"{_tag(element)}: fetched from elsewhere"


def _pictures(tree: Element) -> Iterator[str]:
    yield from (f"{_tag(picture)} has no alt" for picture in tree.iter("img") if "alt" not in picture.attrib)


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _tag(element: Element) -> str:
    shown = " ".join(f'{name}="{value}"' for name, value in list(element.attrib.items())[:4])
    return f"<{element.tag} {shown}>"[:160]
