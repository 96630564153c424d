"""Categories: what residents choose from, which unit gets it first, and a promise of its own if there is one."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from app.domain.channels import CHANNELS
from app.domain.clocks import Unit
from app.domain.words import N_
from app.extensions import db
from app.models import Category, OfficeUnit
from app.services.actors import Actor
from app.services.administration import changes
from app.services.administration.changes import Wrong


def every() -> Sequence[Category]:
    """All categories, channel by channel in order, those out of use too."""
    return db.session.scalars(select(Category).order_by(Category.channel_slug, Category.position, Category.id)).all()


def without_unit() -> Sequence[Category]:
    """Categories in use whose cases no unit gets by itself: intake hands each of them on."""
    return [row for row in every() if row.active and row.unit_id is None]


def find(category_id: int) -> Category | None:
    """One category."""
    return db.session.get(Category, category_id)


def save(
    category: Category | None,
    *,
    channel: str,
    texts: dict[str, str],
    unit: OfficeUnit | None,
    promise: tuple[int, Unit] | None,
    active: bool,
    by: Actor,
    now: datetime,
) -> None:
    """Add a category (None) or change one; cases already taken in keep the promise that was made."""
    if category is None:
        category = _new(channel)
    if promise and promise[0] < 1:
        raise Wrong("promise_days", N_("ใส่จำนวนวันตั้งแต่ 1 ขึ้นไป"))
    if category.active and not active and _is_last(category):
        raise Wrong("active", N_("ช่องทางหนึ่งต้องมีอย่างน้อยหนึ่งหมวด"))
    values = {
        **texts,
        "unit_id": unit.id if unit else None,
        "promise_days": promise[0] if promise else None,
        "promise_unit": promise[1] if promise else None,
        "active": active,
    }
    action = "category_changed" if category.id else "category_added"
    changes.write(category, values, action=action, subject=category.key, by=by, now=now)


def _new(channel: str) -> Category:
    """A category at the end of its channel's list, with a key that never changes."""
    if channel not in CHANNELS or CHANNELS[channel].defined:
        raise Wrong("channel", N_("เลือกช่องทาง"))
    last = db.session.scalar(select(func.max(Category.position)).where(Category.channel_slug == channel))
    icon = "truck" if channel == "water" else "talk"
    key = f"{channel}-{secrets.token_hex(3)}"
    return Category(channel_slug=channel, key=key, icon=icon, position=(last if last is not None else -1) + 1)


def _is_last(category: Category) -> bool:
    query = select(func.count()).select_from(Category)
    return db.session.scalar(query.where(Category.channel_slug == category.channel_slug, Category.active)) == 1
