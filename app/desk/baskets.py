"""Photos of a form that came back with an error: kept under the form's own key until it is sent."""

from collections.abc import Sequence
from typing import Any

from flask import request

from app.models import Attachment, Draft
from app.services import drafts
from app.services.attachments import Accepted
from app.web import office

_SLUG = "desk"


class Basket:
    """The photos of one form; a form without a ``photos`` field has an empty one."""

    def __init__(self, form: Any) -> None:
        self.form = form
        self.draft: Draft | None = None
        if "photos" in form:
            form.key.data = form.key.data if drafts.is_key(form.key.data or "") else drafts.new_key()
            self.draft = drafts.find(form.key.data, _SLUG, now=office.now())
            self._take_out()
            form.photos.known = {photo.sha256 for photo in self.kept}

    @property
    def kept(self) -> Sequence[Attachment]:
        """The photos kept from before."""
        return tuple(self.draft.attachments) if self.draft else ()

    @property
    def fresh(self) -> tuple[Accepted, ...]:
        """The good ones among those just sent."""
        found: tuple[Accepted, ...] = self.form.photos.accepted if "photos" in self.form else ()
        return found

    def keep(self) -> None:
        """Keep the good ones for the next try."""
        if self.fresh:
            self.draft = drafts.save(self.form.key.data, _SLUG, {}, self.fresh, now=office.now())

    def forget(self) -> None:
        """The form was sent: its photos live in the case now."""
        if self.draft:
            drafts.discard(self.form.key.data)

    def _take_out(self) -> None:
        ticked = {value for value in request.form.getlist("remove") if value.isascii() and value.isdigit()}
        if self.draft:
            for photo_id in map(int, ticked):
                drafts.drop_photo(self.draft, photo_id)
