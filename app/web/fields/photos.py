"""Photos that come with a form: every file is judged by decoding it; the good ones are kept when another is refused."""

import hashlib
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_wtf.file import MultipleFileField
from wtforms import Form
from wtforms.validators import StopValidation

from app.services import attachments
from app.services.attachments import Accepted, BadFile


class PhotosField(MultipleFileField):
    """Photos (``documents``: PDF too), ``most`` of them. ``accepted`` are to be kept, even when another was refused.

    ``known`` are the hashes of files kept before; the same file again is no second one.
    """

    def __init__(
        self, label: Any = None, *, documents: bool = False, most: int = attachments.MAX_FILES, **more: Any
    ) -> None:
        super().__init__(label, **more)
        self.documents, self.most = documents, most
        self.known: set[str] = set()
        self.accepted: tuple[Accepted, ...] = ()

    def pre_validate(self, form: Form) -> None:
        """Judge every file by decoding it."""
        accepted, wrong, seen = [], [], set(self.known)
        for sent in self.data or []:
            try:
                content = sent.stream.read(current_app.config["MAX_UPLOAD_BYTES"] + 1)
                judged = attachments.accept(sent.filename or "", content, documents=self.documents)
            except BadFile as bad:
                wrong.append(_("“%(name)s” แนบไม่ได้", name=bad.name) + " " + _(bad.message))
                continue
            digest = hashlib.sha256(judged.content).hexdigest()
            if digest not in seen:
                seen.add(digest)
                accepted.append(judged)
        room = max(0, self.most - len(self.known))
        if len(accepted) > room:
            wrong.append(_("แนบได้ไม่เกิน %(n)s รูป รูปที่เกินยังไม่ได้เก็บ", n=self.most))
        self.accepted = tuple(accepted[:room])
        if wrong:
            raise StopValidation(" · ".join(wrong))
