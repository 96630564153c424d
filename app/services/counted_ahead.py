"""What visitors of the public figures will ask for, counted before they ask: by the worker, in every round.

What is kept already costs a few small questions. Nothing is written but what app.services.settled keeps.
"""

from datetime import datetime

from app.services import public_figures, served

_NEWEST = 6


def count(now: datetime) -> None:
    """The newest years, with their months and the year before."""
    for number in public_figures.years(now)[:_NEWEST]:
        this = public_figures.year(number, now=now)
        public_figures.before(this, now=now)
        public_figures.months(this, now=now)
        served.served(this, now=now)
