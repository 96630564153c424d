"""Publications as an Atom feed (RFC 4287): title, day, heading and words; whoever wants the files follows the link."""

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from flask import current_app
from flask_babel import gettext as _

from app.models import Publication
from app.web import office

_ATOM = "http://www.w3.org/2005/Atom"


def atom(rows: Sequence[Publication], addresses: Mapping[int, str], *, here: str, title: str) -> bytes:
    """The feed of some publications; ``addresses``: where each of them is read, by number."""
    public = current_app.config["PUBLIC_URL"]
    present = office.office()
    name = present.name if present else title
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "th"})
    newest = max((row.changed_at for row in rows), default=office.now())
    _put(root, "id", public + here)
    _put(root, "title", f"{title} {name}")
    _put(root, "updated", newest.isoformat())
    ET.SubElement(root, "link", {"rel": "self", "href": public + here})
    _put(ET.SubElement(root, "author"), "name", name)
    for row in rows:
        entry, address = ET.SubElement(root, "entry"), public + addresses[row.id]
        _put(entry, "id", address)
        _put(entry, "title", row.title)
        _put(entry, "updated", row.changed_at.isoformat())
        _put(entry, "published", (row.published_at or row.changed_at).isoformat())
        ET.SubElement(entry, "link", {"href": address})
        ET.SubElement(entry, "category", {"term": row.heading.value, "label": _(row.heading.label)})
        _put(entry, "summary", row.body)
    words: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return words


def _put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text
