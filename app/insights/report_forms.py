"""The forms of the measures report: the six cells of a row, the head, evidence, remarks, the day, publishing."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, PasswordField
from wtforms.validators import StopValidation, ValidationError

from app.domain.dates import format_month
from app.domain.evidence_months import months_of
from app.models import MeasureRow, MeasuresReport
from app.services import suggestions
from app.services.attachments import Accepted
from app.web.fields import AtMost, DateField, LineField, LinesField, PhotosField, Required
from app.web.fields.listed import ChoiceField
from app.web.fields.offers import offered
from app.web.words import language

_LONG, _SHORT = 8000, 200

CELL_NAMES = {
    "measure": _l("มาตรการ/แนวทาง"),
    "steps": _l("ขั้นตอน/วิธีการปฏิบัติ"),
    "responsible": _l("หน่วยงานผู้รับผิดชอบ"),
    "period": _l("ระยะเวลาดำเนินการ"),
    "summary": _l("สรุปผลการดำเนินการ"),
    "result": _l("ผลลัพธ์/ความสำเร็จ"),
    "preface": _l("คำนำ"),
    "as_of": _l("ข้อมูล ณ วันที่"),
    "prepared_by": _l("ชื่อผู้จัดทำ"),
    "prepared_position": _l("ตำแหน่งผู้จัดทำ"),
    "certified_by": _l("ชื่อผู้รับรอง"),
    "certified_position": _l("ตำแหน่งผู้รับรอง"),
    "evidence": _l("หลักฐาน"),
    "claim": _l("รับรองข้อความที่ตัวเลขยังไม่รองรับ"),
    "published": _l("เผยแพร่ฉบับที่"),
}
"""What a change of the report can be of, in words."""


class VersionedForm(FlaskForm):
    """A form that knows which version of the report it was opened on."""

    version = HiddenField()

    def seen(self) -> int:
        """The version the person saw; 0 when the page was tampered with, which no report has."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() else 0

    def renew(self, report: MeasuresReport) -> None:
        """Show the report's version as it is now: the person has been told."""
        self.version.data = str(report.version)
        self.version.raw_data = None

    def texts(self, names: Iterable[str]) -> dict[str, str]:
        """The text fields by name."""
        return {name: self[name].data or "" for name in names}


class RowForm(VersionedForm):
    """The six columns of the real report."""

    measure = LinesField(CELL_NAMES["measure"], validators=[Required(_l("กรอกมาตรการ")), AtMost(_LONG)])
    steps = LinesField(CELL_NAMES["steps"], validators=[AtMost(_LONG)])
    responsible = LinesField(CELL_NAMES["responsible"], validators=[AtMost(_LONG)])
    period = LinesField(CELL_NAMES["period"], validators=[AtMost(_LONG)])
    summary = LinesField(CELL_NAMES["summary"], validators=[AtMost(_LONG)])
    result = LinesField(CELL_NAMES["result"], validators=[AtMost(_LONG)])

    @classmethod
    def of(cls, row: MeasureRow) -> Self:
        """The form filled from the row."""
        return cls(obj=row, data={"version": str(row.report.version)})


class HeadForm(VersionedForm):
    """Preface, as-of day, who prepared and who certifies."""

    preface = LinesField(CELL_NAMES["preface"], validators=[AtMost(_LONG)])
    as_of = DateField(CELL_NAMES["as_of"])
    prepared_by = LineField(CELL_NAMES["prepared_by"], validators=[AtMost(_SHORT)])
    prepared_position = LineField(CELL_NAMES["prepared_position"], validators=[AtMost(_SHORT)])
    certified_by = LineField(CELL_NAMES["certified_by"], validators=[AtMost(_SHORT)])
    certified_position = LineField(CELL_NAMES["certified_position"], validators=[AtMost(_SHORT)])

    @classmethod
    def of(cls, report: MeasuresReport) -> Self:
        """The form filled from the report."""
        return cls(obj=report, data={"version": str(report.version)})

    def as_of_day(self) -> date | None:
        """The as-of day, None for "today"."""
        return self.as_of.chosen


class _Piece(FlaskForm):
    """What every piece of evidence may say of itself: what it shows, and of which month of the round."""

    words = LineField(_l("แสดงอะไร"), validators=[AtMost(_SHORT)])
    month = ChoiceField(_l("ของเดือน"))
    start = ""

    @classmethod
    def of(cls, row: MeasureRow) -> Self:
        """The form with the months of the row's round; ``start`` keeps the names of two forms on a page apart."""
        form = cls(prefix=cls.start)
        form.month.choices = offered([("", _l("ทั้งรอบ")), *cls.months(row)])
        return form

    @staticmethod
    def months(row: MeasureRow) -> list[tuple[str, str]]:
        """The months of the round, by their first day."""
        days = months_of(suggestions.period_of(row.report))
        return [(day.isoformat(), format_month(day.year, day.month, lang=language())) for day in days]

    def label(self) -> str:
        """What it shows; empty for its own name."""
        return self.words.data or ""

    def chosen(self) -> date | None:
        """The month, None for the whole round or for what is no month of it."""
        offers = {choice[0] for choice in self.month.iter_choices()}
        return date.fromisoformat(self.month.data) if self.month.data and self.month.data in offers else None


class FilesForm(_Piece):
    """Files that show what was done."""

    files = PhotosField(_l("ไฟล์หลักฐาน"), documents=True)

    def accepted(self) -> tuple[Accepted, ...]:
        """The files that were judged good."""
        return self.files.accepted


class LinkForm(_Piece):
    """A page elsewhere."""

    address = LineField(_l("ที่อยู่เว็บ"), validators=[Required(_l("ใส่ที่อยู่เว็บ")), AtMost(2000)])
    start = "link"


class RemarkForm(FlaskForm):
    """A remark on a measure or on the report."""

    text = LinesField(lazy_pgettext("report", "ความเห็น"), validators=[Required(_l("เขียนความเห็นก่อนส่ง")), AtMost(2000)])


class AsOfForm(VersionedForm):
    """The day that the figures are known on: of the round, and over; ``first`` and ``today`` are set by the view."""

    day = DateField(CELL_NAMES["as_of"], required=_l("เลือกวันที่ของข้อมูล"))
    first, today = date.min, date.max

    @classmethod
    def of(cls, report: MeasuresReport, day: date) -> Self:
        """The form with a day."""
        return cls(formdata=None, data={"version": str(report.version), "day": day})

    def validate_day(self, field: DateField) -> None:
        """What publishing would refuse is said here, beside the field."""
        if field.chosen and field.chosen >= self.today:
            raise ValidationError(str(_l("วันที่ของข้อมูลต้องเป็นวันที่ผ่านไปแล้ว")))
        if field.chosen and field.chosen < self.first:
            raise ValidationError(str(_l("วันที่ของข้อมูลอยู่ก่อนวันแรกของรอบ")))


class PublishForm(VersionedForm):
    """What a correction changed, that lacks are known, and one's own password."""

    changed = LinesField(_l("ฉบับนี้แก้อะไรจากฉบับก่อน"), validators=[AtMost(1000)])
    knowing = BooleanField(_l("เผยแพร่ทั้งที่ยังขาดสิ่งที่บอกไว้ในหัวข้อ “ตรวจก่อน”"))
    password = PasswordField(_l("รหัสผ่านของคุณ"), validators=[Required(_l("ใส่รหัสผ่านของคุณ"))])
    corrects = lacking = False

    @classmethod
    def of(cls, report: MeasuresReport, *, bound: bool = True) -> Self:
        """The form for the report as it is; unbound when another form of the page was sent."""
        data = {"version": str(report.version)}
        return cls(data=data) if bound else cls(formdata=None, data=data)

    def validate_changed(self, field: Any) -> None:
        """A correction says in words what it changes."""
        if self.corrects and not field.data:
            raise StopValidation(str(_l("เขียนว่าฉบับนี้แก้อะไร")))

    def validate_knowing(self, field: Any) -> None:
        """What is frozen with gaps is frozen by somebody who saw them."""
        if self.lacking and not field.data:
            raise StopValidation(str(_l("เติมสิ่งที่ขาดก่อน หรือติ๊กว่าจะเผยแพร่ทั้งอย่างนี้")))
