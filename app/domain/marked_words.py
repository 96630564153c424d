"""What was written otherwise: two texts as pieces that stayed, went or came; no Thai syllable sign is cut."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_MOST = 40_000
"""Pairs of phrases to be compared: a text written all anew is one change, not a minute of everybody's server."""
_PHRASES = re.compile(r"\S+|\s+")
# Latin words and numbers are one sign; a Thai letter takes its marks, and the vowel written before it, along.
_SIGNS = re.compile(r"[A-Za-z]+|[\d๐-๙][\d๐-๙.,]*|[เแโใไ]?[ก-ฮ][ะ-ฺๅ็-๎]*|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


def marked(before: str, after: str) -> list[Piece]:
    """Both texts in one, what differs marked; phrase by phrase, and in a changed phrase only its differing middle."""
    old, new = _PHRASES.findall(before), _PHRASES.findall(after)
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    found = [Piece("same", "".join(old[:head]))]
    found.extend(_differing(old[head : len(old) - tail], new[head : len(new) - tail]))
    found.append(Piece("same", "".join(old[len(old) - tail :])))
    return [piece for piece in found if piece.text]


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if len(old) * len(new) > _MOST:
        yield from _middle("".join(old), "".join(new))
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[a:b]))
        else:
            yield from _middle("".join(old[a:b]), "".join(new[c:d]))


def _middle(before: str, after: str) -> Iterator[Piece]:
    old, new = _SIGNS.findall(before), _SIGNS.findall(after)
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    yield Piece("same", "".join(old[:head]))
    yield Piece("gone", "".join(old[head : len(old) - tail]))
    yield Piece("new", "".join(new[head : len(new) - tail]))
    yield Piece("same", "".join(old[len(old) - tail :]))


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many signs both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
