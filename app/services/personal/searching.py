"""Everywhere that something about one person lies, by name, telephone, e-mail, house or case number.

The corruption channel is not searched: nobody could, only a reporter's code or a reader's key opens a report. The trail
keeps that somebody searched, for what kind of thing and how much was found; what was typed only as a keyed hash.
"""

import hmac
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.domain.houses import house_key, house_number
from app.domain.phones import parse_phone
from app.domain.references import parse_reference
from app.domain.thai import escape_like, search_key
from app.domain.words import N_
from app.extensions import db
from app.models import (
    DeskDraft,
    Draft,
    Driver,
    OldRegisterLine,
    OutboxMail,
    PublicWords,
    Question,
    Staff,
    Ticket,
    WaterPoint,
    WaterStop,
)
from app.services import audit, finding, saved_views, scope, signing
from app.services.actors import Actor

MOST = 100


class Place(StrEnum):
    """Where something was found."""

    CASE = "case"
    HOUSE = "house"
    WORDS = "words"
    OLD_LINE = "line"
    QUESTION = "question"
    LETTER = "letter"
    DRAFT = "draft"
    STAFF = "staff"

    @property
    def label(self) -> str:
        """The words for it (Thai msgid)."""
        return _LABELS[self]

    @property
    def theirs(self) -> bool:
        """Whether it can be chosen for a copy or a correction."""
        return self in {Place.CASE, Place.HOUSE, Place.OLD_LINE, Place.QUESTION}


_LABELS = {
    Place.CASE: N_("เรื่องที่เป็นผู้ร้อง"),
    Place.HOUSE: N_("บ้านในคำร้องขอน้ำ"),
    Place.WORDS: N_("ถูกเอ่ยถึงในเรื่องของคนอื่น"),
    Place.OLD_LINE: N_("ทะเบียนเดิม"),
    Place.QUESTION: N_("ถามตอบสาธารณะ"),
    Place.LETTER: N_("จดหมายที่ไม่ได้อยู่กับเรื่อง"),
    Place.DRAFT: N_("ร่างที่ยังไม่ส่ง"),
    Place.STAFF: N_("บัญชีเจ้าหน้าที่และคนขับ"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is, and a few words by which an officer knows it again."""

    place: Place
    row_id: int
    title: str
    about: str = ""

    @property
    def key(self) -> str:
        """Its name in a form."""
        return f"{self.place}-{self.row_id}"


@dataclass(frozen=True, slots=True)
class Found:
    """All of it; ``more``: there are further cases, and more words are needed to tell them apart."""

    hits: Sequence[Hit]
    more: bool


def search(typed: str, *, by: Actor, now: datetime) -> Found:
    """Look everywhere, and note that it was done."""
    cases = finding.newest(scope.for_staff(by), typed)
    ids = set(cases.ids) | _elsewhere_in_cases(typed)
    rows = db.session.scalars(scope.for_staff(by).where(Ticket.id.in_(ids)).order_by(Ticket.id.desc()).limit(MOST))
    hits = [hit for ticket in rows.unique() for hit in _of_case(ticket, typed)]
    hits += [*_old_lines(typed), *_questions(typed), *_letters(typed), *_drafts(typed), *_staff(typed)]
    audit.record("personal_searched", mark(typed), by=by, now=now, kind=kind_of(typed), hits=len(hits))
    return Found(hits, cases.more or len(ids) > MOST)


def kind_of(typed: str) -> str:
    """What was typed: number, phone, email, house or name."""
    if parse_reference(typed):
        return "number"
    if parse_phone(typed):
        return "phone"
    if "@" in typed:
        return "email"
    return "house" if house_number(typed) else "name"


def mark(typed: str) -> str:
    """What was typed as the trail keeps it: the same for the same words, and nothing that leads back to them."""
    return hmac.new(signing.derived("personal search"), search_key(typed).encode(), sha256).hexdigest()[:16]


def _of_case(ticket: Ticket, typed: str) -> Iterable[Hit]:
    about = ticket.category.name if ticket.category else ticket.channel.short
    says = _telling(typed)
    own = (ticket.applicant, ticket.phone, ticket.email, ticket.place, str(ticket.details.get("house_no") or ""))
    if parse_reference(typed) == ticket.reference or any(map(says, own)):
        yield Hit(Place.CASE, ticket.id, ticket.reference, " · ".join(filter(None, (ticket.applicant, about))))
        return
    told = ((p, (p.name, p.phone, p.house_no, *(stop.recipient for stop in p.stops))) for p in ticket.points)
    houses = [point for point, texts in told if any(map(says, texts))]
    yield from (Hit(Place.HOUSE, p.id, ticket.reference, f"{p.name} {p.house_no}".strip()) for p in houses)
    if not houses:
        yield Hit(Place.WORDS, ticket.id, ticket.reference, about)


def _telling(typed: str) -> Callable[[str], bool]:
    """Whether a text says what was typed: a telephone or a house as such, anything else word by word."""
    words, phone, house = search_key(typed).split(), parse_phone(typed), house_number(typed)

    def says(text: str) -> bool:
        if phone:
            return parse_phone(text) == phone
        if house and len(words) <= 2:
            return bool(text) and house_key(text) == house
        key = search_key(text)
        return bool(words) and all(word in key for word in words)

    return says


def _elsewhere_in_cases(typed: str) -> set[int]:
    """Cases where it stands beside what the search of cases reads: who took water, words for neighbours, letters."""
    points = select(WaterPoint.ticket_id).join(WaterStop, WaterStop.point_id == WaterPoint.id)
    of_mail = select(OutboxMail.ticket_id).where(OutboxMail.ticket_id.is_not(None))
    queries = (
        points.where(_holds(typed, WaterStop.recipient)),
        select(PublicWords.ticket_id).where(_holds(typed, PublicWords.words)),
        of_mail.where(_holds(typed, OutboxMail.recipient)),
    )
    return {number for query in queries for number in db.session.scalars(query.limit(MOST)) if number}


def _old_lines(typed: str) -> Iterable[Hit]:
    phone = parse_phone(typed)
    words = _holds(typed, OldRegisterLine.search_text)
    query = select(OldRegisterLine).where(or_(words, OldRegisterLine.phone == phone) if phone else words)
    for line in db.session.scalars(query.order_by(OldRegisterLine.id.desc()).limit(MOST)):
        yield Hit(Place.OLD_LINE, line.id, f"{line.register.name} · {line.number or line.line}", line.person)


def _questions(typed: str) -> Iterable[Hit]:
    query = select(Question).where(_holds(typed, Question.text, Question.answer))
    for question in db.session.scalars(query.order_by(Question.id.desc()).limit(MOST)):
        yield Hit(Place.QUESTION, question.id, f"#{question.id}", "")


def _letters(typed: str) -> Iterable[Hit]:
    query = select(OutboxMail).where(OutboxMail.ticket_id.is_(None), _holds(typed, OutboxMail.recipient))
    for letter in db.session.scalars(query.order_by(OutboxMail.id.desc()).limit(MOST)):
        yield Hit(Place.LETTER, letter.id, letter.subject, letter.recipient)


def _drafts(typed: str) -> Iterable[Hit]:
    """What residents have not sent yet (gone in a day) and officers have begun to write; nobody else reads it."""
    says = _telling(typed)
    columns: tuple[Any, ...] = (Draft.answers, DeskDraft.fields)
    for column in columns:
        count = sum(any(map(says, _texts(values))) for values in db.session.scalars(select(column)))
        if count:
            yield Hit(Place.DRAFT, 0, str(count), "")


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
    elif value is not None:
        yield str(value)


def _staff(typed: str) -> Iterable[Hit]:
    for member in db.session.scalars(select(Staff).where(_holds(typed, Staff.name, Staff.email, Staff.username))):
        yield Hit(Place.STAFF, member.id, member.name, member.position)
    phone = Driver.phone == (parse_phone(typed) or "-")
    for view, whose, words in saved_views.words_of_all():
        if any(map(_telling(typed), words)):
            yield Hit(Place.STAFF, view.id, view.name, whose)
    for driver in db.session.scalars(select(Driver).where(or_(_holds(typed, Driver.name), phone))):
        yield Hit(Place.STAFF, driver.id, driver.name)


def _holds(typed: str, *columns: Any) -> ColumnElement[bool]:
    """Whether one of the columns holds every word, whatever its letters' size."""
    words = [f"%{escape_like(word)}%" for word in search_key(typed).split()] or ["-"]
    return or_(*(and_(*(func.lower(column).like(word, escape="\\") for word in words)) for column in columns))
