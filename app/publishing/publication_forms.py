"""The forms of a publication: its words, and its files with what each of them shows."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import ValidationError

from app.domain.publications import Heading
from app.models import Publication, PublicationFile
from app.services.publications import is_picture
from app.services.publishing import MOST_FILES, Words
from app.web import office
from app.web.fields import AtMost, DateField, LineField, LinesField, PhotosField, Required
from app.web.fields.listed import ChoiceField
from app.web.fields.offers import offered

_FILE = "file_"


def _headings() -> list[tuple[str, str]]:
    return [("", _("เลือกหัวข้อ")), *((heading.value, _(heading.label)) for heading in Heading)]


class WordsForm(FlaskForm):
    """Heading, title, day and words; ``seen`` is what the page was opened on."""

    seen = HiddenField()
    heading = ChoiceField(_l("หัวข้อ"), [Required(_l("เลือกหัวข้อที่จะเผยแพร่"))])
    title = LineField(_l("ชื่อเรื่อง"), [Required(_l("ใส่ชื่อเรื่อง")), AtMost(200)])
    dated = DateField(_l("วันที่ของเรื่อง"), required=_l("ใส่วันที่ของเรื่อง"))
    body = LinesField(_l("เนื้อหา"), [AtMost(20_000)])

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.heading.choices = offered(_headings())

    @classmethod
    def of(cls, publication: Publication | None = None) -> Self:
        """Filled with what stands there now, or empty with today's date."""
        if publication is None:
            return cls(data={"dated": office.today()})
        names = ("heading", "title", "dated", "body")
        found = {name: getattr(publication, name) for name in names}
        return cls(data={**found, "seen": publication.changed_at.isoformat()})

    def validate_dated(self, field: DateField) -> None:
        """What was published cannot be of tomorrow."""
        if field.chosen and field.chosen > office.today():
            raise ValidationError(_("ใส่วันนี้หรือวันที่ผ่านมาแล้ว วันในอนาคตยังเผยแพร่ไม่ได้"))

    def words(self) -> Words:
        """The valid form as the services understand it."""
        dated = self.dated.chosen
        if dated is None:
            raise ValueError("no day")
        return Words(Heading(self.heading.data), self.title.data, dated, self.body.data or "")


class FilesForm(FlaskForm):
    """More files; what the present ones show is asked by a field for each (``file_7``)."""

    files = PhotosField(_l("เลือกไฟล์หรือรูป"), documents=True, most=MOST_FILES)

    @classmethod
    def of(cls, files: Sequence[PublicationFile]) -> Self:
        """With a field for each file that is kept."""
        fields = {name(file): LineField(_label(file), [AtMost(300)], default=file.description) for file in files}
        form: Self = type("FilesOf", (cls,), fields)()
        form.files.known = {file.attachment.sha256 for file in files}
        return form

    def descriptions(self, files: Sequence[PublicationFile]) -> dict[int, str]:
        """What was written of each file, by its number; one without a field keeps what it has."""
        written = {file.id: self[name(file)] for file in files}
        return {number: field.data or "" for number, field in written.items() if not field.errors}

    def blame(self, other: "FilesForm") -> Self:
        """Say here what was wrong there."""
        for field in other:
            if field.errors and field.name in self:
                self[field.name].errors = field.errors
        return self

    def blame_undescribed(self, files: Sequence[PublicationFile]) -> bool:
        """Say beside each picture that it needs words; whether there was one."""
        missing = [file for file in files if is_picture(file) and not self[name(file)].data]
        for file in missing:
            self[name(file)].errors = [_("เขียนว่ารูปนี้แสดงอะไร สำหรับคนที่มองไม่เห็นรูป")]
        return bool(missing)


class AskForm(FlaskForm):
    """Nothing but the token: the button is the answer."""


def name(file: PublicationFile) -> str:
    """The name of a file's field."""
    return f"{_FILE}{file.id}"


def _label(file: PublicationFile) -> Any:
    return _l("รูปนี้แสดงอะไร") if is_picture(file) else _l("ชื่อเอกสารที่ประชาชนเห็น")
