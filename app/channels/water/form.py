"""A water request, checked: what one answer means for another, and what becomes of it."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.validators import StopValidation, ValidationError

from app.channels.forms import Answer, chosen
from app.channels.water.questions import LESS, MORE, WaterQuestions
from app.domain import water
from app.domain.phones import format_phone
from app.models import Attachment
from app.services.intake import Submission
from app.web import office
from app.web.categories import category_name
from app.web.fields import Between, DateField, LineField, LinesField, ThaiIntegerField
from app.web.filters import day
from app.web.villages import village_name
from app.web.words import language


class WaterForm(WaterQuestions):
    """The request of one household, place of worship, school or community."""

    def validate_category(self, field: RadioField) -> None:
        """Only what the page offers."""
        self._offered(field, _("เลือกว่าขอน้ำให้ใคร"))

    def validate_reason(self, field: RadioField) -> None:
        """Only what the page offers."""
        self._offered(field, _("เลือกว่าขอน้ำเพราะอะไร"))

    def validate_note(self, field: LinesField) -> None:
        """Another reason needs a word, and so does an event."""
        if self.reason.data == "other" and not field.data:
            raise StopValidation(_("เล่าสั้น ๆ ว่าขอน้ำเพราะอะไร"))
        if self.reason.data == water.EVENT and not field.data:
            raise StopValidation(_("บอกว่าเป็นงานอะไร เช่น งานบุญ งานศพ ประชุมหมู่บ้าน"))

    def validate_amount(self, field: RadioField) -> None:
        """Only what the page offers."""
        self._offered(field, _("เลือกว่าต้องการน้ำเท่าไร"))

    def validate_litres(self, field: ThaiIntegerField) -> None:
        """Less than a truckload: how much."""
        if self.amount.data == LESS and not field.process_errors:
            if field.data is None:
                raise StopValidation(_("ใส่จำนวนลิตรที่ต้องการ"))
            Between(1, self.truck)(self, field)

    def validate_trips(self, field: ThaiIntegerField) -> None:
        """More than a household gets: how many, and not for a household."""
        if self.amount.data != MORE or field.process_errors:
            return
        if self.category.data == water.HOUSEHOLD:
            raise StopValidation(
                _("ครัวเรือนขอได้ครั้งละไม่เกิน %(n)s เที่ยว ถ้าขอให้หลายบ้าน ใช้คำร้องขอให้หลายบ้านพร้อมกัน", n=water.MOST_TRIPS)
            )
        if field.data is None:
            raise StopValidation(_("ใส่จำนวนเที่ยวที่ต้องการ"))
        Between(water.MOST_TRIPS + 1, water.MOST_TRIPS_SHARED)(self, field)

    def validate_width(self, field: RadioField) -> None:
        """Only what the page offers; nothing is fine too."""
        if field.data:
            self._offered(field, _("เลือกว่าทางกว้างราวเท่าไร หรือเว้นว่างไว้"))

    def validate_containers(self, field: SelectMultipleField) -> None:
        """Only what the page offers."""
        if not set(field.data) <= water.CONTAINERS.keys():
            raise StopValidation(_("เลือกภาชนะอย่างน้อยหนึ่งอย่าง"))

    def validate_road(self, field: RadioField) -> None:
        """Only what the page offers."""
        self._offered(field, _("เลือกว่ารถเข้าถึงได้ไหม ถ้าไม่รู้ให้เลือก “ไม่แน่ใจ”"))

    def validate_village(self, field: SelectField) -> None:
        """Only villages that there are."""
        self._offered(field, _("เลือกหมู่ที่"))

    def validate_wish(self, field: DateField) -> None:
        """A day to come, and not far off; an event has its day."""
        if self.reason.data == water.EVENT and not field.chosen:
            raise ValidationError(_("บอกวันที่ต้องใช้น้ำ"))
        today = office.calendar().local_day(office.now())
        if field.chosen and not today <= field.chosen <= today + timedelta(days=water.FURTHEST_WISH_DAYS):
            raise ValidationError(_("เลือกวันนี้หรือวันข้างหน้า ไม่เกิน %(n)s วัน", n=water.FURTHEST_WISH_DAYS))

    def validate_relation(self, field: LineField) -> None:
        """Who sends for somebody else says so."""
        if self.on_behalf.data and not field.data:
            raise StopValidation(_("บอกด้วยว่าเป็นอะไรกับผู้ขอ เช่น ลูก เพื่อนบ้าน"))

    @staticmethod
    def _offered(field: Any, message: str) -> None:
        if field.data not in dict(field.choices):
            raise StopValidation(message)

    def wanted(self) -> int:
        """How many litres."""
        return (self.litres.data or 0) if self.amount.data == LESS else self.loads() * self.truck

    def loads(self) -> int:
        """How many trips; less than one is none."""
        if self.amount.data == MORE:
            return self.trips.data or 0
        return 0 if self.amount.data == LESS else int(self.amount.data)

    def submission(self, photos: tuple[Attachment, ...]) -> Submission:
        """The request as the services understand it; what is stored is in the office's own language."""
        position, reason = self.map.position, self.reason.data
        return Submission(
            story=self.note.data or water.REASONS[reason], category=self.categories[self.category.data],
            subject=water.subject(self.wanted(), reason), village=self.villages[self.village.data],
            place=self._address(), map_link=self.map.link, latitude=position and position.latitude,
            longitude=position and position.longitude, applicant=self.name.data, phone=self.phone.data,
            contact_by="phone", language=language(), details=self._details(), attachments=photos,
        )  # fmt: skip

    def answers(self) -> list[Answer]:
        """The request as its sender reads it."""
        litres = _("%(n)s ลิตร", n=f"{self.wanted():,}")
        people = ngettext("%(n)s คน", "%(n)s คน", self.persons.data, n=f"{self.persons.data:,}")
        containers = ", ".join(words for key, words in self.containers.choices if key in self.containers.data)
        found = [
            Answer(_("ขอน้ำให้"), category_name(self.categories[self.category.data]), "category"),
            Answer(_("เพราะ"), [chosen(self.reason.choices, self.reason.data), self.note.data or ""], "reason"),
            Answer(_("ใช้น้ำ"), people, "persons"),
            Answer(_("ต้องการ"), litres, "amount"),
            Answer(_("ภาชนะ"), [containers, _("รับได้ราว %(n)s ลิตร", n=f"{self.capacity.data:,}")], "containers"),
            Answer(_("ทางเข้า"), self._way(), "road"),
            Answer(_("วันและเวลา"), self._when(), "wish"),
            Answer(_("ผู้ขอ"), [self.name.data, format_phone(self.phone.data)], "name"),
            Answer(_("ส่งที่"), self._where(), "house_no"),
        ]
        if self.special_care.data:
            found.insert(3, Answer(_("ดูแลเป็นพิเศษ"), _("มีคนที่ต้องดูแลเป็นพิเศษ"), "special_care"))
        if self.on_behalf.data:
            found.append(Answer(_("กรอกแทนโดย"), f"{self.on_behalf.data} ({self.relation.data})", "on_behalf"))
        return found

    def advice(self) -> str:
        """The truck fills no more than the containers hold."""
        if (self.capacity.data or 0) >= self.wanted():
            return ""
        given = {"capacity": f"{self.capacity.data:,}", "wanted": f"{self.wanted():,}"}
        words = _("ภาชนะรับน้ำได้ราว %(capacity)s ลิตร น้อยกว่าที่ขอ %(wanted)s ลิตร รถจะเติมให้เท่าที่รับได้", **given)
        return str(words)

    def _details(self) -> dict[str, Any]:
        """The keys are told in app.domain.water; empty ones are left out."""
        values = {
            "litres": self.wanted(), "persons": self.persons.data,
            "containers": list(self.containers.data), "capacity": self.capacity.data, "road": self.road.data,
            "width": self.width.data, "hose": self.hose.data,
            "wish_date": self.wish.chosen and self.wish.chosen.isoformat(),
            "time": self.time.data if self.time.data in water.TIMES else "any", "reason": self.reason.data,
            "on_behalf": self.on_behalf.data, "relation": self.relation.data, "house_no": self.house_no.data,
            "moo": int(self.village.data), "street": self.street.data,
        }  # fmt: skip
        given = {key: value for key, value in values.items() if value not in (None, "")}
        return {**given, "trips": self.loads(), "special_care": bool(self.special_care.data)}

    def _address(self) -> str:
        number = self.house_no.data
        parts = (f"บ้านเลขที่ {number}" if number[:1].isdigit() else number, self.street.data, self.place.data)
        return " ".join(part for part in parts if part)

    def _where(self) -> list[str]:
        lines = [self.house_no.data, village_name(self.villages[self.village.data]), self.street.data, self.place.data]
        if self.map.data:
            lines.append(_("มีตำแหน่งบนแผนที่"))
        return [line for line in lines if line]

    def _way(self) -> list[str]:
        way = [chosen(self.road.choices, self.road.data)]
        if self.width.data:
            way.append(_("ทางกว้าง %(width)s", width=chosen(self.width.choices, self.width.data)))
        if self.hose.data is not None:
            way.append(_("ลากสายราว %(n)s เมตร", n=self.hose.data))
        return way

    def _when(self) -> list[str]:
        time = chosen(self.time.choices, self.time.data or "any")
        return [day(self.wish.chosen, "weekday"), time] if self.wish.chosen else [_("วันไหนก็ได้"), time]
