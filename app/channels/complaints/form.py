"""The questions about a general complaint: what, where, and only if they like, who."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext
from wtforms import RadioField, SelectField
from wtforms.validators import StopValidation

from app.channels.complaints.neighbours import LastWordForm, shown
from app.channels.forms import Answer, IntakeForm, chosen
from app.domain.channels import COMPLAINTS
from app.domain.phones import format_phone
from app.domain.redaction import public_words
from app.models import Attachment
from app.services.intake import Submission
from app.web.categories import category_name, named_categories
from app.web.fields import AtMost, EmailField, LineField, LinesField, MapField, PhoneField, Required
from app.web.village_map import village_at
from app.web.villages import village_choices, village_name
from app.web.words import language

PAGE, PHONE, EMAIL = "page", "phone", "email"


class ComplaintForm(IntakeForm):
    """Category, story and place are needed; name and contact are the resident's to give."""

    category = RadioField(
        _l("เรื่องเกี่ยวกับอะไร"), validators=[Required(_l("เลือกว่าเรื่องเกี่ยวกับอะไร"))], validate_choice=False
    )
    story = LinesField(_l("เกิดอะไรขึ้น"), validators=[Required(_l("เล่าว่าเกิดอะไรขึ้น สั้น ๆ ก็ได้")), AtMost(5000)])
    village = SelectField(_l("หมู่ที่"), validators=[Required(_l("เลือกหมู่ที่ ถ้าไม่รู้ให้เลือก “ไม่แน่ใจ”"))], validate_choice=False)
    place = LineField(_l("จุดที่เกิดเหตุ"), validators=[Required(_l("บอกจุดที่เกิดเหตุ เช่น ใกล้บ้านใคร")), AtMost(300)])
    map = MapField(_l("ลิงก์แผนที่หรือพิกัด"))
    name = LineField(_l("ชื่อ"), validators=[AtMost(150)])
    phone = PhoneField(_l("เบอร์โทรศัพท์"))
    email = EmailField(_l("อีเมล"))
    contact_by = RadioField(
        _l("ให้เราบอกผลทางไหน"),
        default=PAGE,
        validate_choice=False,
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        kinds = named_categories(COMPLAINTS.slug)
        self.categories = {category.key: category for category, _name, _hint in kinds}
        self.category.choices = [(category.key, name) for category, name, _hint in kinds]
        self.icons = {category.key: category.icon for category, _name, _hint in kinds}
        self.hints = {category.key: hint for category, _name, hint in kinds}
        self.villages, self.village.choices = village_choices(unknown=True)
        self.mapped = any(village.outline for village in self.villages.values())
        self.contact_by.choices = [(PAGE, _("ดูเองในหน้าติดตาม")), (PHONE, _("โทรหา")), (EMAIL, _("ส่งอีเมล"))]

    def validate_category(self, field: RadioField) -> None:
        """A category that is not offered was not chosen on this page."""
        if field.data not in self.categories:
            raise StopValidation(_("เลือกว่าเรื่องเกี่ยวกับอะไร"))

    def validate_village(self, field: SelectField) -> None:
        """A village that does not exist was not chosen on this page."""
        if field.data not in dict(field.choices):
            raise StopValidation(_("เลือกหมู่ที่ ถ้าไม่รู้ให้เลือก “ไม่แน่ใจ”"))

    def validate_contact_by(self, field: RadioField) -> None:
        """Nobody can be called without a number."""
        if field.data == PHONE and not self.phone.data:
            raise StopValidation(_("กรอกเบอร์โทรศัพท์ด้วย หรือเลือก “ดูเองในหน้าติดตาม”"))
        if field.data == EMAIL and not self.email.data:
            raise StopValidation(_("กรอกอีเมลด้วย หรือเลือก “ดูเองในหน้าติดตาม”"))

    def picked(self, asked: Mapping[str, str]) -> None:
        """A village from the map; the form was not sent yet, so nothing is wrong with it."""
        if "village" not in asked:
            return
        if asked["village"] in self.villages:
            self.village.data = asked["village"]
        for field in self:
            field.errors = []

    def last_word(self) -> LastWordForm:
        """The notice, and words for the neighbours: the story with what gives somebody away hidden, to be mended."""
        return LastWordForm(words=public_words(self.story.data or "", (self.name.data or "",)))

    def beside(self, draft_key: str) -> dict[str, Any]:
        """What neighbours told us already, and what they would see of this."""
        village = self.villages.get(self.village.data)
        kind = category_name(self.categories[self.category.data])
        preview = f"{kind} · {village_name(village)}" if village else kind
        return {"similar": shown(self, draft_key), "preview": preview}

    def advice(self) -> str:
        """The pin lies in another village than the one that was chosen: a slip, or a matter next door."""
        here = village_at(self.map.position)
        if here is None or str(here.number) == self.village.data:
            return ""
        chosen_one = self.villages.get(self.village.data)
        if chosen_one is None:
            return str(_("ตำแหน่งที่ปักอยู่ใน%(here)s กดแก้ไขเพื่อเลือกหมู่นี้ได้", here=village_name(here)))
        names = {"here": village_name(here), "chosen": village_name(chosen_one)}
        return str(_("ตำแหน่งที่ปักอยู่ใน%(here)s แต่คุณเลือก%(chosen)s ถ้าไม่ตรงกดแก้ไข ถ้าถูกแล้วส่งได้เลย", **names))

    def submission(self, photos: tuple[Attachment, ...]) -> Submission:
        """The complaint as the services understand it."""
        position = self.map.position
        return Submission(
            story=self.story.data, category=self.categories[self.category.data],
            village=self.villages.get(self.village.data), place=self.place.data, map_link=self.map.link,
            latitude=position and position.latitude, longitude=position and position.longitude,
            applicant=self.name.data or "", phone=self.phone.data or "", email=self.email.data or "",
            contact_by=self.contact_by.data if self.contact_by.data in {PHONE, EMAIL} else PAGE,
            language=language(), attachments=photos,
        )  # fmt: skip

    def answers(self) -> list[Answer]:
        """The complaint as its sender reads it."""
        village = self.villages.get(self.village.data)
        where = [village_name(village) if village else _("ไม่แน่ใจว่าหมู่ไหน"), self.place.data]
        if self.map.data:
            where.append(_("มีตำแหน่งบนแผนที่"))
        none = _("ไม่บอก")
        return [
            Answer(pgettext("subject", "เรื่อง"), category_name(self.categories[self.category.data]), "category"),
            Answer(_("เกิดอะไรขึ้น"), self.story.data, "story"),
            Answer(_("ที่ไหน"), where, "village"),
            Answer(_("ชื่อ"), self.name.data or none, "name"),
            Answer(_("โทรศัพท์"), format_phone(self.phone.data) if self.phone.data else none, "phone"),
            Answer(_("อีเมล"), self.email.data or none, "email"),
            Answer(_("บอกผลทาง"), chosen(self.contact_by.choices, self.contact_by.data or PAGE), "contact_by"),
        ]
