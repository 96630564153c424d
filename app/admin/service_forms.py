"""The administrator's forms for a service of the office's own and for one question of its form."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField

from app.domain.eservices import FieldKind
from app.models import ServiceField
from app.services import office
from app.services.administration.services import About, FieldDraft
from app.web.fields import AtMost, LineField, LinesField, Required
from app.web.fields.listed import ChoiceField


class AboutForm(FlaskForm):
    """Name, unit, one line; the address only once."""

    name = LineField(_l("ชื่อบริการ"), [Required(_l("กรอกชื่อบริการ")), AtMost(120)])
    english_name = LineField(_l("ชื่อภาษาอังกฤษ"), [Required(_l("กรอกชื่อภาษาอังกฤษ")), AtMost(120)])
    malay_name = LineField(_l("ชื่อภาษามลายู"), [AtMost(120)])
    slug = LineField(_l("ที่อยู่หน้าเว็บ"), [AtMost(40)])
    lead = LineField(_l("ประโยคนำ"), [Required(_l("กรอกประโยคนำ")), AtMost(300)])
    unit = ChoiceField(_l("หน่วยงานที่ได้รับคำขอ"), [Required(_l("เลือกหน่วยงานที่ได้รับคำขอ"))])

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.units = {str(unit.id): unit for unit in office.units()}
        self.unit.choices = [("", _("เลือกหน่วยงาน")), *((key, unit.name) for key, unit in self.units.items())]

    def about(self) -> About:
        """The valid form as the services understand it."""
        unit = self.units.get(self.unit.data)
        names = {"english_name": self.english_name.data, "malay_name": self.malay_name.data or ""}
        return About(self.name.data, lead=self.lead.data, unit=unit, slug=(self.slug.data or "").lower(), **names)


class FieldForm(FlaskForm):
    """One question."""

    label = LineField(_l("คำถาม"), [Required(_l("เขียนคำถาม")), AtMost(120)])
    kind = ChoiceField(_l("ชนิดของช่อง"), [Required(_l("เลือกชนิดของช่อง"))])
    hint = LineField(_l("คำอธิบายใต้คำถาม"), [AtMost(200)])
    choices = LinesField(_l("ตัวเลือก"), [AtMost(3000)])
    required = BooleanField(_l("ต้องตอบ"))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.kind.choices = [("", _("เลือกชนิด")), *((kind.value, _(kind.label)) for kind in FieldKind)]

    def draft(self) -> FieldDraft:
        """The valid form as the services understand it."""
        lines = (line.strip() for line in (self.choices.data or "").splitlines())
        return FieldDraft(
            FieldKind(self.kind.data), self.label.data, self.hint.data or "", bool(self.required.data),
            tuple(line for line in lines if line),
        )  # fmt: skip


def start(field: ServiceField) -> dict[str, Any]:
    """What the form of a question that is there already begins with."""
    kept = {name: getattr(field, name) for name in ("label", "hint", "required")}
    return {**kept, "kind": field.kind.value, "choices": "\n".join(field.choices)}
