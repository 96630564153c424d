"""Which program this is, and which shape its database has."""

import click

from app.services import schema
from config import VERSION


@click.command()
def version() -> None:
    """Say both; what a person is asked first when something is wrong."""
    click.echo(f"khamrong {VERSION}, database {schema.revision() or 'empty'}")
