"""A new key for a case: all of it is decrypted and encrypted anew, so that the old key opens no later copy."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select, update

from app.extensions import db
from app.models import SealedCase, SealedChunk, SealedEntry, SealedFile
from app.services.sealed import bodies, evidence, keys, office, slots, story
from app.services.sealed.bodies import Reader
from app.services.transaction import scrub


def rekey(case: SealedCase, key: bytes, readers: Sequence[Reader]) -> bytes:
    """Give a held case a new key, which these readers get, the reporter, and the recovery key if it had the old one.

    Part of the caller's transaction, which scrubs the journal when it is written. ``Tampered``: nothing was changed.
    """
    fresh = keys.random_bytes(keys.KEY_SIZE)
    lines = story.count(case, key)
    for entry in db.session.scalars(select(SealedEntry).where(SealedEntry.case_id == case.id)):
        entry.body = _anew(entry.body, key, fresh, case.id, entry.id, story.ENTRY)
    for file in db.session.scalars(select(SealedFile).where(SealedFile.case_id == case.id)).all():
        file.body = _anew(file.body, key, fresh, case.id, file.id, evidence.FIELD)
        _pieces(file, key, fresh)
    bodies.write(case, fresh, bodies.read(case, key))
    bodies.write_length(case, fresh, lines)
    share(case, fresh, readers)
    scrub()
    return fresh


def share(case: SealedCase, key: bytes, readers: Sequence[Reader]) -> None:
    """Fill a held case's boxes for these readers, the reporter and the recovery key, and write down who can read.

    While the office's recovery key is not recognised (restored with another SECRET_KEY), the one it had before stays.
    ``Tampered`` when another reporter's key was put into the case's row.
    """
    body = bodies.read(case, key)
    if body.reporter_key and body.reporter_key != case.reporter_key:
        raise keys.Tampered
    recovery = (office.recovery_key() or body.recovery_key) if body.recovery else b""
    public = [*(bytes.fromhex(reader.key) for reader in readers), *([recovery] if recovery else []), case.reporter_key]
    case.slots = slots.fill(case.id, key, public)
    bodies.write(case, key, replace(body, readers=tuple(readers), recovery_key=recovery))
    db.session.flush()


def _pieces(file: SealedFile, key: bytes, fresh: bytes) -> None:
    """One after the other: a report may carry hundreds of megabytes."""
    of_file = SealedChunk.file_id == file.id
    for number in db.session.scalars(select(SealedChunk.number).where(of_file)).all():
        this = (of_file, SealedChunk.number == number)
        data = db.session.scalars(select(SealedChunk.data).where(*this)).one()
        anew = _anew(data, key, fresh, file.case_id, file.id, str(number))
        db.session.execute(update(SealedChunk).where(*this).values(data=anew))


def _anew(sealed: bytes, key: bytes, fresh: bytes, *place: str) -> bytes:
    return keys.seal(fresh, keys.unseal(key, sealed, *place), *place)
