"""What the corruption channel asks. Every answer travels inside the form itself: nothing waits on the server."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from app.domain.sealed_report import QUESTIONS
from app.domain.thai import to_arabic_digits
from app.web import report_form
from app.web.evidence import EvidenceFields
from app.web.report_form import LONGEST, SHORT, TOO_LONG


class ReportForm(report_form.ReportForm):
    """The report, its code written down before anything else."""

    last_four = StringField(_l("พิมพ์ 4 หลักสุดท้ายของรหัส"))

    def validate_last_four(self, field: Field) -> None:
        """Whoever has written the code down can type its end."""
        if to_arabic_digits(field.data or "").strip() != (self.code.data or "")[-4:]:
            raise ValidationError(gettext("4 หลักนี้ไม่ตรงกับรหัสด้านบน จดรหัสแล้วพิมพ์ 4 หลักสุดท้าย"))

    def carried(self) -> list[tuple[str, str]]:
        """Everything as it was typed, for the hidden fields of the next page."""
        names = ("code", "last_four", *QUESTIONS)
        return [*(("about", value) for value in self.about.data or ()), *((n, self[n].data or "") for n in names)]


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
