"""A telephone that counts what comes over its line, and the journeys that residents walk with it.

``Telephone`` fetches what a browser would: the page compressed, its style sheets, scripts, preloaded fonts, the fonts
that style sheets name, each once for as long as its address stays. Counted is every byte of every answer with its
headers; what is sent, and TLS, are not.
"""

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import brotli
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale, gettext
from werkzeug.test import TestResponse

from tests.factories import village
from tests.pages import CheckedClient
from tests.residents import Resident
from tests.web.sealed_pages import hidden
from tests.web.test_eservice import GIVEN
from tests.web.test_intake import COMPLAINT, WATER

_LINKED = re.compile(r'<(?:link|script|img)\b[^>]*?(?:href|src)="(/[^"]+)"[^>]*>')
_LATER = re.compile(r'data-[a-z]+="(assets/[^"]+[.]js)"(?! data-when)')  # scripts that a page asks for once it stands
_NOT_FETCHED = re.compile(r'rel="(?:alternate|canonical|prefetch)"')
_IN_CSS = re.compile(r'url\("(/[^"]+)"\)')
LINE, WAY = 50_000, 0.4  # bytes a second, seconds there and back


@dataclass
class Step:
    """What one press or one address cost."""

    name: str
    requests: int = 0
    size: int = 0
    trips: int = 0

    @property
    def seconds(self) -> float:
        """On a slow line, once it is open."""
        return self.trips * WAY + self.size / LINE


@dataclass
class Telephone:
    """Stands where a test client stands. The first step is a first visit: nothing is kept yet."""

    client: FlaskClient
    steps: list[Step] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)

    def get(self, address: str, **more: Any) -> TestResponse:
        """Look at an address and whatever its page needs."""
        return self._go("GET", address, **more)

    def post(self, address: str, **more: Any) -> TestResponse:
        """Send, and follow where the answer leads."""
        return self._go("POST", address, **more)

    def _go(self, method: str, address: str, *, follow_redirects: bool = True, **more: Any) -> TestResponse:
        step = Step(f"{method} {_bare(address)}")
        self.steps.append(step)
        answer = self._ask(step, method, address, **more)
        step.trips += 1
        while follow_redirects and answer.status_code in {302, 303}:
            answer = self._ask(step, "GET", answer.location)
            step.trips += 1
        waiting = [found[1] for found in _LINKED.finditer(answer.text) if not _NOT_FETCHED.search(found[0])]
        while waiting := [address for address in dict.fromkeys(waiting) if address not in self.kept]:
            step.trips += 1
            waiting = [more for address in waiting for more in self._fetch(step, address)]
        self._rest(answer)
        return answer

    def _rest(self, answer: TestResponse) -> None:
        """The page stands and can be used; a moment later it asks for what makes it more comfortable."""
        for address in {f"/{found}" for found in _LATER.findall(answer.text)} - self.kept:
            step = Step(f"then {address.rpartition('/')[2]}", trips=1)
            self.steps.append(step)
            self._fetch(step, address)

    def _fetch(self, step: Step, address: str) -> list[str]:
        """One file of a page, and what it names in its turn."""
        answer = self._ask(step, "GET", address)
        if "max-age" in answer.headers.get("Cache-Control", ""):
            self.kept.add(address)
        return _IN_CSS.findall(answer.text) if answer.mimetype == "text/css" else []

    def _ask(self, step: Step, method: str, address: str, **more: Any) -> TestResponse:
        answer = self.client.open(address, method=method, headers={"Accept-Encoding": "gzip, br"}, **more)
        step.requests += 1
        step.size += len(f"HTTP/1.1 {answer.status}\r\n\r\n") + len(answer.data)
        step.size += sum(len(f"{name}: {value}\r\n".encode()) for name, value in answer.headers)
        unpack: dict[str | None, Callable[[bytes], bytes]] = {"gzip": gzip.decompress, "br": brotli.decompress}
        answer.set_data(unpack.get(answer.headers.get("Content-Encoding"), bytes)(answer.data))
        return answer


@contextmanager
def telephone(app: Flask, language: str) -> Iterator[tuple[Telephone, Callable[[str], str]]]:
    """A telephone on which nothing is kept, in a language, and the words of buttons in it."""
    app.test_client_class = CheckedClient  # a context of its own for each request
    client = app.test_client()
    client.check_pages = False
    client.get(f"/?lang={language}")

    def words(thai: str) -> str:
        with app.test_request_context(), force_locale(language):
            return str(gettext(thai))

    yield Telephone(client), words


def complaint(phone: Telephone, words: Callable[[str], str]) -> None:
    """Form, check page, receipt, status page."""
    _file(phone, words, "/complaints/new", COMPLAINT)


def water(phone: Telephone, words: Callable[[str], str]) -> None:
    """The longest form."""
    _file(phone, words, "/water/new", WATER)


def own_service(phone: Telephone, words: Callable[[str], str]) -> None:
    """A service that the office made itself."""
    _file(phone, words, "/services/elderly-allowance/new", {**GIVEN, "q_f4": str(village(4).id)})


def tracking(phone: Telephone, words: Callable[[str], str]) -> None:
    """By number and code, of which nobody knows the case."""
    resident = Resident(phone)  # type: ignore[arg-type]
    resident.opens("/track").types(reference="รท-2570-0001", code="AAAA-AAAA-AAAA")
    resident.presses(words("ดูสถานะ"), status=422)


def corruption(phone: Telephone, words: Callable[[str], str]) -> None:
    """Form, check page, sent, opened with the code. The language stays in the address, the introduction comes first."""
    cookie = phone.client.get_cookie("lang")
    resident = Resident(phone)  # type: ignore[arg-type]
    resident.opens(f"/corruption/new?lang={cookie.value if cookie else 'th'}")
    code = hidden(resident.answer, "code")
    resident.types(last_four=code[-4:], about="other", what="เจ้าหน้าที่ขอเงินค่าเซ็นชื่อ").presses(words("ตรวจทานก่อนส่ง"))
    resident.presses(words("ส่งเรื่อง"))
    resident.presses(words("เปิดเรื่องนี้ด้วยรหัส"))


JOURNEYS = {
    "complaint": complaint,
    "water": water,
    "own service": own_service,
    "corruption": corruption,
    "tracking": tracking,
}


def _file(phone: Telephone, words: Callable[[str], str], address: str, answers: dict[str, Any]) -> None:
    resident = Resident(phone)  # type: ignore[arg-type]
    resident.opens(address).types(**answers).presses(words("ไปตรวจคำตอบ"))
    resident.types(acknowledged="y").presses(words("ส่งเรื่อง"))
    resident.follows(words("ดูหน้าติดตามเรื่อง"))


def _bare(address: str) -> str:
    """Without the keys of one case."""
    return re.sub(r"[\w-]{20,}", "…", urlsplit(address).path)
