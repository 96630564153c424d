"""What was done to many cases at once: the page after it, taking it back, and one's own acts of the last days."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.desk import story
from app.desk.door import bp
from app.domain.references import latin
from app.models import BulkAct
from app.services import bulk
from app.services.bulk import ASSIGN, CATEGORY, Left
from app.web import office


@dataclass(frozen=True, slots=True)
class Out:
    """A case that is left out, and the reason in words; ``url`` if it may be opened."""

    reference: str
    why: str
    url: str


@dataclass(frozen=True, slots=True)
class Past:
    """An act as it is listed; ``left``: cases it left out; ``kept``: not handed back."""

    id: int
    at: datetime
    words: str
    left: int
    kept: int
    undone: bool
    can_be_undone: bool


@bp.get("/marked/mine")
def marked_mine() -> str:
    """One's own acts on many cases, the newest first."""
    rows = [_past(row) for row in bulk.recent(by=office.actor(), now=office.now())]
    return render_template("desk/acts_done.html", rows=rows, days=bulk.DAYS)


@bp.get("/marked/<int:act_id>")
def marked_done(act_id: int) -> str:
    """What was done and what was not."""
    row = _mine(act_id)
    done = [item for item in row.items if item["done"]]
    return render_template(
        "desk/marked_done.html", row=row, done=done, words=_words(row, len(done)),
        left=[_told(item["reference"], item) for item in row.items if not item["done"]],
        back=[item for item in done if item.get("back") == ""],
        kept=[Out(i["reference"], _(i["back"]), _url(i["reference"])) for i in done if i.get("back")],
        can_be_undone=bulk.can_be_undone(row),
    )  # fmt: skip


@bp.post("/marked/<int:act_id>/undo")
def marked_undo(act_id: int) -> ResponseReturnValue:
    """Hand them back."""
    bulk.undo(_mine(act_id), by=office.actor(), now=office.now())
    return redirect(url_for("desk.marked_done", act_id=act_id))


def _past(row: BulkAct) -> Past:
    done = [item for item in row.items if item["done"]]
    kept = sum(bool(item.get("back")) for item in done)
    left = len(row.items) - len(done)
    return Past(row.id, row.at, _words(row, len(done)), left, kept, row.undone_at is not None, bulk.can_be_undone(row))


def _mine(act_id: int) -> BulkAct:
    return bulk.find(act_id, by=office.actor()) or abort(404)


def _words(row: BulkAct, done: int) -> str:
    to = row.data.get("to", "")
    if row.act == ASSIGN:
        return str(ngettext("มอบ %(num)s เรื่องให้%(to)sแล้ว", "มอบ %(num)s เรื่องให้%(to)sแล้ว", done, to=to))
    if row.act == CATEGORY:
        one = ngettext("เปลี่ยนประเภท %(num)s เรื่องเป็น%(to)sแล้ว", "เปลี่ยนประเภท %(num)s เรื่องเป็น%(to)sแล้ว", done, to=to)
        return str(one)
    return str(ngettext("รับไว้ดำเนินการ %(num)s เรื่องแล้ว", "รับไว้ดำเนินการ %(num)s เรื่องแล้ว", done))


def left_out(one: Left) -> Out:
    """A case that was left out, in words."""
    if one.event is None:
        return Out(one.reference, _(one.why), "" if one.why == bulk.NOT_THERE else _url(one.reference))
    did = f"{story.who(one.event)} · {story.title(one.event)}"
    return Out(one.reference, _("มีคนทำไปก่อนแล้ว: %(did)s", did=did), _url(one.reference))


def _told(reference: str, item: dict[str, Any]) -> Out:
    event = bulk.event(item, by=office.actor()) if item.get("event") else None
    return left_out(Left(reference, item.get("why") or bulk.OVERTAKEN, event))


def _url(reference: str) -> str:
    return url_for("desk.case", reference=latin(reference))
