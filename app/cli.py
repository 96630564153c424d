"""The commands of the office's own computer: prepare, serve, worker, checks, sample data."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime
from typing import Any

import click
from flask import Flask, current_app

from app.commands import backups, links, log, logs, reports
from app.commands.doctor import doctor
from app.commands.version import version
from app.extensions import db
from app.services import duties, office, schema, setup, staff
from app.services.actors import SYSTEM
from app.services.administration import people
from app.services.backups import runs
from app.web import reception

_PAUSE = 20.0
_VISITORS = 500  # connections, most of them idle: a browser keeps up to six
_PATIENCE = 30.0


def init_app(app: Flask) -> None:
    """Add the commands."""
    own = (prepare, serve, worker, rescue, remove_sample)
    grouped = (log.chains, log.facts, reports.reports, links.links, backups.backup)
    for command in (*own, log.check, log.rebuild, *grouped, doctor, version):
        app.cli.add_command(command)


def clock() -> Callable[[], datetime]:
    """The office clock."""
    found: Callable[[], datetime] = current_app.extensions["clock"]
    return found


@click.command()
@click.option("--sample", is_flag=True, help="fill an empty database with sample people and cases")
def prepare(*, sample: bool) -> None:
    """Bring the database to its newest shape; fill it with sample data if asked and empty."""
    schema.upgrade()
    if sample and office.present() is None:
        from app.sample import make  # noqa: PLC0415  (heavy, and only here)

        make(clock()())
    click.echo("พร้อมใช้งาน · ready")
    present = office.present()
    if present is not None and present.sample:
        from app.sample import sign_ins  # noqa: PLC0415  (heavy, and only here)

        click.echo("\n".join(sign_ins.lines()))


@click.command()
@click.option("--host", default="127.0.0.1")
@click.option("--port", default=8000)
@click.option("--no-worker", is_flag=True, help="serve pages only; run the worker elsewhere")
@click.option("--notice", default=0.0, help="told to stop: seconds for which /readyz says no before the door closes")
def serve(host: str, port: int, notice: float, *, no_worker: bool) -> None:
    """Serve the product; the worker runs beside it in the same process."""
    from app.web import serving  # noqa: PLC0415  (the server, and only here)

    logs.configure(as_json=current_app.config["LOG_JSON"])
    schema.upgrade()
    announce()
    db.session.remove()  # a transaction left open here would keep the database from tidying up for weeks
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    largest = app.config["MAX_CONTENT_LENGTH"]
    # What passes through may be a sealed report: without these limits the server would write it to a plain file.
    in_memory = {"inbuf_overflow": largest, "outbuf_overflow": largest, "max_request_body_size": largest}
    reception.open_counter(largest)
    with nullcontext() if no_worker else _working(app):
        serving.serve(
            app, notice=notice, host=host, port=port, threads=8, connection_limit=_VISITORS, ident="khamrong",
            **_proxy(app), **in_memory,
        )  # fmt: skip


def _proxy(app: Flask) -> dict[str, Any]:
    """Whose word is taken on who asks and by which scheme: the named proxy's, else nobody's."""
    trusted = app.config["TRUSTED_PROXY"]
    headers = {"trusted_proxy": trusted, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}
    return {"clear_untrusted_proxy_headers": True, **(headers if trusted else {})}


def announce() -> None:
    """While the office is not set up: say where that is done, and the code that only this console shows."""
    if office.present() is None:
        click.echo(f"ตั้งค่าครั้งแรก · first set-up: {current_app.config['PUBLIC_URL']}/setup")
        click.echo(f"รหัสเปิดระบบ · set-up code: {setup.issue_code()}")


@click.command()
def worker() -> None:
    """Do the duties (mail, digests, time-outs) in a process of their own."""
    logs.configure(as_json=current_app.config["LOG_JSON"])
    schema.keep_secret()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    with _working(app), suppress(KeyboardInterrupt):
        click.echo("ทำงานอยู่ · at work")
        threading.Event().wait()  # a join that a signal ends takes the thread for ended (CPython before 3.13)


@click.command("rescue")
@click.argument("username")
def rescue(username: str) -> None:
    """Let an administrator in again who lost password and telephone: a new password, no second step."""
    member = staff.by_username(username)
    if member is None:
        raise click.ClickException(f"no account {username!r}")
    if not member.active:
        raise click.ClickException(f"ปิดบัญชีแล้ว ไม่ได้เปลี่ยนอะไร · the account {username!r} is closed, nothing was changed")
    now = clock()()
    people.drop_second_step(member, by=SYSTEM, now=now)
    click.echo(people.reset_password(member, by=SYSTEM, now=now))


@click.command("remove-sample")
@click.confirmation_option(prompt="ลบข้อมูลตัวอย่างทั้งหมด · remove all sample data?")
def remove_sample() -> None:
    """Remove every sample case and person; the office starts empty."""
    from app.sample import NotASample, remove  # noqa: PLC0415

    try:
        remove()
    except NotASample as real:
        raise click.ClickException("ไม่ใช่สำนักงานตัวอย่าง ไม่ได้ลบอะไร · a real office, nothing was removed") from real
    click.echo("ลบข้อมูลตัวอย่างแล้ว · sample data removed")
    click.echo(f"ตั้งค่าครั้งแรกที่ /setup รหัสเปิดระบบ · first set-up at /setup, code: {setup.issue_code()}")


@contextmanager
def _working(app: Flask) -> Iterator[None]:
    """The worker in a thread of its own; told to stop (SIGTERM, Ctrl+C), it finishes the letter it is at.

    Backups have another: no letter waits for them. One that is stopped half-way leaves nothing, and is made later.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    stop = threading.Event()
    rounds = (duties.round_of_duties, runs.work)
    threads = [threading.Thread(target=_work, args=(app, stop, work), daemon=True) for work in rounds]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        threads[0].join(_PATIENCE)


def _work(app: Flask, stop: threading.Event, work: Callable[[duties.Clock], None]) -> None:
    while not stop.is_set():
        with app.app_context():
            try:
                work(clock())
            except Exception:  # a failed round must not end the worker; the next one tries again
                app.logger.exception("a round of duties failed")
            finally:
                db.session.remove()
        stop.wait(_PAUSE)
