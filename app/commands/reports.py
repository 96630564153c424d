"""Published reports at the office's own computer: what they can be recomputed from."""

import click


@click.group("reports")
def reports() -> None:
    """The measures report, its figures and the events behind them."""
