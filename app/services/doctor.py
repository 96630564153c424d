"""Everything that a running office needs, looked at one by one, each with what to do when it is not so."""

import os
import secrets
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import func, select, text

from app.extensions import db
from app.models import Duty, TicketEvent
from app.renderers import missing
from app.services import authenticators, limits, office, outbox, reading, schema, shared_files, space
from app.services.backups import shelf, state
from app.services.filestore import store as files
from app.services.findings import Finding, Grade, needed, wished
from app.services.sealed import office as sealed_office


def look(now: datetime) -> Iterator[Finding]:
    """All of it; something that cannot even be looked at is a finding and keeps nothing else from being looked at."""
    checks: tuple[Callable[[datetime], Iterator[Finding]], ...] = (
        _program, _database, _secrets, _second_step, _address, _space, _files, _shared, _worker, _mail, _backups,
        _clock, _papers, _sealed,
    )  # fmt: skip
    for check in checks if schema.exists() else (_program, _nothing_there):
        try:
            yield from check(now)
        except Exception as error:  # noqa: BLE001 - one that cannot be looked at must not hide the others
            db.session.rollback()
            about = check.__name__.strip("_")
            yield Finding(about, Grade.BAD, _("ตรวจไม่ได้: %(error)s", error=type(error).__name__), _("ดูบันทึกของระบบ"))


def _program(_now: datetime) -> Iterator[Finding]:
    found = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info >= (3, 11)
    yield needed(_("Python"), good, found, _("ติดตั้ง Python 3.11 ขึ้นไป"))
    swaps = Path("/proc/swaps")
    swapping = swaps.exists() and len(swaps.read_text(encoding="utf-8").splitlines()) > 1
    swap = _("เปิดอยู่") if swapping else _("ไม่ได้เปิด")
    yield wished(_("หน่วยความจำสลับลงดิสก์ (swap)"), not swapping, swap, _("ปิด (swapoff -a) หรือเข้ารหัส"))


def _database(_now: datetime) -> Iterator[Finding]:
    kind = db.engine.dialect.name
    shape = schema.revision()
    yield needed(_("ฐานข้อมูล"), schema.is_current(), f"{kind} {shape or '-'}", "khamrong prepare")
    if kind == "sqlite":
        good = db.session.scalar(text("PRAGMA quick_check")) == "ok"
        found = _("ครบถ้วน") if good else _("เสียหาย")
        yield needed(_("ไฟล์ฐานข้อมูล"), good, found, _("กู้จากข้อมูลสำรอง: khamrong backup restore"))
        return
    encoding = db.session.scalar(text("SHOW server_encoding"))
    ctype = db.session.scalar(text("SELECT datctype FROM pg_database WHERE datname = current_database()"))
    good = encoding == "UTF8" and ctype not in {"C", "POSIX"}
    mend = _("สร้างฐานข้อมูลใหม่ด้วย ENCODING 'UTF8' LC_CTYPE 'C.UTF-8' หรือ 'th_TH.UTF-8'")
    yield needed(_("ตัวอักษรของฐานข้อมูล"), good, f"{encoding}, {ctype}", mend)
    told = db.session.scalar(text("SHOW log_statement"))
    yield needed(_("บันทึกของฐานข้อมูล"), told in {"none", "ddl"}, f"log_statement = {told}", _("ตั้ง log_statement = none"))
    told = db.session.scalar(text("SHOW log_error_verbosity"))
    mend = _("ผู้ดูแลฐานข้อมูลสั่ง ALTER ROLE … SET log_error_verbosity = terse")
    yield wished(_("บันทึกข้อผิดพลาดของฐานข้อมูล"), told == "terse", f"log_error_verbosity = {told}", mend)


def _nothing_there(_now: datetime) -> Iterator[Finding]:
    """No office where the settings point; looking on would make an empty one."""
    place = str(current_app.config["VAR_DIR"])
    mend = _("ถ้าควรมีสำนักงานอยู่แล้ว ดูค่าที่ตั้งใน /etc/khamrong.env ถ้ายังไม่มี: systemctl start khamrong")
    yield Finding(_("ฐานข้อมูล"), Grade.BAD, _("ไม่พบที่ %(place)s", place=place), mend)


def _secrets(_now: datetime) -> Iterator[Finding]:
    var: Path = current_app.config["VAR_DIR"]
    key = var / "secret-key"
    if key.exists():
        open_to_others = stat.S_IMODE(key.stat().st_mode) & 0o077
        yield needed(_("กุญแจลับ"), not open_to_others, _("ผู้อื่นอ่านได้") if open_to_others else _("เป็นส่วนตัว"),
                  f"chmod 600 {key}")  # fmt: skip
    for name in ("khamrong.db", "files"):
        if (var / name).exists():
            readable = stat.S_IMODE((var / name).stat().st_mode) & 0o004 and stat.S_IMODE(var.stat().st_mode) & 0o001
            yield wished(name, not readable, _("ผู้อื่นอ่านได้") if readable else _("เป็นส่วนตัว"), f"chmod 700 {var}")


def _second_step(_now: datetime) -> Iterator[Finding]:
    """After SECRET_KEY was exchanged no telephone's digits can be checked."""
    names = ", ".join(member.username for member in authenticators.lost())
    mend = _("ใส่ SECRET_KEY เดิม หรือให้แต่ละคนเข้าด้วยรหัสกู้คืนแล้วตั้งโทรศัพท์ใหม่ ไม่มีกระดาษ: khamrong rescue")
    found = _("ตรวจรหัสไม่ได้: %(names)s", names=names) if names else _("ตรวจรหัสได้ทุกเครื่อง")
    yield needed(_("โทรศัพท์ที่ยืนยันตัวตน"), not names, found, mend)


def _address(_now: datetime) -> Iterator[Finding]:
    url = urlsplit(current_app.config["PUBLIC_URL"])
    good = url.scheme == "https"
    yield wished(_("ที่อยู่เว็บ"), good, url.geturl(), _("ตั้ง PUBLIC_URL=https://… และวางพร็อกซีที่มีใบรับรองไว้ข้างหน้า"))
    if good:
        trusted = current_app.config["TRUSTED_PROXY"]
        yield needed(_("พร็อกซี"), bool(trusted), trusted or _("ยังไม่ได้ระบุ"), _("ตั้ง TRUSTED_PROXY เป็นที่อยู่ของพร็อกซี"))


def _space(_now: datetime) -> Iterator[Finding]:
    left, free = space.left(), space.free() // 1024**2
    mend = _("เพิ่มที่ว่างบนดิสก์ของ VAR_DIR หรือย้าย VAR_DIR ไปดิสก์ที่ใหญ่กว่า")
    yield needed(_("ที่ว่างบนดิสก์"), left is space.Space.ENOUGH, _("เหลือ %(mb)s MB", mb=f"{free:,}"), mend)


def _files(_now: datetime) -> Iterator[Finding]:
    name, content = f"doctor{secrets.token_hex(8)}", secrets.token_bytes(64)
    folder = current_app.config["VAR_DIR"] / "files" / name[:2]  # no other file lies there: names are hexadecimal
    try:
        files().put(name, content)
    except PermissionError:
        yield _not_ours(folder.parent if folder.parent.exists() else folder.parent.parent)
        return
    kept = files().get(name)
    files().erase(name)
    for made in (folder, folder.parent):
        with suppress(OSError):
            made.rmdir()
    yield needed(_("ไฟล์แนบ"), kept == content, _("เขียน อ่าน และลบได้"), _("ดูบันทึกของที่เก็บไฟล์"))


def _not_ours(folder: Path) -> Finding:
    """What a command of root's left behind."""
    owner = _user(folder.stat().st_uid)
    found = _("เขียนลง %(folder)s ไม่ได้ โฟลเดอร์เป็นของ %(owner)s", folder=folder, owner=owner)
    return Finding(_("ไฟล์แนบ"), Grade.BAD, found, f"chown -R {_user(os.geteuid())}: {folder}")


def _user(number: int) -> str:
    import pwd  # noqa: PLC0415 - not there on Windows, where everything else runs

    with suppress(KeyError):
        return pwd.getpwuid(number).pw_name
    return str(number)


def _shared(_now: datetime) -> Iterator[Finding]:
    """What only offices with several machines have."""
    for name, answers in ((_("ฐานข้อมูลสำเนาที่ใช้อ่านตัวเลข"), reading.answers()), ("Valkey", limits.answers())):
        if answers is not None:
            found = _("ตอบอยู่") if answers else _("ไม่ตอบ")
            yield needed(name, answers, found, _("ดูว่าเครื่องนั้นเปิดอยู่ และเรียกถึงได้จากเครื่องนี้"))
    if not shared_files.are_ours():
        mend = _("ถ้าระบบเดิมเลิกใช้แล้ว สั่ง khamrong backup take-over ถ้าเปิดไว้เทียบเท่านั้น ใช้ serve --no-worker")
        yield Finding(_("ไฟล์แนบในที่เก็บร่วม"), Grade.WORTH_DOING, _("ระบบนี้กู้คืนมา ไฟล์อาจเป็นของระบบเดิม"), mend)


def _worker(now: datetime) -> Iterator[Finding]:
    last = db.session.scalar(select(func.max(Duty.done_at)))
    good = last is not None and now - last < timedelta(hours=2)
    mend = _("เริ่ม serve โดยไม่ใส่ --no-worker หรือสั่ง khamrong worker คู่กัน")
    yield needed(_("งานเบื้องหลัง"), good, _since(now, last), mend)


def _mail(now: datetime) -> Iterator[Finding]:
    if not outbox.configured():
        yield Finding(_("อีเมล"), Grade.WORTH_DOING, _("ยังไม่ได้ตั้งเครื่องส่ง"), _("ตั้ง MAIL_SERVER ระหว่างนี้อีเมลรออยู่"))
        return
    waiting, oldest = outbox.unsent()
    good = oldest is None or now - oldest < timedelta(hours=1)
    yield needed(_("อีเมล"), good, _("รอส่ง %(n)s ฉบับ", n=waiting), _("ดูสาเหตุที่ /admin/mail"))


def _backups(now: datetime) -> Iterator[Finding]:
    found = state.standing(now)
    lone, same = found.scheduled and not found.recovery, found.scheduled and shelf.is_on_same_disk()
    if not (found.worries or lone or same):
        made = found.good.begun_at if found.good else None
        yield Finding(_("ข้อมูลสำรอง"), Grade.GOOD, _since(now, made))
    if lone:
        mend = _("ทำกุญแจสำรอง แล้วสำรองอีกครั้ง")
        yield Finding(_("ข้อมูลสำรอง"), Grade.WORTH_DOING, _("ข้อมูลสำรองนี้จะหายไปพร้อมกับเครื่องแม่ข่าย"), mend)
    if same:
        mend = _("ต่อดิสก์อีกลูก แล้วตั้ง BACKUP_DIR")
        yield Finding(_("ข้อมูลสำรอง"), Grade.WORTH_DOING, _("ไฟล์สำรองอยู่ในดิสก์เดียวกับข้อมูล"), mend)
    for worry in found.worries:
        yield Finding(_("ข้อมูลสำรอง"), Grade.BAD, _(worry), _("ดูที่ /admin/backups"))


def _clock(now: datetime) -> Iterator[Finding]:
    last = db.session.scalar(select(func.max(TicketEvent.recorded_at)))
    good = last is None or last <= now
    mend = _("เหตุการณ์ล่าสุดอยู่ในอนาคต ตั้งนาฬิกาให้ตรง (timedatectl set-ntp true)")
    yield needed(_("นาฬิกา"), good, f"{now:%Y-%m-%d %H:%M:%S} UTC", mend)


def _papers(_now: datetime) -> Iterator[Finding]:
    lacking = missing.pango()
    mend = "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    yield needed(_("ไฟล์ PDF"), not lacking, _("ยังทำไม่ได้") if lacking else _("ทำได้"), mend)
    programs = [name for name in ("pg_dump", "pg_restore") if not shutil.which(name)]
    if db.engine.dialect.name == "postgresql":
        found = ", ".join(programs) or _("มีครบ")
        yield needed(_("โปรแกรมสำรองข้อมูล"), not programs, found, "apt install postgresql-client")


def _sealed(_now: datetime) -> Iterator[Finding]:
    if office.present() is None:
        yield Finding(_("สำนักงาน"), Grade.WORTH_DOING, _("ยังไม่ได้ตั้งค่า"), _("เปิด /setup แล้วใส่รหัสที่คำสั่ง serve แสดง"))
        return
    found = sealed_office.readiness()
    mend = _("ทำตาม docs/sealed-setup.th.md ครึ่งชั่วโมง พร้อมกันทุกคน")
    yield wished(_("ช่องทางร้องเรียนทุจริต"), found.open, _("เปิดรับ") if found.open else _("ยังปิด"), mend)


def _since(now: datetime, at: datetime | None) -> str:
    hours = f"{(now - at).total_seconds() / 3600:.1f}" if at else ""
    return str(_("เมื่อ %(n)s ชั่วโมงก่อน", n=hours) if at else _("ยังไม่เคย"))
