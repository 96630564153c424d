"""What the sealed channel costs, against its goals: ``python -m benchmarks.sealed [PART ...]``.

Offices are made in places that are thrown away. Times are this process's or the server's on the CPU, which a busy
machine does not change; the derivation of keys (argon2id) is measured by itself, elsewhere it costs next to nothing.
"""

import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import median

from flask import Flask
from PIL import Image
from waitress import serve

from app import create_app
from app.channels.corruption import opening
from app.extensions import db
from app.sample import make
from app.services import schema
from app.services.sealed import casework, evidence, sharing
from app.services.transaction import transaction
from app.web import reception
from benchmarks.crowd import NEXT_TO_NOTHING, NOW, office
from benchmarks.submission import STORY, free_port, measure, ours, server
from benchmarks.visitor import Visitor
from config import MEGABYTE, Config
from tests import sealed_cast
from tests.officers import Officer

CASES, MESSAGES = 1000, 10
Row = tuple[str, str, str, bool]


def submission() -> Iterator[Row]:
    """A sealed submission's CPU on the server against a general complaint's, in turns."""
    with tempfile.TemporaryDirectory() as place:
        env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}}
        env |= {"VAR_DIR": place, "PYTHONUTF8": "1"}
        subprocess.run([sys.executable, "-m", "benchmarks.sealed", "prepare"], env=env, check=True)
        port = free_port()
        with server("-m", "benchmarks.sealed", "serve", str(port), env=env, port=port) as (pid, visitor):
            measure(pid, visitor, ours, 10), measure(pid, visitor, reporting, 10)
            found = [[measure(pid, visitor, act, 40)[0] for act in (ours, reporting)] for _ in range(7)]
    general, sealed = (median(both[n] for both in found) for n in (0, 1))
    ratio = median(both[1] / both[0] for both in found)
    yield "submission / general complaint", "3", f"{ratio:.2f}  ({sealed:.1f} / {general:.1f} ms)", ratio <= 3


def reporting(visitor: Visitor) -> None:
    """Form, check page, sent: 3 requests."""
    visitor.get("/corruption/new")
    blank = visitor.carried()
    answers = {"about": "other", "what": STORY, "where": "หน้ามัสยิด", "last_four": blank["code"][-4:]}
    visitor.post("/corruption/new", code=blank["code"], csrf_token=blank.get("csrf_token", ""), **answers)
    filled = {name: value for name, value in visitor.carried().items() if name not in {"keep_hidden", "edit"}}
    assert "stamp" in visitor.post("/corruption/send", **filled), visitor.page  # noqa: S101


def search() -> Iterator[Row]:
    """An officer's search and list over many reports: the first after unlocking, and those that follow."""
    with office(**NEXT_TO_NOTHING) as app:
        sealed_cast.reader("rohani", NOW)
        arun = sealed_cast.reader("arun", NOW)
        fill(arun)
        desk = Officer(app.test_client(), arun.member)
        desk.client.set_cookie("sealed", arun.token, path="/staff/sealed/")
        db.session.remove()
        for name, act in (("search", lambda: found(desk)), ("list", lambda: desk.opens("/staff/sealed/"))):
            took = [on_cpu(act) for _ in range(6)]
            if name == "search":
                yield f"{name}, {CASES} × {MESSAGES}, first after unlocking", "1 s", f"{took[0]:.2f} s", took[0] <= 1
            often = median(took[1:])
            yield f"{name}, {CASES} × {MESSAGES}", "1 s", f"{often:.2f} s", often <= 1


def fill(reader: sealed_cast.Reader) -> None:
    """Many reports of ten lines."""
    with transaction():
        for number in range(CASES):
            at = NOW - timedelta(days=number % 200)
            _, sent = sealed_cast.send(at, what=f"{STORY} {number}", where="ที่ทำการ")
            for line in range(MESSAGES - 1):
                casework.write(reader.door, sent.report, f"{STORY} {number}.{line}", once="", now=NOW)


def found(desk: Officer) -> None:
    """Words that stand in one report."""
    page = desk.client.post("/staff/sealed/search", data={"query": f"สองสัปดาห์ {CASES - 1}.7"})
    assert "stamp" not in page.text and page.text.count('class="why"') == 1, page.status  # noqa: S101, PT018


def files() -> Iterator[Row]:
    """Ten megabytes of evidence, judged, sealed and kept: three photographs, then one PDF."""
    with office(**NEXT_TO_NOTHING):
        for name in ("arun", "rohani"):
            sealed_cast.reader(name, NOW)
        photos = [(f"{n}.jpg", photograph(n)) for n in range(3)]
        paper = [("สัญญา.pdf", b"%PDF-1.7\n" + os.urandom(10 * MEGABYTE - 16))]
        for name, sent in (("3 photographs", photos), ("a PDF", paper)):
            size = sum(len(content) for _, content in sent) / MEGABYTE
            took = on_cpu(lambda sent=sent: keep(sent))
            yield f"{size:.1f} MB of evidence, {name}", "2 s", f"{took:.2f} s", took <= 2


def photograph(seed: int) -> bytes:
    """As a telephone makes it: twelve megapixels, 3.4 MB."""
    grain = Image.effect_noise((4000, 3000), 24 + seed)
    sky = Image.linear_gradient("L").resize((4000, 3000))
    out = io.BytesIO()
    Image.merge("RGB", (grain, sky, grain)).save(out, "JPEG", quality=86)
    return out.getvalue()


def keep(sent: list[tuple[str, bytes]]) -> None:
    """As the form does."""
    judged = tuple(evidence.judge(name, content) for name, content in sent)
    sealed_cast.send(NOW, files=judged)


def memory() -> Iterator[Row]:
    """Twenty people who unlock or open at once, at real costs: how many derivations at a time, how much memory."""
    run = subprocess.run([sys.executable, "-m", "benchmarks.crowd"], check=True, capture_output=True)
    at_once, beyond, one, waited = map(float, run.stdout.split())
    yield "derivations at a time, 20 asking", "1", f"{at_once:.0f}", at_once == 1
    yield "memory, 20 asking, beyond one alone", f"{one / 2:.0f} MB", f"{beyond:.0f} MB", beyond <= one / 2
    yield "the last of 20 waited", "–", f"{waited:.1f} s", True


def uploads() -> Iterator[Row]:
    """Twelve reports with 46 MB of files each, sent at once: the memory of the whole server, with everything it is."""
    run = subprocess.run([sys.executable, "-m", "benchmarks.uploads"], check=True, capture_output=True)
    taken, held, before, waited = map(float, run.stdout.split()[-4:])
    yield "memory of the server, 12 uploads of 46 MB", "500 MB", f"{held:.0f} MB (idle: {before:.0f})", held <= 500
    yield "of these were taken, the last after", "12", f"{taken:.0f}, {waited:.0f} s", taken == 12


def renewal() -> Iterator[Row]:
    """Reports that get a new key because a colleague left."""
    with office(**NEXT_TO_NOTHING):
        arun, rohani = (sealed_cast.reader(name, NOW) for name in ("arun", "rohani"))
        for number in range(100):
            sealed_cast.send(NOW, what=f"{STORY} {number}")
        sealed_cast.send(NOW, files=[evidence.judge("1.pdf", b"%PDF-1.7\n" + os.urandom(10 * MEGABYTE - 16))])
        with transaction():
            arun.member.active = False
        took = on_cpu(lambda: sharing.renew(rohani.door, now=NOW))
    yield "new keys for 101 reports, 10 MB of files", "–", f"{took:.2f} s", True


def on_cpu(act: Callable[[], object]) -> float:
    """Seconds of this process's CPU."""
    before = time.process_time()
    act()
    return time.process_time() - before


def sample_office() -> Flask:
    """The one that the environment names."""
    return create_app(replace(Config.from_env(os.environ), **NEXT_TO_NOTHING))


def prepare() -> None:
    """Fill it."""
    with sample_office().app_context():
        schema.upgrade()
        make(datetime.now(UTC), cases=50)


def serve_it(port: str) -> None:
    """Serve it to somebody who sends more than a place may."""
    opening._SENT_IN_A_WHILE = sys.maxsize  # noqa: SLF001
    app = sample_office()
    largest = app.config["MAX_CONTENT_LENGTH"]
    reception.open_counter(largest)
    in_memory = {"inbuf_overflow": largest, "outbuf_overflow": largest, "max_request_body_size": largest}
    serve(app, host="127.0.0.1", port=int(port), threads=8, **in_memory)


def main(*parts: str) -> None:
    """Measure all parts, or those asked for; print goals and results."""
    measures = {act.__name__: act for act in (submission, search, files, memory, uploads, renewal)}
    print(f"{'':50}{'goal':>8}   result")
    for part in parts or measures:
        for name, goal, result, good in measures[part]():
            print(f"{name:50}{goal:>8}   {result}{'' if good else '   MISSED'}", flush=True)


if __name__ == "__main__":
    inner = {"prepare": prepare, "serve": serve_it}
    first = sys.argv[1] if sys.argv[1:] else ""
    inner[first](*sys.argv[2:]) if first in inner else main(*sys.argv[1:])
