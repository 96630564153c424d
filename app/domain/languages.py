"""The languages of the pages, and which words of a row a reader gets when the office has not written all of them."""

from collections.abc import Mapping
from typing import NamedTuple

THAI, ENGLISH, MALAY = "th", "en", "ms"
LANGUAGES: Mapping[str, str] = {THAI: "ไทย", ENGLISH: "English", MALAY: "Melayu"}


class Words(NamedTuple):
    """Words of the office and the language they are in."""

    text: str
    lang: str


def pick(language: str, *, thai: str, english: str = "", malay: str = "") -> Words:
    """The words in the reader's language; where they are not written, English, and Thai where that is not either."""
    if language != THAI:
        for text, lang in ((malay, MALAY), (english, ENGLISH)):
            if text and lang in {language, ENGLISH}:
                return Words(text, lang)
    return Words(thai, THAI)
