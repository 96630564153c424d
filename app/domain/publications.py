"""What the office makes public: the eight headings of its website, in the order of the measures report (measure 5).

The words of a publication are plain: paragraphs, lists whose lines begin with "- ", links to https. Nothing else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from app.domain.words import N_

_LINK = re.compile(r"https://[A-Za-z0-9][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*")
_NOT_OF_A_LINK = ".,;:!?')"
_ITEM = re.compile(r"[-•*] +")


class Heading(StrEnum):
    """Where a piece of published information stands."""

    PROJECTS = "projects"
    BUDGET = "budget"
    NEWS = "news"
    ADMINISTRATION = "administration"
    BASICS = "basics"
    PEOPLE = "people"
    TRANSPARENCY = "transparency"
    PREVENTION = "prevention"

    @property
    def label(self) -> str:
        """The heading's words (Thai msgid)."""
        return _LABELS[self]


_LABELS = {
    Heading.PROJECTS: N_("ข่าวสารการจัดโครงการและกิจกรรม"),
    Heading.BUDGET: N_("การบริหารเงินงบประมาณ"),
    Heading.NEWS: N_("ข่าวสารหน่วยงาน"),
    Heading.ADMINISTRATION: N_("การบริหารงาน"),
    Heading.BASICS: N_("ข้อมูลพื้นฐาน"),
    Heading.PEOPLE: N_("การบริหารและพัฒนาทรัพยากรบุคคล"),
    Heading.TRANSPARENCY: N_("การส่งเสริมความโปร่งใส การป้องกันและปราบปรามการทุจริต"),
    Heading.PREVENTION: N_("มาตรการภายในป้องกันการทุจริต"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line; with ``link`` they lead there."""

    text: str
    link: str = ""


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of lines, or a list of them."""

    lines: tuple[Line, ...]
    listed: bool


def blocks(text: str) -> list[Block]:
    """The words of a publication as paragraphs and lists; an empty line ends a paragraph."""
    found = []
    for empty, lines in groupby(text.splitlines(), key=lambda line: not line.strip()):
        if not empty:
            for listed, some in groupby(lines, key=lambda line: bool(_ITEM.match(line))):
                found.append(Block(tuple(_line(_ITEM.sub("", one, 1) if listed else one) for one in some), listed))
    return found


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to another; 0 while it is less than one."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return max(0, months - (later.day < earlier.day))


def _line(text: str) -> Line:
    return tuple(_pieces(text.strip()))


def _pieces(text: str) -> Iterator[Piece]:
    end = 0
    for found in _LINK.finditer(text):
        link = _trimmed(found[0])
        if found.start() > end:
            yield Piece(text[end : found.start()])
        yield Piece(link, link)
        end = found.start() + len(link)
    if end < len(text) or not text:
        yield Piece(text[end:])


def _trimmed(link: str) -> str:
    """Without the sign that ends the sentence; a bracket stays if it was opened within the address."""
    while link and link[-1] in _NOT_OF_A_LINK and not (link[-1] == ")" and link.count("(") >= link.count(")")):
        link = link[:-1]
    return link
