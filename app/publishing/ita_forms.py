"""The forms of the ITA desk: an item, its links and files, the day on which a year was compared with its handbook."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, SelectField
from wtforms.validators import StopValidation

from app.domain.ita import Subject
from app.domain.links import shape
from app.domain.thai import to_arabic_digits
from app.services.attachments import Accepted
from app.web.fields import AtMost, Between, DateField, LineField, LinesField, PhotosField, Required, ThaiIntegerField
from app.web.fields.offers import NOT_OFFERED, offered

_CODE = re.compile(r"[0-9A-Za-z\u0e01-\u0e4e][0-9A-Za-z\u0e01-\u0e4e.\-]{0,19}")


def _subjects() -> Any:
    return offered([("", _("ไม่มี: ใช้ไฟล์และลิงก์ของสำนักงาน")), *((subject.value, _(subject.label)) for subject in Subject)])


class ItemForm(FlaskForm):
    """An item of a year."""

    code = LineField(_l("รหัส"), [Required(_l("ใส่รหัสตามคู่มือ เช่น O9"))])
    title = LineField(_l("ชื่อรายการ"), [Required(_l("กรอกชื่อรายการ")), AtMost(200)])
    requirement = LinesField(_l("ต้องแสดงอะไร"), [AtMost(3000)])
    subject = SelectField(
        _l("สิ่งที่ระบบแสดงให้เอง"), choices=_subjects, default="", invalid_choice_message=NOT_OFFERED
    )
    position = ThaiIntegerField(_l("ลำดับในรายการ"), [Between(1, 999)])
    source = LineField(_l("ที่มาของข้อความ"), [AtMost(200)])
    verified_on = DateField(_l("ตรวจกับคู่มือเมื่อ"))

    def validate_code(self, field: Field) -> None:
        """Letters and digits only: the code stands in an address."""
        field.data = to_arabic_digits(field.data or "").replace(" ", "")
        if not _CODE.fullmatch(field.data):
            raise StopValidation(_("รหัสมีได้เฉพาะตัวอักษร ตัวเลข จุด และขีด ไม่เกิน 20 ตัว เช่น O9"))

    def values(self) -> dict[str, Any]:
        """The columns of the row."""
        texts = {name: self[name].data or "" for name in ("code", "title", "requirement", "subject", "source")}
        return texts | {"position": self.position.data, "verified_on": self.verified_on.chosen}


class LinkForm(FlaskForm):
    """An address with its words."""

    label = LineField(_l("ข้อความของลิงก์"), [Required(_l("กรอกข้อความที่คนอ่านก่อนกด")), AtMost(200)])
    address = LineField(_l("ที่อยู่เว็บ"), [Required(_l("วางที่อยู่เว็บ")), AtMost(500)])

    def validate_address(self, field: Field) -> None:
        """A page of this site (``/services/``), or a public one over https."""
        text = (field.data or "").strip()
        own = text.startswith("/") and not text.startswith(("//", "/\\"))
        if own or (text.startswith("https://") and not shape(text).broken):
            return
        raise StopValidation(_("ใส่ที่อยู่เว็บที่ขึ้นต้นด้วย https:// และคนทั่วไปเปิดได้ หรือหน้าของระบบนี้ เช่น /services/"))


class FileForm(FlaskForm):
    """A file with its words."""

    caption = LineField(_l("ชื่อที่แสดง"), [AtMost(200)])
    files = PhotosField(_l("ไฟล์"), documents=True)

    def accepted(self) -> tuple[Accepted, ...]:
        """The files that were judged good."""
        found: tuple[Accepted, ...] = self.files.accepted
        if not found and not self.files.errors:
            self.files.errors = [_("เลือกไฟล์ก่อน")]
        return found


class VerifyForm(FlaskForm):
    """All items of a year were compared with the handbook."""

    verified_on = DateField(_l("วันที่ตรวจ"), required=_l("ใส่วันที่ตรวจ"))
    source = LineField(_l("ตรวจกับเอกสารใด"), [Required(_l("บอกชื่อคู่มือและหน้าที่ตรวจ")), AtMost(200)])
