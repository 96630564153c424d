"""Answers on their way to the check page: kept for a day, under an unguessable key, with their photos."""

import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, func, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from app.extensions import db
from app.models import Attachment, Draft
from app.services import attachments
from app.services.attachments import Accepted
from app.services.transaction import in_turn, transaction

_KEPT = timedelta(days=1)
_KEY = re.compile(r"[A-Za-z0-9_-]{32}")
_HELD = select(Draft).where(Draft.key == bindparam("key")).with_for_update()
_WHOLE = (
    select(Draft)
    .where(Draft.key == bindparam("key"), Draft.channel_slug == bindparam("channel"))
    .where(Draft.created_at > bindparam("since"))
    .options(joinedload(Draft.attachments))
)
_DRAFTS = cast(Table, Draft.__table__)
_WAITING = select(_DRAFTS.c.id).where(_DRAFTS.c.key == bindparam("key")).with_for_update()
_PHOTOS = select(func.count()).where(Attachment.draft_id == bindparam("draft"))
_REMOVE = delete(_DRAFTS).where(_DRAFTS.c.id == bindparam("draft"))


def new_key() -> str:
    """The key of a form before it is sent; later the case's idempotency key."""
    return secrets.token_urlsafe(24)


def is_key(text: str) -> bool:
    """Whether a form's hidden field holds a key as we make them."""
    return _KEY.fullmatch(text) is not None


def find(key: str, channel_slug: str, *, now: datetime) -> Draft | None:
    """The draft with this key, if it is not older than a day."""
    asked = {"key": key, "channel": channel_slug, "since": now - _KEPT}
    return db.session.scalars(_WHOLE, asked).unique().one_or_none()


def save(
    key: str, channel_slug: str, answers: Mapping[str, Any], photos: tuple[Accepted, ...], *, now: datetime
) -> Draft:
    """Keep answers and add photos; the same key again replaces the answers and keeps the photos, each of them once."""
    with transaction():
        in_turn(key)
        draft = db.session.scalar(_HELD, {"key": key})
        if draft is None or draft.channel_slug != channel_slug:
            draft = Draft(key=new_key() if draft else key, channel_slug=channel_slug, answers={}, created_at=now)
            db.session.add(draft)
        draft.answers = dict(answers)
        draft.created_at = now  # kept for a day after they were typed last, as the check page says
        known = {photo.sha256 for photo in draft.attachments}
        fresh = [photo for photo in photos if sha256(photo.content).hexdigest() not in known]
        room = attachments.MAX_FILES - len(known)
        draft.attachments.extend(attachments.store(photo, public=True, now=now) for photo in fresh[:room])
        named = draft.key
    set_committed_value(draft, "key", named)  # it never changes: whoever leads on need not ask for it
    return draft


def drop_photo(draft: Draft, attachment_id: int) -> None:
    """Take one photo out of a draft."""
    with transaction():
        for photo in [p for p in draft.attachments if p.id == attachment_id]:
            draft.attachments.remove(photo)
            attachments.forget(photo)


def photos_of(draft: Draft) -> tuple[Attachment, ...]:
    """The photos kept with a draft, in the order they came."""
    return tuple(draft.attachments)


def discard(key: str) -> None:
    """Forget a draft that was sent: its answers live on in the case alone."""
    with transaction():
        found = db.session.connection().scalar(_WAITING, {"key": key})
        if found is not None:
            _remove(found)


def purge(*, now: datetime) -> int:
    """Remove drafts older than a day with what is left of their photos: how many."""
    with transaction():
        old = db.session.scalars(select(Draft.id).where(Draft.created_at <= now - _KEPT)).all()
        for found in old:
            _remove(found)
    return len(old)


def _remove(draft_id: int) -> None:
    """With the photos that are still the draft's: a case that was sent this moment keeps the ones it took."""
    db.session.flush()
    if db.session.connection().scalar(_PHOTOS, {"draft": draft_id}):
        own = select(Attachment).where(Attachment.draft_id == draft_id).with_for_update()
        for photo in db.session.scalars(own.execution_options(populate_existing=True)).all():
            attachments.forget(photo)
        db.session.flush()
    db.session.connection().execute(_REMOVE, {"draft": draft_id})
