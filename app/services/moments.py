"""Moments as the chain writes them: UTC, to the microsecond, always the same text."""

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """``2026-11-22T02:15:00.000000Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
