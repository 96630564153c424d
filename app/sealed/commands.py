"""Ceremonies of the sealed channel at the office's own computer: the recovery key, vouching for a reader."""

from datetime import datetime

import click
from flask import current_app

from app.domain import sealed_paper
from app.domain.sealed_paper import PRIVATE, PUBLIC, Misread
from app.services.actors import SYSTEM
from app.services.sealed import keys, office, officers, sharing

HELP = "Ceremonies of the sealed corruption channel."
_HALVES = {
    PUBLIC: "นี่คือส่วนลับ เก็บกลับเข้าซองและทำกุญแจใหม่ · this is the private half: put it away and make a new key",
    PRIVATE: "นี่คือส่วนเปิดเผย ใช้ส่วนลับจากในซอง · this is the public half: take the private one from its envelope",
}


def add_to(group: click.Group) -> None:
    """Add the commands."""
    for command in (set_key, vouch, reopen):
        group.add_command(command)


@click.command("set-key")
@click.argument("public", nargs=-1)
@click.option("--holder", prompt="ใครเก็บซอง · who keeps the envelope", help="who keeps the private half, in words")
def set_key(public: tuple[str, ...], holder: str) -> None:
    """Put the recovery key in place: the public half from its sheet, or base64; asked for by line if not given."""
    raw = _key(" ".join(public), PUBLIC)
    office.set_recovery_key(raw, holder, by=SYSTEM, now=_now())
    click.echo(f"ลายนิ้วมือ · fingerprint {officers.fingerprint(raw)}")


@click.command("vouch")
@click.argument("username")
@click.confirmation_option(prompt="ให้คนนี้อ่านเรื่องลับได้ · let this person read sealed reports?")
def vouch(username: str) -> None:
    """Confirm an enrolled officer when no colleague can; it is written into the audit trail."""
    found = next((o for o in officers.enrolled() if o.staff.username == username), None)
    if found is None:
        raise click.ClickException("ยังไม่ได้ตั้งกุญแจ · not enrolled")
    click.echo(f"ลายนิ้วมือ · fingerprint {officers.fingerprint(found.public_key)}")
    officers.vouch(found, now=_now())


@click.command("reopen")
@click.argument("username")
@click.option("--private", default="", help="the private half; better left out, then it is asked for and not shown")
def reopen(username: str, private: str) -> None:
    """Give a confirmed officer the reports they may read, by the office's recovery key; each of them says so."""
    found = next((o for o in officers.trusted() if o.staff.username == username), None)
    if found is None:
        raise click.ClickException("ยังไม่ใช่ผู้อ่านที่ยืนยันแล้ว · not a confirmed reader")
    raw = _key(private, PRIVATE)
    click.echo(f"ลายนิ้วมือ · fingerprint {officers.fingerprint(keys.public_of(raw))}")
    if office.recognise(raw, by=SYSTEM, now=_now()):
        click.echo("กุญแจสำรองใช้ได้อีกครั้ง · the recovery key counts again")
    given = sharing.reopen(found, raw, now=_now())
    click.echo(f"เปิดได้อีก {given} เรื่อง · {given} reports reopened")


def _key(typed: str, half: str) -> bytes:
    """The key as given, or asked for line by line; a wrong line is asked for again."""
    try:
        return sealed_paper.read(typed, half) if typed else _asked(half)
    except Misread as wrong:
        raise click.ClickException(_words(wrong, half)) from wrong


def _asked(half: str) -> bytes:
    parts: list[bytes] = []
    while len(parts) < sealed_paper.LINES:
        number = len(parts) + 1
        typed = click.prompt(f"บรรทัดที่ {number} · line {number}", hide_input=half == PRIVATE)
        try:
            if not parts and len(typed) > sealed_paper.KEY_SIZE:  # pasted whole
                return sealed_paper.read(typed, half)
            parts.append(sealed_paper.read_line(typed, number - 1, half))
        except Misread as wrong:
            click.echo(_words(wrong, half), err=True)
    return b"".join(parts)


def _words(wrong: Misread, half: str) -> str:
    if wrong.wrong_half:
        return _HALVES[half]
    if wrong.line:
        return f"บรรทัดที่ {wrong.line} มีตัวผิด ตรวจกับกระดาษ · line {wrong.line} has a wrong letter"
    return "กุญแจมี 4 บรรทัด บรรทัดละ 16 ตัว · a key has four lines of sixteen letters"


def _now() -> datetime:
    moment: datetime = current_app.extensions["clock"]()
    return moment
