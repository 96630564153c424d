"""Who asks for many houses, why, and the list as it was pasted or uploaded; its houses are checked elsewhere."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, MultiDict
from wtforms import BooleanField, FileField, HiddenField, TextAreaField
from wtforms.validators import StopValidation, ValidationError

from app.domain import water
from app.domain.channels import WATER
from app.domain.house_rolls import Roll, read, split
from app.domain.houses_asked import AskedHouse
from app.domain.spreadsheets import MOST_BYTES, BadSheet, table
from app.services import office as offices
from app.services.intake import Submission
from app.services.points import Point
from app.web import office
from app.web.fields import AtMost, DateField, LineField, LinesField, PhoneField, Required
from app.web.fields.listed import CardsField, ChoiceField
from app.web.fields.offers import offered
from app.web.forms import PatientForm
from app.web.villages import village_choices
from app.web.words import language

_NOT_KEPT = {"draft", "listed", "sheet", "csrf_token"}


class FilerForm(PatientForm):
    """The first page. ``roll`` is the list that came with it, None when there was none or it cannot be read."""

    draft = HiddenField()
    name = LineField(_l("ชื่อและนามสกุลผู้ยื่น"), [Required(_l("กรอกชื่อผู้ยื่น")), AtMost(150)])
    role = CardsField(_l("ยื่นในฐานะ"), [Required(_l("เลือกว่ายื่นในฐานะอะไร"))])
    phone = PhoneField(_l("เบอร์โทรศัพท์"), [Required(_l("กรอกเบอร์โทรศัพท์ คนขับโทรหาก่อนไปส่ง"))])
    village = ChoiceField(_l("หมู่ที่ของบ้านส่วนใหญ่"), [Required(_l("เลือกหมู่ที่"))])
    reason = CardsField(_l("ขอน้ำเพราะอะไร"), [Required(_l("เลือกว่าขอน้ำเพราะอะไร"))])
    note = LinesField(_l("เล่าเพิ่ม"), [AtMost(2000)])
    wish = DateField(_l("อยากได้วันไหน"), ahead=True)
    listed = TextAreaField(_l("วางรายชื่อบ้านจากตาราง"), [AtMost(100_000)])
    sheet = FileField(_l("หรือเลือกไฟล์ Excel หรือ CSV"))

    roll: Roll | None = None

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.villages, places = village_choices(unknown=False)
        self.village.choices = offered(places)
        self.role.choices = offered((key, _(words)) for key, words in water.ROLES.items())
        self.reason.choices = offered((key, _(words)) for key, words in water.REASONS.items())

    @classmethod
    def again(cls, answers: dict[str, list[str]]) -> "FilerForm":
        """The form as it was typed; only for reading, so it needs no token."""
        return cls(formdata=MultiDict(answers), meta={"csrf": False})

    def keep(self, typed: ImmutableMultiDict[str, str]) -> dict[str, list[str]]:
        """What was typed into this form's own fields, to be kept in a draft."""
        own = set(self._fields) - _NOT_KEPT
        return {name: typed.getlist(name) for name in typed if name.split("-")[0] in own}

    def validate_note(self, field: LinesField) -> None:
        """Another reason needs a word, and so does an event."""
        if self.reason.data in {"other", water.EVENT} and not field.data:
            raise StopValidation(_("เล่าสั้น ๆ ว่าขอน้ำเพราะอะไร"))

    def validate_wish(self, field: DateField) -> None:
        """A day to come, and not far off."""
        today = office.today()
        if field.chosen and not today <= field.chosen <= today + timedelta(days=water.FURTHEST_WISH_DAYS):
            raise ValidationError(_("เลือกวันนี้หรือวันข้างหน้า ไม่เกิน %(n)s วัน", n=water.FURTHEST_WISH_DAYS))

    def validate_listed(self, field: TextAreaField) -> None:
        """What was pasted, as rows."""
        if field.data and field.data.strip():
            self.roll = read(split(field.data))

    def validate_sheet(self, field: FileField) -> None:
        """What was uploaded, as rows after those that were pasted."""
        if not isinstance(field.data, FileStorage) or not field.data.filename:
            return
        try:
            sent = read(table(field.data.stream.read(MOST_BYTES + 1)))
        except BadSheet as bad:
            raise StopValidation(_(str(bad))) from None
        if not sent.rows:
            raise StopValidation(_("ไฟล์นี้ไม่มีรายชื่อบ้าน ตรวจแผ่นแรกของไฟล์"))
        before = self.roll or Roll(())
        self.roll = Roll(before.rows + sent.rows, before.left_out + sent.left_out)

    def too_many(self, count: int) -> None:
        """Say that the list is longer than one request takes; the pasted text stays where it is."""
        words = _("รวมแล้ว %(n)s บ้าน ยื่นได้ครั้งละไม่เกิน %(most)s บ้าน แบ่งยื่นเป็นหลายคำร้อง", n=count, most=water.MOST_HOUSES)
        field = self.listed if self.listed.data else self.sheet
        field.errors = [*field.errors, words]

    def village_number(self) -> int | None:
        """The village that is meant where a house names none."""
        return int(self.village.data) if self.village.data in self.villages else None

    def submission(self, houses: Sequence[AskedHouse]) -> Submission:
        """The request as the services understand it; what is stored is in the office's own language."""
        litres, reason = sum(house.litres for house in houses), self.reason.data
        kinds = {row.key: row for row in offices.categories(WATER.slug)}
        return Submission(
            story=self.note.data or water.REASONS[reason], village=self.villages[self.village.data],
            category=kinds.get(water.HOUSEHOLD) or next(iter(kinds.values()), None),
            subject=water.group_subject(len(houses), litres, reason), place=f"{len(houses)} บ้าน ตามบัญชีแนบท้าย",
            applicant=self.name.data, phone=self.phone.data, contact_by="phone", language=language(),
            details=self._details(houses, litres), points=tuple(self._point(house) for house in houses),
        )  # fmt: skip

    def _details(self, houses: Sequence[AskedHouse], litres: int) -> dict[str, Any]:
        """The keys are told in app.domain.water."""
        wish = {"wish_date": self.wish.chosen.isoformat()} if self.wish.chosen else {}
        return {
            "litres": litres, "persons": sum(house.persons for house in houses), "houses": len(houses),
            "reason": self.reason.data, "role": self.role.data, "moo": self.village_number(), **wish,
            "special_care": any(house.care for house in houses),
        }  # fmt: skip

    def _point(self, house: AskedHouse) -> Point:
        return Point(
            name=house.name, house_no=house.house_no, village=self.villages[str(house.village)], litres=house.litres,
            place=house.cells["place"], phone=house.phone, persons=house.persons, capacity=house.capacity,
            special_care=house.care,
        )  # fmt: skip


class SendForm(PatientForm):
    """The last word before sending: the privacy notice was read."""

    acknowledged = BooleanField(
        _l("อ่านและรับทราบประกาศความเป็นส่วนตัวแล้ว"), [Required(_l("กดรับทราบประกาศความเป็นส่วนตัวก่อนส่ง"))]
    )
