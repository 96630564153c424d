"""What an officer keys in for somebody at the counter or on the telephone: one page, less than a minute."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField

from app.desk.counter_time import TrueTime
from app.domain import water
from app.domain.channels import COMPLAINTS, WATER
from app.models import Attachment
from app.services import office as offices
from app.services.intake import Submission
from app.web import office
from app.web.fields import AtMost, Between, LineField, LinesField, PhoneField, PhotosField, Required
from app.web.fields import ThaiIntegerField as Whole
from app.web.fields.listed import ChoiceField
from app.web.fields.offers import offered
from app.web.villages import village_name


class CounterForm(TrueTime, FlaskForm):
    """What all channels ask. The time is that of the visit or the call, not that of keying in."""

    key = HiddenField()
    applicant = LineField(_l("ชื่อผู้ร้อง"), [AtMost(150)])
    phone = PhoneField(_l("เบอร์โทรศัพท์"))
    village = ChoiceField(_l("หมู่บ้าน"))
    place = LineField(_l("จุดหรือบ้านเลขที่"), [AtMost(300)])
    category = ChoiceField(_l("ประเภทเรื่อง"), [Required(_l("เลือกประเภทเรื่อง"))])
    story = LinesField(_l("เรื่องที่แจ้ง"), [AtMost(5000)])
    register_number = LineField(_l("เลขรับ (สารบรรณ)"), [AtMost(60)])
    photos = PhotosField(_l("รูปจดหมาย ไฟล์สแกน หรือรูปจุดที่แจ้ง"), documents=True)
    files_shown = BooleanField(_l("ให้ผู้ร้องเห็นไฟล์ที่แนบในหน้าติดตาม"))

    channel = COMPLAINTS

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.rows = {str(row.id): row for row in offices.categories(self.channel.slug)}
        self.villages = {str(row.id): row for row in offices.villages()}
        kinds = [(value, row.name) for value, row in self.rows.items()]
        places = [(value, village_name(row)) for value, row in self.villages.items()]
        if self.category:
            self.category.choices = offered([("", _("เลือกประเภท")), *kinds])
        self.village.choices = offered([("", _("ไม่แน่ใจ") if self.channel is COMPLAINTS else _("เลือกหมู่บ้าน")), *places])

    def submission(self, photos: tuple[Attachment, ...]) -> Submission:
        """The valid form as the services understand it."""
        sent = Submission(
            story=self.story.data or "" if self.story else "",
            category=self.rows[self.category.data] if self.category else None,
            village=self.villages.get(self.village.data), place=self.place.data or "",
            applicant=self.applicant.data or "", phone=self.phone.data or "", attachments=photos,
            register_number=self.register_number.data or "", files_shown=bool(self.files_shown.data), **self.came(),
        )  # fmt: skip
        return replace(sent, **self.more())

    def more(self) -> dict[str, Any]:
        """What a channel adds to the submission."""
        return {}


class ComplaintCounter(CounterForm):
    """A complaint that somebody tells."""

    story = LinesField(_l("เรื่องที่แจ้ง"), [Required(_l("เขียนว่าเกิดอะไรขึ้น")), AtMost(5000)])


class WaterCounter(CounterForm):
    """A water request on the telephone: the least that the truck needs."""

    applicant = LineField(_l("ชื่อผู้ขอ"), [Required(_l("กรอกชื่อผู้ขอ")), AtMost(150)])
    phone = PhoneField(_l("เบอร์โทรศัพท์"), [Required(_l("กรอกเบอร์โทรศัพท์ คนขับโทรหาก่อนไปส่ง"))])
    village = ChoiceField(_l("หมู่บ้าน"), [Required(_l("เลือกหมู่บ้านที่จะส่งน้ำ"))])
    place = LineField(_l("บ้านเลขที่หรือจุดส่งน้ำ"), [Required(_l("กรอกบ้านเลขที่หรือจุดส่งน้ำ")), AtMost(100)])
    category = ChoiceField(_l("ขอน้ำให้ใคร"), [Required(_l("เลือกว่าขอน้ำให้ใคร"))])
    reason = ChoiceField(_l("เพราะอะไร"), [Required(_l("เลือกว่าขอน้ำเพราะอะไร"))])
    litres = Whole(_l("ขอกี่ลิตร"), [Required(_l("กรอกจำนวนลิตร")), Between(1, 100_000)])
    persons = Whole(_l("ใช้น้ำกี่คน"), [Required(_l("กรอกจำนวนคนที่ใช้น้ำ")), Between(1, 5000)])
    capacity = Whole(_l("ภาชนะรับได้ราว"), [Required(_l("กรอกจำนวนลิตรที่ภาชนะรับได้")), Between(20, 500_000)])
    special_care = BooleanField(_l("มีผู้ต้องดูแลเป็นพิเศษ"))
    emergency = BooleanField(_l("ฉุกเฉิน ไม่มีน้ำใช้แล้ว"))
    story = LinesField(_l("รายละเอียดอื่น"), [AtMost(2000)])

    channel = WATER

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        reasons = [(key, _(words)) for key, words in water.REASONS.items()]
        self.reason.choices = offered([("", _("เลือกเหตุผล")), *reasons])

    def more(self) -> dict[str, Any]:
        """The keys of ``app.domain.water``."""
        litres: int = self.litres.data or 0
        reason, place, village = self.reason.data, self.place.data, self.villages[self.village.data]
        details = {
            "litres": litres, "trips": -(-litres // truck()) if litres >= truck() else 0, "persons": self.persons.data,
            "capacity": self.capacity.data, "reason": reason, "special_care": bool(self.special_care.data),
            "house_no": place, "moo": village.number,
        }  # fmt: skip
        return {
            "subject": water.subject(litres, reason), "story": self.story.data or water.REASONS[reason],
            "place": f"บ้านเลขที่ {place}" if place[:1].isdigit() else place, "contact_by": "phone",
            "details": details, "emergency": bool(self.emergency.data),
        }  # fmt: skip


def truck() -> int:
    """How much one truck carries."""
    present = office.office()
    return present.truck_litres if present else 6000


FORMS: dict[str, type[CounterForm]] = {COMPLAINTS.slug: ComplaintCounter, WATER.slug: WaterCounter}
