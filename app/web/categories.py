"""Categories as pages name them, in the language of the page or the nearest that the office has written."""

from functools import partial

from app.models import Category
from app.services import kept, office
from app.web.tongues import own
from app.web.words import language


def category_name(category: Category) -> str:
    """ไฟถนน, Street lights, Lampu jalan."""
    return own(category)


def category_hint(category: Category) -> str:
    """The category's examples."""
    return own(category, "hint")


def named_categories(channel_slug: str) -> list[tuple[Category, str, str]]:
    """The categories of a channel in use, each with its name and its hint."""
    return kept.made(("categories", channel_slug, language()), partial(_named, channel_slug))


def _named(channel_slug: str) -> list[tuple[Category, str, str]]:
    return [(row, category_name(row), category_hint(row)) for row in office.categories(channel_slug)]
