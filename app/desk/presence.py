"""Who else has a case open or writes in it, and whether somebody acted since the page was opened; asked by the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, jsonify, request
from flask_babel import gettext as _

from app.desk import story
from app.desk.door import bp, known
from app.domain.words import N_
from app.models import Ticket
from app.services import desk_drafts, looks
from app.web import office
from app.web.filters import moment

# What somebody is doing who typed into a form; what has no name here is a step, and has its own.
WRITING: Mapping[str, str] = {
    "message": N_("ข้อความถึงผู้ร้อง"),
    "note": N_("บันทึกภายใน"),
    "answer": N_("คำตอบ"),
    "ask": N_("คำถาม"),
}


@dataclass(frozen=True, slots=True)
class Here:
    """What the page says of the others; empty when there is nobody."""

    who: str
    writing: str


def here(case: Ticket) -> Here:
    """The others at this case now."""
    by, now = office.actor(), office.now()
    writers = desk_drafts.writers(case, by=by, now=now)
    writing = [_("%(name)s กำลังเขียน%(act)sอยู่", name=name, act=act_name(case, act)) for name, act in writers]
    busy = {name for name, _act in writers}
    names = [name for name in looks.others(case, by=by, now=now) if name not in busy]
    who = _("%(names)s เปิดเรื่องนี้อยู่", names=", ".join(names)) if names else ""
    return Here(who, " · ".join(writing))


def act_name(case: Ticket, act: str) -> str:
    """What an act is called where somebody writes for it."""
    label = next((step.label for step in case.channel.workflow.steps if step.action == act), "")
    return str(_(WRITING.get(act, label)))


@bp.post("/tickets/<reference>/here")
def beat(reference: str) -> Response:
    """The page is still open: who else is here, and what somebody did since it was opened."""
    case = known(reference)
    looks.stay(case, by=office.actor(), now=office.now())
    others = here(case)
    return jsonify(who=others.who, writing=others.writing, changed=_changed(case))


def page_version() -> int | None:
    """How many events the page knew that asks."""
    seen = request.form.get("version", "")
    return int(seen[:9]) if seen.isascii() and seen.isdigit() else None


def _changed(case: Ticket) -> str:
    seen = page_version()
    if seen is None or seen >= case.version:
        return ""
    last = max(case.events, key=lambda event: event.id)
    did = f"{story.who(last)} · {story.title(last)} · {moment(last.recorded_at, 'short')}"
    return str(_("มีคนทำเรื่องนี้หลังจากคุณเปิดหน้านี้: %(did)s", did=did))
