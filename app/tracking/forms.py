"""What residents fill in while they follow a case: number and code, an answer, a verdict, a farewell."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import StopValidation

from app.domain.thai import to_arabic_digits
from app.domain.timeline import VERDICTS
from app.web.fields import AtMost, LineField, LinesField, PhotosField, Required
from app.web.forms import PatientForm

YES, NO = "yes", "no"


class FindForm(PatientForm):
    """Number and code, as on the receipt. It only reads, so it needs no token."""

    class Meta:  # noqa: D106  (WTForms' own name)
        csrf = False

    reference = LineField(_l("เลขที่รับเรื่อง"), validators=[Required(_l("กรอกเลขที่รับเรื่อง")), AtMost(60)])
    code = LineField(_l("รหัสติดตาม"), validators=[Required(_l("กรอกรหัสติดตาม")), AtMost(60)])


class SayForm(PatientForm):
    """Words, photos, or both."""

    words = LinesField(_l("ข้อความถึงเรา"), validators=[AtMost(5000)])
    photos = PhotosField(_l("รูปถ่าย"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Something must have been said."""
        good = super().validate(extra_validators)
        if good and not self.words.data and not self.photos.accepted:
            self.words.errors = [_("เขียนข้อความ หรือแนบรูป")]
            return False
        return good

    def said(self) -> str:
        """The words; photos alone get some."""
        return self.words.data or _("ส่งรูปถ่าย")


class VerdictForm(PatientForm):
    """Whether it is solved, in the words of the channel."""

    solved = RadioField(validate_choice=False, validators=[Required(_l("เลือกข้อใดข้อหนึ่ง"))])
    why = LinesField(validators=[AtMost(5000)])

    def __init__(self, channel_slug: str, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        question, yes, no, why = VERDICTS[channel_slug]
        self.solved.label.text, self.why.label.text = _(question), _(why)
        self.solved.choices = [(YES, _(yes)), (NO, _(no))]

    def validate_solved(self, field: RadioField) -> None:
        """Yes or no."""
        if field.data not in {YES, NO}:
            raise StopValidation(_("เลือกข้อใดข้อหนึ่ง"))


class ReviewForm(PatientForm):
    """Please think it over again, and why."""

    reason = LinesField(
        _l("อยากให้เราทบทวนเรื่องอะไร"), validators=[Required(_l("เขียนสั้น ๆ ว่าอยากให้ทบทวนอะไร")), AtMost(5000)]
    )


class WithdrawForm(PatientForm):
    """Take the case back; a reason helps but nobody owes us one."""

    reason = LinesField(_l("เพราะอะไร"), validators=[AtMost(1000)])


class TakeBackForm(PatientForm):
    """Words for the neighbours, taken back: nothing but the button."""


class NotedForm(PatientForm):
    """The end of a code, from whoever has written it down."""

    last_four = LineField(_l("พิมพ์ 4 หลักสุดท้ายของรหัส"), validators=[AtMost(20)])

    def __init__(self, code: str, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.code = code

    def validate_last_four(self, field: LineField) -> None:
        """Thai digits are welcome."""
        if to_arabic_digits(field.data or "").strip() != self.code[-4:]:
            raise StopValidation(_("4 หลักนี้ไม่ตรงกับรหัสด้านบน จดรหัสแล้วพิมพ์ 4 หลักสุดท้าย"))
