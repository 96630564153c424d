"""News and announcements: written at the desk, read by everyone, gone when withdrawn; bad input of every field."""

import io
import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from app.domain.publications import Heading
from app.extensions import db
from app.models import Publication
from app.services import publishing
from app.services.publishing import Words
from tests.factories import actor, make_office
from tests.officers import INTAKE, MANAGEMENT, OFFICER, Officer, hired, photo, words
from tests.photos import packed, picture, saved
from tests.residents import Resident
from tests.web.entrance import last_act, parts

LIST = "/staff/publishing/publications/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def desk(app, clock):
    make_office(clock())
    return Officer(app.test_client(), hired("nurida", INTAKE, now=clock(), unit="สำนักปลัด"))


@pytest.fixture
def visitor(desk, client):
    return Resident(client)


def form(clock, **changes):
    text = {"heading": "news", "title": "ปิดถนนหมู่ 2", "body": "ย่อหน้าแรก\n\n- ข้อหนึ่ง"}
    return {**text, **parts("dated", clock()), **changes}


def written(desk, clock, **changes):
    answer = desk.sends(f"{LIST}new", **form(clock, **changes))
    assert answer.status_code == 303, words(answer.text)
    return re.search(r"/(\d+)/files", answer.location)[1]


def shown(desk, clock, **changes):
    number = written(desk, clock, **changes)
    desk.sends(f"{LIST}{number}/publish")
    return number


def made(clock, n, **more):
    by = actor(OFFICER)
    row = publishing.begin(Words(Heading.NEWS, f"เรื่อง {n}", date(2026, 11, 1), "x"), by=by, now=clock())
    publishing.publish(row, by=by, now=clock())
    return row


def test_from_a_draft_to_the_public_page_and_back(desk, visitor, clock):
    number = written(desk, clock)
    visitor.opens(f"/news/{number}", status=404)
    visitor.opens("/news/").reads("ยังไม่มีข้อมูลเผยแพร่ในส่วนนี้")
    assert "ร่าง ประชาชนยังไม่เห็น" in words(desk.opens(f"{LIST}{number}"))
    desk.sends(f"{LIST}{number}/publish")
    visitor.opens("/news/").follows("ปิดถนนหมู่ 2").reads("ย่อหน้าแรก", "2 พฤศจิกายน 2569")
    visitor.reads("ผู้รับผิดชอบ องค์การบริหารส่วนตำบลทดสอบ").sees_no("แก้ไขเมื่อ")
    assert [li.text for li in visitor.tree.iter("li") if li.text == "ข้อหนึ่ง"]
    clock.advance(days=1)
    page = desk.opens(f"{LIST}{number}/edit")
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    desk.sends(f"{LIST}{number}/edit", **form(clock, title="ปิดถนนหมู่ 3", seen=seen))
    visitor.opens(f"/news/{number}").reads("ปิดถนนหมู่ 3", "แก้ไขเมื่อ 3 พฤศจิกายน 2569 09.00 น.")
    assert "ประชาชนจะไม่เห็นเรื่องนี้อีก" in words(desk.opens(f"{LIST}{number}/withdraw"))
    desk.sends(f"{LIST}{number}/withdraw")
    visitor.opens(f"/news/{number}", status=410).reads("สำนักงานถอนประกาศนี้ออกแล้ว").sees_no("ปิดถนนหมู่")
    visitor.opens("/news/").sees_no("ปิดถนนหมู่")
    desk.sends(f"{LIST}{number}/bring-back")
    visitor.opens(f"/news/{number}").reads("ปิดถนนหมู่ 3")
    assert last_act().action == "publication_brought_back"


def test_files_and_pictures_with_words_for_those_who_do_not_see(desk, visitor, clock):
    number = written(desk, clock)
    address = f"{LIST}{number}/files"
    pdf = (io.BytesIO(b"%PDF-1.7 words"), "ประกาศ ก.pdf")
    desk.sends(address, files=[pdf, photo("ถนน.png")])
    kept = re.findall(r'name="(file_\d+)"', desk.opens(address))
    answer = desk.sends(address, next="1", **{kept[0]: "ประกาศปิดถนน", kept[1]: ""})
    assert answer.status_code == 422
    assert "เขียนว่ารูปนี้แสดงอะไร สำหรับคนที่มองไม่เห็นรูป" in answer.text
    answer = desk.sends(f"{LIST}{number}/publish")
    assert answer.location.endswith("/files")
    desk.sends(address, next="1", **{kept[0]: "ประกาศปิดถนน", kept[1]: "ถนนมีป้ายปิด"})
    desk.sends(f"{LIST}{number}/publish")
    visitor.opens(f"/news/{number}").reads("ประกาศปิดถนน", "PDF 1 KB")
    shot = next(visitor.tree.iter("img"))
    said = [shot.get(name) for name in ("alt", "loading", "width", "height")]
    assert said == ["ถนนมีป้ายปิด", "lazy", "64", "32"]
    assert visitor.client.get(shot.get("src")).mimetype == "image/jpeg"
    paper = next(a.get("href") for a in visitor.tree.iter("a") if "/files/" in a.get("href"))
    answer = visitor.client.get(paper)
    assert answer.data == b"%PDF-1.7 words"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    desk.sends(f"{LIST}{number}/withdraw")
    assert visitor.client.get(paper).status_code == visitor.client.get(shot.get("src")).status_code == 410
    assert visitor.client.get(f"/news/{number}/files/9999").status_code == 410


def test_a_picture_added_to_a_public_page_is_seen_once_it_is_described(desk, visitor, clock):
    number = shown(desk, clock)
    desk.sends(f"{LIST}{number}/files", files=[photo()])
    visitor.opens(f"/news/{number}")
    assert not list(visitor.tree.iter("img"))
    name = re.search(r'name="file_(\d+)"', desk.opens(f"{LIST}{number}/files"))[1]
    visitor.opens(f"/news/{number}/files/{name}", status=404)
    assert "มีรูป 1 รูปที่ยังไม่ได้เขียนว่าแสดงอะไร" in words(desk.opens(f"{LIST}{number}"))
    clock.advance(minutes=3)
    desk.sends(f"{LIST}{number}/files", **{f"file_{name}": "ถนน"})
    visitor.opens(f"/news/{number}").reads("ถนน", "แก้ไขเมื่อ")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"heading": ""}, "เลือกหัวข้อที่จะเผยแพร่"),
        ({"heading": "gossip"}, "เลือกจากรายการ"),
        ({"title": "  "}, "ใส่ชื่อเรื่อง"),
        ({"title": "ก" * 201}, "ยาวเกินไป เขียนได้ไม่เกิน 200 ตัวอักษร"),
        ({"body": "ก" * 20_001}, "ยาวเกินไป เขียนได้ไม่เกิน 20,000 ตัวอักษร"),
        ({"dated-day": "3"}, "ใส่วันนี้หรือวันที่ผ่านมาแล้ว"),
        ({"dated-day": "31", "dated-month": "2"}, "ไม่มีวันนี้ในปฏิทิน"),
        ({"dated-year": "69"}, "ใส่ปี พ.ศ. ให้ครบ 4 หลัก"),
        ({"dated-day": "", "dated-month": "", "dated-year": ""}, "ใส่วันที่ของเรื่อง"),
    ],
)
def test_bad_words_are_named_beside_their_field_and_nothing_is_lost(desk, clock, changes, error):
    typed = form(clock, **changes)
    answer = desk.sends(f"{LIST}new", **typed)
    assert answer.status_code == 422
    assert error in words(answer.text)
    assert typed["title"].strip() in answer.text
    assert typed["body"].splitlines()[0] in answer.text
    assert db.session.query(Publication).count() == 0


def test_a_telephone_number_in_a_draft_is_pointed_out_before_everybody_reads_it(desk, clock):
    assert "เราพบ" not in words(desk.opens(f"{LIST}{written(desk, clock)}"))
    number = written(desk, clock, body="ถามคุณสมหญิง 081-234-5678")
    assert "เราพบ เบอร์โทรศัพท์" in words(desk.opens(f"{LIST}{number}"))
    desk.sends(f"{LIST}{number}/publish")
    assert "เราพบ" not in words(desk.opens(f"{LIST}{number}"))


def test_thai_digits_and_a_day_of_last_year_are_welcome(desk, visitor, clock):
    past = {"dated-day": "๕", "dated-month": "ตุลาคม", "dated-year": "๒๕๖๘"}
    number = shown(desk, clock, **past)
    visitor.opens(f"/news/{number}").reads("5 ตุลาคม 2568")
    visitor.opens("/news/?fy=2569").reads("ปิดถนนหมู่ 2")
    visitor.opens("/news/?fy=2570").sees_no("ปิดถนนหมู่ 2")


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (b"MZ program", "a.exe", "แนบได้เฉพาะ PDF, Word (.docx) หรือ Excel (.xlsx)"),
        (packed("word/document.xml", "word/vbaProject.bin"), "มาโคร.docx", "แนบไม่ได้"),
        (b"<svg onload='x'/>", "a.svg", "แนบไม่ได้"),
        (b"%PDF-" + b"x" * 5000, "ใหญ่.pdf", "ไฟล์ใหญ่เกิน 10 MB"),
    ],
)
def test_a_bad_file_costs_nobody_the_good_one(app, desk, clock, content, name, error):
    app.config["MAX_UPLOAD_BYTES"] = 4000
    number = written(desk, clock)
    good = (io.BytesIO(packed("xl/workbook.xml")), "งบ.xlsx")
    answer = desk.sends(f"{LIST}{number}/files", files=[good, (io.BytesIO(content), name)], next="1")
    assert answer.status_code == 422
    assert error in words(answer.text)
    assert "งบ.xlsx" in answer.text
    assert [file.attachment.name for file in db.session.get(Publication, int(number)).files] == ["งบ.xlsx"]


def test_a_description_too_long_stays_typed_and_a_file_can_be_taken_out(desk, clock):
    number = written(desk, clock)
    address = f"{LIST}{number}/files"
    desk.sends(address, files=[(io.BytesIO(saved(picture(), "PNG")), "a.png")])
    name = re.search(r'name="(file_\d+)"', desk.opens(address))[1]
    answer = desk.sends(address, **{name: "ย" * 301})
    assert answer.status_code == 422
    assert "ย" * 301 in answer.text
    desk.sends(address, remove=name.removeprefix("file_"))
    assert name not in desk.opens(address)


def test_somebody_elses_change_is_not_written_over(desk, app, clock):
    number = shown(desk, clock)
    seen = re.search(r'name="seen" value="([^"]+)"', desk.opens(f"{LIST}{number}/edit"))[1]
    other = Officer(app.test_client(), hired("palad", MANAGEMENT, now=clock()))
    clock.advance(minutes=1)
    other.sends(f"{LIST}{number}/edit", **form(clock, title="ของปลัด", seen=seen))
    answer = desk.sends(f"{LIST}{number}/edit", **form(clock, title="ของนูรีดา", seen=seen))
    assert answer.status_code == 422
    assert "มีคนแก้เรื่องนี้หลังจากคุณเปิดหน้านี้" in answer.text
    assert "ของนูรีดา" in answer.text
    again = re.search(r'name="seen" value="([^"]+)"', answer.text)[1]
    assert desk.sends(f"{LIST}{number}/edit", **form(clock, title="ของนูรีดา", seen=again)).status_code == 303
    assert desk.sends(f"{LIST}{number}/edit", **form(clock, title="ลืม", seen="เมื่อวาน")).status_code == 422


def test_the_desk_sees_counts_by_month_and_headings_that_sleep(desk, clock):
    shown(desk, clock, **{"dated-month": "10"})
    shown(desk, clock, heading="budget", title="งบ", **{"dated-month": "4"})
    written(desk, clock, title="ยังเขียนไม่เสร็จ")
    page = words(desk.opens(LIST))
    assert "ร่างที่ยังไม่เผยแพร่ 1 ยังเขียนไม่เสร็จ" in page
    assert "การบริหารเงินงบประมาณ ไม่มีอะไรใหม่มา 7 เดือน 0" in page
    assert "ข่าวสารหน่วยงาน ล่าสุด 2 ต.ค. 2569 1 1 0" in page
    assert "ปิดถนนหมู่ 2" in words(desk.opens(f"{LIST}?period=m2026-10&heading=news"))
    assert "ไม่มีเรื่องที่เผยแพร่ในช่วงนี้" in words(desk.opens(f"{LIST}?period=m2026-11"))
    assert "ปีงบประมาณ 2570" in words(desk.opens(f"{LIST}?period=rubbish&heading=rubbish&after=x"))


def test_a_draft_is_thrown_away_after_asking_and_what_is_public_never(desk, clock):
    number = written(desk, clock)
    assert "เอาคืนไม่ได้" in words(desk.opens(f"{LIST}{number}/discard"))
    desk.opens(f"{LIST}{number}/withdraw", 404)
    desk.sends(f"{LIST}{number}/discard")
    desk.opens(f"{LIST}{number}", 404)
    desk.opens(f"{LIST}{shown(desk, clock)}/discard", 404)


def test_the_public_list_by_heading_and_year_and_its_pages(desk, visitor, clock):
    for n in range(20):
        made(clock, n)
    visitor.opens("/news/").reads("เรื่อง 19", "เรื่อง 5").sees_no("เรื่อง 4")
    visitor.follows("เก่ากว่า").reads("เรื่อง 4", "เรื่อง 0").sees_no("เรื่อง 5")
    visitor.follows("กลับไปรายการล่าสุด").reads("เรื่อง 19")
    visitor.opens("/news/?heading=budget").reads("ยังไม่มีข้อมูลเผยแพร่ในส่วนนี้")
    for bad in ("heading=x", "fy=x", "fy=๒๕๗๐", "fy=99999"):
        visitor.opens(f"/news/?{bad}", status=404)
    visitor.opens("/news/?after=999999").reads("เรื่อง 19")
    visitor.opens("/news/999999", status=404)


def test_pages_are_light(desk, visitor, clock):
    for n in range(20):
        made(clock, n)
    for path in ("/news/", "/news/1", "/questions/", "/questions/ask"):
        assert len(visitor.client.get(path).data) < 10_000, path


def test_the_feed_holds_what_is_public(desk, client, clock):
    number = shown(desk, clock, title="ก < ข & ค")
    written(desk, clock, title="ร่าง")
    answer = client.get("/news/feed.xml")
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.data)  # noqa: S314 - our own
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == ["ก < ข & ค"]
    assert feed.find(f"{ATOM}entry").findtext(f"{ATOM}id").endswith(f"/news/{number}")
    assert feed.findtext(f"{ATOM}updated")


def test_words_run_nothing(desk, visitor, clock):
    evil = "<script>alert(1)</script> https://a.example/\"onclick=x javascript:alert(1)"
    number = shown(desk, clock, title="<b>x</b>", body=evil)
    visitor.opens(f"/news/{number}").reads("<script>alert(1)</script>", "<b>x</b>")
    assert [a.get("href") for a in visitor.tree.iter("a") if "a.example" in a.get("href")] == ["https://a.example/"]
