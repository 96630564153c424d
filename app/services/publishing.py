"""Publications as the desk writes them: drafts, files, shown, changed, withdrawn, brought back. The trail knows all.

A draft never shown can be thrown away; what was public once can only be withdrawn.
"""

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PIL import Image
from sqlalchemy import select

from app.domain.publications import Heading
from app.extensions import db
from app.models import Publication, PublicationFile
from app.services import attachments, audit, office
from app.services.actors import Actor
from app.services.attachments import Accepted
from app.services.publications import is_picture
from app.services.transaction import transaction

MOST_FILES = 10
_SIDE = 1280
_QUALITY = 80


class Changed(Exception):
    """Somebody else wrote it since the page was opened."""


class NotDescribed(Exception):
    """A picture has no description yet, so people who cannot see it would get nothing."""


class Empty(Exception):
    """Neither words nor a file: nothing to publish."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is written of a publication, checked and cleaned."""

    heading: Heading
    title: str
    dated: date
    body: str


def begin(words: Words, *, by: Actor, now: datetime) -> Publication:
    """Keep a draft; the same words by the same person, sent twice, are one."""
    with transaction():
        same = select(Publication).where(
            Publication.published_at.is_(None), Publication.by_id == by.staff_id, Publication.title == words.title,
            Publication.heading == words.heading, Publication.dated == words.dated, Publication.body == words.body,
        )  # fmt: skip
        found = db.session.scalar(same.limit(1))
        if found is None:
            present = office.present()
            found = Publication(changed_at=now, by_id=by.staff_id, sample=bool(present and present.sample))
            _set(found, words)
            db.session.add(found)
            db.session.flush()
            _record("publication_begun", found, by, now)
    return found


def change(publication: Publication, words: Words, *, seen: datetime, by: Actor, now: datetime) -> None:
    """Write it anew; ``Changed`` when somebody did so after ``seen``. What is public changes at once, and says so."""
    with transaction():
        _hold(publication)
        if publication.changed_at != seen:
            raise Changed
        names = [name for name in Words.__slots__ if getattr(publication, name) != getattr(words, name)]
        if names:
            _set(publication, words)
            _touch(publication, by, now)
            _record("publication_changed", publication, by, now, changed=names)


def publish(publication: Publication, *, by: Actor, now: datetime) -> None:
    """Show a draft to everyone; ``Empty`` or ``NotDescribed`` while something is missing."""
    with transaction():
        _hold(publication)
        if publication.published_at is None:
            if not (publication.body or publication.files):
                raise Empty
            if any(is_picture(file) and not file.description for file in publication.files):
                raise NotDescribed
            publication.published_at = now
            _touch(publication, by, now)
            _record("publication_published", publication, by, now)


def withdraw(publication: Publication, *, by: Actor, now: datetime) -> None:
    """Take it off the public pages; its address then says so."""
    with transaction():
        _hold(publication)
        if publication.published_at and publication.withdrawn_at is None:
            publication.withdrawn_at = now
            _record("publication_withdrawn", publication, by, now)


def bring_back(publication: Publication, *, by: Actor, now: datetime) -> None:
    """Show a withdrawn one again."""
    with transaction():
        _hold(publication)
        if publication.withdrawn_at:
            publication.withdrawn_at = None
            _record("publication_brought_back", publication, by, now)


def discard(publication: Publication, *, by: Actor, now: datetime) -> bool:
    """Throw a draft away with its files; False when it was public already, which then stays."""
    with transaction():
        _hold(publication)
        if publication.published_at is not None:
            return False
        _record("publication_discarded", publication, by, now)
        kept = [file.attachment for file in publication.files]
        db.session.delete(publication)
        db.session.flush()
        for attachment in kept:
            attachments.forget(attachment)
    return True


def add_files(publication: Publication, files: Sequence[Accepted], *, by: Actor, now: datetime) -> int:
    """Keep papers and pictures with it, each of them once: how many were new.

    A paper is shown at once under its name; a picture once it is described.
    """
    with transaction():
        _hold(publication)
        known = {file.attachment.sha256 for file in publication.files}
        before = len(known)
        for file, size in map(_fit_for_a_page, files):
            digest = hashlib.sha256(file.content).hexdigest()
            if digest not in known and len(known) < MOST_FILES:
                known.add(digest)
                kept = attachments.store(file, public=True, now=now)
                name = "" if size else file.name.rsplit(".", 1)[0]
                width, height = size or (None, None)
                publication.files.append(
                    PublicationFile(attachment=kept, description=name, width=width, height=height)
                )
        if len(known) > before:
            _touch(publication, by, now)
            _record("publication_files_added", publication, by, now, files=len(known) - before)
    return len(known) - before


def describe(publication: Publication, descriptions: Mapping[int, str], *, by: Actor, now: datetime) -> None:
    """Write what the files are, by number; an empty description takes a picture off the page."""
    with transaction():
        _hold(publication)
        differing = [f for f in publication.files if descriptions.get(f.id, f.description) != f.description]
        for file in differing:
            file.description = descriptions[file.id]
        if differing:
            _touch(publication, by, now)
            _record("publication_files_described", publication, by, now, files=len(differing))


def drop_files(publication: Publication, numbers: Sequence[int], *, by: Actor, now: datetime) -> None:
    """Take files away for good."""
    with transaction():
        _hold(publication)
        gone = [file for file in publication.files if file.id in numbers]
        for file in gone:
            publication.files.remove(file)
        if gone:
            db.session.flush()
            for file in gone:
                attachments.forget(file.attachment)
            _touch(publication, by, now)
            _record("publication_files_removed", publication, by, now, files=len(gone))


def _fit_for_a_page(file: Accepted) -> tuple[Accepted, tuple[int, int] | None]:
    """A picture small enough for a telephone line, and its size; papers stay as they are and have none."""
    if not file.media_type.startswith("image/"):
        return file, None
    out = io.BytesIO()
    with Image.open(io.BytesIO(file.content)) as picture:
        if max(picture.size) <= _SIDE:
            return file, picture.size
        picture.thumbnail((_SIDE, _SIDE))
        picture.save(out, "JPEG", quality=_QUALITY, optimize=True)
        return Accepted(file.name, file.media_type, out.getvalue()), picture.size


def _hold(publication: Publication) -> None:
    """The row as it is now, held until the present transaction is written."""
    db.session.refresh(publication, with_for_update=True)


def _set(publication: Publication, words: Words) -> None:
    for name in Words.__slots__:
        setattr(publication, name, getattr(words, name))


def _touch(publication: Publication, by: Actor, now: datetime) -> None:
    publication.changed_at, publication.by_id = now, by.staff_id


def _record(action: str, publication: Publication, by: Actor, now: datetime, **data: object) -> None:
    audit.record(action, f"publication/{publication.id}", by=by, now=now, **data)
