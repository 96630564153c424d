"""The log is the truth: verify its chains, compare with it what is kept beside the cases, read that anew."""

import click

from app import commands
from app.services import chain, upkeep


@click.group("chain")
def chains() -> None:
    """The chains of hashes through the events and the audit trail."""


@chains.command("verify")
@click.option("--head", nargs=2, type=(int, str), help="length and hash of the log as a report or a manifest has them")
def verify_chains(head: tuple[int, str] | None) -> None:
    """Follow both chains from their first link; a link that does not hold is named."""
    broken = _broken()
    if head and not chain.passes(*head):
        click.echo(f"broken: {chain.EVENTS}, link {head[0]} is not the one that was written down")
        broken += 1
    if broken:
        raise SystemExit(1)
    click.echo("chains hold")


@click.group("facts")
def facts() -> None:
    """What is kept beside the cases so that pages are quick."""


@facts.command("verify")
def verify_facts() -> None:
    """Read every case anew from its events and name what is kept otherwise; closed days need a line in the trail."""
    if _differing():
        raise SystemExit(1)
    click.echo("columns equal the stories")


@facts.command("rebuild")
def rebuild_facts() -> None:
    """Read what is kept beside the cases anew from their stories, where it differs; what has no story is named."""
    _rebuilt()


@click.command()
def check() -> None:
    """Verify both hash chains, and that what is kept beside the cases is what their stories say."""
    if _broken() + _differing():
        raise SystemExit(1)
    click.echo("chains hold, columns equal the stories")


@click.command()
def rebuild() -> None:
    """The same as facts rebuild."""
    _rebuilt()


def _rebuilt() -> None:
    click.echo(f"{upkeep.rebuild(commands.now())} cases rebuilt")
    if _cases():
        raise SystemExit(1)


def _broken() -> int:
    found = chain.verify()
    for link in found:
        about = f", {link.about}" if link.about else ""
        click.echo(f"broken: {link.chain}, link {link.position}, row {link.link_id}{about}")
    return len(found)


def _cases() -> int:
    found = [(ticket.reference, names) for ticket, names in upkeep.differing(commands.now())]
    for reference, names in found:
        click.echo(f"differs from its story: {reference}: {', '.join(names)}")
    return len(found)


def _differing() -> int:
    alone = list(upkeep.unwitnessed())
    for day in alone:
        click.echo(f"closed day without a witness: {day}")
    return _cases() + len(alone)
