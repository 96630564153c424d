"""The ITA index in public and at the desk: items begun, edited, shown by links and files; what is missing or broken."""

import io
import re

import pytest

from app.domain.workflow import Role
from app.extensions import db
from app.models import OitItem, OitLink
from app.services import ita, links
from tests.factories import actor, make_office
from tests.officers import Officer, hired, words
from tests.photos import picture

DESK = "/staff/publishing/ita"
YEAR = 2570  # it is November 2569


@pytest.fixture
def wilai(app, client, clock):
    make_office(clock())
    return Officer(client, hired("wilai", Role.OFFICER, now=clock()))


@pytest.fixture
def begun(wilai):
    assert wilai.sends(f"{DESK}/{YEAR}/begin").status_code == 303
    return wilai


def number(code):
    db.session.rollback()
    return db.session.scalars(db.select(OitItem.id).where(OitItem.code == code)).one()


def item(code="O99", **changes):
    return {"code": code, "title": "ข้อของเรา", "requirement": "", "subject": "", "position": "", "source": "",
            "verified_on-day": "", "verified_on-month": "", "verified_on-year": "", **changes}  # fmt: skip


def test_before_there_is_a_year_the_index_says_so_and_years_are_not_found(wilai):
    assert "ยังไม่ได้ทำรายการของปีใด" in wilai.opens("/ita/")
    wilai.opens("/ita/2570", status=404)


def test_a_year_begins_with_the_shipped_set_marked_unverified_in_public(begun):
    assert begun.client.get("/ita/").location == f"/ita/{YEAR}"
    page = words(begun.opens(f"/ita/{YEAR}"))
    assert "O18 ข้อมูลเชิงสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ" in page
    assert "ยังไม่ได้ตรวจกับคู่มือของ ป.ป.ช." in page
    assert "ตำบล ทดสอบ ข้อมูล ณ วันที่ 2 พฤศจิกายน 2569" in page


def test_every_item_has_an_address_of_its_own_however_the_code_is_written(begun):
    for code in ("O9", "o9"):
        assert "/services/water/manual.pdf" in begun.opens(f"/ita/{YEAR}/{code}")
    begun.opens(f"/ita/{YEAR}/O77", status=404)


def test_every_link_of_every_item_opens(begun, app):
    """Those that the office shows from the first day; papers are typeset elsewhere."""
    pages = [begun.opens(f"/ita/{YEAR}/{one.code}") for one in ita.items(YEAR)]
    page = "".join(page.split("<main")[1].split("</main")[0] for page in pages)
    inside = {url for url in re.findall(r'<li><a href="(/[^"]*)"', page) if not url.endswith((".pdf", ".xlsx"))}
    assert len(inside) > 14
    with app.test_client() as stranger:
        assert {url: stranger.get(url).status_code for url in inside} == dict.fromkeys(inside, 200)


def test_the_day_of_the_comparison_and_its_source_take_the_warning_away(begun):
    day = {"verified_on-day": "1", "verified_on-month": "11", "verified_on-year": "๒๕๖๙"}
    begun.sends(f"{DESK}/{YEAR}/", source="คู่มือ ITA 2570 หน้า 31", **day)
    assert "ยังไม่ได้ตรวจ" not in begun.opens(f"/ita/{YEAR}")
    assert "ตรวจกับ คู่มือ ITA 2570 หน้า 31 เมื่อ 1 พฤศจิกายน 2569" in words(begun.opens(f"/ita/{YEAR}/O9"))
    assert "บอกชื่อคู่มือ" in begun.sends(f"{DESK}/{YEAR}/", source="", **day).text


def test_a_code_moves_and_its_old_address_is_gone(begun):
    begun.sends(f"{DESK}/{YEAR}/{number('O9')}", **item("O12", title="คู่มือ", subject="service_manuals", position="4"))
    begun.opens(f"/ita/{YEAR}/O9", status=404)
    assert "/services/water" in begun.opens(f"/ita/{YEAR}/o12")


@pytest.mark.parametrize(("code", "said"), [("O9", "ปีนี้มีรหัสนี้อยู่แล้ว"), ("O/9", "รหัสมีได้เฉพาะ"), ("", "ใส่รหัสตามคู่มือ")])
def test_a_code_that_cannot_be_is_refused_and_nothing_typed_is_lost(begun, code, said):
    answer = begun.sends(f"{DESK}/{YEAR}/new", **item(code, title="ไม่หาย"))
    assert said in answer.text
    assert "ไม่หาย" in answer.text


def test_a_new_item_stands_last(begun):
    begun.sends(f"{DESK}/{YEAR}/new", **item("๙๙", title="ข้อของเรา"))
    assert ita.items(YEAR)[-1].code == "99"
    assert "ยังไม่ได้เผยแพร่รายการนี้" in begun.opens(f"/ita/{YEAR}/99")


def test_links_and_files_are_shown_taken_and_removed(begun):
    place = f"{DESK}/{YEAR}/{number('O19')}"
    begun.sends(f"{place}/link", label="ประชาคม", address="https://www.example.go.th/meeting")
    photo = io.BytesIO()
    picture().save(photo, "JPEG")
    photo.seek(0)
    begun.sends(f"{place}/files", caption="ภาพประชาคม", files=[(photo, "ภาพ.jpg")])
    public = begun.opens(f"/ita/{YEAR}/O19")
    assert 'href="https://www.example.go.th/meeting" rel="noreferrer noopener">ประชาคม' in public
    address = re.search(r"/ita/files/\d+", public)[0]
    assert begun.client.get(address).mimetype == "image/jpeg"
    for link in db.session.scalars(db.select(OitLink.id)).all():
        begun.sends(f"{place}/drop", link=str(link))
    begun.opens(address, status=404)
    assert "ยังไม่ได้เผยแพร่รายการนี้" in begun.opens(f"/ita/{YEAR}/O19")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://a.example", "https://192.168.1.1", "//a.example/"])
def test_an_address_that_the_public_cannot_open_is_refused(begun, address):
    answer = begun.sends(f"{DESK}/{YEAR}/{number('O19')}/link", label="ลิงก์", address=address)
    assert answer.status_code == 422
    assert "ใส่ที่อยู่เว็บที่ขึ้นต้นด้วย https://" in answer.text
    assert address in answer.text


def test_no_file_and_a_renamed_program_are_refused(begun):
    place = f"{DESK}/{YEAR}/{number('O19')}/files"
    assert "เลือกไฟล์ก่อน" in begun.sends(place, caption="x").text
    answer = begun.sends(place, caption="x", files=[(io.BytesIO(b"MZ\x90\x00 program"), "ผล.pdf")])
    assert answer.status_code == 422


def test_words_of_the_office_are_words_on_every_page(begun):
    place = f"{DESK}/{YEAR}/{number('O19')}"
    begun.sends(f"{place}/link", label="<b>%(x)s</b> 100%", address="/services/")
    for page in (begun.opens(f"/ita/{YEAR}"), begun.opens(place)):
        assert "&lt;b&gt;%(x)s&lt;/b&gt; 100%" in page


def test_an_item_goes_after_asking(begun):
    place = f"{DESK}/{YEAR}/{number('O19')}/remove"
    assert "นำรายการ O19 ออก" in begun.opens(place)
    begun.sends(place)
    begun.opens(f"/ita/{YEAR}/O19", status=404)


def test_the_next_year_begins_as_a_copy(begun):
    assert f"เริ่มจากชุดของปี {YEAR}" in words(begun.opens(f"{DESK}/2571/"))
    begun.sends(f"{DESK}/2571/begin", other=str(YEAR))
    assert len(ita.items(2571)) == len(ita.items(YEAR))
    assert begun.client.get("/ita/").location == f"/ita/{YEAR}"  # a year prepared ahead does not come first
    begun.opens(f"{DESK}/2580/", status=404)


def test_the_checklist_counts_says_what_is_missing_and_leads_there_whom_it_may(begun):
    page = begun.opens(f"{DESK}/{YEAR}/checklist")
    said = words(page)
    assert "พร้อม 0 จาก 10 รายการ ยังขาด 10" in said
    assert "ยังไม่ได้เผยแพร่รายงานรอบ 12 เดือน ปีงบประมาณ 2569 ผู้บริหารแก้ได้" in said
    assert "ยังไม่มีคำถามที่ตอบแล้วให้คนอ่าน ไปแก้" in said
    assert "/admin/manuals" not in page


def test_an_administrator_is_led_to_the_manuals(begun, client, clock):
    chief = Officer(client, hired("chief", Role.ADMINISTRATOR, now=clock()))
    assert 'href="/admin/manuals/water"' in chief.opens(f"{DESK}/{YEAR}/checklist")


def test_broken_links_stand_on_their_page_and_in_the_checklist(begun, clock, monkeypatch):
    ita.add_link(ita.find(YEAR, "O19"), label="หน้าเก่า", address="/gone", by=actor(Role.OFFICER), now=clock())
    ita.add_link(ita.find(YEAR, "O19"), label="ป.ป.ช.", address="https://www.nacc.go.th/", by=actor(Role.OFFICER),
                 now=clock())  # fmt: skip
    assert "ยังไม่เคยตรวจ" in begun.opens("/staff/publishing/links")
    begun.sends("/staff/publishing/links")
    assert "กำลังรอตรวจ" in begun.opens("/staff/publishing/links")
    here = [one for one in links.gather(clock()) if one.place.endswith("/O19")]
    monkeypatch.setattr(links, "gather", lambda _now: here)
    links.check(clock())
    said = words(begun.opens("/staff/publishing/links"))
    assert "เสีย 1 ลิงก์" in said
    assert "ไม่มีหน้านี้หรือไฟล์นี้แล้ว หน้าเก่า /gone อยู่ในหน้า /ita/2570/O19 · เสียตั้งแต่" in said
    assert "ป.ป.ช. อยู่ในหน้า /ita/2570/O19 · ตรวจเองไม่ได้จากเครื่องนี้" in said
    assert "มีลิงก์เสีย 1 ลิงก์ ไปแก้" in words(begun.opens(f"{DESK}/{YEAR}/checklist"))


def test_nobody_without_an_account_enters_the_desk(wilai, app):
    with app.test_client() as stranger:
        for place in (f"{DESK}/{YEAR}/", f"{DESK}/{YEAR}/checklist", "/staff/publishing/links"):
            assert "/staff/sign-in" in stranger.get(place).location
