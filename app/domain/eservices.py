"""What a service that the office defined itself may ask, and how its answers are kept: with the words of that day."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.domain.channels import CHANNELS, CORRUPTION_SLUG
from app.domain.dates import format_date
from app.domain.phones import format_phone
from app.domain.words import N_

FIELDS, ASKED = "fields", "asked"
MOST_FIELDS = 30
MOST_CHOICES = 30
YES, NO = N_("ใช่"), N_("ไม่ใช่")
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST_SLUG = 40
_OURS = ("corruption-handling", "new", "services", "service", "admin", "staff", "management")
RESERVED = frozenset({*CHANNELS, CORRUPTION_SLUG, *_OURS})


class FieldKind(StrEnum):
    """A kind of question; there are no others."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    PHONE = "phone"
    VILLAGE = "village"
    HOUSE = "house"
    FILES = "files"

    @property
    def label(self) -> str:
        """The word for it (Thai msgid)."""
        return _LABELS[self]

    @property
    def chosen(self) -> bool:
        """Whether it needs choices to choose from."""
        return self in {FieldKind.CHOICE, FieldKind.CHOICES}

    @property
    def single(self) -> bool:
        """Whether a form can ask it only once, because a case has one such thing."""
        return self in {FieldKind.VILLAGE, FieldKind.HOUSE, FieldKind.FILES}


_LABELS: Mapping[FieldKind, str] = {
    FieldKind.LINE: N_("ข้อความสั้น"),
    FieldKind.TEXT: N_("ข้อความยาว"),
    FieldKind.NUMBER: N_("จำนวน"),
    FieldKind.DATE: N_("วันที่"),
    FieldKind.CHOICE: N_("เลือกหนึ่งข้อ"),
    FieldKind.CHOICES: N_("เลือกได้หลายข้อ"),
    FieldKind.YES_NO: N_("ใช่ หรือ ไม่ใช่"),
    FieldKind.PHONE: N_("เบอร์โทรศัพท์"),
    FieldKind.VILLAGE: N_("หมู่ที่"),
    FieldKind.HOUSE: N_("บ้านเลขที่"),
    FieldKind.FILES: N_("รูปถ่ายหรือเอกสาร"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form as it stands today."""

    key: str
    kind: FieldKind
    label: str
    hint: str = ""
    required: bool = True
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """One question as it was asked, with its answer."""

    kind: FieldKind
    label: str
    value: Any

    @property
    def text(self) -> str:
        """The answer in the office's language."""
        return written(self.kind, self.value)


def slug_from(english: str) -> str:
    """``Elderly allowance`` → ``elderly-allowance``; empty when nothing is left of it."""
    return re.sub(r"[^a-z0-9]+", "-", english.lower()).strip("-")[:_LONGEST_SLUG].strip("-").lstrip("0123456789-")


def is_slug(slug: str) -> bool:
    """Whether it can stand in an address: small Latin letters, digits and single hyphens."""
    return len(slug) <= _LONGEST_SLUG and _SLUG.fullmatch(slug) is not None


def kept(questions: Sequence[Question], values: Mapping[str, Any]) -> dict[str, Any]:
    """What goes into a case: the answers that were given, and what was asked, in order and in the words of that day."""
    given = {q.key: values[q.key] for q in questions if values.get(q.key) not in (None, "", [])}
    return {FIELDS: given, ASKED: [[q.key, q.kind.value, q.label] for q in questions if q.key in given]}


def answered(details: Mapping[str, Any]) -> list[Answered]:
    """The questions of a case with their answers; none for a case of another kind."""
    given, asked = details.get(FIELDS) or {}, details.get(ASKED) or ()
    return [Answered(FieldKind(kind), label, given[key]) for key, kind, label in asked if key in given]


def told(details: Mapping[str, Any]) -> str:
    """All answers as one text, a line each: what the applicant said."""
    return "\n".join(f"{one.label}: {one.text}" for one in answered(details))


def written(kind: FieldKind, value: Any) -> str:
    """An answer in Thai, as it stands on paper."""
    if kind is FieldKind.YES_NO:
        return YES if value else NO
    if kind is FieldKind.CHOICES:
        return ", ".join(value)
    if kind is FieldKind.DATE:
        return format_date(date.fromisoformat(value), glue=False)
    if kind is FieldKind.PHONE:
        return format_phone(value, glue=False)
    if kind is FieldKind.NUMBER:
        return f"{value:,}"
    return str(value)
