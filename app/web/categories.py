"""Categories as pages name them, in the language of the page or the nearest that the office has written."""

from app.domain.languages import pick
from app.models import Category
from app.web.words import language


def category_name(category: Category) -> str:
    """ไฟถนน, Street lights, Lampu jalan."""
    names = {"thai": category.name, "english": category.english_name, "malay": category.malay_name}
    return pick(language(), **names).text


def category_hint(category: Category) -> str:
    """The category's examples."""
    hints = {"thai": category.hint, "english": category.english_hint, "malay": category.malay_hint}
    return pick(language(), **hints).text
