"""Thai text as people type it, made comparable and cut with care; it never corrects anyone's spelling."""

import re
import unicodedata

ARABIC_DIGITS = "0123456789"
THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
NBSP = "\u00a0"
ELLIPSIS = "…"

_TO_THAI = str.maketrans(ARABIC_DIGITS, THAI_DIGITS)
_TO_ARABIC = str.maketrans(THAI_DIGITS, ARABIC_DIGITS)

# What nobody can see and a search would trip over: zero-width signs, soft hyphen, direction overrides, lone surrogates,
# the control characters that a database refuses (tabs and line ends are white space and handled as such), and the two
# signs that no XML may hold: feeds, Word and Excel files with one of them could not be opened.
_INVISIBLE = re.compile(
    r"[\u200b-\u200d\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff\x00-\x08\x0e-\x1b\x7f-\x84"
    r"\x86-\x9f]"
)
_LINE_END = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")

# The order in which the marks over and under one consonant are written: vowels first, then the tone, then the rest.
_MARKS = "ฺัิีึืุู็่้๊๋์ํ๎"
_HIGHEST_PILE = 8
_MAY_PILE = re.compile(r"[^\x00-\x7fก-ะาำ฿-ๆ๏-๛]{9}")  # nothing but letters and signs that stand alone is left out
_TONES = "่้๊๋"
_NIKHAHIT = "ํ"
_SARA_AA = "า"
_SARA_AM = "ำ"
_MARKS_ON_CONSONANT = re.compile(f"[{_MARKS}]{{2,}}[{_SARA_AA}{_SARA_AM}]?|{_NIKHAHIT}[{_SARA_AA}{_SARA_AM}]")
_SARA_AM_TOO_EARLY = re.compile(f"{_SARA_AM}([{_TONES}{_SARA_AM}]+)")

_LEADING_VOWELS = "เแโใไ"
_LEADING_VOWEL = re.compile(f"([{_LEADING_VOWELS}])([ก-ฮ])")


def to_thai_digits(text: str) -> str:
    """2570 → ๒๕๗๐."""
    return text.translate(_TO_THAI)


def to_arabic_digits(text: str) -> str:
    """๒๕๗๐ → 2570."""
    return text.translate(_TO_ARABIC)


def clean(text: str, *, multiline: bool = False) -> str:
    """One spelling for what looks the same: น้ำ is one string however its marks were typed; words stay as they are.

    White space becomes single spaces; with ``multiline`` the lines stay lines.
    """
    text = _LINE_END.sub("\n", text)
    if not multiline:
        text = text.replace("\n", " ")
    # Mending one mark can bring two others together, so this goes on until nothing moves.
    while (mended := _mend(text)) != text:
        text = mended
    return text


def _mend(text: str) -> str:
    text = unicodedata.normalize("NFC", _without_piles(_INVISIBLE.sub("", text)))
    text = "\n".join(line.strip() for line in _BLANKS.sub(" ", text).split("\n")).strip()
    text = text.replace("เเ", "แ")
    text = _SARA_AM_TOO_EARLY.sub(lambda found: found[1].replace(_SARA_AM, "") + _SARA_AM, text)
    return _MARKS_ON_CONSONANT.sub(_in_order, text)


def _without_piles(text: str) -> str:
    """Marks beyond what any script stacks on one letter are mischief, and sorting thousands of them takes minutes."""
    if not _MAY_PILE.search(text):
        return text
    kept: list[str] = []
    pile = 0
    for sign in text:
        pile = pile + 1 if unicodedata.combining(sign) else 0
        if pile <= _HIGHEST_PILE:
            kept.append(sign)
    return "".join(kept)


def _in_order(found: re.Match[str]) -> str:
    marks = "".join(sorted(set(found[0]) & set(_MARKS), key=_MARKS.index))
    tail = found[0][-1] if found[0][-1] not in _MARKS else ""
    if tail and _NIKHAHIT in marks:
        return marks.replace(_NIKHAHIT, "") + _SARA_AM
    return marks + tail


def search_key(text: str) -> str:
    """What is stored for searching and what a query becomes: cleaned, one line, Arabic digits, no capitals."""
    return clean(to_arabic_digits(clean(text)).casefold())


def escape_like(text: str) -> str:
    r"""Make ``%``, ``_`` and ``\`` ordinary characters in a LIKE pattern written with ``ESCAPE '\'``."""
    return re.sub(r"([\\%_])", r"\\\1", text)


def sort_key(text: str) -> tuple[str, str]:
    """Dictionary order: consonants before the vowel written in front of them; tone marks decide only between equals."""
    spelled = _LEADING_VOWEL.sub(r"\2\1", search_key(text))
    letters = re.sub("[็-๎]", "", spelled)
    marks = re.sub("[^็-๎]", " ", spelled)
    return letters, marks


def first_words(text: str, limit: int) -> str:
    """Return the beginning of a text, at most ``limit`` visible characters and then ``…``.

    The cut falls after a phrase if one ends nearby, never before a mark, inside a Latin word or inside a number.
    """
    parts = _visible(clean(text))
    if len(parts) <= limit:
        return "".join(parts)
    cut = limit
    while cut > 0 and _belong_together(parts[cut - 1], parts[cut]):
        cut -= 1
    head = "".join(parts[: cut or limit])
    phrase, _, rest = (head + parts[cut or limit]).rpartition(" ")
    if len(rest) * 3 <= len(head):
        head = phrase
    return head.rstrip() + ELLIPSIS


def _visible(text: str) -> list[str]:
    """Split into what the eye sees as one: a letter with its marks, a leading vowel with its consonant."""
    parts: list[str] = []
    for sign in text:
        if parts and (_sits_on_another(sign) or parts[-1][-1] in _LEADING_VOWELS):
            parts[-1] += sign
        else:
            parts.append(sign)
    return parts


def _sits_on_another(sign: str) -> bool:
    return sign == _SARA_AM or unicodedata.category(sign).startswith("M") or "🏻" <= sign <= "🏿"


def _belong_together(left: str, right: str) -> bool:
    """Thai may be cut between any two syllable signs; everything else only at spaces."""
    return not any(part.isspace() or "ก" <= part[-1] <= "๎" for part in (left, right))
