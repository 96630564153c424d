"""The questions of a sealed report, asked of a reporter by themselves or by an officer on the telephone."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation

from app.domain.sealed import Position
from app.domain.sealed_report import QUESTIONS, Answers
from app.domain.thai import clean, to_arabic_digits
from app.web.fields.offers import NOT_OFFERED, offered

LONGEST = 20_000
SHORT = 2_000
WHAT = QUESTIONS["what"]
CODE_INSIDE = _l("มีรหัส 24 หลักของคุณอยู่ในข้อความ ลบออกก่อนส่ง ใครเห็นรหัสจะเปิดเรื่องนี้ได้")
TOO_LONG = _l("ข้อความยาวเกินไป ย่อให้สั้นลง หรือส่งส่วนที่เหลือเพิ่มภายหลัง")


def _short(name: str) -> TextAreaField:
    return TextAreaField(_l(QUESTIONS[name]), validators=[Length(max=SHORT, message=TOO_LONG)])


class PositionsField(SelectMultipleField):
    """Positions to tick; one that was not offered is refused in words."""

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what was made by hand."""
        if not set(self.data or ()) <= {position.value for position in Position}:
            raise StopValidation(str(NOT_OFFERED))


class ReportForm(FlaskForm):
    """The report; the code is made with the form and comes back with it."""

    code = HiddenField()
    last_four = StringField(_l("พิมพ์ 4 หลักสุดท้ายของรหัส"))
    about = PositionsField(
        _l("เรื่องนี้เกี่ยวกับใคร"),
        choices=offered((p.value, _l(p.label)) for p in Position),
        validators=[InputRequired(message=_l("เลือกอย่างน้อยหนึ่งข้อ ถ้าไม่แน่ใจเลือกข้อสุดท้าย"))],
    )
    who = _short("who")
    what = TextAreaField(
        _l(WHAT),
        validators=[DataRequired(message=_l("เขียนสิ่งที่เกิดขึ้น สั้นก็ได้")), Length(max=LONGEST, message=TOO_LONG)],
    )
    when = _short("when")
    where = _short("where")
    evidence = _short("evidence")
    witnesses = _short("witnesses")
    elsewhere = _short("elsewhere")
    contact = _short("contact")

    def validate_last_four(self, field: Field) -> None:
        """Whoever has written the code down can type its end."""
        typed = to_arabic_digits(field.data or "").strip()
        if not typed:
            raise ValidationError(gettext("พิมพ์ 4 หลักสุดท้ายของรหัส"))
        if typed != (self.code.data or "")[-4:]:
            raise ValidationError(
                gettext("4 หลักนี้ไม่ตรงกับรหัสที่แสดงอยู่ตอนนี้ รหัสเปลี่ยนทุกครั้งที่เปิดหน้านี้ใหม่ จดใหม่แล้วพิมพ์ 4 หลักสุดท้าย")
            )

    def carried(self) -> list[tuple[str, str]]:
        """Everything as it was typed, for the hidden fields of the next page."""
        names = ("code", "last_four", *QUESTIONS)
        return [*(("about", value) for value in self.about.data or ()), *((n, self[n].data or "") for n in names)]

    def answers(self) -> Answers:
        """The answers, cleaned."""
        texts = {name: clean(self[name].data or "", multiline=True) for name in QUESTIONS}
        return Answers(frozenset(Position(value) for value in self.about.data or ()), **texts)

    def blame(self, fields: Sequence[str], words: Any) -> None:
        """Put an error beside the fields that a service refused."""
        for name in fields:
            if name in self:
                self[name].errors = [*self[name].errors, words]
