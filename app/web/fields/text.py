"""What is typed in words or digits: lines, telephone, e-mail, numbers, a place on the map."""

import re

from flask_babel import gettext as _
from wtforms import EmailField as PlainEmailField
from wtforms import Form, StringField, TelField, TextAreaField
from wtforms.validators import StopValidation

from app.domain.phones import format_phone, parse_phone
from app.domain.places import Position, first_link, parse_position
from app.domain.thai import clean, to_arabic_digits
from app.web.fields.checks import Required

_EMAIL = re.compile(r"[^@\s,;<>]{1,64}@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
_WHOLE = re.compile(r"[0-9]{1,9}")
_COUNTED = re.compile(r"(?:ลิตร|คน|เที่ยว|เมตร|ม\.|litres?|people|trips?)$", re.IGNORECASE)


class LineField(StringField):
    """One line of text, cleaned."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Clean what was typed."""
        if valuelist:
            self.data = clean(valuelist[0])


class LinesField(TextAreaField):
    """Several lines of text, cleaned."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Clean what was typed, line by line."""
        if valuelist:
            self.data = clean(valuelist[0], multiline=True)


class EmailField(PlainEmailField):
    """An address for letters; empty is allowed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Clean what was typed."""
        if valuelist:
            self.data = clean(valuelist[0]).replace(" ", "")

    def pre_validate(self, form: Form) -> None:
        """Check the shape, not whether anybody reads it."""
        if self.data and (len(self.data) > 254 or not _EMAIL.fullmatch(self.data)):
            raise StopValidation(_("กรอกอีเมลให้ครบ เช่น somsri@example.com หรือเว้นว่างไว้"))


class PhoneField(TelField):
    """A telephone number: ``data`` holds the digits; what cannot be one stays in the field as it was typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the digits."""
        typed = clean(valuelist[0]) if valuelist else ""
        self.data = parse_phone(typed) or typed

    def pre_validate(self, form: Form) -> None:
        """Refuse what no telephone in Thailand has."""
        if self.data and parse_phone(self.data) is None:
            if any(isinstance(check, Required) for check in self.validators):
                raise StopValidation(_("ตรวจเบอร์โทรศัพท์ เบอร์มือถือมี 10 หลัก เบอร์บ้านมี 9 หลัก"))
            raise StopValidation(_("ตรวจเบอร์โทรศัพท์ เบอร์มือถือมี 10 หลัก เบอร์บ้านมี 9 หลัก หรือเว้นว่างไว้"))

    def _value(self) -> str:
        return format_phone(self.data, glue=False) if self.data else ""


class ThaiIntegerField(StringField):
    """A whole number: ๖,๐๐๐ and 6000 ลิตร are 6000. ``data`` is None while it cannot be read."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number."""
        typed = to_arabic_digits(clean(valuelist[0])) if valuelist else ""
        plain = re.sub(r"[,\s]", "", _COUNTED.sub("", typed))
        self.data = int(plain) if _WHOLE.fullmatch(plain) else None
        if plain and self.data is None:
            raise ValueError(_("ใส่เป็นตัวเลขจำนวนเต็ม เช่น 12"))

    def _value(self) -> str:
        if self.process_errors and self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:,}"


class MapField(LineField):
    """A place on the map: a link, a shared text with a link, or two numbers."""

    @property
    def link(self) -> str:
        """The address to open the map with, if one was pasted."""
        return first_link(self.data or "")

    @property
    def position(self) -> Position | None:
        """Where it is, if the numbers are known."""
        return parse_position(self.data or "")

    def pre_validate(self, form: Form) -> None:
        """Refuse what is neither a link nor a position."""
        if self.data and not (self.link or self.position):
            raise StopValidation(_("วางลิงก์แผนที่ที่ขึ้นต้นด้วย https:// หรือตัวเลขพิกัด หรือเว้นว่างไว้"))
        if len(self.link) > 500:
            raise StopValidation(_("ลิงก์ยาวเกินไป กด “แชร์” ในแอปแผนที่แล้วคัดลอกลิงก์สั้น"))
