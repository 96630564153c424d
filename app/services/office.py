"""The office itself: who we are, our villages, units, categories, refusal reasons and reply templates.

All but ``present`` are kept between requests (app.services.kept): to be shown, never to be changed.
"""

from collections.abc import Sequence

from sqlalchemy import select

from app.extensions import db
from app.models import Category, Office, OfficeUnit, RefusalReason, ReplyTemplate, Village
from app.services import kept

_OFFICE = select(Office).limit(1)
_VILLAGES = select(Village).where(Village.active).order_by(Village.number)
_UNITS = select(OfficeUnit).where(OfficeUnit.active).order_by(OfficeUnit.position)
_CATEGORIES = select(Category).where(Category.active).order_by(Category.position)
_REASONS = select(RefusalReason).order_by(RefusalReason.id)
_TEMPLATES = select(ReplyTemplate).order_by(ReplyTemplate.position)


def present() -> Office | None:
    """The office of this installation as it can be changed, or None before it is set up."""
    return db.session.scalar(_OFFICE)


def shown() -> Office | None:
    """The same as pages and letters show it."""
    return next(iter(kept.read(_OFFICE, tuple)), None)


def villages() -> Sequence[Village]:
    """The villages in use, by number."""
    return kept.read(_VILLAGES, tuple)


def units() -> Sequence[OfficeUnit]:
    """The units in use, in the office's own order."""
    return kept.read(_UNITS, tuple)


def categories(channel_slug: str) -> Sequence[Category]:
    """The categories of a channel in use, in order."""
    return [row for row in kept.read(_CATEGORIES, tuple) if row.channel_slug == channel_slug]


def refusal_reasons() -> Sequence[RefusalReason]:
    """The coded reasons for not accepting a case."""
    return [row for row in kept.read(_REASONS, tuple) if row.active]


def refusal(code: str) -> RefusalReason | None:
    """The reason with this code, also one that is no longer offered."""
    return next((row for row in kept.read(_REASONS, tuple) if row.code == code), None)


def reply_templates(action: str) -> Sequence[ReplyTemplate]:
    """The texts an officer may start this action's message from."""
    return [row for row in kept.read(_TEMPLATES, tuple) if row.action == action]
