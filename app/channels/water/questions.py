"""The questions about a water request: for whom, how much, into what, where to, and how the truck gets there."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField

from app.channels.forms import IntakeForm
from app.domain import water
from app.domain.channels import WATER
from app.services import office
from app.web import office as hallway
from app.web.categories import category_hint, category_name
from app.web.fields import (
    AtMost,
    Between,
    DateField,
    LineField,
    LinesField,
    MapField,
    PhoneField,
    Required,
    ThaiIntegerField,
)
from app.web.filters import glue
from app.web.villages import village_choices

LESS, MORE = "less", "more"
_HINTS = {
    "jar": _l("ใบใหญ่ราว 200 ลิตร"),
    "barrel": _l("ใบใหญ่ราว 200 ลิตร"),
    "tank": _l("ดูเลขลิตรที่ข้างแท็งก์"),
    "pond": _l("กว้าง × ยาว × ลึก (เมตร) × 1,000"),
}
_ROAD_HINTS = {
    "yes": _l("ไม่มีสายไฟหรือกิ่งไม้ต่ำ"),
    "hose": _l("สายของเรายาว 30 เมตร"),
    "unsure": _l("เราโทรถามก่อนออกรถ"),
}


class WaterQuestions(IntakeForm):
    """The fields of forms-and-workflow 4.1, and nothing that is not used."""

    category = RadioField(_l("ขอน้ำให้ใคร"), validators=[Required(_l("เลือกว่าขอน้ำให้ใคร"))], validate_choice=False)
    reason = RadioField(_l("เพราะอะไร"), validators=[Required(_l("เลือกว่าขอน้ำเพราะอะไร"))], validate_choice=False)
    note = LinesField(_l("เล่าเพิ่ม"), validators=[AtMost(2000)])
    persons = ThaiIntegerField(_l("ใช้น้ำกันกี่คน"), validators=[Required(_l("ใส่จำนวนคนที่ใช้น้ำ")), Between(1, 5000)])
    special_care = BooleanField(_l("มีคนที่ต้องดูแลเป็นพิเศษอยู่ด้วย"))
    amount = RadioField(
        _l("ต้องการน้ำเท่าไร"), default="1", validators=[Required(_l("เลือกว่าต้องการน้ำเท่าไร"))], validate_choice=False
    )
    litres = ThaiIntegerField(_l("จำนวนลิตร"))
    trips = ThaiIntegerField(_l("จำนวนเที่ยว"))
    containers = SelectMultipleField(
        _l("มีอะไรใส่น้ำ"), validators=[Required(_l("เลือกภาชนะอย่างน้อยหนึ่งอย่าง"))], validate_choice=False
    )
    capacity = ThaiIntegerField(
        _l("รวมทุกใบรับน้ำได้ราว"), validators=[Required(_l("ใส่จำนวนลิตรที่ภาชนะรับได้ กะเอาก็ได้")), Between(20, 500_000)]
    )
    road = RadioField(
        _l("รถเข้าถึงจุดส่งน้ำได้ไหม"), validators=[Required(_l("เลือกว่ารถเข้าถึงได้ไหม ถ้าไม่รู้ให้เลือก “ไม่แน่ใจ”"))],
        validate_choice=False,
    )  # fmt: skip
    width = RadioField(_l("ทางช่วงที่แคบที่สุดกว้างราวเท่าไร"), validate_choice=False)
    hose = ThaiIntegerField(_l("จากที่จอดรถถึงภาชนะ ราวกี่เมตร"), validators=[Between(0, 500)])
    wish = DateField(_l("อยากได้วันไหน"), ahead=True)
    time = RadioField(_l("สะดวกรับน้ำช่วงไหน"), default="any", validate_choice=False)
    name = LineField(_l("ชื่อและนามสกุลผู้ขอ"), validators=[Required(_l("กรอกชื่อผู้ขอ")), AtMost(150)])
    phone = PhoneField(_l("เบอร์โทรศัพท์"), validators=[Required(_l("กรอกเบอร์โทรศัพท์ คนขับโทรหาก่อนไปส่ง"))])
    house_no = LineField(_l("บ้านเลขที่หรือชื่อสถานที่"), validators=[Required(_l("กรอกบ้านเลขที่หรือชื่อสถานที่")), AtMost(100)])
    village = SelectField(_l("หมู่ที่"), validators=[Required(_l("เลือกหมู่ที่"))], validate_choice=False)
    street = LineField(_l("ซอย ถนน"), validators=[AtMost(150)])
    place = LineField(_l("จุดสังเกต"), validators=[AtMost(300)])
    map = MapField(_l("ลิงก์แผนที่หรือพิกัด"))
    on_behalf = LineField(_l("ชื่อคนกรอกแทน"), validators=[AtMost(150)])
    relation = LineField(_l("เป็นอะไรกับผู้ขอ"), validators=[AtMost(100)])

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        present = hallway.office()
        self.truck = present.truck_litres if present else 6000
        self.categories = {category.key: category for category in office.categories(WATER.slug)}
        self.category.choices = [(key, category_name(category)) for key, category in self.categories.items()]
        self.category_hints = {key: category_hint(category) for key, category in self.categories.items()}
        self.reason.choices = [(key, _(words)) for key, words in water.REASONS.items()]
        self.containers.choices = [(key, _(words)) for key, words in water.CONTAINERS.items()]
        self.container_hints, self.road_hints = _HINTS, _ROAD_HINTS
        self.road.choices = [(key, _(words)) for key, words in water.ROADS.items()]
        self.width.choices = [(key, _(words)) for key, words in water.WIDTHS.items()]
        self.time.choices = [(key, _(words)) for key, words in water.TIMES.items()]
        trips = range(1, water.MOST_TRIPS + 1)
        self.amount.choices = [
            *((str(n), glue(ngettext("%(num)s เที่ยว", "%(num)s เที่ยว", n))) for n in trips),
            (LESS, _("น้อยกว่า")),
            (MORE, _("มากกว่า")),
        ]
        self.amount_hints = {str(n): _("%(n)s ลิตร", n=f"{n * self.truck:,}") for n in trips}
        self.amount_hints[LESS] = _("ระบุเป็นลิตร")
        self.amount_hints[MORE] = _("ศาสนสถาน โรงเรียน งานส่วนรวม")
        self.villages, self.village.choices = village_choices(unknown=False)
