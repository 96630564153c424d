"""What a field is checked for, each with a sentence that says what to do."""

from typing import Any

from flask_babel import gettext as _
from wtforms import Form
from wtforms.validators import StopValidation

from app.domain.replies import OLD_BLANK, open_gaps


class Required:
    """Refuse an empty field with a sentence that says what to do."""

    field_flags = {"required": True}  # noqa: RUF012  (WTForms reads it from the class)

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, form: Form, field: Any) -> None:
        """Stop here when there is nothing: no text, no choice, no tick."""
        if field.data is False or field.data in (None, "", []):
            raise StopValidation(str(self.message))


class AtMost:
    """Refuse a text longer than ``limit`` characters; nothing is ever cut off."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, form: Form, field: Any) -> None:
        """Say the limit and the length there is."""
        length = len(field.data or "")
        if length > self.limit:
            words = _(
                "ยาวเกินไป เขียนได้ไม่เกิน %(limit)s ตัวอักษร ตอนนี้ยาว %(now)s", limit=f"{self.limit:,}", now=f"{length:,}"
            )
            raise StopValidation(words)


class Filled:
    """Refuse a text in which a gap of the text it started from still stands open."""

    def __call__(self, form: Form, field: Any) -> None:
        """Say what to do with the dots."""
        words = field.data or ""
        if OLD_BLANK in words.split():
            raise StopValidation(_("เติมส่วนที่เป็น ... ให้ครบ หรือลบออกก่อนส่ง"))
        if open_gaps(words):
            raise StopValidation(_("เติมส่วนที่เป็น …… ให้ครบ หรือลบออกก่อนส่ง"))


class Between:
    """Refuse a number outside [least, most]."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def __call__(self, form: Form, field: Any) -> None:
        """Say both ends."""
        if field.data is not None and not self.least <= field.data <= self.most:
            words = _("ใส่ตัวเลขตั้งแต่ %(least)s ถึง %(most)s", least=f"{self.least:,}", most=f"{self.most:,}")
            raise StopValidation(words)
