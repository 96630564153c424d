"""The office itself: who we are, our villages, units, categories, refusal reasons and reply templates."""

from collections.abc import Sequence

from sqlalchemy import select

from app.extensions import db
from app.models import Category, Office, OfficeUnit, RefusalReason, ReplyTemplate, Village


def present() -> Office | None:
    """The office of this installation, or None before it is set up."""
    return db.session.scalar(select(Office).limit(1))


def villages() -> Sequence[Village]:
    """The villages in use, by number."""
    return db.session.scalars(select(Village).where(Village.active).order_by(Village.number)).all()


def units() -> Sequence[OfficeUnit]:
    """The units in use, in the office's own order."""
    return db.session.scalars(select(OfficeUnit).where(OfficeUnit.active).order_by(OfficeUnit.position)).all()


def categories(channel_slug: str) -> Sequence[Category]:
    """The categories of a channel in use, in order."""
    query = select(Category).where(Category.channel_slug == channel_slug, Category.active).order_by(Category.position)
    return db.session.scalars(query).all()


def refusal_reasons() -> Sequence[RefusalReason]:
    """The coded reasons for not accepting a case."""
    return db.session.scalars(select(RefusalReason).where(RefusalReason.active).order_by(RefusalReason.id)).all()


def refusal(code: str) -> RefusalReason | None:
    """The reason with this code, also one that is no longer offered."""
    return db.session.scalar(select(RefusalReason).where(RefusalReason.code == code))


def reply_templates(action: str) -> Sequence[ReplyTemplate]:
    """The texts an officer may start this action's message from."""
    return db.session.scalars(
        select(ReplyTemplate).where(ReplyTemplate.action == action).order_by(ReplyTemplate.position)
    ).all()
