"""Marks a Thai sentence for the catalogue; it translates nothing itself, the page that shows the sentence does."""


def N_(text: str) -> str:
    """Return the sentence as it is, so that the extractor finds it and the template can translate it later."""
    return text
