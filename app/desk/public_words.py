"""Words that a complainant offers to their neighbours: an officer reads them, then others may, or may not."""

from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.desk.door import bp, living
from app.desk.lines import followed
from app.desk.steps import after
from app.domain.redaction import hide
from app.models import Ticket
from app.services import following, public_words
from app.web import office


@dataclass(frozen=True, slots=True)
class Offer:
    """What the case page shows. ``doubtful``: our rule still finds in it what may give somebody away."""

    words: str
    passed: bool
    refused: bool
    doubtful: bool
    who: str
    at: datetime | None
    followers: str


def offer(ticket: Ticket) -> Offer | None:
    """The words that came with a case, and how many follow it."""
    found = public_words.of(ticket)
    if found is None:
        return None
    number = following.count(ticket)
    return Offer(
        words=found.words,
        passed=found.passed_at is not None,
        refused=found.refused_at is not None,
        doubtful=hide(found.words) != found.words,
        who=found.judged_by.name if found.judged_by else "",
        at=found.passed_at or found.refused_at,
        followers=followed(number) if number else "",
    )


@bp.post("/tickets/<reference>/public-words", endpoint="public_words")
def judge(reference: str) -> ResponseReturnValue:
    """Let others read them, or not."""
    case, passed = living(reference), request.form.get("pass") == "1"
    public_words.judge(case, passed=passed, by=office.actor(), now=office.now())
    flash(_("เผยแพร่ข้อความแล้ว") if passed else _("ไม่เผยแพร่ข้อความนี้"))
    return redirect(after(case))
