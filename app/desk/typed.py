"""Half-written forms of a case: kept as they stand, put back when their officer comes again, thrown away on request."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from flask import abort, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.desk.door import bp, known
from app.desk.presence import act_name, page_version
from app.domain.workflow import StepRefused
from app.models import DeskDraft, Ticket
from app.services import desk_drafts
from app.web import office
from app.web.filters import time_of_day

BESIDE = ("message", "note")
_NOT_TYPED = {"csrf_token", "version", "key", "template", "fill", "remove", "drop", "with_photos"}


@dataclass(frozen=True, slots=True)
class Typed:
    """What a page says of a draft: of which act, from when, where it goes on; and the fields themselves."""

    act: str
    name: str
    saved_at: datetime
    url: str
    fields: MultiDict[str, str]


def of(case: Ticket) -> Mapping[str, Typed]:
    """One's own drafts for a case by their acts, the latest first."""
    return {draft.act: _typed(case, draft) for draft in desk_drafts.mine(case, by=office.actor())}


def kept(case: Ticket, act: str) -> tuple[Typed | None, MultiDict[str, str] | None]:
    """The draft of an act and its fields, for a form that is opened; a form that was sent says itself what it holds."""
    draft = desk_drafts.find(case, act, by=office.actor()) if request.method == "GET" else None
    if draft is None:
        return None, None
    typed = _typed(case, draft)
    return typed, typed.fields


def _typed(case: Ticket, draft: DeskDraft) -> Typed:
    fields = MultiDict((name, value) for name, values in draft.fields.items() for value in values)
    return Typed(draft.act, act_name(case, draft.act), draft.saved_at, _place(case, draft.act), fields)


def keep(case: Ticket, act: str, version: int | None = None) -> DeskDraft | None:
    """Keep the form that was just sent, if the case is still theirs to write in; ``version``: of the page it is on."""
    with suppress(StepRefused):
        return desk_drafts.keep(case, act, _fields(), by=office.actor(), now=office.now(), version=version)
    return None


def done(case: Ticket, act: str) -> None:
    """It was sent: the draft has done its duty."""
    desk_drafts.drop(case, act, by=office.actor())


@bp.post("/tickets/<reference>/<act>/draft")
def draft(reference: str, act: str) -> ResponseReturnValue:
    """Keep a draft, or throw it away; the page's script is told the time, a person comes back to the form."""
    case = known(reference)
    acts = {*BESIDE, *(step.action for step in case.channel.workflow.steps)}
    if act not in acts or case.emptied:
        abort(404)
    if "drop" in request.form:
        done(case, act)
        flash(_("ทิ้งร่างแล้ว"))
        return redirect(_place(case, act))
    scripted = request.accept_mimetypes.best == "application/json"
    saved = keep(case, act, page_version() if scripted else None)
    words = _("เก็บร่างแล้ว %(time)s", time=time_of_day(saved.saved_at)) if saved else ""
    if scripted:
        return jsonify(said=words)
    flash(words or _("ยังไม่มีอะไรให้เก็บ"))
    if any(file.filename for file in request.files.values()):
        flash(_("รูปไม่ได้เก็บไว้กับร่าง เลือกอีกครั้งตอนส่ง"), "waiting")
    return redirect(_place(case, act))


def _place(case: Ticket, act: str) -> str:
    if act in BESIDE:
        return url_for(f"desk.{act}", reference=case.latin)
    return url_for("desk.step", reference=case.latin, action=act)


def _fields() -> Mapping[str, Sequence[str]]:
    names = [name for name in request.form if name not in _NOT_TYPED and len(name) < 50]
    return {name: request.form.getlist(name)[:20] for name in names[:60]}
