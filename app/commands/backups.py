"""Backups at the office's own computer: made, listed, read back, tried, and laid down on the worst day."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

import secret_key
from app import commands
from app.domain import sealed_paper
from app.domain.backups import RunKind, Trouble
from app.domain.dates import BANGKOK, format_moment
from app.models import BackupRun
from app.services import backups as office_backups
from app.services import schema, shared_files
from app.services.backups import making, numbers, restoring, runs, shelf
from app.services.backups.archive import Manifest
from app.services.backups.numbers import Skipped
from app.services.backups.trouble import BackupFailed
from app.services.filestore import StoreDown

_FILE = click.Path(dir_okay=False, path_type=Path)
_LINES = {
    "restored": "กู้คืนและเทียบแฮชทุกไฟล์ · restored, every file's hash compared",
    "rows": "จำนวนแถวทุกตาราง · rows of every table",
    "shape": "ปรับเป็นรุ่นปัจจุบัน · brought to the present version",
    "chains": "สายบันทึกไม่ขาด · both chains hold",
    "facts": "สถานะตรงกับประวัติ · columns equal the stories",
    "files": "ไฟล์แนบครบ · no file missing or damaged",
    "sealed": "เรื่องลับยังเปิดได้ด้วยกุญแจเดิม · sealed rows whole, marks hold",
}
_NO_ENVELOPE = (
    "! ยังไม่มีกุญแจสำรองในซอง ถ้าเครื่องแม่ข่ายและ SECRET_KEY หายไปพร้อมกัน จะไม่มีใครเปิดข้อมูลสำรองนี้ได้\n"
    "! No recovery key yet: this backup dies with the server's SECRET_KEY.\n"
    "  ตั้งที่ /admin/sealed หรือ khamrong sealed set-key · set it there (docs/sealed-setup.en.md), then make another."
)
_LOST = (
    "ยังไม่ได้ทำอะไร ไฟล์ {count} ไฟล์ที่เรื่องอ้างถึงไม่อยู่ทั้งในที่เก็บร่วมและใน VAR_DIR/files ของเครื่องนี้ "
    "สั่งที่เครื่องที่กู้คืนไว้ ถ้าหายไปแล้วจริง เติม --without-lost\n"
    "Nothing was done: {count} files that cases name are neither in the store nor in VAR_DIR/files here. "
    "Give it on the machine where the restore laid them down; if they are gone for good, --without-lost.\n  {names}"
)


@click.group("backup")
def backup() -> None:
    """The office in one encrypted file: make, list, verify, restore, drill."""


@backup.command("make")
def make() -> None:
    """Make one now, read it back, and remove the generations that it replaces."""
    run = _done(RunKind.BACKUP)
    click.echo(f"{run.name}  {_size(run.size)}  {_seconds(run):.1f} s")
    for name, count in run.found.items():
        click.echo(f"! {count} files {name}: they were so before", err=True)
    if len(making.recipients()) == 1:
        click.echo(_NO_ENVELOPE, err=True)


@backup.command("list")
def listed() -> None:
    """Every backup in BACKUP_DIR, newest first, and the keys that open it."""
    if not (found := office_backups.listed()):
        click.echo(f"{shelf.place()}: ยังไม่มีไฟล์สำรองในที่เก็บ · no backups")
    for one in found:
        whose = "" if one.own else "  (another installation or SECRET_KEY)"
        whose = "  (ไม่ได้ทำจากระบบนี้ หรือทำก่อนรุ่นนี้ · no proof that it was made here)" if one.unproven else whose
        moment = format_moment(one.made_at, "short", glue=False)
        click.echo(f"{one.name}  {moment}  {_size(one.size)}  {', '.join(sorted(one.opens_with))}{whose}")


@backup.command("verify")
@click.argument("file", type=_FILE)
@click.option("--recovery-key-file", "key_file", type=_FILE, help="the four lines of the private half; - to type them")
def verify(file: Path, key_file: Path | None) -> None:
    """Read a backup from its first byte to its last and hold it against its manifest; nothing is written."""
    try:
        _tell(office_backups.verify(restoring.named(file), _key(key_file)))
    except BackupFailed as failed:
        raise _said(failed, key_file) from failed


@backup.command("restore")
@click.argument("file", type=_FILE)
@click.option("--into", required=True, help="an empty folder (the new VAR_DIR), or postgresql://… of an empty database")
@click.option("--files", type=click.Path(file_okay=False, path_type=Path), help="PostgreSQL: the new VAR_DIR, empty")
@click.option("--recovery-key-file", "key_file", type=_FILE, help="the four lines of the private half; - to type them")
@click.option("--nothing-since", is_flag=True, help="the old server was stopped before this backup: leave no gap")
def restore(file: Path, into: str, files: Path | None, key_file: Path | None, *, nothing_since: bool) -> None:
    """Lay a backup down in an empty place and check every row and file there; any other place is refused.

    Numbers that may have been told to residents since it was made are left out, and the audit trail says so.
    """
    served = "://" in into
    if served and files is None:
        raise click.UsageError("--files: where should the files go? (the new VAR_DIR)")
    if served and files and files.name == "files":
        raise click.UsageError(f"--files: the new VAR_DIR itself ({files.parent}); its folder files is made there")
    place = files if served and files else Path(into)
    key, database, now = _key(key_file), into if served else "", None if nothing_since else commands.now()
    try:
        restored = office_backups.restore(restoring.named(file), place.resolve(), key, database=database, now=now)
    except BackupFailed as failed:
        raise _said(failed, key_file) from failed
    _tell(restored.manifest)
    _tell_numbers(restored.skipped)
    click.echo("กู้คืนแล้ว ตั้ง VAR_DIR/DATABASE_URL ให้ชี้ที่นี่ แล้วเปิด serve และสั่ง check")
    click.echo("Restored. Point VAR_DIR/DATABASE_URL here; serve, check. New SECRET_KEY: docs/sealed-ceremony.en.md")


@backup.command("skip-numbers")
@click.argument("moment", type=click.DateTime(["%Y-%m-%d %H:%M"]))
def skip_numbers(moment: datetime) -> None:
    """After going back by PostgreSQL's own means: leave out the numbers told since MOMENT ("2026-11-23 06:22", here).

    A restore does this by itself.
    """
    _tell_numbers(numbers.skip(moment.replace(tzinfo=BANGKOK), now=commands.now()))


@backup.command("take-over")
@click.option("--without-lost", is_flag=True, help="files that lie nowhere any more are gone for good: go on")
def take_over(*, without_lost: bool) -> None:
    """After a restore, where a shared store keeps the files: go on here, once the old office is off for good.

    Puts the files that the restore laid down into the store where it lacks them; loose ones are cleared away again.
    It may be given again at any time.
    """
    if not shared_files.is_set():
        raise click.ClickException("ไม่ได้ตั้งที่เก็บร่วม (S3_ENDPOINT) · no shared store is set")
    try:
        number = shared_files.take_over(commands.now(), without_lost=without_lost)
    except shared_files.Lost as lost:
        raise click.ClickException(_LOST.format(count=len(lost.names), names=", ".join(lost.names[:5]))) from lost
    except StoreDown as down:
        raise click.ClickException(_both(Trouble.STORE.words)) from down
    click.echo(f"ใช้ระบบนี้ต่อ วางไฟล์คืน {number} ไฟล์ · this office goes on; {number} files put back")


@backup.command("drill")
@click.option("--all", "whole", is_flag=True, help="reckon every case anew; else of a large office some")
def drill(*, whole: bool) -> None:
    """Restore the newest backup into a place of its own, read all of it, and remove it again."""
    run = _done(RunKind.DRILL, stop=False, whole=whole)
    click.echo(run.name)
    for name, holds, seconds in run.found.get("lines", ()):
        click.echo(f"{'ok    ' if holds else 'WRONG '} {seconds:8.2f} s  {_LINES[name]}")
    looked, of = run.found.get("cases", (0, 0))
    click.echo(f"       {_seconds(run):8.2f} s  รวม · in all; {looked:,}/{of:,} เรื่องคำนวณใหม่ · cases reckoned anew")
    if run.trouble:
        raise click.ClickException(_both(run.trouble.words))


def _done(kind: RunKind, *, stop: bool = True, whole: bool = False) -> BackupRun:
    if not schema.is_current():
        raise click.ClickException("ฐานข้อมูลยังไม่เป็นรุ่นปัจจุบัน สั่ง prepare ก่อน · run prepare first")
    run = runs.do(kind, commands.now, whole=whole)
    if run.trouble and (stop or not run.found):
        raise click.ClickException(_both(run.trouble.words))
    return run


def _key(file: Path | None) -> bytes:
    """The private half from its sheet, typed or in a file; else this installation's own key."""
    if file is None:
        return shelf.own_key()
    if str(file) == "-":
        typed = "\n".join(click.prompt(f"บรรทัดที่ {n} · line {n}", hide_input=sys.stdin.isatty()) for n in range(1, 5))
    else:
        typed = file.read_text(encoding="utf-8")
    try:
        return sealed_paper.read(typed, sealed_paper.PRIVATE)
    except sealed_paper.Misread as wrong:
        place = f"บรรทัดที่ {wrong.line} มีตัวผิด · line {wrong.line} has a wrong letter" if wrong.line else ""
        raise click.ClickException(place or "กุญแจมี 4 บรรทัด บรรทัดละ 16 ตัว · four lines of sixteen letters") from wrong


def _tell(manifest: Manifest) -> None:
    click.echo(f"ทำเมื่อ · made  {format_moment(manifest.made_at, 'short', glue=False)}")
    click.echo(f"{manifest.kind}, migration {manifest.revision}, {manifest.files} files, {_size(manifest.total)}")
    for name in ("missing", "damaged"):
        if lost := getattr(manifest, name):
            click.echo(f"! {name} before it was packed: {', '.join(lost)}")
    click.echo("ครบถ้วน · whole")


def _tell_numbers(skipped: Sequence[Skipped]) -> None:
    if skipped:
        click.echo("ข้ามเลขที่อาจบอกประชาชนไปแล้ว · left out, for residents may hold them:")
    for one in skipped:
        click.echo(f"  {one.series}: {one.gap}")


def _said(failed: BackupFailed, key_file: Path | None) -> click.ClickException:
    """A key that was only drawn now opens nothing: what is missing is the one that should lie there."""
    secret, where = current_app.config["SECRET_KEY"], current_app.config["VAR_DIR"]
    missing = key_file is None and failed.trouble is Trouble.WRONG_KEY and isinstance(secret, secret_key.Drawn)
    return click.ClickException(f"{where}: {_both(Trouble.NO_KEY.words)}" if missing else _both(failed.trouble.words))


def _both(words: str) -> str:
    with force_locale("en"):
        return f"{words}\n{_(words)}"


def _size(count: int) -> str:
    return f"{-(-count // (1 << 20)):,} MB"


def _seconds(run: BackupRun) -> float:
    ended: datetime | None = run.ended_at
    return (ended - run.begun_at).total_seconds() if ended and run.begun_at else 0.0


