"""Before a complaint is sent: words for the neighbours, if its writer likes, and what they have told us already."""

from typing import Any

from flask import request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import StopValidation

from app.channels.forms import AcknowledgeForm
from app.channels.rooms import Room
from app.domain import redaction
from app.models import Ticket
from app.services import following
from app.services.intake import Submission
from app.web import neighbours, office
from app.web.fields import AtMost, LinesField
from app.web.forms import PatientForm
from app.web.neighbours import FOLLOWED
from app.web.requests import place


class LastWordForm(AcknowledgeForm):
    """The notice was read; and, for whoever wants it, what others may read of this."""

    share = BooleanField(_l("ให้คนอื่นอ่านข้อความนี้ได้ เมื่อเจ้าหน้าที่ตรวจแล้ว"))
    words = LinesField(_l("ข้อความที่คนอื่นจะเห็น"), validators=[AtMost(redaction.LONGEST)])

    def validate_words(self, field: LinesField) -> None:
        """Nothing can be shown of nothing."""
        if self.share.data and not field.data:
            raise StopValidation(_("เขียนข้อความที่จะให้เห็น หรือเอาเครื่องหมายในช่องออก"))

    def completed(self, sent: Submission) -> Submission:
        """With the words, only if they were given."""
        return sent.with_public_words(self.words.data or "") if self.share.data else sent


class FollowForm(PatientForm):
    """Which of the cases on the page, in a way that means nothing elsewhere."""

    mark = HiddenField()


def similar(form: Any) -> list[Ticket]:
    """What neighbours told us of the same kind and place as this valid form does, as far as they let others know."""
    about = form.categories[form.category.data]
    return following.similar(about, form.villages.get(form.village.data), form.map.position)


def shown(form: Any, draft_key: str) -> list[tuple[str, neighbours.Known]]:
    """The same for the page, each with its mark."""
    found = following.words_of(similar(form))
    today = office.today()
    return [(following.mark(ticket, draft_key), neighbours.known(ticket, words, today)) for ticket, words in found]


class Follow(Room):
    """Follow a neighbour's case instead of sending one's own; only now is what was typed thrown away."""

    name, path = "follow", "/follow"
    methods = ("POST",)

    def dispatch_request(self) -> ResponseReturnValue:
        """To the page of the case; back to the check page where it cannot be followed any more."""
        key, asked = request.args.get("draft", ""), FollowForm()
        if before := following.followed_with(key):
            return self._on(before.token, key)
        draft = self.find(key)
        form: Any = self.again(draft) if draft else None
        if draft is None or not form.validate() or not asked.validate():
            return self.to("check", draft=key)
        ticket = next((t for t in similar(form) if following.mark(t, key) == asked.mark.data), None)
        if ticket is None:
            return self.to("check", draft=key)
        row = following.follow(ticket, draft_key=key, place=place(), now=office.now())
        return self._on(row.token, key)

    def _on(self, token: str, key: str) -> ResponseReturnValue:
        """To the page of the case, which has this phone throw its draft away, too."""
        session[FOLLOWED] = key
        return self.away("tracking.followed", token=token)
