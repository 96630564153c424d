"""The form that residents fill in: a session that ended costs them one more press of the button, never their words."""

from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm


class PatientForm(FlaskForm):
    """A form that says by itself when its token is too old, in words and with everything typed still there.

    The blueprint that uses it is exempt from the global check (``csrf.exempt(bp)``); this one is made on every POST.
    """

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; a bad token becomes a sentence about the form."""
        good: bool = super().validate(extra_validators)
        token = self._fields.get("csrf_token")
        if token is not None and token.errors:
            token.errors = []
            self.form_errors.append(_("หน้านี้เปิดไว้นานเกินไป เรายังไม่ได้ส่งอะไร ตรวจดูแล้วกดปุ่มอีกครั้ง"))
        return good
