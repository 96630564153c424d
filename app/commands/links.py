"""The links that the office shows: asked from here, by whoever keeps the machine."""

import click

from app import commands
from app.domain.links import Verdict
from app.services import links as checker


@click.group("links")
def links() -> None:
    """The links that the office shows."""


@links.command("check")
def check() -> None:
    """Ask every link of the office's own pages and name those that are broken; nothing goes over the network."""
    broken = checker.check(commands.now())
    for row in checker.every():
        if row.verdict.broken:
            click.echo(f"{row.verdict}: {row.address} on {row.place} ({row.label})")
    unasked = sum(1 for row in checker.every() if row.verdict is Verdict.UNASKED)
    click.echo(f"{broken} broken, {unasked} of other sites not asked")
    if broken:
        raise SystemExit(1)
