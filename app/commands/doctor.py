"""Looks at everything the office needs and says what to do; changes nothing. Exit status: how many things are bad."""

import click
from flask_babel import force_locale
from flask_babel import gettext as _

from app import commands
from app.services import doctor as service
from app.services.findings import Grade

_MARKS = {Grade.GOOD: "✓", Grade.WORTH_DOING: "·", Grade.BAD: "✗"}


@click.command()
@click.option("--english", is_flag=True, help="in English")
def doctor(*, english: bool) -> None:
    """Look at the database, files, worker, mail, backups, clock, space, secrets and printers."""
    with force_locale("en" if english else "th"):
        findings = list(service.look(commands.now()))
        todo, bad = (sum(f.grade is grade for f in findings) for grade in (Grade.WORTH_DOING, Grade.BAD))
        for finding in findings:
            click.echo(f"{_MARKS[finding.grade]} {finding.about}: {finding.found}")
            if finding.mend:
                click.echo(f"    → {finding.mend}")
        click.echo("\n" + _("ต้องแก้ %(bad)s ข้อ ควรทำ %(todo)s ข้อ", bad=bad, todo=todo))
    raise SystemExit(bad)
