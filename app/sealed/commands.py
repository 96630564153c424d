"""Ceremonies of the sealed channel at the office's own computer: the recovery key, vouching for a reader."""

import base64
from datetime import datetime

import click
from flask import current_app

from app.services.actors import SYSTEM
from app.services.sealed import office, officers, sharing

HELP = "Ceremonies of the sealed corruption channel."


def add_to(group: click.Group) -> None:
    """Add the commands."""
    for command in (set_key, vouch, reopen):
        group.add_command(command)


@click.command("set-key")
@click.argument("public")
@click.option("--holder", default="", help="who keeps the envelope with the private half")
def set_key(public: str, holder: str) -> None:
    """Put the recovery key in place: the public half (base64, 32 bytes) of a pair made on another machine."""
    raw = base64.b64decode(public, validate=True)
    office.set_recovery_key(raw, holder, by=SYSTEM, now=_now())
    click.echo(f"fingerprint {officers.fingerprint(raw)}")


@click.command("vouch")
@click.argument("username")
@click.confirmation_option(prompt="ให้คนนี้อ่านเรื่องลับได้ · let this person read sealed reports?")
def vouch(username: str) -> None:
    """Confirm an enrolled officer when no colleague can; it is written into the audit trail."""
    found = next((o for o in officers.enrolled() if o.staff.username == username), None)
    if found is None:
        raise click.ClickException("not enrolled")
    click.echo(f"fingerprint {officers.fingerprint(found.public_key)}")
    officers.vouch(found, now=_now())


@click.command("reopen")
@click.argument("username")
@click.option("--private", prompt="private", hide_input=True, help="the recovery key from its envelope (base64)")
def reopen(username: str, private: str) -> None:
    """Give a confirmed officer the reports they may read, by the office's recovery key; each of them says so."""
    found = next((o for o in officers.trusted() if o.staff.username == username), None)
    if found is None:
        raise click.ClickException("not a confirmed reader")
    given = sharing.reopen(found, base64.b64decode(private, validate=True), now=_now())
    click.echo(f"เปิดได้อีก {given} เรื่อง · {given} reports reopened")


def _now() -> datetime:
    moment: datetime = current_app.extensions["clock"]()
    return moment
