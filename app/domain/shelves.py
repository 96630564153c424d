"""What is kept for a time of its own."""

from enum import StrEnum


class Shelf(StrEnum):
    """A channel of cases is named by its slug."""

    COMPLAINTS = "complaints"
    WATER = "water"
    SERVICES = "eservice"
    OLD_LINES = "old_lines"
    QUESTIONS = "questions"
