"""The ITA items of each fiscal year as rows: started, copied, edited, verified, shown by links and files."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.domain.ita import same_code
from app.domain.words import N_
from app.extensions import db
from app.models import OitItem, OitLink
from app.services import attachments, audit
from app.services.actors import Actor
from app.services.administration import changes
from app.services.administration.changes import Wrong
from app.services.attachments import Accepted
from app.services.defaults import ita as defaults
from app.services.transaction import transaction

COPIED = N_("ยกมาจากชุดของปีอื่น ยังไม่ได้ตรวจกับคู่มือของ ป.ป.ช.")


def years() -> list[int]:
    """The fiscal years that have items, the newest first."""
    return sorted(db.session.scalars(select(OitItem.fiscal_year).distinct()), reverse=True)


def items(fiscal_year: int) -> Sequence[OitItem]:
    """The items of a year in the office's order."""
    query = select(OitItem).where(OitItem.fiscal_year == fiscal_year).order_by(OitItem.position, OitItem.id)
    return db.session.scalars(query).all()


def find(fiscal_year: int, code: str) -> OitItem | None:
    """The item of a year with this code, however its letters are written."""
    return next((item for item in items(fiscal_year) if same_code(item.code, code)), None)


def by_id(item_id: int) -> OitItem | None:
    """An item."""
    return db.session.get(OitItem, item_id)


def file(link_id: int) -> OitLink | None:
    """A link of an item that has a file."""
    found = db.session.get(OitLink, link_id)
    return found if found and found.attachment else None


def begin(fiscal_year: int, *, by: Actor, now: datetime) -> int:
    """Start a year without items from the shipped set, where one is shipped: how many."""
    return _fill(fiscal_year, defaults.rows(fiscal_year), "ita_begun", by, now)


def copy(fiscal_year: int, other: int, *, by: Actor, now: datetime) -> int:
    """Start a year without items from those of another year, unverified and without their links: how many."""
    rows = [
        OitItem(
            fiscal_year=fiscal_year, position=item.position, code=item.code, title=item.title,
            requirement=item.requirement, subject=item.subject, source=COPIED, verified_on=None,
        )
        for item in items(other)
    ]  # fmt: skip
    return _fill(fiscal_year, rows, "ita_copied", by, now)


def save(item: OitItem | None, fiscal_year: int, values: Mapping[str, Any], *, by: Actor, now: datetime) -> OitItem:
    """Add an item to a year (None) or change one; ``Wrong`` for a code that the year has already."""
    taken = find(fiscal_year, values["code"])
    if taken is not None and taken is not item:
        raise Wrong("code", N_("ปีนี้มีรหัสนี้อยู่แล้ว"))
    new = item is None
    row = item or OitItem(fiscal_year=fiscal_year)
    try:
        changes.write(row, values, action="ita_added" if new else "ita_changed",
                      subject=f"{fiscal_year}/{values['code']}", by=by, now=now)  # fmt: skip
    except IntegrityError as twice:  # somebody else added it at the same moment
        raise Wrong("code", N_("ปีนี้มีรหัสนี้อยู่แล้ว")) from twice
    return row


def following(fiscal_year: int) -> int:
    """The place behind the last item of a year."""
    last = db.session.scalar(select(func.max(OitItem.position)).where(OitItem.fiscal_year == fiscal_year))
    return (last or 0) + 1


def verify(fiscal_year: int, *, on: date, source: str, by: Actor, now: datetime) -> int:
    """Say that somebody compared all items of a year with its handbook on a day: how many."""
    with transaction():
        found = items(fiscal_year)
        for item in found:
            item.verified_on, item.source = on, source
        audit.record("ita_verified", str(fiscal_year), by=by, now=now, on=on.isoformat(), source=source)
    return len(found)


def remove(item: OitItem, *, by: Actor, now: datetime) -> None:
    """Take an item away with its links and files."""
    with transaction():
        for link in list(item.links):
            _unlink(item, link)
        audit.record("ita_removed", f"{item.fiscal_year}/{item.code}", by=by, now=now, title=item.title)
        db.session.flush()
        db.session.delete(item)


def add_link(item: OitItem, *, label: str, address: str, by: Actor, now: datetime) -> None:
    """Show an address for an item."""
    with transaction():
        item.links.append(OitLink(label=label, address=address, added_at=now))
        audit.record("ita_link_added", f"{item.fiscal_year}/{item.code}", by=by, now=now, address=address)


def add_file(item: OitItem, *, label: str, accepted: Accepted, by: Actor, now: datetime) -> None:
    """Show a file for an item; from now on anybody can take it."""
    with transaction():
        kept = attachments.store(accepted, public=True, now=now)
        item.links.append(OitLink(label=label or kept.name, address="", attachment=kept, added_at=now))
        audit.record("ita_file_added", f"{item.fiscal_year}/{item.code}", by=by, now=now, file=kept.name)


def drop_link(item: OitItem, link_id: int, *, by: Actor, now: datetime) -> bool:
    """No longer show an address or a file: whether it was there."""
    link = next((link for link in item.links if link.id == link_id), None)
    if link is None:
        return False
    with transaction():
        words = link.label
        _unlink(item, link)
        audit.record("ita_link_removed", f"{item.fiscal_year}/{item.code}", by=by, now=now, label=words)
    return True


def _unlink(item: OitItem, link: OitLink) -> None:
    item.links.remove(link)
    db.session.flush()
    if link.attachment:
        attachments.forget(link.attachment)


def _fill(fiscal_year: int, rows: list[OitItem], action: str, by: Actor, now: datetime) -> int:
    if items(fiscal_year):
        return 0
    try:
        with transaction():
            db.session.add_all(rows)
            audit.record(action, str(fiscal_year), by=by, now=now, items=len(rows))
    except IntegrityError:  # somebody else began it at the same moment
        return 0
    return len(rows)
