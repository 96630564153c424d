"""Whether a copy's sealed rows could be opened by whoever holds their keys; it opens none and counts none."""

from sqlalchemy import func, select

from app.extensions import db
from app.models import SealedCase, SealedChunk, SealedEntry, SealedFile
from app.services.sealed import office, slots

_LEAST = 41  # version, nonce and tag


def is_whole() -> bool:
    """Whole boxes, no ciphertext cut short, and the marks of this installation on every public key."""
    boxes = select(SealedCase.id).where(
        SealedCase.shredded_month.is_(None),
        (func.length(SealedCase.slots) == 0) | (func.length(SealedCase.slots) % slots.ROW_SIZE != 0),
    )
    columns = (SealedCase.body, SealedEntry.body, SealedFile.body, SealedChunk.data)
    cut = [select(column).where(func.length(column).between(1, _LEAST - 1)) for column in columns]
    return not office.is_altered() and not any(db.session.execute(query.limit(1)).first() for query in (boxes, *cut))
