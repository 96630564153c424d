"""The publishing desk: officers write publications, answer questions, keep the ITA list, print posters."""

from app.publishing import posters, publications, questions, surveys
from app.publishing.door import bp

__all__ = ["bp", "posters", "publications", "questions", "surveys"]
