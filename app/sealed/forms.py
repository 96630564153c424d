"""The integrity officers' forms."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    Field,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length

from app.domain.channels import Arrival
from app.domain.sealed import Finding, Step
from app.domain.thai import clean
from app.services.sealed.casework import Given
from app.web import report_form
from app.web.evidence import EvidenceFields
from app.web.fields import DateField
from app.web.fields.offers import offered
from app.web.report_form import LONGEST, SHORT, TOO_LONG


class SearchForm(FlaskForm):
    """Words to look for; they go into no address."""

    query = StringField(_l("ค้นในเรื่องที่คุณเปิดได้"), validators=[Length(max=200)])


class WriteForm(FlaskForm, EvidenceFields):
    """Words to the reporter, or a note to the file."""

    once = HiddenField()
    text = TextAreaField(_l("เขียนถึงผู้ร้อง"), validators=[Length(max=LONGEST, message=TOO_LONG)])

    def validate_text(self, field: Field) -> None:
        """Something must be there."""
        if not (field.data or "").strip() and not self.chosen():
            raise ValidationError(gettext("เขียนข้อความ หรือเลือกไฟล์"))


class NoteForm(WriteForm):
    """A note that the reporter never reads."""

    text = TextAreaField(_l("บันทึกการสอบข้อเท็จจริง"), validators=[Length(max=LONGEST, message=TOO_LONG)])


class StepForm(FlaskForm):
    """One step; only the fields it asks for are shown."""

    seen = HiddenField()
    authority = StringField(_l("เสนอต่อ"), validators=[Length(max=SHORT, message=TOO_LONG)])
    finding = SelectField(_l("ผล"), choices=(), validate_choice=False)
    agency_number = StringField(_l("เลขที่หนังสือส่ง"), validators=[Length(max=200)])
    new_date = DateField(_l("ขยายถึงวันที่"))
    note = TextAreaField(_l("เหตุผลหรือสรุป ผู้ร้องไม่เห็น"), validators=[Length(max=LONGEST, message=TOO_LONG)])
    message = TextAreaField(_l("เขียนถึงผู้ร้อง"), validators=[Length(max=LONGEST, message=TOO_LONG)])

    def offer(self, step: Step) -> "StepForm":
        """Offer the findings of this step."""
        self.finding.choices = offered([("", gettext("เลือก")), *((f.value, gettext(f.label)) for f in step.findings)])
        return self

    @property
    def acts_seen(self) -> int:
        """How many acts the officer saw; what was tampered with counts as none."""
        typed = self.seen.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0

    def blame(self, name: str, words: str) -> None:
        """Put an error beside a field that the service refused."""
        if name == "new_date":
            self.new_date.wrong = [words]
        else:
            self[name].errors = [*self[name].errors, words]

    def given(self) -> Given:
        """What was filled in."""
        chosen = self.finding.data or ""
        return Given(
            message=clean(self.message.data or "", multiline=True),
            note=clean(self.note.data or "", multiline=True),
            authority=clean(self.authority.data or ""),
            finding=Finding(chosen) if chosen in set(Finding) else None,
            agency_number=clean(self.agency_number.data or ""),
            new_date=self.new_date.chosen,
        )


class AsideForm(FlaskForm):
    """Giving the key back."""

    reason = TextAreaField(
        _l("เหตุที่ขอถอนตัว"), validators=[DataRequired(message=_l("เขียนเหตุผล")), Length(max=SHORT, message=TOO_LONG)]
    )


_LETTERBOX = (Arrival.LETTER, Arrival.PHONE, Arrival.WALK_IN, Arrival.REFERRED)


class KeyedInForm(report_form.ReportForm, EvidenceFields):
    """A letter, a call, a visit, typed in for its sender."""

    last_four = None
    arrival = SelectField(_l("มาทาง"), choices=offered((a.value, _l(a.label)) for a in _LETTERBOX))
    received = DateField(_l("วันที่ได้รับ"), required=_l("กรอกวันที่ได้รับ"))
