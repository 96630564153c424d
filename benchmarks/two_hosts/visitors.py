"""Who comes: residents who send, one who asks too often, officers at work. Who gets no answer presses again."""

import http.client
import io
import re
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from PIL import Image
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from app.sample.people import PASSWORD
from benchmarks.two_hosts.machines import DOOR, FRONT_ADDRESS

STORY = "ไฟถนนดับสามดวงติดกัน กลางคืนมืดมาก คนแก่เดินไปละหมาดมองทางไม่เห็น"
QUESTION = "ถังขยะหน้าบ้านเก็บวันไหนบ้าง"
OFFICERS = (
    ("nurida", ("/staff/queue", "/staff/account")),
    ("nayok", ("/management/", "/management/figures/")),
)
_REFERENCE = re.compile(r"[ก-ฮ]{1,4}-\d{4}-\d+")
_HIDDEN = re.compile(r'<input[^>]*name="(csrf_token|draft)"[^>]*value="([^"]*)"')
_TRIES, _PAUSE = 60, 0.5


@dataclass
class Seen:
    """What all visitors saw, by the part of the trial in which they did."""

    phase: str = "before"
    stop: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    asked: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)
    marks: dict[str, dict[str, Any]] = field(default_factory=dict)
    told_without_photo: int = 0
    questions: Counter[str] = field(default_factory=Counter)
    signed_out: int = 0
    officers: Counter[str] = field(default_factory=Counter)

    def note(self, began: float, trouble: str) -> None:
        """One request: how long it took, and what was wrong with the answer, if anything was."""
        with self.lock:
            self.asked[self.phase] += 1
            self.slowest[self.phase] = max(self.slowest.get(self.phase, 0), time.monotonic() - began)
            if trouble:
                self.refused[self.phase] += 1
                self.kinds[self.phase, trouble] += 1


class Visitor:
    """A browser: keeps cookies, follows, presses again when there was no answer or none from the office."""

    def __init__(self, seen: Seen) -> None:
        self.seen, self.path, self.page = seen, "/", ""
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> int:
        """Look at a page."""
        return self.ask("GET", path)

    def send(self, answers: dict[str, str], picture: bytes | None = None) -> int:
        """Fill in the form on the page and send it."""
        fields: dict[str, Any] = {**dict(_HIDDEN.findall(self.page)), **answers}
        if picture is None:
            return self.ask("POST", self.path, urlencode(fields).encode(), "application/x-www-form-urlencoded")
        fields["photos"] = FileStorage(io.BytesIO(picture), "รูป.jpg", "photos")
        boundary, body = encode_multipart(MultiDict(fields))
        return self.ask("POST", self.path, body, f"multipart/form-data; boundary={boundary}")

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> int:
        """The very same request until somebody answers it; then where the answer leads."""
        for _ in range(_TRIES):
            began, trouble = time.monotonic(), ""
            try:
                status, leads = self._once(method, path, body, kind)
                trouble = str(status) if status in {500, 502, 503, 504} else ""
            except (OSError, http.client.HTTPException) as lost:
                trouble = type(lost).__name__
            self.seen.note(began, f"{method} {trouble}" if trouble else "")
            if not trouble:
                self.path = path
                return self.ask("GET", leads) if status == 303 else status
            time.sleep(_PAUSE)
        raise TimeoutError(path)

    def _once(self, method: str, path: str, body: bytes | None, kind: str) -> tuple[int, str]:
        line = http.client.HTTPConnection(FRONT_ADDRESS, DOOR, timeout=60)
        try:
            carried = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            line.request(method, path, body, carried | ({"Content-Type": kind} if kind else {}))
            answer = line.getresponse()
            self.page = answer.read().decode()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.headers.get("Location", "")
        finally:
            line.close()


def resident(seen: Seen, number: int) -> None:
    """One case after the other: every second with a letter, the others with a photograph; then its page, twice."""
    count = 0
    while not seen.stop.is_set():
        count += 1
        visitor, mark = Visitor(seen), f"T{number}N{count}X{secrets.token_hex(4)}"
        email = f"{mark.lower()}@example.org" if count % 2 else ""
        answers = {
            "category": "lamp", "story": f"{STORY} {mark}", "village": "1", "place": f"หน้ามัสยิด เสาที่ {count}",
            "name": "วรรณา", "phone": "0800001234", "email": email, "contact_by": "email" if email else "phone",
        }  # fmt: skip
        visitor.get("/complaints/new")
        photo = _picture() if count % 2 == 0 else None
        if visitor.send(answers, photo) == 422 and photo:
            seen.told_without_photo += 1
            photo = None
            visitor.send(answers)
        visitor.send({"acknowledged": "y"})
        found = _REFERENCE.search(visitor.page)
        if "/received" in visitor.path and found:
            with seen.lock:
                seen.marks[mark] = {"reference": found[0], "email": email, "photo": bool(photo), "phase": seen.phase}
        for _ in range(2):
            visitor.get(visitor.path)
        seen.stop.wait(0.5)


def asker(seen: Seen, _number: int) -> None:
    """Questions without end from one address: five in a quarter of an hour are taken, whichever machine is asked."""
    while not seen.stop.is_set():
        visitor = Visitor(seen)
        visitor.get("/questions/ask")
        visitor.send({"text": f"{QUESTION} {secrets.token_hex(3)}"})
        status = visitor.send({})
        with seen.lock:
            seen.questions[f"{seen.phase}: {'taken' if status == 200 else 'later'}"] += 1
        seen.stop.wait(2)


def officer(seen: Seen, number: int) -> None:
    """Signed in once, at the beginning; every page of the day must know them still."""
    username, pages = OFFICERS[number]
    visitor = Visitor(seen)
    visitor.get("/staff/sign-in")
    visitor.send({"username": username, "password": PASSWORD})
    while not seen.stop.is_set():
        for page in pages:
            status = visitor.get(page)
            known = status == 200 and "/staff/sign-in" not in visitor.path
            with seen.lock:
                seen.officers[seen.phase] += known
                seen.signed_out += not known
        seen.stop.wait(1)


def crowd(seen: Seen, residents: int) -> list[threading.Thread]:
    """All of them, at work."""
    who: list[tuple[Callable[[Seen, int], None], int]] = [(resident, n) for n in range(residents)]
    who += [(asker, 0), (officer, 0), (officer, 1)]
    threads = [threading.Thread(target=act, args=(seen, n), name=f"{act.__name__} {n}") for act, n in who]
    for thread in threads:
        thread.start()
    return threads


def _picture() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((640, 480), 60).convert("RGB").save(out, "JPEG")
    return out.getvalue()
