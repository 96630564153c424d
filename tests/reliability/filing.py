"""Residents on real sockets: each fills in the form, checks, sends, and presses again until a number is on the page."""

import re
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from http.client import HTTPException

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from tests.residents import photo
from tests.sealed.wire import Answer, Wire

_FIELD = re.compile(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"')
_NUMBER = re.compile(r"รท-\d{4}-\d{4,}")
ANSWERS = {"category": "lamp", "village": "1", "place": "หน้ามัสยิด", "contact_by": "page"}


@dataclass(frozen=True)
class Told:
    """What a resident saw on the page that says that it was received."""

    key: str
    token: str
    number: str
    photos: int


class Resident:
    """One person with one browser, who sends one matter after another; a ``patient`` one also after an error page."""

    def __init__(self, port: int, *, patient: bool = False) -> None:
        self.wire, self.patient = Wire(port), patient
        self.again = 0
        self.slow = 0.0

    def form(self) -> dict[str, str]:
        """Open the form: what it carries, with the key under which it is sent."""
        return hidden(self._asks("GET", "/complaints/new"))

    def fills_in(self, carried: dict[str, str], story: str, *, photos: int = 0, **more: str) -> str:
        """Answer everything: the address of the check page."""
        return self._asks("POST", "/complaints/new", *answered(carried, story, photos, **more)).location or ""

    def sends(self, check: str) -> str:
        """Press "send" on the check page: the address of the receipt."""
        page = self._asks("GET", check)
        if page.location:  # it was sent before
            return page.location
        body = {**hidden(page), "acknowledged": "y"}
        return self.posts(check, body).location or ""

    def posts(self, address: str, fields: dict[str, str]) -> Answer:
        """Send a small form, until it is answered."""
        boundary, body = encode_multipart(fields)
        return self._asks("POST", address, body, f'multipart/form-data; boundary="{boundary}"')

    def files(self, story: str, *, photos: int = 0, **more: str) -> Told:
        """The whole way, until the number is on the page."""
        carried = self.form()
        receipt = self.sends(self.fills_in(carried, story, photos=photos, **more))
        number = _NUMBER.search(self._asks("GET", receipt).text)
        assert number, receipt
        return Told(carried["draft"], receipt.partition("case=")[2], number[0], photos)

    def _asks(self, method: str, address: str, body: bytes = b"", kind: str = "") -> Answer:
        """Ask until there is an answer: a server that is gone comes back."""
        until = time.monotonic() + 300
        while time.monotonic() < until:
            begun, answer = time.monotonic(), None
            with suppress(OSError, HTTPException):
                answer = self.wire.ask(method, address, body, kind)
            if answer is None or (answer.status_code >= 500 and self.patient):
                self.again += 1
                threading.Event().wait(0.05)
                continue
            self.slow = max(self.slow, time.monotonic() - begun)
            assert answer.status_code in {200, 303}, f"{answer.status_code} {address}\n{errors(answer)}"
            return answer
        raise AssertionError(f"no answer: {address}")


def answered(carried: dict[str, str], story: str, photos: int = 0, **more: str) -> tuple[bytes, str]:
    """A filled-in form as a browser sends it, and its kind."""
    pictures = [FileStorage(*photo(f"{n}.jpg", (400, 300), 40 * n + 20), name="photos") for n in range(photos)]
    words = [*{**ANSWERS, "story": story, **carried, **more}.items()]
    boundary, body = encode_multipart(MultiDict([*words, *(("photos", picture) for picture in pictures)]))
    return body, f'multipart/form-data; boundary="{boundary}"'


def hidden(page: Answer) -> dict[str, str]:
    """What the form on a page carries along."""
    wanted = {"csrf_token", "draft"}
    return {name: unescape(value) for name, value in _FIELD.findall(page.text) if name in wanted}


def errors(page: Answer) -> list[str]:
    """What a page objects to."""
    return re.findall(r'(?s)<p class="error"[^>]*>(.*?)</p>', page.text) or [page.text[-2000:]]
