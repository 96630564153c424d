"""Honest figures, computed in the database over stints and legs; each can name exactly its cases."""

from app.services.statistics.cases import Occurrence, cases, count
from app.services.statistics.figures import Figure, Selection
from app.services.statistics.tally import Line, Tally, tally, year_before

__all__ = ["Figure", "Line", "Occurrence", "Selection", "Tally", "cases", "count", "tally", "year_before"]
