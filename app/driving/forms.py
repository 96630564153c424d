"""What a driver says of a stop, by thumb: result, litres, who took it, how it is proved."""

import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import StopValidation

from app.domain.water_marks import Proof, Result
from app.models import WaterStop
from app.services.water.telephone import Said
from app.web.fields import AtMost, LineField, PhotosField, ThaiIntegerField
from app.web.forms import PatientForm

RESULTS = tuple(result for result in Result if result is not Result.NOT_REACHED)
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
_LONG_AGO = 7 * 24 * 3600


class MarkForm(PatientForm):
    """One stop. Its fields are named after the stop, because all stops stand on one page."""

    class Meta:  # noqa: D106  (WTForms' own name)
        csrf = False

    key = HiddenField()
    result = RadioField(_l("ผลที่จุดนี้"), validate_choice=False)
    litres = ThaiIntegerField(_l("ส่งจริงกี่ลิตร"))
    recipient = LineField(_l("ผู้รับน้ำ"), validators=[AtMost(100)])
    proof = RadioField(_l("ผู้รับยืนยันอย่างไร"), validate_choice=False)
    word = LineField(_l("เลข 4 หลักจากผู้รับ"), validators=[AtMost(20)])
    photo = PhotosField(_l("รูปใบส่งน้ำที่ลงชื่อแล้ว"))
    signature = PhotosField(_l("ลายมือชื่อ"))
    note = LineField(_l("บอกสำนักงานเพิ่ม"), validators=[AtMost(300)])

    def __init__(self, stop: WaterStop, *given: Any, **named: Any) -> None:
        named.setdefault("prefix", f"s{stop.id}-")
        super().__init__(*given, **named)
        self.stop = stop
        self.result.choices = [(str(result), _(result.label)) for result in RESULTS]
        self.proof.choices = [(str(proof), _(proof.label)) for proof in Proof]

    @classmethod
    def blank(cls, stop: WaterStop) -> "MarkForm":
        """As it stands on the page before anybody touched it."""
        form = cls(stop, formdata=None, data={"litres": stop.litres})
        form.key.data = secrets.token_urlsafe(16)
        return form

    def validate_key(self, field: HiddenField) -> None:
        """Made by us or by our script."""
        if not _KEY.fullmatch(field.data or ""):
            field.data = secrets.token_urlsafe(16)

    def validate_result(self, field: RadioField) -> None:
        """One of those offered."""
        if field.data not in dict(field.choices):
            raise StopValidation(_("เลือกผลที่จุดนี้"))

    def validate_litres(self, field: ThaiIntegerField) -> None:
        """Where water was given, how much: not more than the truck carries, and in part is less than all."""
        if not self.brings:
            field.errors = []
        if not self.brings or field.process_errors:
            raise StopValidation
        if not field.data:
            raise StopValidation(_("ใส่จำนวนลิตรที่ส่งจริง"))
        if field.data > self.stop.round.litres:
            raise StopValidation(_("รถคันนี้บรรทุกได้ %(n)s ลิตร ตรวจตัวเลขอีกครั้ง", n=f"{self.stop.round.litres:,}"))
        if self.result.data == Result.PART and field.data >= self.stop.litres:
            raise StopValidation(_("ใส่จำนวนที่ส่งได้จริง น้อยกว่า %(n)s ลิตร", n=f"{self.stop.litres:,}"))

    def validate_recipient(self, field: LineField) -> None:
        """Where water was given, somebody took it."""
        if self.brings and not field.data:
            raise StopValidation(_("ใส่ชื่อผู้รับน้ำ"))

    def validate_proof(self, field: RadioField) -> None:
        """Where water was given, somebody says so."""
        if self.brings and field.data not in dict(field.choices):
            raise StopValidation(_("เลือกว่าผู้รับยืนยันอย่างไร"))

    def validate_word(self, field: LineField) -> None:
        """Whether it is right is looked up when everything else is."""
        if self.brings and self.proof.data == Proof.WORD and not field.data:
            raise StopValidation(_("ใส่เลข 4 หลักที่ผู้รับบอก"))

    def validate_signature(self, field: PhotosField) -> None:
        """It is drawn on the page by a script; without one there is paper."""
        if self.brings and self.proof.data == Proof.DRAWN and not field.accepted:
            raise StopValidation(_("ให้ผู้รับลงชื่อในกรอบก่อน"))

    @property
    def brings(self) -> bool:
        """Whether the chosen result gives water."""
        return self.result.data in {Result.FULL, Result.PART}

    def said(self, at: datetime) -> Said:
        """As the services understand it; what does not belong to the result is left out."""
        result, note, key = Result(self.result.data), self.note.data or "", self.key.data or ""
        if not self.brings:
            return Said(result, 0, at, key, note=note)
        proof = Proof(self.proof.data)
        files = {Proof.PAPER: self.photo.accepted, Proof.DRAWN: self.signature.accepted}.get(proof, ())
        who = self.recipient.data or ""
        return Said(result, self.litres.data or 0, at, key, who, proof, self.word.data or "", note, files)


def moment(ago: str, now: datetime) -> datetime:
    """When it happened: so many seconds ago, by the phone's own clock, which therefore need not be right."""
    seconds = int(ago) if re.fullmatch(r"[0-9]{1,7}", ago) else 0
    return now - timedelta(seconds=min(seconds, _LONG_AGO))
