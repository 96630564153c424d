"""The form of a text that officers start from, with a look at how it would read for a case that nobody has."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField

from app.admin.door import administrator
from app.domain.replies import FIELDS, LANGUAGES, example
from app.models import ReplyTemplate
from app.services.administration import replies
from app.services.administration.changes import Wrong
from app.web import office
from app.web.buttons import act
from app.web.details import blame
from app.web.fields import AtMost, LineField, LinesField, Required
from app.web.fields.offers import NOT_OFFERED, offered


class ReplyForm(FlaskForm):
    """A text, the button it is offered with, and for which cases."""

    title = LineField(_l("ชื่อข้อความ"), [Required(_l("กรอกชื่อข้อความ")), AtMost(80)])
    wanted = SelectField(
        _l("ใช้กับปุ่ม"),
        choices=lambda: offered((key, act(name)) for key, name in replies.ACTIONS.items()),
        invalid_choice_message=NOT_OFFERED,
    )
    channel = SelectField(
        _l("ใช้กับช่องทาง"),
        choices=lambda: offered((key, _(name)) for key, name in replies.channels().items()),
        invalid_choice_message=NOT_OFFERED,
    )
    language = SelectField(
        _l("ภาษาของข้อความ"),
        choices=lambda: offered((key, _(name)) for key, name in LANGUAGES.items()),
        invalid_choice_message=NOT_OFFERED,
    )
    text = LinesField(_l("ข้อความ"), [Required(_l("กรอกข้อความ")), AtMost(2000)])

    @property
    def names(self) -> dict[str, str]:
        """The fields that a text may name, and what stands in their place."""
        return {f"{{{name}}}": str(_(words)) for name, words in FIELDS.items()}

    @property
    def example(self) -> str:
        """The text as it stands in the form, for a case that nobody has."""
        return example(self.text.data or "", self.language.data or "th")

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """To look at it is not to save it; a field that no case can fill in is told in both cases."""
        if request.method == "POST" and "look" in request.form:
            self._check()
            return False
        return bool(super().validate_on_submit(extra_validators))

    def _check(self) -> None:
        try:
            replies.check(self.text.data or "")
        except Wrong as wrong:
            blame(self, wrong)


def save(row: ReplyTemplate | None, form: ReplyForm) -> None:
    """What the form says, as a row."""
    values = {name: form[name].data or "" for name in ("title", "wanted", "channel", "language", "text")}
    replies.save(row, **values, by=administrator(), now=office.now())


def start(row: ReplyTemplate | None) -> dict[str, Any]:
    """What the form shows first."""
    if row is None:
        return {"language": "th"}
    about = {"channel": row.channel_slug, "language": row.language}
    return {"title": row.title, "wanted": row.action, "text": row.text, **about}
