"""Published reports at the office's own computer: what they can be recomputed from."""

import click

from app import commands
from app.services import edition_proof, editions


@click.group("reports")
def reports() -> None:
    """The measures report, its figures and the events behind them."""


@reports.command("verify")
@click.argument("fiscal_year", type=int)
@click.argument("months", type=click.Choice(["6", "12"]))
@click.option("--edition", "number", type=int, help="an earlier edition than the latest")
@click.option("--key", help="the office's public key (hexadecimal) as it is known from elsewhere")
def verify(fiscal_year: int, months: str, number: int | None, key: str | None) -> None:
    """Hold a published edition against its hash, signature and papers, the log, and the figures computed anew."""
    edition = editions.find(fiscal_year, int(months), number)
    if edition is None:
        raise click.ClickException(f"no published edition of {fiscal_year}, {months} months")
    click.echo(f"{fiscal_year}/{months}, edition {edition.number}, as of {edition.as_of}")
    lines = edition_proof.verify(edition, now=commands.now(), key=key)
    for line in lines:
        click.echo(f"{'DIFFERS' if line.wrong else 'holds  '}  {line.key}: {edition_proof.WORDS[line.key]}")
        for wrong in line.wrong:
            click.echo(f"         {wrong}")
    if any(line.wrong for line in lines):
        raise SystemExit(1)
