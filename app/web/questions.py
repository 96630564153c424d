"""The form of a service made from its rows: fields, the answers read from them, and answers as rows of a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form

from app.domain import eservices
from app.domain.eservices import FieldKind, Question
from app.domain.phones import format_phone
from app.models import Ticket, Village
from app.services import office
from app.web.fields import (
    AtMost,
    Between,
    DateField,
    LineField,
    LinesField,
    PhoneField,
    PhotosField,
    Required,
    ThaiIntegerField,
)
from app.web.fields.listed import CardsField, ChoiceField
from app.web.fields.several import SeveralField
from app.web.filters import day
from app.web.villages import village_name

PREFIX = "q_"
_YES, _NO = "yes", "no"
_MISSING = {
    FieldKind.DATE: _l("ใส่วันที่"),
    FieldKind.CHOICE: _l("เลือกหนึ่งข้อ"),
    FieldKind.CHOICES: _l("เลือกอย่างน้อยหนึ่งข้อ"),
    FieldKind.YES_NO: _l("เลือกใช่หรือไม่ใช่"),
    FieldKind.PHONE: _l("กรอกเบอร์โทรศัพท์"),
    FieldKind.VILLAGE: _l("เลือกหมู่ที่"),
    FieldKind.HOUSE: _l("กรอกบ้านเลขที่"),
}
_EMPTY = _l("กรอกช่องนี้")


@dataclass(frozen=True, slots=True)
class Row:
    """What ``summary_list`` draws."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Read:
    """A valid form: the answers by key, and what of them a case keeps in columns of its own."""

    values: dict[str, Any]
    village: Village | None
    place: str


def name(question: Question) -> str:
    """The name of a question's field in a form."""
    return PREFIX + question.key


def fields(questions: Sequence[Question], without: frozenset[FieldKind] = frozenset()) -> dict[str, Any]:
    """The fields to build a form class with; files and kinds in ``without`` are asked by fields the form has anyway."""
    return {name(q): _MAKERS[q.kind](q, checks(q)) for q in questions if q.kind not in {FieldKind.FILES, *without}}


def files(questions: Sequence[Question]) -> Question | None:
    """The question that asks for photos or documents, if one does."""
    return next((q for q in questions if q.kind is FieldKind.FILES), None)


def read(form: Any, questions: Sequence[Question], names: Mapping[FieldKind, str] | None = None) -> Read:
    """The answers of a valid form; ``names``: kinds that the form asks in a field of its own."""
    asked = {q: form[(names or {}).get(q.kind, name(q))] for q in questions if q.kind is not FieldKind.FILES}
    villages = {str(row.id): row for row in office.villages()}
    values = {q.key: _value(q, field, villages) for q, field in asked.items()}
    found = {q.kind: field.data for q, field in asked.items() if q.kind in {FieldKind.VILLAGE, FieldKind.HOUSE}}
    house = found.get(FieldKind.HOUSE) or ""
    place = f"บ้านเลขที่ {house}" if house[:1].isdigit() else house
    return Read(values, villages.get(found.get(FieldKind.VILLAGE) or ""), place)


def rows(ticket: Ticket) -> list[Row]:
    """The answers of a case in the language of the page, under the labels they were asked with."""
    return [Row(one.label, words(one.kind, one.value)) for one in eservices.answered(ticket.details)]


def words(kind: FieldKind, value: Any) -> str:
    """An answer in the language of the page."""
    match kind:
        case FieldKind.YES_NO:
            return str(_(eservices.written(kind, value)))
        case FieldKind.DATE:
            return day(date.fromisoformat(value))
        case FieldKind.PHONE:
            return format_phone(value)
        case _:
            return eservices.written(kind, value)


def preview(questions: Sequence[Question]) -> list[tuple[Question, Any]]:
    """Every question with its field, with nothing in it: to be looked at."""
    papers = {name(q): PhotosField(q.label, documents=True) for q in questions if q.kind is FieldKind.FILES}
    form = type("Preview", (Form,), {**fields(questions), **papers})()
    return [(q, form[name(q)]) for q in questions]


def _value(question: Question, field: Any, villages: Mapping[str, Village]) -> Any:
    match question.kind:
        case FieldKind.DATE:
            return field.chosen.isoformat() if field.chosen else ""
        case FieldKind.YES_NO:
            return {_YES: True, _NO: False}.get(field.data)
        case FieldKind.VILLAGE:
            chosen = villages.get(field.data or "")
            return chosen.label if chosen else ""
        case FieldKind.CHOICES:
            return list(field.data or [])
        case _:
            return field.data


def checks(question: Question) -> list[Any]:
    """What is said when a required question is left empty."""
    return [Required(_MISSING.get(question.kind, _EMPTY))] if question.required else []


def _date(question: Question, _required: list[Any]) -> Any:
    return DateField(question.label, required=_MISSING[FieldKind.DATE] if question.required else "")


def _villages(question: Question, checks: list[Any]) -> Any:
    lines = [("", _("เลือกหมู่ที่")), *((str(row.id), village_name(row)) for row in office.villages())]
    return ChoiceField(question.label, checks, choices=lines)


def _pairs(question: Question) -> list[tuple[str, str]]:
    return [(words, words) for words in question.choices]


_MAKERS: dict[FieldKind, Any] = {
    FieldKind.LINE: lambda q, checks: LineField(q.label, [*checks, AtMost(300)]),
    FieldKind.TEXT: lambda q, checks: LinesField(q.label, [*checks, AtMost(3000)]),
    FieldKind.NUMBER: lambda q, checks: ThaiIntegerField(q.label, [*checks, Between(0, 100_000_000)]),
    FieldKind.DATE: _date,
    FieldKind.CHOICE: lambda q, checks: CardsField(q.label, checks, choices=_pairs(q)),
    FieldKind.CHOICES: lambda q, checks: SeveralField(q.label, checks, choices=_pairs(q)),
    FieldKind.YES_NO: lambda q, checks: CardsField(q.label, checks, choices=[(_YES, _("ใช่")), (_NO, _("ไม่ใช่"))]),
    FieldKind.PHONE: lambda q, checks: PhoneField(q.label, checks),
    FieldKind.VILLAGE: _villages,
    FieldKind.HOUSE: lambda q, checks: LineField(q.label, [*checks, AtMost(100)]),
}
