"""The form of a service that the office defined: its own questions, then who asks and how to reach them."""

from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import StopValidation

from app.channels.forms import Answer, IntakeForm
from app.domain import eservices
from app.domain.phones import format_phone
from app.models import Attachment, Service
from app.services.intake import Submission
from app.web import questions
from app.web.fields import AtMost, LineField, PhoneField, PhotosField, Required
from app.web.words import language


class ServiceForm(IntakeForm):
    """What every service asks beside its own questions."""

    photos = PhotosField(_l("รูปถ่ายหรือเอกสาร"), documents=True)
    name = LineField(_l("ชื่อและนามสกุลผู้ยื่นคำขอ"), validators=[Required(_l("กรอกชื่อผู้ยื่นคำขอ")), AtMost(150)])
    phone = PhoneField(_l("เบอร์โทรศัพท์"))
    address = LineField(_l("ที่อยู่ติดต่อ"), validators=[AtMost(300)])

    service: ClassVar[Service]

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.questions = self.service.questions
        self.own = [(question, self._fields.get(questions.name(question))) for question in self.questions]
        self.files = questions.files(self.questions)
        if self.files:
            self.photos.label.text = self.files.label

    def validate_photos(self, field: PhotosField) -> None:
        """Where papers are needed, at least one is there."""
        if self.files and self.files.required and not field.known and not field.accepted:
            raise StopValidation(_("แนบรูปถ่ายหรือเอกสารอย่างน้อยหนึ่งไฟล์"))

    def validate_phone(self, field: PhoneField) -> None:
        """A request that nobody can be asked about would only wait."""
        if not field.data and not self.address.data:
            raise StopValidation(_("กรอกเบอร์โทรศัพท์ หรือที่อยู่ติดต่อ อย่างใดอย่างหนึ่ง"))

    def submission(self, photos: tuple[Attachment, ...]) -> Submission:
        """The request as the services understand it: the answers with the words they were asked with."""
        read = questions.read(self, self.questions)
        details = eservices.kept(self.questions, read.values)
        if self.address.data:
            details["contact_address"] = self.address.data
        return Submission(
            story=eservices.told(details) or self.service.name, subject=self.service.name, service=self.service,
            village=read.village, place=read.place, applicant=self.name.data, phone=self.phone.data or "",
            contact_by="phone" if self.phone.data else "page", language=language(), details=details, attachments=photos,
        )  # fmt: skip

    def files_asked(self) -> str:
        """The office's own word for them."""
        return self.files.label if self.files else ""

    def answers(self) -> list[Answer]:
        """The request as its sender reads it."""
        values = questions.read(self, self.questions).values
        found = []
        for question, field in self.own:
            if field is not None:
                value = values.get(question.key)
                said = _("ไม่ได้กรอก") if value in (None, "", []) else questions.words(question.kind, value)
                found.append(Answer(question.label, said, field.id))
        contact = [format_phone(self.phone.data) if self.phone.data else "", self.address.data or ""]
        who = Answer(_("ผู้ยื่นคำขอ"), [line for line in (self.name.data, *contact) if line], "name")
        return [*found, who]


def form_of(service: Service) -> type[ServiceForm]:
    """The form of a service as it is today."""
    return type("ServiceFormOfToday", (ServiceForm,), {"service": service, **questions.fields(service.questions)})
