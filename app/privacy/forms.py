"""The forms of personal data: what to look for, what to correct, what to hold back; and the password once more."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, SelectMultipleField
from wtforms.validators import Length

from app.domain.retention import LEAST, MOST
from app.web.fields import AtMost, Between, EmailField, LineField, LinesField, PhoneField, Required, ThaiIntegerField
from app.web.fields.offers import offered

_PASSWORD = _l("รหัสผ่านของคุณ")
_LONG = 300


def _password() -> PasswordField:
    return PasswordField(
        _PASSWORD, [Required(_l("กรอกรหัสผ่านของคุณ")), Length(max=200, message=_l("รหัสผ่านยาวเกินไป"))]
    )


class SearchForm(FlaskForm):
    """One person, by anything that is known of them."""

    words = LineField(_l("ค้นจาก"), [Required(_l("กรอกชื่อ เบอร์โทรศัพท์ อีเมล บ้านเลขที่ หรือเลขที่รับเรื่อง")), AtMost(100)])


class ChosenForm(FlaskForm):
    """Which of the things found are this person's; ``searched`` so that the list can be shown again."""

    searched = HiddenField()
    things = SelectMultipleField(_l("ของเจ้าของข้อมูลคนนี้"), [Required(_l("เลือกอย่างน้อยหนึ่งรายการ"))])

    def offer(self, pairs: list[tuple[str, Any]]) -> "ChosenForm":
        """These things."""
        self.things.choices = offered(pairs)
        return self


class CopyForm(ChosenForm):
    """Take a copy."""

    password = _password()


class CorrectForm(ChosenForm):
    """Put right; an empty field leaves what is there."""

    name = LineField(_l("ชื่อที่ถูกต้อง"), [AtMost(150)])
    phone = PhoneField(_l("โทรศัพท์ที่ถูกต้อง"))
    email = EmailField(_l("อีเมลที่ถูกต้อง"))
    house_no = LineField(_l("บ้านเลขที่ที่ถูกต้อง"), [AtMost(100)])
    place = LineField(_l("จุดหรือที่อยู่ที่ถูกต้อง"), [AtMost(_LONG)])
    reason = LinesField(_l("เหตุผล"), [Required(_l("เขียนเหตุผล")), AtMost(_LONG)])
    password = _password()

    def values(self) -> dict[str, str]:
        """What was typed."""
        names = ("name", "phone", "email", "house_no", "place")
        return {name: self[name].data for name in names if self[name].data}


class OfficerForm(FlaskForm):
    """Who at the office answers for personal data."""

    officer = LineField(_l("ผู้รับผิดชอบข้อมูลส่วนบุคคล"), [AtMost(150)])
    contact = LineField(_l("ติดต่อ"), [AtMost(150)])


class RuleForm(FlaskForm):
    """How many years."""

    years = ThaiIntegerField(_l("เก็บ (ปี)"), [Required(_l("กรอกจำนวนปี")), Between(LEAST, MOST)])


class AskForm(FlaskForm):
    """Nothing but a button."""


class HoldForm(FlaskForm):
    """Some lines are kept, with a reason; without one they go with the others again."""

    items = SelectMultipleField(_l("เลือกรายการ"), [Required(_l("เลือกอย่างน้อยหนึ่งรายการ"))], coerce=int)
    reason = LineField(_l("เหตุผลที่เก็บต่อ"), [AtMost(_LONG)])


class ApproveForm(FlaskForm):
    """What goes comes back from nowhere."""

    password = _password()
