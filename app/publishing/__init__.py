"""The publishing desk: officers write publications, answer questions, keep the ITA list, print posters."""

from app.publishing import ita, links, posters, publications, questions, surveys
from app.publishing.door import bp

__all__ = ["bp", "ita", "links", "posters", "publications", "questions", "surveys"]
