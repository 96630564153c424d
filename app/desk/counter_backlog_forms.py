"""The form of paper receipts keyed in later: one reason for all, and rows of which empty ones do not count."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField

from app.domain.channels import COMPLAINTS, COUNTER_ARRIVALS, Arrival
from app.domain.dates import BANGKOK, BUDDHIST_ERA
from app.domain.thai import clean, to_arabic_digits
from app.domain.typed_dates import BadDate, parse_date
from app.models import Category, Village
from app.services import office as offices
from app.services.intake import Submission
from app.web import office
from app.web.fields import AtMost, DateField, LineField, PhoneField, Required
from app.web.fields.listed import ChoiceField
from app.web.fields.offers import offered
from app.web.fields.times import TimeField
from app.web.villages import village_name

MOST = 50
NAMES = ("paper", "day", "time", "applicant", "phone", "village", "category", "story")
_OLDEST = timedelta(days=366)
_CENTURY = 2500


@dataclass(frozen=True, slots=True)
class Row:
    """A paper as it was read."""

    number: int
    paper: str
    moment: datetime
    applicant: str
    phone: str
    village: Village | None
    category: Category
    story: str


class BacklogForm(FlaskForm):
    """``key`` makes the cases once; a row without a day has the day of the row above it, the first one ``day``."""

    key = HiddenField()
    day = DateField(_l("วันแรกที่ระบบใช้ไม่ได้"), required=_l("ใส่วันแรกที่ระบบใช้ไม่ได้"))
    reason = LineField(_l("เหตุผลของทุกใบ"), [Required(_l("บอกเหตุผล เช่น ไฟดับ 8–9 พ.ย.")), AtMost(300)])
    arrival = ChoiceField(
        _l("มาทางไหน"), [Required(_l("เลือกว่าเรื่องมาทางไหน"))], choices=[(a.value, _l(a.label)) for a in COUNTER_ARRIVALS]
    )

    count = 0

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.categories = {str(row.id): row for row in offices.categories(COMPLAINTS.slug)}
        self.villages = {str(row.id): row for row in offices.villages()}
        self.found: list[Row] = []
        for i in range(self.count):
            kinds = [(value, row.name) for value, row in self.categories.items()]
            self[f"category_{i}"].choices = offered([("", "–"), *kinds])
            places = [(value, village_name(row)) for value, row in self.villages.items()]
            self[f"village_{i}"].choices = offered([("", "–"), *places])

    def validate(self, extra_validators: Any = None) -> bool:
        """Every row that says anything has to say enough; what is wrong stands beside its field."""
        super().validate(extra_validators)
        self.found = []
        before = self.day.chosen
        for i in range(self.count):
            if any(self._typed(i, name) for name in NAMES):
                before = self._read(i, before)
        if not self.found and not self.errors:
            self._blame(0, "story", _("กรอกอย่างน้อยหนึ่งใบ"))
        return not self.errors

    def filled(self) -> list[Row]:
        """The rows that were read, in their order on the page."""
        return self.found

    def submissions(self) -> dict[int, Submission]:
        """The rows as the services understand them, by number."""
        return {
            row.number: Submission(
                story=row.story, category=row.category, village=row.village, applicant=row.applicant, phone=row.phone,
                arrival=Arrival(self.arrival.data), received_at=row.moment, backdate_reason=self.reason.data or "",
                details={"paper_number": row.paper} if row.paper else {},
            )
            for row in self.found
        }  # fmt: skip

    def _read(self, i: int, before: date | None) -> date | None:
        day = self._day(i, before)
        for name, words in (("story", _("เขียนเรื่องที่แจ้ง")), ("category", _("เลือกประเภท")), ("time", _("กรอกเวลา"))):
            if not self._typed(i, name):
                self._blame(i, name, words)
        paper = self[f"paper_{i}"].data or ""
        if paper and paper in {row.paper for row in self.found}:
            self._blame(i, "paper", _("เลขที่ใบซ้ำกับแถวก่อนหน้า"))
        time = self[f"time_{i}"].data
        if day is None or time is None or any(self[f"{name}_{i}"].errors for name in NAMES):
            return day
        moment = datetime.combine(day, time, BANGKOK)
        if words := _impossible(moment, office.now()):
            self._blame(i, "time", words)
            return day
        said = {name: self[f"{name}_{i}"].data or "" for name in ("applicant", "phone", "story")}
        category, village = self.categories[self[f"category_{i}"].data], self.villages.get(self[f"village_{i}"].data)
        self.found.append(Row(i + 1, paper, moment, village=village, category=category, **said))
        return day

    def _day(self, i: int, before: date | None) -> date | None:
        typed = self[f"day_{i}"].data or ""
        if not typed:
            return before
        try:
            return read_day(typed, before or office.now().date())
        except BadDate as bad:
            self._blame(i, "day", _(str(bad)))
            return before

    def _typed(self, i: int, name: str) -> bool:
        field = self[f"{name}_{i}"]
        return bool(field.data or (field.raw_data and field.raw_data[0].strip()))

    def _blame(self, i: int, name: str, words: str) -> None:
        field = self[f"{name}_{i}"]
        field.errors = [*field.errors, _("แถวที่ %(n)s: %(words)s", n=i + 1, words=words)]


def read_day(typed: str, near: date) -> date:
    """9, 9/11, 9/11/69 or 9/11/2569; what is left out is as in ``near``. Raises BadDate."""
    parts = [part for part in re.split(r"[/.\s-]+", to_arabic_digits(clean(typed))) if part]
    day, month, year = [*parts, "", "", ""][:3]
    if len(year) == 2 and year.isdigit():
        year = str(_CENTURY + int(year))
    return parse_date(day, month or near.month, year or near.year + BUDDHIST_ERA)


def _impossible(moment: datetime, now: datetime) -> str:
    if moment > now:
        return str(_("เวลารับเรื่องอยู่ในอนาคต ตรวจวันและเวลาอีกครั้ง"))
    return str(_("ย้อนหลังเกิน 1 ปี ตรวจปี พ.ศ. อีกครั้ง")) if now - moment > _OLDEST else ""


def backlog_form(count: int) -> type[BacklogForm]:
    """A form of so many papers."""
    fields: dict[str, Any] = {"count": count}
    for i in range(count):
        fields[f"paper_{i}"] = LineField(_l("ใบที่"), [AtMost(20)])
        fields[f"day_{i}"] = LineField(_l("วันที่"), [AtMost(20)])
        fields[f"time_{i}"] = TimeField(_l("เวลา"))
        fields[f"applicant_{i}"] = LineField(_l("ชื่อ"), [AtMost(150)])
        fields[f"phone_{i}"] = PhoneField(_l("เบอร์โทร"))
        fields[f"village_{i}"] = ChoiceField(_l("หมู่"))
        fields[f"category_{i}"] = ChoiceField(_l("ประเภท"))
        fields[f"story_{i}"] = LineField(_l("เรื่อง"), [AtMost(2000)])
    return type("BacklogForm", (BacklogForm,), fields)
