"""The office's own map: uploaded, matched before it is saved, chosen from with everything typed kept, never needed."""

import io
import json

import pytest

from app.domain.workflow import Role
from app.extensions import db
from app.models import AuditEntry, Village
from app.services.actors import Actor
from app.services.administration import outlines
from tests.factories import make_office, open_complaint
from tests.officers import Officer, hired
from tests.residents import Resident, photo

SVG = "{http://www.w3.org/2000/svg}"
BOSS = Actor(frozenset({Role.ADMINISTRATOR}))
TYPED = {"category": "lamp", "story": "ไฟดับทั้งซอย", "place": "ปากซอย", "name": "ซาลีฮะห์"}


def square(number):
    west, east = round(101.10 + 0.02 * number, 2), round(101.12 + 0.02 * number, 2)
    return [[west, 6.60], [east, 6.60], [east, 6.62], [west, 6.62], [west, 6.60]]


def feature(about, number):
    return {"type": "Feature", "properties": about, "geometry": {"type": "Polygon", "coordinates": [square(number)]}}


def geojson(*features):
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return io.BytesIO(content), "หมู่บ้าน.geojson"


ALL = [feature({"id": 900 + n, "moo": f"หมู่ที่ {n}"}, n) for n in (1, 2, 3, 4)]


@pytest.fixture
def mapped(client, clock):
    """A resident of an office with a map."""
    make_office(clock())
    outlines.save({n: [square(n)] for n in (1, 2, 3, 4)}, by=BOSS, now=clock())
    return Resident(client)


# The administrator


def test_a_map_is_matched_before_it_is_saved(admin):
    boss = Resident(admin)
    boss.opens("/admin/villages").follows("แผนที่หมู่บ้าน").reads("ยังไม่มีแผนที่")
    boss.types(file=geojson(*ALL)).presses("อ่านไฟล์").reads("พบขอบเขตครบทุกหมู่", "หมู่ที่ 4 บ้านปุหรน").finds_typed(name="moo")
    assert not any(village.outline for village in db.session.query(Village))
    boss.presses("บันทึกแผนที่").reads("บันทึกแผนที่แล้ว", "ลบแผนที่")
    assert [village.outline for village in db.session.query(Village).order_by(Village.number)][3] == [square(4)]
    entry = db.session.query(AuditEntry).filter_by(action="village_map_saved").one()
    assert entry.data == {"villages": [1, 2, 3, 4]}


def test_what_is_missing_and_what_is_not_ours_is_said(admin):
    boss = Resident(admin).opens("/admin/villages/map")
    boss.types(file=geojson(feature({"name": "ปุหรน"}, 4), feature({"name": "ที่อื่น"}, 5))).presses("อ่านไฟล์")
    boss.reads("ยังไม่พบขอบเขตของ หมู่ที่ 1", "ไม่ตรงกับหมู่ใด จะไม่ใช้").presses("บันทึกแผนที่")
    assert [village.number for village in db.session.query(Village) if village.outline] == [4]


@pytest.mark.parametrize(
    ("sent", "words"),
    [((io.BytesIO(b"PK"), "a.zip"), "ไม่ใช่ GeoJSON"), (geojson(), "ไม่มีรายการรูปร่าง"), ("", "เลือกไฟล์")],
)
def test_a_bad_file_is_refused_beside_the_field(admin, sent, words):
    boss = Resident(admin).opens("/admin/villages/map")
    (boss.types(file=sent) if sent else boss).presses("อ่านไฟล์", status=422)
    assert words in boss.errors["file"]


def test_a_column_without_villages_saves_nothing(admin):
    boss = Resident(admin).opens("/admin/villages/map").types(file=geojson(*ALL)).presses("อ่านไฟล์")
    boss.types(name="id").presses("บันทึกแผนที่").reads("ไม่ตรงกับหมู่ใด จะไม่ใช้").presses("บันทึกแผนที่", status=422)
    assert "เลือกช่องอื่น" in boss.errors["name"]
    boss.types(name="none such").presses("บันทึกแผนที่", status=422)


def test_a_map_is_taken_away(admin, clock):
    outlines.save({1: [square(1)]}, by=BOSS, now=clock())
    Resident(admin).opens("/admin/villages/map").presses("ลบแผนที่").reads("ลบแผนที่แล้ว", "ยังไม่มีแผนที่")
    assert not any(village.outline for village in db.session.query(Village))


def test_only_administrators_change_the_map(app, mapped, clock):
    desk = Officer(app.test_client(), hired("anan", Role.OFFICER, now=clock(), unit="กองช่าง"))
    desk.client.check_pages = False
    assert desk.client.get("/admin/villages/map").status_code == 404
    assert desk.client.post("/admin/villages/map/remove").status_code == 404


# Residents


def goes_to_the_map(resident, **typed):
    """Fill in a little and press the button under the village."""
    resident.opens("/complaints/new").reads("เลือกจากแผนที่")
    draft = next(box.get("value") for box in resident.tree.iter("input") if box.get("name") == "draft")
    data = {"draft": draft, "go": "", **typed}
    return resident._shown(resident.client.post("/complaints/map", data=data, follow_redirects=True), 200)


def test_without_a_map_there_is_no_such_choice(client, clock):
    make_office(clock())
    resident = Resident(client).opens("/complaints/new").sees_no("เลือกจากแผนที่")
    resident.opens("/complaints/map", status=404)


def test_the_village_comes_back_chosen_and_nothing_typed_is_lost(mapped):
    goes_to_the_map(mapped, **TYPED, photos=photo()).reads("สิ่งที่กรอกไว้ยังอยู่ครบ")
    drawn = [a for a in mapped.tree.iter(f"{SVG}a") if a.get("aria-label") == "หมู่ที่\xa04 บ้านปุหรน"]
    mapped.opens(drawn[0].attrib["href"]).finds_typed(village="4", **TYPED).sees_no("ยังส่งไม่ได้", "ต้องแก้")
    mapped.reads("เก็บไว้แล้ว: หลุม.jpg").presses("ไปตรวจคำตอบ").reads("หมู่ที่ 4 บ้านปุหรน", "รูป")


def test_the_list_beside_the_map_does_the_same_and_one_may_go_back(mapped):
    goes_to_the_map(mapped, village="2").follows("กลับไปที่แบบฟอร์ม").finds_typed(village="2").sees_no("ต้องแก้")
    goes_to_the_map(mapped).follows("หมู่ที่ 3").finds_typed(village="3")


def test_a_position_offers_its_village_and_forces_nothing(mapped):
    goes_to_the_map(mapped, map="6.61, 101.13").reads("ตำแหน่งที่บอกอยู่ใน หมู่ที่ 1 บ้านสวนนอก")
    mapped.follows("เลือกหมู่นี้").finds_typed(village="1")
    goes_to_the_map(mapped).types(position="๖.๖๑, 101.17").presses("ดูว่าอยู่หมู่ไหน")
    mapped.reads("ตำแหน่งที่บอกอยู่ใน หมู่ที่ 3 บ้านสาม")
    goes_to_the_map(mapped).types(position="6.70, 101.17").presses("ดูว่าอยู่หมู่ไหน").reads("ไม่อยู่ในหมู่ใดบนแผนที่")
    goes_to_the_map(mapped).types(position="แถวบ้าน").presses("ดูว่าอยู่หมู่ไหน", status=422)
    assert "position" in mapped.errors


def test_a_pin_in_another_village_is_said_before_sending(mapped):
    typed = {**TYPED, "village": "4", "map": "6.61, 101.13"}
    for village, words in (
        ("4", "อยู่ในหมู่ที่ 1 บ้านสวนนอก แต่คุณเลือกหมู่ที่ 4 บ้านปุหรน"), ("unknown", "กดแก้ไขเพื่อเลือกหมู่นี้ได้"),
    ):  # fmt: skip
        mapped.opens("/complaints/new").types(**{**typed, "village": village}).presses("ไปตรวจคำตอบ").reads(words)
    mapped.opens("/complaints/new").types(**{**typed, "village": "1"}).presses("ไปตรวจคำตอบ").sees_no("ตำแหน่งที่ปัก")


def test_the_map_page_stays_light(client, clock):
    make_office(clock())
    wavy = {n: [[[x, y + (i % 3) / 1000] for i, (x, y) in enumerate(_round(n))]] for n in (1, 2, 3, 4)}
    outlines.save(wavy, by=BOSS, now=clock())
    resident = goes_to_the_map(Resident(client))
    client.check_pages = False
    assert len(resident.client.get(resident.address, headers={"Accept-Encoding": "br"}).data) <= 8_000


def _round(number):
    return [[101.1 + number / 50 + (n % 30) / 3000, 6.6 + n / 3000] for n in range(60)]


# Officers


def test_officers_see_the_point_among_the_villages(app, mapped, clock):
    desk = Resident(Officer(app.test_client(), hired("nurida", Role.INTAKE, now=clock())).client)
    pinned = open_complaint(clock(), latitude=6.61, longitude=101.13)
    plain = open_complaint(clock())
    drawn = pictures(desk.opens(f"/staff/tickets/{pinned.latin}"))
    assert [svg.get("aria-label") for svg in drawn] == ["จุดที่แจ้งบนแผนที่หมู่บ้าน"]
    assert len(list(drawn[0].iter(f"{SVG}circle"))) == 1
    assert pictures(desk.opens(f"/staff/tickets/{plain.latin}")) == []


def pictures(desk):
    return [svg for svg in desk.tree.iter(f"{SVG}svg") if svg.get("role") == "img"]
