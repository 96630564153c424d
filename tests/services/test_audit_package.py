"""The audit package: only what figures need, of nobody, joined with nothing, the same bytes for ever, signed."""

import csv
import io
import json
import re
import shutil
import subprocess
import tomllib
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.channels import CHANNELS
from app.domain.dates import BANGKOK
from app.domain.periods import parse_period
from app.domain.workflow import Outcome, Role
from app.extensions import db
from app.models import AuditEntry, Ticket, TicketEvent
from app.services import audit_package, chain, signing, tickets
from app.services.administration import holidays
from app.services.audit_columns import EVENTS, HOLIDAYS, SOFTWARE
from app.services.steps import StepInput
from tests.factories import actor, make_office, open_complaint, open_water, unit
from tests.renderers.reading import skip_unless_ci
from tests.services import random_office
from tests.services.falsifying import unpacked

HEAD = actor(Role.MANAGEMENT)
PERIOD, AS_OF = parse_period("fy2569r12"), date(2026, 10, 5)
NOW = datetime(2026, 11, 11, 14, 20, tzinfo=BANGKOK)
PLANTED = ("ถนนหน้าบ้านเป็นหลุม", "45/2", "วรรณา", "0800001111", "ไปดูแล้ว", "กองช่าง", "road", "ดูเรื่องอื่น")


@pytest.fixture
def random(app):
    make_office(NOW)
    random_office.build(3, 40, NOW)


@pytest.fixture
def lived(app, clock):
    """A complaint with words, a question, a move to another unit, an answer, a verdict; and a case of long ago."""
    clock.set(datetime(2025, 8, 4, 9, tzinfo=BANGKOK))
    make_office(clock())
    old = open_complaint(clock())
    closing = StepInput(outcome=Outcome.SOLVED, message="เสร็จแล้ว")
    for action, given in (("accept", StepInput()), ("start", StepInput()), ("answer", closing)):
        tickets.take_step(old, action, given, by=HEAD, now=clock())
    clock.set(datetime(2025, 12, 1, 9, tzinfo=BANGKOK))
    ticket = open_complaint(clock(), applicant="วรรณา", phone="0800001111", story="ถนนหน้าบ้านเป็นหลุม")
    steps = (
        ("accept", StepInput()),
        ("start", StepInput()),
        ("assign", StepInput(unit=unit("กองช่าง"))),
        ("ask", StepInput(message="ตรงไหน")),
        ("resume", StepInput(reason="ดูเรื่องอื่น")),
        ("extend", StepInput(message="ช้าหน่อย", new_date=date(2026, 1, 9))),
        ("answer", closing),
    )
    for action, given in steps:
        clock.advance(minutes=30)
        tickets.take_step(ticket, action, given, by=HEAD, now=clock())
        tickets.write(ticket, "ไปดูแล้ว", public=False, by=HEAD, now=clock())
    clock.advance(minutes=30)
    tickets.rate(ticket, solved=True, text="ขอบคุณ", by=actor(Role.RESIDENT), now=clock())
    open_water(clock())
    clock.set(NOW)
    return ticket


def package(now=NOW, period=PERIOD, as_of=AS_OF):
    return unpacked(audit_package.archive(period, now=now, as_of=as_of))


def rows(files, name="events"):
    return [json.loads(line) for line in files[f"{name}.jsonl"].decode().splitlines()]


def by_case(files):
    found = {}
    for row in rows(files):
        found.setdefault(row["case"], []).append(row)
    return found


def test_what_moves_figures_is_there_and_nothing_else(lived):
    told = max(by_case(package()).values(), key=len)
    assert [(row["order"], row["kind"], row["phase"], row["outcome"], row["solved"]) for row in told] == [
        (1, "received", "ours", None, None),
        (2, "moved", "theirs", None, None),
        (3, "moved", "ours", None, None),
        (4, "extended", None, None, None),
        (5, "moved", "done", "solved", None),
        (6, "rated", None, None, True),
    ]
    first = told[0]
    settled = {name: first[name] for name in ("channel", "promise_days", "promise_unit")}
    assert settled == {
        "channel": "complaints", "promise_days": lived.promise_days, "promise_unit": lived.promise_unit,
    }  # fmt: skip
    assert first["at"] == "2025-12-01T09:00:00.000000"
    assert all(row["channel"] is row["promise_days"] is None for row in told[1:])


def test_a_case_that_ended_before_the_period_is_left_out(lived):
    assert len(by_case(package())) == 2
    assert len(by_case(package(period=parse_period("fy2568")))) == 1


def test_nothing_of_a_person_a_place_or_a_number_is_in_any_byte(lived):
    files = package()
    everything = b"".join(files.values()).decode("utf-8", "replace")
    known = db.session.query(Ticket).all()
    secrets = {value for t in known for value in (t.reference, t.latin, t.token, t.idempotency_key, t.register_number)}
    hashes = {event.hash for event in db.session.query(TicketEvent)} - {chain_head()}
    for word in {*PLANTED, *secrets, *hashes} - {""}:
        assert word not in everything, word
    assert set(rows(files)[0]) == EVENTS.keys()
    assert set(rows(files, "holidays")[0]) == HOLIDAYS.keys()


def chain_head():
    return json.loads(package()["manifest.json"])["log"]["hash"]


def test_packages_cannot_be_joined(random):
    names = [set(by_case(files)) for files in (
        package(), package(as_of=date(2026, 10, 6)), package(period=parse_period("fy2569")),
    )]  # fmt: skip
    assert all(len(found) > 20 for found in names)
    assert not (names[0] & names[1] | names[0] & names[2] | names[1] & names[2])
    assert all(re.fullmatch("[0-9a-f]{20}", name) for found in names for name in found)


def test_the_order_of_rows_tells_nothing(random):
    cases = by_case(package())
    assert list(cases) == sorted(cases)
    assert all([row["order"] for row in told] == list(range(1, len(told) + 1)) for told in cases.values())
    received = [told[0]["at"] for told in cases.values()]
    assert received != sorted(received)


def test_only_what_was_known_then(random):
    cut = json.loads(package()["manifest.json"])["cut"]
    assert cut == {"events_before": "2026-10-01T00:00:00.000000", "recorded_before": "2026-10-06T00:00:00.000000"}
    files = package()
    assert max(row["at"] for row in rows(files)) < cut["events_before"]
    assert max(row["recorded_at"] for row in rows(files)) < cut["recorded_before"]
    closed = rows(files, "holidays")
    assert max(row["recorded_at"] for row in closed) < cut["recorded_before"]
    assert all(row["removed_at"] is None or row["removed_at"] < cut["recorded_before"] for row in closed)
    assert any(row["removed_at"] for row in closed)


def test_both_formats_say_the_same(random):
    files = package()
    for name in ("events", "holidays"):
        table = list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode())))
        told = [{key: spelt(value) for key, value in row.items()} for row in rows(files, name)]
        assert table == told


def spelt(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def test_the_same_question_gives_the_same_bytes_whatever_came_later(lived, clock):
    before = audit_package.archive(PERIOD, now=clock(), as_of=AS_OF)
    clock.advance(days=3)
    received = datetime(2026, 9, 29, 10, tzinfo=BANGKOK)
    open_complaint(clock(), by=HEAD, received_at=received, backdate_reason="จดหมายค้างในตู้")
    holidays.add(date(2026, 1, 5), name="ปิด", kind="local", source="", confirmed=True, by=HEAD, now=clock())
    clock.advance(days=3)
    again = audit_package.archive(PERIOD, now=clock(), as_of=AS_OF)
    assert again == before
    assert audit_package.digest(again) == audit_package.digest(before)
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(again)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_manifest_says_what_it_is(random):
    files = package()
    manifest = json.loads(files["manifest.json"])
    assert (manifest["period"], manifest["from"], manifest["to"], manifest["as_of"]) == (
        "fy2569r12", "2025-10-01", "2026-09-30", "2026-10-05",
    )  # fmt: skip
    assert manifest["rows"] == {"events": len(rows(files)), "holidays": len(rows(files, "holidays"))}
    assert manifest["files"].keys() == {"events.csv", "events.jsonl", "holidays.csv", "holidays.jsonl"}
    assert all(audit_package.digest(files[name]) == said["sha256"] for name, said in manifest["files"].items())
    assert (manifest["channels"], manifest["outcomes"]) == (list(CHANNELS), [str(o) for o in Outcome])
    assert manifest["columns"] == {"events": EVENTS, "holidays": HOLIDAYS}
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert manifest["software"] == SOFTWARE == f"{project['name']} {project['version']}"


def test_the_log_is_named_as_it_was_at_the_cut(lived, clock):
    named = json.loads(package()["manifest.json"])["log"]
    assert named["length"] == db.session.query(TicketEvent).count()
    assert chain.passes(named["length"], named["hash"])
    clock.advance(days=1)
    open_complaint(clock())
    assert json.loads(package(now=clock())["manifest.json"])["log"] == named
    early = json.loads(package(period=parse_period("fy2567"), as_of=date(2024, 10, 1))["manifest.json"])
    assert (early["log"], early["rows"]["events"]) == ({"length": 0, "hash": "0" * 64}, 0)


def test_the_signature_is_checked_with_openssl(random, tmp_path):
    files = package()
    assert signing.holds(files["manifest.json"], files["manifest.sig"].hex(), signing.public_key())
    if shutil.which("openssl") is None:
        skip_unless_ci("openssl is not installed")
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    asked = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "public-key.pem", "-rawin", "-in", "manifest.json",
             "-sigfile", "manifest.sig"]  # fmt: skip
    assert subprocess.run(asked, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "manifest.json").write_bytes(files["manifest.json"] + b" ")
    assert subprocess.run(asked, cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_it_is_written_at_the_offices_own_computer_and_the_trail_says_so(app, random, clock, tmp_path):
    clock.set(NOW)
    out = tmp_path / "package.zip"
    asked = ["reports", "package", "2569", "12", "--as-of", "2026-10-05", "--out", str(out)]
    told = app.test_cli_runner().invoke(args=asked)
    assert (told.exit_code, told.output) == (0, f"{audit_package.digest(out.read_bytes())}  package.zip\n")
    assert out.read_bytes() == audit_package.archive(PERIOD, now=NOW, as_of=AS_OF)
    line = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert (line.action, line.subject, line.data["as_of"]) == ("audit_package", "fy2569r12", "2026-10-05")
    tomorrow = str(NOW.date() + timedelta(days=1))
    assert "has not come" in app.test_cli_runner().invoke(args=[*asked[:5], tomorrow, *asked[6:]]).output
    assert "Buddhist" in app.test_cli_runner().invoke(args=[*asked[:2], "2026", *asked[3:]]).output
