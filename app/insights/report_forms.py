"""The forms of the measures report: the six cells of a row, the head, evidence files."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField

from app.models import MeasureRow, MeasuresReport
from app.services.attachments import Accepted
from app.web.fields import AtMost, DateField, LineField, LinesField, PhotosField, Required

_LONG, _SHORT = 8000, 200


class VersionedForm(FlaskForm):
    """A form that knows which version of the report it was opened on."""

    version = HiddenField()

    def seen(self) -> int:
        """The version the person saw; 0 when the page was tampered with, which no report has."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() else 0

    def texts(self, names: Iterable[str]) -> dict[str, str]:
        """The text fields by name."""
        return {name: self[name].data or "" for name in names}


class RowForm(VersionedForm):
    """The six columns of the real report."""

    measure = LinesField(_l("มาตรการ/แนวทาง"), validators=[Required(_l("กรอกมาตรการ")), AtMost(_LONG)])
    steps = LinesField(_l("ขั้นตอน/วิธีการปฏิบัติ"), validators=[AtMost(_LONG)])
    responsible = LinesField(_l("หน่วยงานผู้รับผิดชอบ"), validators=[AtMost(_LONG)])
    period = LinesField(_l("ระยะเวลาดำเนินการ"), validators=[AtMost(_LONG)])
    summary = LinesField(_l("สรุปผลการดำเนินการ"), validators=[AtMost(_LONG)])
    result = LinesField(_l("ผลลัพธ์/ความสำเร็จ"), validators=[AtMost(_LONG)])

    @classmethod
    def of(cls, row: MeasureRow, *, bound: bool = True) -> Self:
        """The form filled from the row; unbound when another form of the page was sent."""
        data = {"version": str(row.report.version)}
        return cls(obj=row, data=data) if bound else cls(formdata=None, obj=row, data=data)


class HeadForm(VersionedForm):
    """Preface, as-of day, who prepared and who certifies."""

    preface = LinesField(_l("คำนำ"), validators=[AtMost(_LONG)])
    as_of = DateField(_l("ข้อมูล ณ วันที่"))
    prepared_by = LineField(_l("ชื่อผู้จัดทำ"), validators=[AtMost(_SHORT)])
    prepared_position = LineField(_l("ตำแหน่งผู้จัดทำ"), validators=[AtMost(_SHORT)])
    certified_by = LineField(_l("ชื่อผู้รับรอง"), validators=[AtMost(_SHORT)])
    certified_position = LineField(_l("ตำแหน่งผู้รับรอง"), validators=[AtMost(_SHORT)])

    @classmethod
    def of(cls, report: MeasuresReport) -> Self:
        """The form filled from the report."""
        return cls(obj=report, data={"version": str(report.version)})

    def as_of_day(self) -> date | None:
        """The as-of day, None for "today"."""
        return self.as_of.chosen


class EvidenceForm(FlaskForm):
    """Files that show what was done."""

    files = PhotosField(_l("ไฟล์หลักฐาน"), documents=True)

    def accepted(self) -> tuple[Accepted, ...]:
        """The files that were judged good."""
        return self.files.accepted
