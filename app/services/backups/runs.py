"""What is to be done and what became of it: the worker makes one backup a night and one test restore a month.

Whoever asks at the page leaves a line here; the worker takes it up. Two workers never take the same one; where the
shelf is not shared, ``BACKUP_HOUR=24`` keeps every machine but one away from it.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from flask import current_app
from sqlalchemy import select

from app.domain import backups as rules
from app.domain.backups import RunKind, Trouble
from app.extensions import db
from app.models import BackupRun, Duty
from app.services import audit, office
from app.services.actors import Actor
from app.services.backups import drilling, making, shelf
from app.services.backups.trouble import BackupFailed
from app.services.transaction import hold, transaction

Clock = Callable[[], datetime]
_DUTY = "backups"
_RECENT = 500
_log = logging.getLogger(__name__)


def ask(kind: RunKind, *, by: Actor, now: datetime) -> None:
    """Let the worker do it at its next round; asked twice is asked once."""
    with transaction():
        if not any(run.kind is kind for run in open_runs()):
            db.session.add(BackupRun(kind=kind, asked_at=now, asked_by_id=by.staff_id))
            audit.record("backup_asked", kind.value, by=by, now=now)


def work(clock: Clock) -> None:
    """Do what was asked for or is due; nothing where no office is set up yet, or on a machine that makes none."""
    if not made_here() or not _anything(clock()):
        return
    run_id = _taken(clock())
    if run_id is not None:
        _carry_out(run_id, clock, asked=False)


def made_here() -> bool:
    """Whether this machine makes backups and tells of their troubles."""
    return int(current_app.config["BACKUP_HOUR"]) < rules.NEVER


def do(kind: RunKind, clock: Clock, *, whole: bool = False) -> BackupRun:
    """Do it now, at the office's own computer; ``whole``: a test that reckons every case anew."""
    with transaction():
        run = BackupRun(kind=kind, asked_at=clock(), begun_at=clock())
        db.session.add(run)
        db.session.flush()
        run_id = run.id
    return _carry_out(run_id, clock, whole=whole)


def open_runs() -> Sequence[BackupRun]:
    """What waits or runs, oldest first."""
    return db.session.scalars(select(BackupRun).where(BackupRun.ended_at.is_(None)).order_by(BackupRun.id)).all()


def last(kind: RunKind, *, good: bool | None = None) -> BackupRun | None:
    """The last one that ended: any, one that came to its end, or one that did not."""
    query = select(BackupRun).where(BackupRun.kind == kind, BackupRun.ended_at.is_not(None))
    if good is not None:
        query = query.where(BackupRun.trouble.is_(None) if good else BackupRun.trouble.is_not(None))
    return db.session.scalar(query.order_by(BackupRun.id.desc()).limit(1))  # their moments may be of a wrong clock


def recent(kind: RunKind) -> Sequence[BackupRun]:
    """Those that wrote or tried a file, oldest first: as many as generations can hold, and more."""
    query = select(BackupRun).where(BackupRun.kind == kind, BackupRun.ended_at.is_not(None), BackupRun.name != "")
    return db.session.scalars(query.order_by(BackupRun.id.desc()).limit(_RECENT)).all()[::-1]


def _anything(now: datetime) -> bool:
    found = office.present() is not None and (bool(open_runs()) or _due(now) is not None)
    db.session.rollback()
    return found


def _taken(now: datetime) -> int | None:
    """The next piece of work, begun in our name; what a killed process left is marked first."""
    busy = shelf.is_busy()
    with transaction():
        hold(select(Duty).where(Duty.name == _DUTY), partial(Duty, name=_DUTY, done_at=now))
        for left in open_runs():
            if left.begun_at and not busy:
                left.ended_at, left.trouble = now, Trouble.INTERRUPTED
        db.session.flush()
        run = _next(now)
        if run is None:
            return None
        run.begun_at = now
        db.session.add(run)
        db.session.flush()
        return run.id


def _next(now: datetime) -> BackupRun | None:
    """What waits longest, else what is due; nothing while another works."""
    waiting = open_runs()
    if any(run.begun_at for run in waiting):
        return None
    kind = _due(now)
    return waiting[0] if waiting else BackupRun(kind=kind, asked_at=now) if kind else None


def _due(now: datetime) -> RunKind | None:
    hour = current_app.config["BACKUP_HOUR"]
    good = _begun(last(RunKind.BACKUP, good=True))
    if rules.due(now, hour, good, _begun(last(RunKind.BACKUP, good=False))):
        return RunKind.BACKUP
    drilled, failed = _begun(last(RunKind.DRILL, good=True)), _begun(last(RunKind.DRILL, good=False))
    return RunKind.DRILL if rules.drill_due(now, hour, good, drilled, failed) else None


def _begun(run: BackupRun | None) -> datetime | None:
    return run.begun_at if run else None


def _carry_out(run_id: int, clock: Clock, *, asked: bool = True, whole: bool = False) -> BackupRun:
    run = db.session.get_one(BackupRun, run_id)
    kind, now, asked = run.kind, run.begun_at or clock(), asked or run.asked_by_id is not None
    db.session.rollback()
    told: dict[str, Any] = {}
    trouble: Trouble | None = None
    try:
        told = _made(now, asked=asked) if kind is RunKind.BACKUP else _drilled(whole=whole)
        trouble = Trouble.DIFFERS if not all(line[1] for line in told["found"].get("lines", ())) else None
    except BackupFailed as failed:
        trouble = failed.trouble
        _log.error("%s failed: %s", kind, failed)
    except Exception as error:  # noqa: BLE001 - whatever it was, it is told and tried again
        trouble = Trouble.UNEXPECTED
        _log.error("%s failed: %s", kind, type(error).__name__)
    db.session.rollback()
    with transaction():
        run = db.session.get_one(BackupRun, run_id)
        run.ended_at, run.trouble = clock(), trouble
        for name, value in told.items():
            setattr(run, name, value)
    return run


def _made(now: datetime, *, asked: bool) -> dict[str, Any]:
    if not asked and last(RunKind.BACKUP, good=True) and shelf.looks_unmounted():
        raise BackupFailed(Trouble.OTHER_DISK)
    made = making.make(now)
    wrong = {name: len(getattr(made.manifest, name)) for name in ("missing", "damaged") if getattr(made.manifest, name)}
    return {"name": made.path.name, "size": made.size, "found": wrong}


def _drilled(*, whole: bool) -> dict[str, Any]:
    made = last(RunKind.BACKUP, good=True)
    drill = drilling.drill(made.name if made else "", whole=whole)
    lines = [[line.name, line.holds, round(line.seconds, 2)] for line in drill.lines]
    return {"name": drill.name, "found": {"lines": lines, "cases": drill.cases}}
