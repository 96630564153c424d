"""The form that residents fill in: neither a session that ended nor another language costs them their words."""

from functools import lru_cache
from typing import Any

from babel.support import NullTranslations, Translations
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms.i18n import messages_path

from app.web.fields import DateField, PhotosField
from app.web.words import switching


@lru_cache
def _words_of_wtforms(language: str) -> NullTranslations:
    return Translations.load(messages_path(), [language], "wtforms")


class PatientForm(FlaskForm):
    """A form that says by itself when its token is too old, in words and with everything typed still there.

    The blueprint that uses it is exempt from the global check (``csrf.exempt(bp)``); this one is made on every POST.
    ``read_again``: it was typed on an earlier page and is judged in any language.
    """

    class Meta:
        """The words of WTForms itself are looked for on the disk once, not for every page."""

        def get_translations(self, _form: Any) -> NullTranslations:
            """In the language of the page."""
            return _words_of_wtforms(str(get_locale()))

    read_again = False

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; a bad token becomes a sentence about the form."""
        good: bool = super().validate(extra_validators)
        if switching() and not self.read_again:
            return self._forgiven()
        token = self._fields.get("csrf_token")
        if token is not None and token.errors:
            token.errors = []
            self.form_errors.append(_("หน้านี้เปิดไว้นานเกินไป เรายังไม่ได้ส่งอะไร ตรวจดูแล้วกดปุ่มอีกครั้ง"))
        return good

    def _forgiven(self) -> bool:
        """Not to be acted upon, but nothing is wrong: it comes back as it was typed, with what is wrong with files."""
        for field in self:
            if isinstance(field, DateField):
                field.wrong = []
            elif not isinstance(field, PhotosField):
                field.errors = []
        self.form_errors.clear()
        return False
