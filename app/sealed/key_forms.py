"""The forms about keys: making one, opening it, proving the paper, comparing a colleague's."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, PasswordField, SelectField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from app.domain.sealed import Position
from app.models import SealedOfficer
from app.web.fields import AtMost, LineField, Required
from app.web.fields.offers import NOT_OFFERED, offered


class UnlockForm(FlaskForm):
    """The passphrase."""

    passphrase = PasswordField(_l("วลีลับ"), validators=[DataRequired(message=_l("พิมพ์วลีลับ"))])


class UnlockAgainForm(FlaskForm):
    """The passphrase in the middle of something, under a name that no other form has."""

    unlock_passphrase = PasswordField(_l("วลีลับ"), validators=[DataRequired(message=_l("พิมพ์วลีลับ"))])


class NewPassphrase(FlaskForm):
    """A passphrase, twice."""

    passphrase = PasswordField(_l("วลีลับใหม่"), validators=[DataRequired(message=_l("พิมพ์วลีลับ"))])
    again = PasswordField(_l("พิมพ์วลีลับอีกครั้ง"))

    def validate_again(self, field: Field) -> None:
        """Both must be the same."""
        if field.data != self.passphrase.data:
            raise ValidationError(gettext("สองช่องไม่เหมือนกัน พิมพ์ใหม่"))


_PLACES = (Position.CENTRE, Position.PALAD, Position.MAYOR, Position.OTHER)


class EnrolForm(NewPassphrase):
    """A first key: from which place one reads."""

    replace = BooleanField(_l("เข้าใจแล้ว เรื่องเดิมจะเปิดไม่ได้จนกว่าเพื่อนร่วมงานจะให้กุญแจอีกครั้ง"))
    position = SelectField(
        _l("คุณอ่านเรื่องในฐานะ"),
        choices=offered([("", _l("เลือก")), *((p.value, _l(p.reader)) for p in _PLACES)]),
        validators=[DataRequired(message=_l("เลือกว่าคุณอ่านเรื่องในฐานะอะไร"))],
    )


class RecoverForm(NewPassphrase):
    """A new passphrase by way of the recovery code."""

    code = StringField(_l("รหัสกู้คืน"), validators=[DataRequired(message=_l("พิมพ์รหัสกู้คืนจากกระดาษ"))])


class PutAwayForm(FlaskForm):
    """Proof that the recovery code stands on paper; the code itself travels with the form, it is kept nowhere."""

    code = HiddenField()
    last_four = LineField(_l("สี่ตัวท้ายของรหัสกู้คืน"), [Required(_l("พิมพ์สี่ตัวท้ายจากกระดาษ")), AtMost(20)])


class FingerprintForm(FlaskForm):
    """What a colleague reads out from their own screen. Each colleague on a page has a form of their own."""

    officer = HiddenField()
    fingerprint = LineField(
        _l("ลายนิ้วมือกุญแจที่เพื่อนร่วมงานอ่านให้ฟัง"), [Required(_l("พิมพ์ลายนิ้วมือกุญแจที่เพื่อนร่วมงานอ่านให้ฟัง")), AtMost(60)]
    )


class GrantForm(FlaskForm):
    """Which colleague gets the key, and the name of theirs as they read it out."""

    officer = SelectField(_l("ให้กุญแจแก่"), choices=(), invalid_choice_message=NOT_OFFERED)
    fingerprint = LineField(
        _l("ลายนิ้วมือกุญแจที่เพื่อนร่วมงานอ่านให้ฟัง"), [Required(_l("พิมพ์ลายนิ้วมือกุญแจที่เพื่อนร่วมงานอ่านให้ฟัง")), AtMost(60)]
    )

    def offer(self, colleagues: list[SealedOfficer]) -> "GrantForm":
        """Offer these colleagues."""
        self.officer.choices = offered((officer.id, officer.staff.name) for officer in colleagues)
        return self


class PassphraseForm(FlaskForm):
    """The passphrase once more, before the recovery code is made anew."""

    passphrase = PasswordField(
        _l("วลีลับ"), validators=[DataRequired(message=_l("พิมพ์วลีลับ")), Length(max=1000)]
    )
