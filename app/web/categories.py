"""Categories as pages name them, in the language of the page or the nearest that the office has written."""

from app.models import Category
from app.web.tongues import own


def category_name(category: Category) -> str:
    """ไฟถนน, Street lights, Lampu jalan."""
    return own(category)


def category_hint(category: Category) -> str:
    """The category's examples."""
    return own(category, "hint")
