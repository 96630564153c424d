"""The forms by which an old register is brought in: the file, what its columns mean, what is left out knowingly."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField
from wtforms.validators import StopValidation

from app.domain import old_books
from app.domain.old_books import Book
from app.domain.old_columns import COLUMNS
from app.domain.old_days import DAY_FIRST, MONTH_FIRST
from app.domain.workbooks import BadSheet
from app.services.old_registers.loading import Choices
from app.web.fields import AtMost, Between, LineField, Required, ThaiIntegerField
from app.web.fields.listed import CardsField, ChoiceField


class FileForm(FlaskForm):
    """``book`` is what was read of the file."""

    name = LineField(_l("ชื่อทะเบียน"), [Required(_l("ตั้งชื่อทะเบียน เช่น ทะเบียนเรื่องร้องทุกข์ ปี 2566")), AtMost(120)])
    sheet = FileField(_l("ไฟล์ CSV หรือ XLSX"))
    number = ThaiIntegerField(_l("แผ่นงานที่"), [Between(1, 60)])
    heading = ThaiIntegerField(_l("หัวตารางอยู่บรรทัดที่"), [Between(1, 500)])

    book: Book | None = None

    def validate_sheet(self, field: FileField) -> None:
        """Read it; what cannot be read is said in words."""
        content = field.data.read(old_books.MOST_BYTES + 1) if field.data else b""
        if field.data:
            field.data.close()
        if not content:
            raise StopValidation(_("เลือกไฟล์ทะเบียนจากเครื่องของคุณ"))
        try:
            self.book = old_books.read(content, sheet=self.number.data or 1, heading=self.heading.data)
        except BadSheet as bad:
            raise StopValidation(_(str(bad))) from None


class ColumnsForm(FlaskForm):
    """One choice for each column of the file, and how what stands there is read."""

    order = CardsField(
        _l("วันที่ที่เขียนเป็นตัวเลข"), [Required(_l("เลือกลำดับของวันและเดือน"))],
        choices=[(DAY_FIRST, _l("วันก่อนเดือน เช่น 31/12/2566")), (MONTH_FIRST, _l("เดือนก่อนวัน เช่น 12/31/2023"))],
    )  # fmt: skip
    keep_phones = BooleanField(_l("เบอร์โทรศัพท์ที่อ่านไม่ได้ เก็บไว้ตามที่เขียน"))
    keep_villages = BooleanField(_l("หมู่บ้านที่ไม่รู้จัก เก็บไว้เป็นที่อยู่ตามที่เขียน"))
    keep_twice = BooleanField(_l("เลขที่ซ้ำ หรือวันที่ เรื่อง และชื่อซ้ำ ในทะเบียนที่ไม่มีเลขที่ ไม่นับว่าผิด"))

    count = 0

    @property
    def meanings(self) -> list[str]:
        """What each column means; empty for one that is not brought in."""
        return [str(self[f"column_{i}"].data or "") for i in range(self.count)]

    @property
    def chosen(self) -> Choices:
        """How the lines are read."""
        keeps = {name: bool(self[name].data) for name in ("keep_phones", "keep_villages", "keep_twice")}
        return Choices(order=str(self.order.data), **keeps)


class TakeForm(FlaskForm):
    """What is left out has to be known."""

    left_out = BooleanField(_l("ทิ้งบรรทัดที่อ่านไม่ได้"))


def columns_form(headers: Sequence[str]) -> type[ColumnsForm]:
    """A form for a file with these headings."""
    meanings = [("", _("ไม่นำเข้า")), *((name, _(words)) for name, words in COLUMNS.items())]
    fields: dict[str, Any] = {"count": len(headers)}
    for i, header in enumerate(headers):
        fields[f"column_{i}"] = ChoiceField(header or _("คอลัมน์ที่ %(n)s ไม่มีหัว", n=i + 1), choices=meanings)
    return type("ColumnsForm", (ColumnsForm,), fields)
