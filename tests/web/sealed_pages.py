"""The sealed channel as people see it: a reporter with a telephone, an officer with a passphrase."""

import html
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask.testing import FlaskClient
from PIL import Image
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from app.domain.sealed import new_code
from tests.factories import PASSWORD
from tests.sealed_cast import SECOND_STEP, Reader
from tests.web.entrance import code_at, sign_in

WHAT = "เจ้าหน้าที่ขอเงินค่าเซ็นชื่อ"


def photo(gps: bool = False, **exif: str) -> bytes:
    """A JPEG, with a description and a place hidden in it if asked."""
    data = Image.Exif()
    data.update({0x010E: exif.get("description", ""), 0x0110: exif.get("camera", "")})
    if gps:
        data.get_ifd(0x8825).update({1: "N", 2: (6.0, 43.0, 21.123), 3: "E", 4: (101.0, 5.0, 9.876)})
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", exif=data)
    return out.getvalue()


def hidden(page: TestResponse, name: str) -> str:
    """A hidden field's value."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found, f"no {name} on {page.request.path}"
    return html.unescape(found[1])


def recovery_code(page: TestResponse) -> str:
    """The code that is shown once."""
    found = re.search(r"<code>([A-Z0-9]{4}(?:-[A-Z0-9]{4}){6})</code>", page.text)
    assert found, page.text
    return found[1]


def words(page: TestResponse) -> str:
    """What is read on a page, without tags."""
    return html.unescape(re.sub(r"<[^>]+>", " ", page.text)).replace("\u00a0", " ")


def upload(client: FlaskClient, address: str, files: Sequence[tuple[str, bytes]], **values: object) -> TestResponse:
    """Send a form with files, as bytes: the test client would write a large one to a disk."""
    parts = [FileStorage(io.BytesIO(content), name, "files") for name, content in files]
    lists = {name: value if isinstance(value, list) else [value] for name, value in values.items()}
    boundary, body = encode_multipart(MultiDict({**lists, "files": parts}))
    return client.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")


@dataclass
class Reporter:
    """Somebody afraid, with a code on paper."""

    client: FlaskClient
    code: str = ""
    answers: dict[str, object] = field(default_factory=dict)

    def writes(self, about: str | list[str] = "other", what: str = WHAT, **more: str) -> TestResponse:
        """Fill in the form and press on: the page for checking."""
        if not self.code:
            self.code = hidden(self.client.get("/corruption/new"), "code")
        self.answers = {"code": self.code, "last_four": self.code[-4:], "about": about, "what": what, **more}
        return self.client.post("/corruption/new", data=self.answers)

    def sends(self, *files: tuple[str, bytes], **more: str) -> TestResponse:
        """Press send on the page for checking."""
        return upload(self.client, "/corruption/send", files, **{**self.answers, **more})

    def comes_back(self, code: str | None = None) -> TestResponse:
        """Open with the code."""
        return self.client.post("/corruption/case", data={"code": code or self.code})

    def says(self, text: str, *files: tuple[str, bytes], once: str | None = None) -> TestResponse:
        """Write again."""
        once = once or new_code()
        return upload(self.client, "/corruption/case/write", files, code=self.code, once=once, text=text)


@dataclass
class Officer:
    """An integrity officer at a desk."""

    client: FlaskClient

    def signs_in(self, username: str, clock, password: str = PASSWORD) -> TestResponse:
        """Name, password, six digits."""
        clock.advance(seconds=60)
        sign_in(self.client, username, password)
        return self.client.post("/staff/second-step", data={"code": code_at(SECOND_STEP, clock())})

    def unlocks(self, phrase: str) -> TestResponse:
        """The passphrase."""
        return self.client.post("/staff/sealed/unlock", data={"passphrase": phrase})

    def inbox(self) -> TestResponse:
        """The list."""
        return self.client.get("/staff/sealed/")

    def opens_first(self) -> TestResponse:
        """The most pressing report."""
        found = re.search(r'<h3><a href="(/staff/sealed/[0-9a-f]{32})"', self.inbox().text)
        assert found, "the list is empty"
        return self.client.get(found[1])


def officer_at_desk(app, reader: Reader, clock) -> Officer:
    """Signed in and unlocked."""
    officer = Officer(app.test_client())
    officer.signs_in(reader.member.username, clock)
    answer = officer.unlocks(reader.phrase)
    assert answer.location == "/staff/sealed/", answer.text
    return officer
