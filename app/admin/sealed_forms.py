"""The forms of the corruption channel's set-up. A private half that was pasted by mistake is not handed back."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, TextAreaField
from wtforms.validators import Length, ValidationError

from app.domain import sealed_paper
from app.domain.thai import to_arabic_digits
from app.services.sealed import keys, officers
from app.services.sealed.office import KEEP_LEAST, KEEP_MOST
from app.web.fields import AtMost, Between, LineField, Required, ThaiIntegerField


class RecoveryKeyForm(FlaskForm):
    """The public half from its sheet, who keeps the other one, and proof that both are of one pair."""

    public = TextAreaField(
        _l("ส่วนเปิดเผยของกุญแจสำรอง"), [Required(_l("พิมพ์สี่บรรทัดจากแผ่น “ส่วนเปิดเผย”")), AtMost(2000)]
    )
    check = LineField(_l("ตัวตรวจสี่ตัวที่อยู่ใต้ส่วนเปิดเผย"), [Required(_l("พิมพ์ตัวตรวจสี่ตัวจากกระดาษ")), AtMost(40)])
    holder = LineField(_l("ใครเก็บซองส่วนลับ"), [Required(_l("บอกว่าใครเก็บซอง เช่น นายอำเภอ")), AtMost(120)])
    password = PasswordField(
        _l("รหัสผ่านของคุณ"), [Required(_l("กรอกรหัสผ่านของคุณ")), Length(max=200, message=_l("รหัสผ่านยาวเกินไป"))]
    )
    public_key = b""

    def validate_public(self, field: Any) -> None:
        """Read it; say which line is wrong."""
        try:
            self.public_key = sealed_paper.read(field.data, sealed_paper.PUBLIC)
        except sealed_paper.Misread as wrong:
            if wrong.wrong_half:
                field.data = ""
                words = _("นี่คือส่วนลับ จากนี้ถือว่ารั่วแล้ว ทำกุญแจคู่ใหม่ แล้วพิมพ์เฉพาะส่วนเปิดเผย")
                raise ValidationError(words) from wrong
            raise ValidationError(_(str(wrong), line=wrong.line)) from wrong
        if not keys.is_public(self.public_key):
            self.public_key = b""
            raise ValidationError(_("ตัวเลขนี้ใช้เป็นกุญแจไม่ได้ ทำกุญแจคู่ใหม่"))

    def validate_check(self, field: Any) -> None:
        """The last group of the fingerprint, or all of it."""
        typed = re.sub(r"[\s\-]", "", to_arabic_digits(field.data)).upper().replace("O", "0")
        if self.public_key and typed[-4:] != officers.fingerprint(self.public_key)[-4:]:
            raise ValidationError(_("ไม่ตรงกับส่วนเปิดเผยที่พิมพ์ ตรวจว่าเป็นกระดาษแผ่นเดียวกัน"))


class KeepForm(FlaskForm):
    """How long closed reports are kept."""

    years = ThaiIntegerField(
        _l("เก็บเรื่องที่ยุติแล้วไว้กี่ปี"), [Required(_l("ใส่จำนวนปี")), Between(KEEP_LEAST, KEEP_MOST)]
    )
