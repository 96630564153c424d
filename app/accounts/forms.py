"""Forms of the staff entrance. Passwords are never cleaned, never shown again, and never longer than a page."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import Length, ValidationError

from app.web.fields import AtMost, EmailField, LineField, Required

_MOST = 200
_SHORT_ENOUGH = Length(max=_MOST, message=_l("รหัสผ่านยาวได้ไม่เกิน 200 ตัวอักษร"))
CODE = {"inputmode": "numeric", "autocomplete": "one-time-code"}


class SignInForm(FlaskForm):
    """Name and password."""

    username = LineField(_l("ชื่อผู้ใช้"), [Required(_l("กรอกชื่อผู้ใช้")), AtMost(100)])
    password = PasswordField(_l("รหัสผ่าน"), [Required(_l("กรอกรหัสผ่าน")), _SHORT_ENOUGH])


class CodeForm(FlaskForm):
    """Six digits from the authenticator."""

    code = LineField(_l("รหัส 6 หลักจากแอป"), [Required(_l("กรอกรหัส 6 หลักที่แอปแสดงอยู่ตอนนี้")), AtMost(20)])


class RecoveryForm(FlaskForm):
    """One of the codes on paper."""

    code = LineField(_l("รหัสกู้คืน"), [Required(_l("กรอกรหัสกู้คืนหนึ่งรหัสจากกระดาษ")), AtMost(30)])


class PasswordForm(FlaskForm):
    """One's own password again, before something that cannot be left to a passer-by."""

    password = PasswordField(_l("รหัสผ่านของคุณ"), [Required(_l("กรอกรหัสผ่านของคุณ")), _SHORT_ENOUGH])


class FirstTelephoneForm(CodeForm, PasswordForm):
    """Six digits and the password, before there is a second step."""


class ProofForm(PasswordForm):
    """The password and the second step itself, before anything about it changes."""

    old = LineField(
        _l("รหัส 6 หลักจากแอปที่ใช้อยู่ หรือรหัสกู้คืน"),
        [Required(_l("กรอกรหัสจากแอปที่ใช้อยู่ หรือรหัสกู้คืนหนึ่งรหัสจากกระดาษ")), AtMost(30)],
    )


class NewTelephoneForm(ProofForm):
    """The same, and six digits from the telephone that comes in place of the old one."""

    code = LineField(_l("รหัส 6 หลักจากเครื่องใหม่"), [Required(_l("กรอกรหัส 6 หลักที่แอปในเครื่องใหม่แสดง")), AtMost(20)])


class NewPasswordForm(FlaskForm):
    """The old one and the new one twice."""

    old = PasswordField(_l("รหัสผ่านปัจจุบัน"), [Required(_l("กรอกรหัสผ่านปัจจุบัน")), _SHORT_ENOUGH])
    new = PasswordField(_l("รหัสผ่านใหม่"), [Required(_l("กรอกรหัสผ่านใหม่")), _SHORT_ENOUGH])
    again = PasswordField(_l("รหัสผ่านใหม่อีกครั้ง"), [Required(_l("กรอกรหัสผ่านใหม่อีกครั้งให้ตรงกัน"))])

    def validate_again(self, field: Any) -> None:
        """Both must be the same."""
        if field.data != self.new.data:
            raise ValidationError(str(_l("รหัสผ่านใหม่สองช่องไม่ตรงกัน พิมพ์ใหม่ทั้งสองช่อง")))


class OwnPasswordForm(NewPasswordForm):
    """The new one twice, for who has just signed in with the old one."""

    old = None


class OwnForm(FlaskForm):
    """How one is called, and where the morning letter goes."""

    name = LineField(_l("ชื่อ"), [Required(_l("กรอกชื่อ")), AtMost(100)])
    email = EmailField(_l("อีเมล"))
