"""What the style page shows in its second half: believable words for every component, of nobody's case."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace as It
from typing import Any

from flask import current_app
from flask_wtf import FlaskForm
from jinja2.runtime import Macro
from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from app.web.village_map import Place, Sheet

LONG = "น้ำในคลองไส้ไก่หลังตลาดนัดเน่าเหม็นมาสองเดือนแล้ว ปลาลอยตาย เด็กเล็กเป็นผื่น ขอให้มาดูและบอกว่าใครต้องแก้"
PICKED = {
    "kind": "late", "why": "เกิน 8 วันทำการ", "title": LONG, "url": "#picked", "place": "หมู่ที่ 4",
    "unit": "กองช่าง", "ref": "รท-2570-0017", "new": True, "key": "CP-2570-0017",
}  # fmt: skip


def _choices(**words: str) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in words.items()]


class OwnForm(FlaskForm):
    """The questions that an office may ask, and rows that grow."""

    text = TextAreaField("เล่าเพิ่ม")
    line = StringField("ชื่อร้าน")
    number = StringField("จำนวนโต๊ะ")
    choice = RadioField("ขายที่ไหน", choices=_choices(market="ในตลาด", street="ริมถนน"))
    choices = SelectMultipleField("ขายอะไร", choices=_choices(food="อาหาร", cloth="เสื้อผ้า"))
    template = SelectField("ร่างจากแม่แบบ", choices=_choices(none="ไม่ใช้แม่แบบ", late="แจ้งล่าช้า: รออะไหล่"))
    house_0 = StringField("บ้านเลขที่")
    litres_0 = StringField("ลิตร")
    house_1 = StringField("บ้านเลขที่")
    litres_1 = StringField("ลิตร")


def components() -> Mapping[str, list[str]]:
    """The macros of every file of components, by name."""
    environment = current_app.jinja_env
    files = [name for name in environment.list_templates() if name.startswith("components/")]
    return {name: _macros(environment.get_template(name).module) for name in sorted([*files, "desk/comforts.html"])}


def _macros(module: object) -> list[str]:
    found = vars(module).items()
    return sorted(name for name, it in found if isinstance(it, Macro) and it.name == name and name not in ("f", "icon"))


def _form() -> OwnForm:
    form = OwnForm(formdata=None, prefix="own-", data={"house_0": "45/1", "litres_0": "2000", "litres_1": "สองพัน"})
    form.litres_1.errors = ["พิมพ์จำนวนลิตรเป็นตัวเลข"]
    return form


def _publication(now: datetime) -> It:
    said = It(text="ปิดถนนสายหน้าโรงเรียน 2 วัน ใช้ทางเลี่ยงหลังวัด", link="")
    block = It(listed=False, lines=[[said]])
    listed = It(listed=True, lines=[[It(text="จันทร์ 08.30–16.30 น.", link="")], [It(text="แผนที่", link="#map")]])
    item = It(dated=now.date(), heading=It(label="ประกาศ"), changed_at=now)
    paper = It(url="#paper", name="ประกาศปิดถนน.pdf", kind="PDF", size="120 KB")
    return It(publication=item, blocks=[block, listed], papers=[paper], pictures=[], edited=False)


def _registers(now: datetime) -> dict[str, Any]:
    register = It(name="ทะเบียนร้องทุกข์ ปี 2566")
    rest = {"register": register, "received_on": now.date(), "reference": None, "closed_on": None}
    finished = rest | {"closed_on": now.date()}
    lines = [It(id=1, subject="ไฟดับหน้าวัด", number="12/2566", **finished), It(id=2, subject=LONG, number="", **rest)]
    return {"years": [It(year=2566, received=214, finished=198)], "register": register, "old": lines}


def _map() -> Sheet:
    squares = {1: (10, "M10 10H340V220H10Z"), 2: (350, "M350 10H710V220H350Z"), 3: (10, "M10 230H710V440H10Z")}
    places = [
        Place(n, f"หมู่ที่ {n}", path, x + 160, 330 if n == 3 else 115, f"#m{n}", n == 2)
        for n, (x, path) in squares.items()
    ]
    return Sheet(720, 450, tuple(places), None)


def samples(now: datetime) -> dict[str, Any]:
    """Everything that templates/front/style_more.html draws."""
    ticket = It(reference="รท-2570-0047", latin="CP-2570-0047", received_at=now, version=1)
    ticket.token = "style"  # noqa: S105 - a word in place of a key, it opens nothing
    drawn = _map()
    still = tuple(replace(one, url="", current=one.number == 3) for one in drawn.places)
    change = It(heading="ระยะเวลา", before="15 วันทำการ", after="7 วันทำการ")
    steps = [
        It(text="รับเรื่อง", how="เสร็จ 5 พ.ย. 2569 ทันกำหนด", who="สำนักปลัด", state="past", icon="done", late=False),
        It(text="ลงพื้นที่", how="เกินกำหนด 5 วันทำการ", who="กองช่าง", state="now", icon="late", late=True),
        It(text="บันทึกผล", how="กำหนด 1 วันทำการ", who="สำนักปลัด", state="ahead", icon="next", late=False),
    ]
    return {
        "components": components(),
        "own": _form(),
        "seen": _publication(now),
        "registers": _registers(now),
        "drawn": drawn,
        "pointed": replace(drawn, places=still, spot=(500, 320)),
        "ticket": ticket,
        "draft": It(act="message", saved_at=now),
        "here": It(who="สุดา กำลังดูเรื่องนี้อยู่", writing="กำลังเขียนข้อความถึงผู้ร้อง"),
        "left": [It(reference="รท-2570-0030", url="#left", why="ปิดไปแล้วเมื่อเช้า")],
        "changed": [change],
        "guided": steps,
        "invitation": It(address="https://example.go.th/eit", closes_on=now.date(), code="AB12"),
        "unready": It(open=False, missing=["ยังไม่มีผู้รับเรื่องสองคน"]),
        "ready": It(open=True, missing=[]),
        "until": now + timedelta(hours=8),
        "long": LONG,
        "picked": PICKED,
    }

