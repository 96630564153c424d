"""One page with every component on it, for looking and for the accessibility test; it exists only where we build."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from flask import abort, current_app, flash, render_template
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import (
    BooleanField,
    Form,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice

from app.front import style_samples
from app.web import office


def _choices(**words: str) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in words.items()]


class SampleDate(Form):
    """Day, month and Buddhist year."""

    day = StringField("วัน")
    month = SelectField("เดือน", choices=_choices(m11="พฤศจิกายน", m12="ธันวาคม"))
    year = StringField("พ.ศ.")


class SampleForm(FlaskForm):
    """A field of every kind."""

    category = RadioField("เรื่องเกี่ยวกับอะไร", choices=_choices(road="ถนน ทางเท้า", lamp="ไฟถนน", tap="น้ำประปา"))
    story = TextAreaField("เกิดอะไรขึ้น")
    village = SelectField("หมู่ที่", choices=_choices(none="เลือกหมู่ที่", one="หมู่ที่ 1 บ้านสวนนอก"))
    phone = StringField("เบอร์โทรศัพท์")
    litres = StringField("จำนวนน้ำ")
    containers = SelectMultipleField("มีอะไรใส่น้ำ", choices=_choices(jar="โอ่ง", tank="แท็งก์น้ำ"))
    happened = FormField(SampleDate, "เกิดขึ้นวันไหน")
    photos = MultipleFileField("รูปถ่าย")
    read = BooleanField("อ่านและรับทราบประกาศความเป็นส่วนตัวแล้ว")


def show() -> str:
    """Everything once, a form with its errors among it."""
    if not (current_app.debug or current_app.testing):
        abort(404)
    now = office.now()
    form = SampleForm(formdata=None, data={"story": "ท่อระบายน้ำหน้าบ้านตัน", "phone": "08-123-45", "containers": ["tank"]})
    _fail(form)
    flash("เก็บบันทึกแล้ว")
    flash("เครื่องพิมพ์ยังไม่พร้อม", "waiting")
    shown = _samples(now) | style_samples.samples(now)
    return render_template("front/style.html", form=form, today=now.date(), **shown)


def _fail(form: SampleForm) -> None:
    form.category.errors = ["เลือกว่าเรื่องเกี่ยวกับอะไร"]
    form.village.errors = ["เลือกหมู่ที่ ถ้าไม่รู้ให้เลือก “ไม่แน่ใจ”"]
    form.phone.errors = ["ตรวจเบอร์โทรศัพท์ เบอร์มือถือมี 10 หลัก เบอร์บ้านมี 9 หลัก หรือเว้นว่างไว้"]
    form.read.errors = ["อ่านประกาศแล้วทำเครื่องหมายรับทราบ"]


def _samples(now: datetime) -> dict[str, Any]:
    kinds = {"late": "เกินกำหนด 2 วันทำการ", "wait": "รอผู้ร้อง 3 วัน", "today": "ครบกำหนดวันนี้"}
    kinds |= {"open": "เหลือ 7 วันทำการ", "done": "แก้ไขแล้ว", "stop": "ไม่รับไว้พิจารณา", "lock": "เรื่องลับ"}
    chips = [SimpleNamespace(kind=kind, words=words) for kind, words in kinds.items()]
    lines = [
        {
            "kind": chip.kind,
            "why": chip.words,
            "title": "ไฟถนนดับสามดวงตรงทางโค้ง กลางคืนมืดมาก",
            "url": f"#case-{chip.kind}",
            "place": "หมู่ที่ 4",
            "unit": "กองสาธารณสุขฯ",
            "ref": "รท-2570-0024",
        }
        for chip in chips[:4]
    ]
    entries = [
        {"title": "คุณแจ้งเรื่อง", "moment": now - timedelta(days=4)},
        {"title": "ช่างไปดูหน้างาน", "moment": now - timedelta(days=2), "text": "พบหลุมสองจุด ลึกราว 15 เซนติเมตร"},
        {"title": "เรารอคำตอบจากคุณ", "moment": now, "state": "now", "icon": "wait", "prefix": "ตั้งแต่"},
        {"title": "เราบอกผลให้คุณ", "state": "ahead"},
    ]
    rows = [("กองช่าง", 4, 70, 68), ("สำนักปลัด", 0, 93, 90), ("กองสวัสดิการสังคม", 0, None, None)]
    return {"chips": chips, "lines": lines, "entries": entries, "rows": rows, "due": date(2026, 12, 7), "moment": now}
