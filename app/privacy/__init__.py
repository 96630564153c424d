"""Where the office answers for personal data: what it keeps and why, one person's data, and what is due to go."""

from app.privacy import people, register, retention  # noqa: F401  (they hang on the door)
from app.privacy.door import bp

__all__ = ["bp"]
