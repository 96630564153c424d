"""Texts to start from, on a form: chosen and put into the message by a button, what was typed staying where it is."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from app.domain.replies import LANGUAGES
from app.models import Ticket
from app.services import replies
from app.services.replies import Reply
from app.web import office


def offers(case: Ticket, action: str) -> Sequence[Reply]:
    """The texts for this act on this case, filled in as the officer at the desk would write them."""
    return replies.offered(
        case, action, writer=office.member().name, calendar=office.calendar(), now=office.now()
    )


def choices(found: Sequence[Reply]) -> list[SelectChoice]:
    """For the field; under the names of their languages where there is more than one. The script reads the words."""
    several = len({reply.language for reply in found}) > 1
    lines = [SelectChoice("", _("ไม่ใช้แม่แบบ"))]
    for reply in found:
        spoken = str(_(LANGUAGES[reply.language]))
        title = reply.title if reply.language == "th" else f"{reply.title} · {spoken}"
        lines.append(SelectChoice(str(reply.id), title, {"data-text": reply.text}, spoken if several else None))
    return lines


def fill(form: Any, found: Sequence[Reply]) -> bool:
    """Put the chosen text under what was typed; True when that is all that was asked for."""
    if "template" not in form or "fill" not in request.form:
        return False
    chosen = next((reply for reply in found if str(reply.id) == form.template.data), None)
    if chosen:
        form.message.data = f"{form.message.data or ''}\n{chosen.text}".strip()
    return True
