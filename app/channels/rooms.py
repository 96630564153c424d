"""What every room of an open channel knows: what is asked for, its manual, its drafts, which cases came in by it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask.views import View
from jinja2 import Template

from app.channels.forms import IntakeForm
from app.domain.channels import Channel
from app.models import Draft, Manual, Ticket
from app.services import drafts, intake, manuals, space
from app.services.intake import NotReady
from app.web import office


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked for: a whole channel, or a service that the office defined. ``manual`` names its manual."""

    form: type[IntakeForm]
    manual: str
    title: str
    service_id: int | None = None
    open: bool = True


def scripted() -> bool:
    """Whether the script on the page asks, which keeps what was typed (static/keep.js): it is answered in JSON."""
    return request.accept_mimetypes.best == "application/json"


class Room(View):
    """A page of a channel, its own template or the common one."""

    init_every_request = False
    name: ClassVar[str]
    path: ClassVar[str]

    def __init__(self, channel: Channel, subject: Callable[[], Subject]) -> None:
        self.channel, self._subject = channel, subject

    @property
    def subject(self) -> Subject:
        """What this request is about."""
        return self._subject()

    def page(self, template: str, **words: object) -> str:
        """The page in the channel's own words, if it has any."""
        names: list[str | Template] = [f"channels/{self.channel.slug}/{template}.html", f"channels/{template}.html"]
        return render_template(names, channel=self.channel, title=self.subject.title, **words)

    def to(self, room: str, **values: str) -> ResponseReturnValue:
        """Go on to another room of this channel; a script is told where that is."""
        address = self.address(room, **values)
        return {"to": address} if scripted() else redirect(address, 303)

    def address(self, room: str, **values: str) -> str:
        """Where another room of this channel is."""
        return url_for(f"{self.channel.slug}.{room}", **values)  # type: ignore[arg-type]

    def away(self, endpoint: str, **values: str) -> ResponseReturnValue:
        """Go on to a page behind another door."""
        return redirect(url_for(endpoint, **values), 303)  # type: ignore[arg-type]

    def manual(self) -> Manual:
        """The manual in force; without one, and without space to keep it in, nothing is promised and taken in."""
        space.require()
        subject = self.subject
        found = manuals.in_force(subject.manual, office.calendar().local_day(office.now()))
        if found is None or not subject.open:
            raise NotReady(subject.manual)
        return found

    def find(self, key: str) -> Draft | None:
        """The draft with this key, if it still waits."""
        return drafts.find(key, self.subject.manual, now=office.now()) if drafts.is_key(key) else None

    def again(self, draft: Draft) -> IntakeForm:
        """The form as it was typed, with the files that were kept."""
        form = self.subject.form.again(draft.answers)
        form.photos.known = {photo.sha256 for photo in draft.attachments}
        return form

    def holds(self, ticket: Ticket) -> bool:
        """Whether a case came in through these very rooms."""
        return (ticket.channel_slug, ticket.service_id) == (self.channel.slug, self.subject.service_id)

    def sent(self, key: str) -> Ticket | None:
        """The case that the form with this key became."""
        ticket = intake.sent_before(key) if drafts.is_key(key) else None
        return ticket if ticket and self.holds(ticket) else None
