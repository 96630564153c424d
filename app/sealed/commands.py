"""Ceremonies of the sealed channel at the office's own computer: keys held outside, vouching for a reader."""

import base64
from datetime import datetime

import click
from flask import current_app

from app.services.actors import SYSTEM
from app.services.sealed import keys, office, officers, sharing
from app.services.sealed.office import Outside

HELP = "Ceremonies of the sealed corruption channel."


def add_to(group: click.Group) -> None:
    """Add the commands."""
    for command in (new_key, set_key, vouch, reopen):
        group.add_command(command)


@click.command("new-key")
@click.argument("which", type=click.Choice([w.value for w in Outside]))
def new_key(which: str) -> None:
    """Make a pair, keep the public half, print the private half once: write it on paper and lock it away."""
    public, private = keys.key_pair()
    office.set_outside_key(Outside(which), public, by=SYSTEM, now=_now())
    click.echo(f"public  {base64.b64encode(public).decode()}   fingerprint {officers.fingerprint(public)}")
    click.echo(f"private {base64.b64encode(private).decode()}")
    click.echo("จดบรรทัด private ลงกระดาษ ใส่ซองปิดผนึก แล้วล้างหน้าจอ")
    click.echo("write the private line on paper, seal it in an envelope, clear the screen")


@click.command("set-key")
@click.argument("which", type=click.Choice([w.value for w in Outside]))
@click.argument("public")
def set_key(which: str, public: str) -> None:
    """Put a public key in place that was made elsewhere (base64, 32 bytes)."""
    raw = base64.b64decode(public, validate=True)
    office.set_outside_key(Outside(which), raw, by=SYSTEM, now=_now())
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
