"""The form of the office's own particulars: asked on the first day, kept right by the administrator afterwards."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field

from app.domain.addresses import DISTRICT, PROVINCE, SUBDISTRICT, bare
from app.services.administration.changes import Wrong
from app.services.administration.details import COLUMNS
from app.web.fields import AtMost, Between, EmailField, LineField, PhoneField, Required, ThaiIntegerField

TRUCK_LITRES = 6000
REPEAT_DAYS = 30
_SHORT = (
    ("องค์การบริหารส่วนตำบล", "อบต."),
    ("เทศบาลตำบล", "ทต."),
    ("เทศบาลเมือง", "ทม."),
    ("เทศบาลนคร", "ทน."),
    ("องค์การบริหารส่วนจังหวัด", "อบจ."),
)


class PlaceField(LineField):
    """The name of a place; the word for its kind, which pages put before it, is taken off."""

    def __init__(self, label: Any, kinds: tuple[str, ...], validators: Any = (), **more: Any) -> None:
        super().__init__(label, validators, **more)
        self.kinds = kinds

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the name alone."""
        super().process_formdata(valuelist)
        self.data = bare(self.data or "", self.kinds)


class OfficeForm(FlaskForm):
    """Names, place, telephones, titles. The page decides which of them it asks for."""

    name = LineField(_l("ชื่อเต็มของหน่วยงาน"), [Required(_l("กรอกชื่อเต็มของหน่วยงาน")), AtMost(120)])
    short_name = LineField(_l("ชื่อย่อ"), [AtMost(60)])
    english_name = LineField(_l("ชื่อภาษาอังกฤษ"), [AtMost(120)])
    subdistrict = PlaceField(_l("ตำบล"), SUBDISTRICT, [Required(_l("กรอกชื่อตำบล")), AtMost(60)])
    district = PlaceField(_l("อำเภอ"), DISTRICT, [Required(_l("กรอกชื่ออำเภอ")), AtMost(60)])
    province = PlaceField(_l("จังหวัด"), PROVINCE, [Required(_l("กรอกชื่อจังหวัด")), AtMost(60)])
    postcode = LineField(_l("รหัสไปรษณีย์"), [AtMost(10)])
    address = LineField(_l("ที่ตั้งสำนักงาน"), [AtMost(200)])
    phone = PhoneField(_l("โทรศัพท์ของสำนักงาน"), [Required(_l("กรอกเบอร์โทรศัพท์ของสำนักงาน"))])
    emergency_phone = PhoneField(_l("โทรศัพท์ฉุกเฉิน ตลอด 24 ชั่วโมง"))
    phone_note = LineField(_l("หมายเหตุข้างเบอร์โทรศัพท์"), [AtMost(120)])
    email = EmailField(_l("อีเมลของสำนักงาน"))
    website = LineField(_l("เว็บไซต์"), [AtMost(200)])
    head_title = LineField(_l("ตำแหน่งผู้บริหารสูงสุด"), [Required(_l("กรอกตำแหน่งผู้บริหารสูงสุด")), AtMost(120)])
    head_name = LineField(_l("ชื่อผู้บริหารสูงสุด"), [AtMost(120)])
    clerk_title = LineField(_l("ตำแหน่งปลัด"), [Required(_l("กรอกตำแหน่งปลัด")), AtMost(120)])
    clerk_name = LineField(_l("ชื่อปลัด"), [AtMost(120)])
    truck_litres = ThaiIntegerField(_l("รถน้ำหนึ่งคันจุกี่ลิตร"), [Between(100, 50_000)])
    repeat_days = ThaiIntegerField(_l("บ้านเดิมขอน้ำซ้ำ เตือนเมื่อเคยขอภายใน"), [Between(1, 365)])

    def columns(self) -> dict[str, Any]:
        """The values by column; what the page did not ask for is empty."""
        values = {name: self[name].data or "" for name in COLUMNS}
        values["short_name"] = values["short_name"] or shortened(values["name"])
        values["truck_litres"] = values["truck_litres"] or TRUCK_LITRES
        values["repeat_days"] = values["repeat_days"] or REPEAT_DAYS
        return values


def shortened(name: str) -> str:
    """องค์การบริหารส่วนตำบลช้างให้ตก → อบต.ช้างให้ตก."""
    for kind, letters in _SHORT:
        if name.startswith(kind):
            return letters + name.removeprefix(kind).strip()
    return name


def blame(form: Any, wrong: Wrong) -> None:
    """Put what a service refused beside the field it stands in, or above the form."""
    words = str(_l(wrong.message, **wrong.values))
    if wrong.field not in form:
        form.form_errors.append(words)
        return
    field: Field = form[wrong.field]
    if hasattr(field, "wrong"):
        field.wrong = [words]
    else:
        field.errors = [*field.errors, words]
