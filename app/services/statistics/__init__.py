"""Honest figures, computed in the database over stints and legs; each can name exactly its cases."""

from app.services.statistics.cases import CaseList, Occurrence, case_list, most_overdue
from app.services.statistics.figures import Figure, Selection
from app.services.statistics.statement import statement
from app.services.statistics.tally import Line, Tally, tally, year_before

__all__ = [
    "CaseList",
    "Figure",
    "Line",
    "Occurrence",
    "Selection",
    "Tally",
    "case_list",
    "most_overdue",
    "statement",
    "tally",
    "year_before",
]
