"""The front door: home, manuals, the privacy notice, whether the house stands."""

import re
from datetime import datetime

import pytest

from tests.conftest import BANGKOK
from tests.factories import make_office

SUNDAY = datetime(2026, 11, 22, 9, 10, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (SUNDAY, "วันนี้วันอาทิตย์ สำนักงานปิด"),
        (datetime(2026, 11, 23, 10, tzinfo=BANGKOK), "ตอนนี้เปิดอยู่ ถึง 16.30\u00a0น."),
        (datetime(2026, 11, 23, 7, tzinfo=BANGKOK), "วันนี้เปิด 08.30\u00a0น."),
        (datetime(2026, 11, 20, 17, tzinfo=BANGKOK), "ตอนนี้ปิดแล้ว เปิดอีกครั้งวันจันทร์ที่\u00a023\u00a0พฤศจิกายน"),
        (datetime(2026, 12, 10, 10, tzinfo=BANGKOK), "วันรัฐธรรมนูญ สำนักงานปิด"),
    ],
)
def test_home_says_whether_anybody_is_there_now(client, opened, clock, moment, words):
    clock.set(moment)
    assert words.replace("\u00a0", " ") in client.get("/").text.replace("\u00a0", " ")


def test_home_says_on_a_closed_day_when_counting_starts(client, opened, clock):
    clock.set(SUNDAY)
    page = client.get("/").text.replace("\u00a0", " ")
    assert "วันทำการเริ่มนับ" in page
    assert "วันจันทร์ที่ 23 พฤศจิกายน" in page


def test_home_has_three_doors_a_way_back_and_telephones(client, opened):
    page = client.get("/").text
    for address in ("/complaints/", "/water/", "/corruption/", "tel:073000100", "tel:073000199", "tel:1567"):
        assert f'href="{address}"' in page
    assert 'action="/track"' in page
    assert "ส่งน้ำภายใน 3\u00a0วันทำการ" in page.replace("ภายใน\u00a0", "ภายใน ")


def test_looking_at_the_home_page_leaves_no_cookie(client, opened):
    assert "Set-Cookie" not in client.get("/").headers


def test_home_says_when_everything_is_invented(client, app, clock):
    make_office(clock(), sample=True)
    assert "สมมติทั้งหมด" in client.get("/").text


def test_the_manual_is_what_is_promised(client, opened):
    listed = client.get("/services/").text
    assert 'href="/services/water"' in listed
    manual = client.get("/services/water").text.replace("\u00a0", " ")
    assert "3 วันทำการ" in manual
    assert "ตรวจความจำเป็น ภาชนะ เส้นทางรถ และจัดลำดับ" in manual
    assert client.get("/services/nothing").status_code == 404


def test_a_manual_on_paper_is_official(client, opened):
    paper = client.get("/services/water?paper=1").text.replace("\u00a0", " ")
    assert "๓ วันทำการ" in paper
    assert "ข้อมูล ณ วันจันทร์ที่ ๒ พฤศจิกายน ๒๕๖๙" in paper
    article = paper.split("<article")[1].split("</article>")[0]
    assert not re.search(r"[0-9]", re.sub(r"<[^>]*>", "", article))


def test_the_privacy_notice_names_basis_rights_and_contact(client, opened):
    page = client.get("/privacy").text.replace("\u00a0", " ")
    for words in ("มาตรา 24 (4)", "ไม่ขอเลขบัตรประชาชน", "สิทธิของคุณ", "tel:073000100", "รับทราบ ไม่ใช่ขอความยินยอม"):
        assert words in page


def test_watchers_learn_whether_the_house_stands_and_nothing_else(client, opened, monkeypatch):
    assert client.get("/healthz").json == {"ok": True}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json["ready"] is True
    assert ready.json["space"] in {"enough", "little", "none"}
    assert all(value is None or isinstance(value, bool | int) for name, value in ready.json.items() if name != "space")


def test_the_style_page_exists_only_where_we_build(client, app, opened):
    assert client.get("/staff/style").status_code == 200
    app.testing = False
    assert client.get("/staff/style").status_code == 404


def test_a_telephone_can_put_the_office_on_its_home_screen(client, opened):
    page = client.get("/").text
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
    answer = client.get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    assert "max-age" in answer.headers["Cache-Control"]
    known = answer.json
    assert (known["name"], known["short_name"], known["start_url"]) == (opened.name, opened.short_name, "/")
    for icon in known["icons"]:
        sent = client.get(icon["src"])
        assert (sent.status_code, sent.mimetype) == (200, icon["type"])
        if icon["type"] == "image/png":
            assert sent.data[:4] == b"\x89PNG"
            assert f"{int.from_bytes(sent.data[16:20])}x{int.from_bytes(sent.data[20:24])}" == icon["sizes"]


def test_the_corruption_channel_offers_no_place_on_the_home_screen(client, opened):
    assert "manifest" not in client.get("/corruption/").text
    assert "manifest-src 'self'" in client.get("/").headers["Content-Security-Policy"]


def test_whoever_finds_a_weakness_is_told_whom_to_tell(client, clock):
    make_office(clock(), email="office@example.go.th")
    text = client.get("/.well-known/security.txt").text
    assert "Contact: mailto:office@example.go.th\n" in text
    assert "Expires: 2027-05-01T00:00:00Z\n" in text
