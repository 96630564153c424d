"""A report that is handed to another agency: to whom, what goes with it, and the code that opens the copy."""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.sealed import Finding
from app.domain.sealed_report import QUESTIONS, Happening, Kind, Who
from app.domain.words import N_

EXPORTED = "exported"
# Proposed in the form and open to correction there: laws change, and this one did in 2568.
NOTICE = N_(
    "ผู้ร้อง ผู้ให้ข้อมูล และพยาน ได้รับความคุ้มครองตาม พ.ร.ป.ว่าด้วยการป้องกันและปราบปรามการทุจริต พ.ศ. 2561 "
    "มาตรา 131–132 ซึ่งแก้ไขเพิ่มเติมโดย (ฉบับที่ 2) พ.ศ. 2568 ผู้ที่ให้ข้อมูลโดยสุจริตไม่ต้องรับผิดทางแพ่ง อาญา และวินัย "
    "โปรดเก็บสำเนานี้เป็นความลับ และไม่เปิดเผยสิ่งที่ทำให้รู้ว่าใครเป็นผู้ร้อง"
)
MOST_BYTES = 50 * 1024 * 1024
# Letters and figures that nobody mixes up on paper: 133 bits, and no longer than the 32 signs some readers of PDF take.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_GROUPS = (5, 5, 5, 4, 4, 4)


class Agency(StrEnum):
    """Who may be sent a copy."""

    NACC = "nacc"
    PACC = "pacc"
    DISTRICT = "district"
    OTHER = "other"

    @property
    def label(self) -> str:
        """As it is chosen and printed (Thai msgid)."""
        return _AGENCIES[self]


_AGENCIES: Mapping[Agency, str] = {
    Agency.NACC: N_("สำนักงาน ป.ป.ช."),
    Agency.PACC: N_("สำนักงาน ป.ป.ท."),
    Agency.DISTRICT: N_("อำเภอหรือจังหวัด"),
    Agency.OTHER: N_("หน่วยงานอื่น เช่น ศาล หรือสถานีตำรวจ"),
}
AGENCY_OF: Mapping[Finding, Agency] = {
    Finding.NACC: Agency.NACC,
    Finding.PACC: Agency.PACC,
    Finding.DISTRICT: Agency.DISTRICT,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """One copy as an officer asked for it; ``once`` makes a second press the same copy again."""

    agency: str
    person: str
    post: str
    contact: bool
    notes: bool
    files: frozenset[str]
    notice: str
    once: str

    @property
    def recipient(self) -> str:
        """The person and their post, in one line."""
        return f"{self.person} {self.post}"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes along, byte for byte; ``picture`` is a JPEG to be printed as a page, if it is one."""

    name: str
    content: bytes
    picture: bytes = b""


def new_code() -> str:
    """What opens one copy, from the system's own source of chance."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(size)) for size in _GROUPS)


def is_code(text: str) -> bool:
    """Whether this could have come from ``new_code``: nothing weaker locks a copy."""
    return re.fullmatch("-".join(f"[{_LETTERS}]{{{size}}}" for size in _GROUPS), text) is not None


def copy_number(story: Iterable[Happening], once: str) -> int:
    """Which copy this is: a press that comes twice is one copy."""
    pressed = list(dict.fromkeys(h.data.get("once", "") for h in story if h.kind == EXPORTED))
    return pressed.index(once) + 1 if once in pressed else len(pressed) + 1


def handed_on(story: Iterable[Happening], *, notes: bool) -> list[Happening]:
    """The lines another agency reads: what came in, what was said, the steps; the office's notes only if asked for."""
    kept = {Kind.RECEIVED, Kind.MESSAGE, Kind.WITHDREW} | ({Kind.NOTE} if notes else set())
    return [h for h in story if h.kind in kept or h.stage or h.kind in {"acknowledge", "extend"}]


def words_of(happening: Happening, *, notes: bool, contact: str | None) -> str:
    """What was said in a line; the office's own words only with ``notes``, the reporter's ``contact`` taken out."""
    if happening.by != Who.REPORTER and not happening.told and not notes:
        return ""
    return happening.text if contact is None else _without_contact(happening.text, contact)


def _without_contact(text: str, contact: str) -> str:
    """A report that was sent again stands in the story as questions and answers, the contact last."""
    text = re.sub(rf"(?ms)^{re.escape(QUESTIONS['contact'])}: .*\Z", "", text).rstrip()
    return text.replace(contact, "…") if contact else text
