"""What the forms of all open channels share: the draft they are kept in, photos, how to reach the resident."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from wtforms import BooleanField, HiddenField

from app.models import Attachment
from app.services.intake import Submission
from app.web.fields import PhotosField, Required
from app.web.forms import PatientForm


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the check page; ``field`` is where it can be changed."""

    label: str
    value: str | list[str]
    field: str


class IntakeForm(PatientForm):
    """A channel's questions. What was typed is kept word for word and read again before it is sent."""

    draft = HiddenField()
    photos = PhotosField(_l("รูปถ่าย"))

    def keep(self, typed: ImmutableMultiDict[str, str]) -> dict[str, list[str]]:
        """What was typed into this form's own fields, to be kept in a draft."""
        own = {name for name in self._fields if name not in {"draft", "photos", "csrf_token"}}
        return {name: typed.getlist(name) for name in typed if name.split("-")[0] in own}

    @classmethod
    def again(cls, answers: dict[str, list[str]]) -> "IntakeForm":
        """The form as it was typed; only for reading, so it needs no token."""
        form = cls(formdata=MultiDict(answers), meta={"csrf": False})
        form.read_again = True
        return form

    def submission(self, photos: tuple[Attachment, ...]) -> Submission:
        """The valid form as the services understand it."""
        raise NotImplementedError

    def files_asked(self) -> str:
        """What the row of files is called on the check page; empty where none are asked for."""
        return str(_("รูปถ่าย"))

    def answers(self) -> list[Answer]:
        """The valid form as its sender reads it before sending."""
        raise NotImplementedError

    def last_word(self) -> "AcknowledgeForm":
        """What is asked on the check page."""
        return AcknowledgeForm()

    def picked(self, asked: Mapping[str, str]) -> None:
        """Take over what was chosen on another page of the channel."""

    def beside(self, draft_key: str) -> dict[str, Any]:
        """What else the check page of this channel shows."""
        return {}

    def advice(self) -> str:
        """What the sender should know before sending, though nothing is wrong."""
        return ""


class AcknowledgeForm(PatientForm):
    """The last word before sending: the privacy notice was read."""

    acknowledged = BooleanField(
        _l("อ่านและรับทราบประกาศความเป็นส่วนตัวแล้ว"), validators=[Required(_l("กดรับทราบประกาศความเป็นส่วนตัวก่อนส่ง"))]
    )

    def completed(self, sent: Submission) -> Submission:
        """The submission with what was said here at last."""
        return sent


def chosen(choices: Any, value: str) -> str:
    """The words of the choice that was made."""
    return str(next((words for key, words in choices if key == value), ""))
