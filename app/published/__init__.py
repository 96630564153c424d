"""What the office publishes: statistics, reports, the index for assessors, news, posters; for everyone, no account."""

from app.published import ita, news, open_data, poster, questions, reports, service_statistics, statistics, survey
from app.published.door import bp

__all__ = [
    "bp", "ita", "news", "open_data", "poster", "questions", "reports", "service_statistics", "statistics", "survey",
]  # fmt: skip
