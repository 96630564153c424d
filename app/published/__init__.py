"""What the office publishes: statistics, reports, the index for assessors, news, posters; for everyone, no account."""

from app.published import news, open_data, poster, questions, service_statistics, statistics, survey
from app.published.door import bp

__all__ = ["bp", "news", "open_data", "poster", "questions", "service_statistics", "statistics", "survey"]
