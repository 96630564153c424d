"""The audit package: the de-identified events of a period, from which docs/recompute.py works out its figures again.

It is read from the log and the holiday table alone, never from what is kept beside the cases, and leaves out whoever
and whatever a case is about. Who gets it has it from management; giving it out is written into the audit trail.
"""

import hashlib
import hmac
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import chain, groupby
from typing import Any

from sqlalchemy import func, select

from app.domain.channels import CHANNELS
from app.domain.dates import BANGKOK
from app.domain.history import GENESIS
from app.domain.periods import Period
from app.domain.statistics import Cut, cut_of
from app.domain.workflow import Kind, Outcome, Phase
from app.extensions import db
from app.models import TicketEvent
from app.services import audit, calendar, scope, signing
from app.services.actors import Actor
from app.services.audit_columns import EVENTS, FORMAT, HOLIDAYS, SOFTWARE, Row, as_csv, as_jsonl
from app.services.sorted_texts import SortedTexts

_BATCH = 2000
_MARK = 10  # bytes of a pseudonym
_LIFTED = (1980, 1, 1, 0, 0, 0)  # no file says when it was made: the same data are the same bytes


def hand_out(period: Period, out: io.BufferedRandom | io.BytesIO, *, by: Actor, now: datetime, as_of: date) -> str:
    """Write the package and the line in the audit trail that says who took it; returns its SHA-256."""
    write(period, out, now=now, as_of=as_of)
    out.seek(0)
    sha256 = hashlib.file_digest(out, "sha256").hexdigest()
    audit.record("audit_package", period.code, by=by, now=now, as_of=as_of.isoformat(), sha256=sha256)
    return sha256


def archive(period: Period, *, now: datetime, as_of: date) -> bytes:
    """The package as a ZIP file: the same period, day and data give the same bytes."""
    whole = io.BytesIO()
    write(period, whole, now=now, as_of=as_of)
    return whole.getvalue()


def digest(archived: bytes) -> str:
    """What is printed beside published figures: the SHA-256 of the ZIP file, as ``sha256sum`` says it."""
    return hashlib.sha256(archived).hexdigest()


def write(period: Period, out: io.BufferedRandom | io.BytesIO, *, now: datetime, as_of: date) -> None:
    """Pack events and holidays as CSV and JSON Lines, manifest, signature, public key: never all at once."""
    cut = cut_of(period, now=now, as_of=as_of)
    holidays = _holidays(cut)
    with SortedTexts(2) as told, zipfile.ZipFile(out, "w") as file:
        rows = {"events": _tell(told, period, cut, as_of), "holidays": len(holidays)}
        files = {
            "events.csv": _pack(file, "events.csv", chain([as_csv(EVENTS, (), head=True)], told.read(0))),
            "events.jsonl": _pack(file, "events.jsonl", told.read(1)),
            "holidays.csv": _pack(file, "holidays.csv", [as_csv(HOLIDAYS, holidays, head=True)]),
            "holidays.jsonl": _pack(file, "holidays.jsonl", [as_jsonl(holidays)]),
        }
        manifest = json.dumps(_manifest(period, cut, as_of, files, rows), ensure_ascii=False, indent=1).encode()
        _pack(file, "manifest.json", [manifest])
        _pack(file, "manifest.sig", [bytes.fromhex(signing.sign(manifest))])
        _pack(file, "public-key.pem", [signing.pem(signing.public_key()).encode()])


def _pack(file: zipfile.ZipFile, name: str, content: Iterable[bytes]) -> dict[str, Any]:
    """Add one file; what the manifest says of it."""
    entry, sha256, size = zipfile.ZipInfo(name, _LIFTED), hashlib.sha256(), 0
    entry.create_system, entry.external_attr, entry.compress_type = 3, 0o644 << 16, zipfile.ZIP_DEFLATED
    with file.open(entry, "w") as packed:
        for part in content:
            packed.write(part)
            sha256.update(part)
            size += len(part)
    return {"bytes": size, "sha256": sha256.hexdigest()}


def _manifest(
    period: Period, cut: Cut, as_of: date, files: Mapping[str, Row], rows: Mapping[str, int]
) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "software": SOFTWARE,
        "period": period.code,
        "from": period.start.isoformat(),
        "to": period.last_day.isoformat(),
        "as_of": as_of.isoformat(),
        "cut": {"events_before": _local(cut.moment), "recorded_before": _local(cut.known)},
        "zone": "Asia/Bangkok (UTC+07:00), all times in all files",
        "office_hours": {"opens": "08:30", "closes": "16:30", "days": "Monday to Friday, but not the holidays"},
        "channels": list(CHANNELS),
        "outcomes": [str(outcome) for outcome in Outcome],
        "columns": {"events": EVENTS, "holidays": HOLIDAYS},
        "rows": dict(rows),
        "files": dict(files),
        "log": _log(cut),
    }


def _log(cut: Cut) -> dict[str, Any]:
    """The chain up to the last event that was recorded before the cut, so that it is the same whenever it is made."""
    last = db.session.scalar(select(func.max(TicketEvent.id)).where(TicketEvent.recorded_at < cut.known))
    if last is None:
        return {"length": 0, "hash": GENESIS}
    length = select(func.count()).select_from(TicketEvent).where(TicketEvent.id <= last)
    found = select(TicketEvent.hash).where(TicketEvent.id == last)
    return {"length": db.session.scalar(length), "hash": db.session.scalar(found)}


def _tell(told: SortedTexts, period: Period, cut: Cut, as_of: date) -> int:
    """Lay down the rows of all cases that the figures of the period know, by pseudonym: its order tells nothing.

    Returns how many rows there are.
    """
    key, rows = signing.derived("audit package"), 0
    columns = (TicketEvent.at, TicketEvent.recorded_at, TicketEvent.kind, TicketEvent.status, TicketEvent.outcome)
    query = scope.for_audit().add_columns(*columns, TicketEvent.data).join(TicketEvent)
    query = query.where(TicketEvent.at < cut.moment, TicketEvent.recorded_at < cut.known)
    query = query.order_by(TicketEvent.ticket_id, TicketEvent.at, TicketEvent.id)
    lines = db.session.execute(query.execution_options(yield_per=_BATCH))
    for reference, of_case in groupby(lines, lambda line: str(line.reference)):
        story = _story(of_case)
        if story and _touches(story, min(period.first_moment, cut.moment), period.first_moment):
            mark = hmac.new(key, f"{period.code} {as_of} {reference}".encode(), hashlib.sha256).digest()[:_MARK]
            shown = [_row(mark.hex(), number, row) for number, row in enumerate(story, start=1)]
            told.put(mark, as_csv(EVENTS, shown), as_jsonl(shown))
            rows += len(shown)
    return rows


def _row(case: str, number: int, row: Row) -> Row:
    moments = {"at": _local(row["at"]), "recorded_at": _local(row["recorded_at"])}
    found = {**row, "case": case, "order": number, **moments}
    return {column: found[column] for column in EVENTS}


def _story(lines: Iterable[Any]) -> list[Row]:
    """Of a case's events those that move clocks or counts, without what else they say."""
    story: list[Row] = []
    phase: Phase | None = None
    for line in lines:
        there = line.status.phase if line.status else phase
        kind = _reduced(line.kind, changes=there is not phase, first=phase is None)
        if there is not None and (kind or line.outcome):
            row = dict.fromkeys(EVENTS)
            row |= {"at": line.at, "recorded_at": line.recorded_at, "kind": kind or "outcome", "outcome": line.outcome}
            row |= {"phase": there if there is not phase else None}
            row |= {"solved": bool(line.data.get("solved"))} if kind == "rated" else {}
            story.append(row | (_settled(line) if phase is None else {}))
        phase = there
    return story


def _reduced(kind: Kind, *, changes: bool, first: bool) -> str | None:
    if first:
        return "received"
    if changes:
        return "moved"
    return {Kind.EXTENDED: "extended", Kind.RATED: "rated"}.get(kind)


def _settled(line: Any) -> Row:
    """The channel and the promise as the first event has them; the oldest events left them to the case."""
    return {
        "channel": line.data.get("channel", line.channel_slug),
        "promise_days": line.data.get("promise_days", line.promise_days),
        "promise_unit": line.data.get("promise_unit", line.promise_unit),
    }


def _touches(story: list[Row], begins: datetime, start: datetime) -> bool:
    """Whether the case was open when the period began, or came, ended or was opened again in it."""
    before = [row["phase"] for row in story if row["phase"] and row["at"] < begins]
    held = bool(before) and before[-1] is not Phase.DONE
    return held or any(row["phase"] and row["at"] >= start for row in story)


def _holidays(cut: Cut) -> list[Row]:
    """The holiday table without what was entered or taken back later."""
    rows = sorted((r for r in calendar.book().rows if r.recorded_at < cut.known), key=lambda r: (r.day, r.recorded_at))
    return [
        {
            "day": row.day.isoformat(),
            "recorded_at": _local(row.recorded_at),
            "removed_at": _local(row.removed_at) if row.removed_at and row.removed_at < cut.known else None,
        }
        for row in rows
    ]


def _local(moment: datetime) -> str:
    return moment.astimezone(BANGKOK).replace(tzinfo=None).isoformat(timespec="microseconds")
