"""What the corruption channel asks. Every answer travels inside the form itself: nothing waits on the server."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from app.web.evidence import EvidenceFields
from app.web.report_form import LONGEST, SHORT, TOO_LONG


class EvidenceForm(FlaskForm, EvidenceFields):
    """Files, on the check page or after sending."""


class CodeForm(FlaskForm):
    """Coming back."""

    code = StringField(_l("รหัส 24 หลัก"))


class MessageForm(FlaskForm, EvidenceFields):
    """Words and files to the officers."""

    code = HiddenField()
    once = HiddenField()
    text = TextAreaField(_l("เขียนถึงเจ้าหน้าที่"), validators=[Length(max=LONGEST, message=TOO_LONG)])

    def validate_text(self, field: Field) -> None:
        """Something must be sent."""
        if not (field.data or "").strip() and not self.chosen():
            raise ValidationError(gettext("เขียนข้อความ หรือเลือกไฟล์"))


class WithdrawForm(FlaskForm):
    """Taking the report back."""

    code = HiddenField()
    text = TextAreaField(_l("เหตุผล"), validators=[Length(max=SHORT, message=TOO_LONG)])
    sure = BooleanField(_l("ต้องการขอถอนเรื่องนี้"), validators=[InputRequired(message=_l("ทำเครื่องหมายเพื่อยืนยัน"))])
