"""Questions in public: asked without a name, answered by the desk, shown once somebody has read them.

What a person wrote stays inside; the public sees the text that the office shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from app.domain.questions import Aside
from app.domain.thai import escape_like, search_key
from app.extensions import db
from app.models import Question
from app.services import audit, limits, office
from app.services.actors import Actor
from app.services.transaction import in_turn, transaction

PAGE = 20
_MOST_WORDS = 8
_WAITING = and_(Question.answered_at.is_(None), Question.set_aside_at.is_(None))
_SHOWN = Question.shown_at.is_not(None)


class Changed(Exception):
    """Somebody else answered it or set it aside since the page was opened."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some questions, newest first; ``older``: the number to go on after (None: that was all)."""

    rows: Sequence[Question]
    older: int | None


def ask(text: str, *, key: str, place: str, now: datetime) -> Question:
    """Take a question in; the same ``key`` again gives the question that it became.

    ``place`` is only counted (app.services.limits); ``TooManyTries`` after five in a quarter of an hour.
    """
    if before := asked(key):
        return before
    limits.check("question", place, now=now)
    with transaction():
        in_turn(key)
        if before := asked(key):  # pressed twice at once
            return before
        present = office.present()
        question = Question(
            token=key, asked_at=now, text=text, shown_text="", search_text="", answer="",
            sample=bool(present and present.sample),
        )  # fmt: skip
        db.session.add(question)
        db.session.flush()
    limits.count("question", place, now=now)
    return question


def asked(token: str) -> Question | None:
    """The question with this key."""
    return db.session.scalar(select(Question).where(Question.token == token))


def shown(words: str = "", *, after: int | None = None, size: int = PAGE) -> Page:
    """Answered ones that the public sees, newest first, in which each of the words stands."""
    query = select(Question).where(_SHOWN)
    for word in search_key(words).split()[:_MOST_WORDS]:
        query = query.where(Question.search_text.like(f"%{escape_like(word)}%", escape="\\"))
    last = find(after) if after is not None else None
    if last is not None and last.shown_at is not None:
        same = and_(Question.shown_at == last.shown_at, Question.id < last.id)
        query = query.where(or_(Question.shown_at < last.shown_at, same))
    rows = db.session.scalars(query.order_by(Question.shown_at.desc(), Question.id.desc()).limit(size + 1)).all()
    return Page(rows[:size], rows[size - 1].id if len(rows) > size else None)


def find(question_id: int) -> Question | None:
    """One in whatever state."""
    return db.session.get(Question, question_id)


def waiting() -> Sequence[Question]:
    """What nobody has answered yet, the oldest first."""
    return db.session.scalars(select(Question).where(_WAITING).order_by(Question.asked_at, Question.id)).all()


def waiting_count() -> int:
    """How many wait."""
    return db.session.scalar(select(func.count(Question.id)).where(_WAITING)) or 0


def settled(*, aside: bool = False, after: int | None = None) -> Page:
    """Those answered (or set ``aside``), the last asked first."""
    mine = and_(Question.answered_at.is_not(None), Question.set_aside_at.is_(None))
    query = select(Question).where(Question.set_aside_at.is_not(None) if aside else mine)
    if after is not None:
        query = query.where(Question.id < after)
    rows = db.session.scalars(query.order_by(Question.id.desc()).limit(PAGE + 1)).all()
    return Page(rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None)


def state(question: Question) -> str:
    """What a page that shows it was made from, to be compared when its form comes back."""
    moments = (question.answered_at, question.shown_at, question.set_aside_at)
    return "/".join(moment.isoformat() if moment else "" for moment in moments)


def answer(
    question: Question, reply: str, *, shown_text: str, show: bool, seen: str, by: Actor, now: datetime
) -> None:
    """Answer, or mend an answer; with ``show`` the public reads ``shown_text`` and the answer, else the asker alone."""
    with transaction():
        _hold(question, seen)
        redacted = shown_text != question.text
        question.answer, question.shown_text = reply, shown_text
        question.search_text = search_key(f"{shown_text} {reply}")
        question.answered_at = question.answered_at or now
        question.answered_by_id = by.staff_id
        question.shown_at = (question.shown_at or now) if show else None
        question.set_aside_at = None
        action = "question_answered_and_shown" if show else "question_answered"
        audit.record(action, f"question/{question.id}", by=by, now=now, redacted=redacted)


def set_aside(question: Question, reason: Aside, note: str, *, seen: str, by: Actor, now: datetime) -> None:
    """Neither answer nor show it; the reason stands in the trail. What was shown is taken off the public page."""
    with transaction():
        _hold(question, seen)
        question.set_aside_at, question.shown_at = now, None
        audit.record("question_set_aside", f"question/{question.id}", by=by, now=now, reason=reason, note=note)


def _hold(question: Question, seen: str) -> None:
    db.session.refresh(question, with_for_update=True)
    if state(question) != seen:
        raise Changed
