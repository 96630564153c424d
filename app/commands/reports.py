"""Published reports at the office's own computer: what they can be recomputed from."""

from datetime import datetime
from pathlib import Path

import click

from app import commands
from app.domain.dates import local_day
from app.domain.periods import BadPeriod, parse_period
from app.services import audit_package, edition_proof, editions
from app.services.actors import SYSTEM


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


@reports.command("package")
@click.argument("fiscal_year", type=int)
@click.argument("months", type=click.Choice(["6", "12"]))
@click.option("--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), required=True, help="the day of knowledge, ค.ศ.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="the ZIP file to write")
def package(fiscal_year: int, months: str, as_of: datetime, out: Path) -> None:
    """Write the de-identified events of a round for auditors (docs/auditing.en.md); the audit trail says so."""
    now, day = commands.now(), as_of.date()
    if day > local_day(now):
        raise click.ClickException("that day has not come")
    try:
        period = parse_period(f"fy{fiscal_year}r{months}")
    except BadPeriod as bad:
        raise click.ClickException("the fiscal year is a Buddhist one, such as 2569") from bad
    part = out.with_name(f"{out.name}.part")
    with part.open("w+b") as file:
        sha256 = audit_package.hand_out(period, file, by=SYSTEM, now=now, as_of=day)
    part.replace(out)
    click.echo(f"{sha256}  {out.name}")
