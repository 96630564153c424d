"""Keying in a request for a service that the office defined: its own questions on the counter's one page."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l

from app.desk.counter_forms import CounterForm
from app.domain import eservices
from app.domain.channels import ESERVICE
from app.domain.eservices import FieldKind
from app.models import Service
from app.services import services
from app.web import office, questions
from app.web.fields import AtMost, LineField, Required
from app.web.fields.listed import ChoiceField

_OWN = {FieldKind.VILLAGE: "village", FieldKind.HOUSE: "place"}


class ServiceCounter(CounterForm):
    """A request for a service. Village and house stand where they always stand, under the service's own labels."""

    applicant = LineField(_l("ชื่อผู้ยื่นคำขอ"), [Required(_l("กรอกชื่อผู้ยื่นคำขอ")), AtMost(150)])
    category = None  # type: ignore[assignment]
    story = None  # type: ignore[assignment]

    channel = ESERVICE
    service: ClassVar[Service]

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.questions = self.service.questions
        self.own = [(q, self[questions.name(q)]) for q in self.questions if questions.name(q) in self]
        self.needed = {_OWN[q.kind] for q in self.questions if q.kind in _OWN and q.required}
        for question in self.questions:
            if question.kind in _OWN:
                self[_OWN[question.kind]].label.text = question.label

    def more(self) -> dict[str, Any]:
        """The answers, with the words they were asked with."""
        read = questions.read(self, self.questions, _OWN)
        details = eservices.kept(self.questions, read.values)
        found = {"service": self.service, "subject": self.service.name, "details": details}
        if read.place:
            found["place"] = read.place
        found["contact_by"] = "phone" if self.phone.data else "page"
        return {**found, "story": eservices.told(details) or self.service.name}


def form_of(service: Service) -> type[ServiceCounter]:
    """The counter's form for a service as it is today."""
    asked = service.questions
    fields = questions.fields(asked, frozenset(_OWN))
    for question in asked:
        if question.kind is FieldKind.VILLAGE and question.required:
            fields["village"] = ChoiceField(_l("หมู่บ้าน"), questions.checks(question))
        if question.kind is FieldKind.HOUSE and question.required:
            fields["place"] = LineField(_l("จุดหรือบ้านเลขที่"), [*questions.checks(question), AtMost(300)])
    return type("ServiceCounterOfToday", (ServiceCounter,), {"service": service, **fields})


def offered_now() -> dict[str, Service]:
    """The services that take requests today, by their address."""
    return {service.slug: service for service in services.open_on(office.today())}
