"""Residents as tests know them: they open pages, fill in what they see and press buttons. No script runs."""

import io
from typing import Any, Self
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

File = tuple[io.BytesIO, str]


def photo(name: str = "หลุม.jpg", size: tuple[int, int] = (64, 48), colour: int = 90, kind: str = "JPEG") -> File:
    """A small photograph."""
    out = io.BytesIO()
    Image.new("RGB", size, (colour, 120, 130)).save(out, kind)
    out.seek(0)
    return out, name


class Resident:
    """One person with one browser."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.answer: TestResponse
        self.typed: dict[str, Any] = {}

    def opens(self, address: str, *, status: int = 200) -> Self:
        """Go to an address and be shown a page."""
        return self._shown(self.client.get(address, follow_redirects=True), status)

    def types(self, **fields: Any) -> Self:
        """Fill in fields by name (``wish_day`` for ``wish-day``); lists for several, files as (stream, name)."""
        self.typed |= {
            ("-".join(name.split("_")) if name.startswith("wish_") else name): v for name, v in fields.items()
        }
        return self

    def presses(self, button: str, *, status: int = 200) -> Self:
        """Send the form that has this button, with what stands in it and what was typed."""
        form = self._form(button)
        return self._sends(form, form.get("action") or self.answer.request.full_path.rstrip("?"), {}, status)

    def reads_on_in(self, language: str, *, status: int = 200) -> Self:
        """Change the language of a page with a form, by the button that belongs to the form."""
        button = next(b for b in self.tree.iter("button") if _text(b) == language)
        form = next(f for f in self.tree.iter("form") if f.get("id") == button.attrib["form"])
        return self._sends(form, button.attrib["formaction"], {button.attrib["name"]: ""}, status)

    def _sends(self, form: Element, address: str, pressed: dict[str, str], status: int) -> Self:
        data, self.typed = {**_values(form), **self.typed, **pressed}, {}
        boundary, body = encode_multipart({name: _part(value) for name, value in data.items()})
        kind = f'multipart/form-data; boundary="{boundary}"'
        return self._shown(self.client.post(address, data=body, content_type=kind, follow_redirects=True), status)

    def follows(self, words: str) -> Self:
        """Press a link by its words."""
        links = [a for a in self.tree.iter("a") if words in _text(a)]
        assert links, f"no link {words!r} on\n{self.text}"
        return self.opens(links[0].attrib["href"])

    def reads(self, *words: str) -> Self:
        """The page says these words."""
        for some in words:
            assert _plain(some) in self.text, f"{some!r} is not on\n{self.text}"
        return self

    def sees_no(self, *words: str) -> Self:
        """The page does not say these words."""
        for some in words:
            assert _plain(some) not in self.text, f"{some!r} is on\n{self.text}"
        return self

    def finds_typed(self, **fields: str) -> Self:
        """What was typed still stands in the form."""
        values: dict[str, Any] = {}
        for form in self.tree.iter("form"):
            values |= _values(form)
        assert {name: values.get(name) for name in fields} == fields
        return self

    @property
    def tree(self) -> Element:
        """The page."""
        found: Element = html5lib.parse(self.answer.text, namespaceHTMLElements=False)
        return found

    @property
    def text(self) -> str:
        """The words of the page."""
        body = self.tree.find("./body")
        assert body is not None
        return _text(body)

    @property
    def errors(self) -> dict[str, str]:
        """The errors beside the fields, by field."""
        wrong = [p for p in self.tree.iter("p") if p.get("class") == "error"]
        return {p.attrib["id"].removeprefix("e-"): _text(p).removeprefix("ต้องแก้:").strip() for p in wrong}

    @property
    def summary(self) -> list[str]:
        """The list of errors at the top."""
        return [_text(li) for box in self.tree.iter("div") if box.get("role") == "alert" for li in box.iter("li")]

    @property
    def address(self) -> str:
        """Where the browser stands."""
        return self.answer.request.full_path

    def _form(self, button: str) -> Element:
        forms = [f for f in self.tree.iter("form") if any(_text(b) == button for b in f.iter("button"))]
        assert forms, f"no button {button!r} on\n{self.text}"
        return forms[0]

    def _shown(self, answer: TestResponse, status: int) -> Self:
        assert answer.status_code == status, f"{answer.status_code} {answer.request.path}\n{answer.text[:3000]}"
        self.answer = answer
        return self


def _part(value: Any) -> Any:
    if isinstance(value, list):
        return [_part(some) for some in value]
    return FileStorage(*value) if isinstance(value, tuple) else value


def _values(form: Element) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in form.iter():
        name, kind = field.get("name"), field.get("type")
        if not name or kind == "file" or (kind in {"radio", "checkbox"} and "checked" not in field.attrib):
            continue
        if field.tag == "select":
            values[name] = next((o.attrib["value"] for o in field.iter("option") if "selected" in o.attrib), "")
        elif field.tag == "textarea":
            values[name] = (field.text or "").removeprefix("\n")
        elif kind == "checkbox" and name in values:
            values[name] = [*([values[name]] if isinstance(values[name], str) else values[name]), field.attrib["value"]]
        elif field.tag == "input":
            values[name] = field.get("value", "on" if kind == "checkbox" else "")
    return values


def _text(element: Element) -> str:
    return _plain(_read(element))


def _read(element: Element) -> str:
    """The words, with a gap where the eye sees one: around everything but words within a line."""
    gap = "" if element.tag in {"a", "b", "span"} else " "
    inside = (element.text or "") + "".join(_read(child) + (child.tail or "") for child in element)
    return f"{gap}{inside}{gap}" if isinstance(element.tag, str) else ""


def _plain(words: str) -> str:
    return " ".join(words.replace("\u00a0", " ").split())
