"""The hallway as visitors and auditors meet it: headers, assets, languages, error pages, the front door."""

import re
from datetime import datetime

import pytest
from flask import abort
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import RequestEntityTooLarge

from app.domain.workflow import StepRefused
from app.services import office as offices
from app.web import headers
from tests.conftest import BANGKOK
from tests.factories import make_office

SUNDAY = datetime(2026, 11, 22, 9, 10, tzinfo=BANGKOK)
ASSET = re.compile(r'"(/assets/[^"]+)"')


@pytest.fixture
def opened(app, clock):
    """An office that is set up."""
    return make_office(clock())


@pytest.fixture
def trouble(app):
    """Addresses at which things go wrong, as an office meets them and not as a debugger does."""
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail(kind):
        match kind:
            case "refused":
                raise StepRefused("เรื่องนี้ปิดแล้ว")
            case "large":
                raise RequestEntityTooLarge
            case "bug":
                raise RuntimeError("ความลับในข้อผิดพลาด")
        abort(int(kind))

    for path in ("/trouble/<kind>", "/corruption/trouble/<kind>"):
        app.add_url_rule(path, f"trouble{len(path)}", fail, methods=["GET", "POST"])
    return app


def break_database(monkeypatch):
    def down():
        raise OperationalError("SELECT", {}, Exception("connection refused"))

    monkeypatch.setattr(offices, "present", down)


# What every answer says to the browser


def test_pages_run_only_our_files_and_are_kept_nowhere(client, opened):
    answer = client.get("/")
    assert answer.headers["Content-Security-Policy"] == headers.CONTENT_SECURITY_POLICY
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=(self)" in answer.headers["Permissions-Policy"]


def test_browsers_are_bound_to_https_only_behind_https(client, opened):
    assert "Strict-Transport-Security" not in client.get("/").headers
    assert "max-age" in client.get("/", base_url="https://localhost").headers["Strict-Transport-Security"]


def test_the_sealed_channel_tells_no_other_page_where_one_came_from(client, opened):
    assert client.get("/corruption/nothing-here").headers["Referrer-Policy"] == "no-referrer"
    assert client.get("/staff/sealed/nothing-here").headers["Referrer-Policy"] == "no-referrer"


def test_pages_are_compressed_but_for_the_sealed_channel(client, opened):
    client.check_pages = False
    small = client.get("/", headers={"Accept-Encoding": "br, gzip"})
    assert small.headers["Content-Encoding"] == "br"
    sealed = client.get("/corruption/nothing-here", headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in sealed.headers


# Assets


def first_visit(client, path="/"):
    """What a phone fetches that was never here: page, style sheet, script, both fonts."""
    client.check_pages = False
    page = client.get(path).text
    listed = set(ASSET.findall(page))
    styles = [client.get(path).text for path in listed if path.endswith(".css")]
    return [path, *sorted(listed | set(ASSET.findall("".join(styles))))]


def test_assets_are_fetched_once_and_kept_a_year(client, opened):
    for path in first_visit(client)[1:]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_first_visit_is_light(client, opened):
    paths = first_visit(client)
    bodies = [client.get(path, headers={"Accept-Encoding": "br"}).data for path in paths]
    assert len(paths) <= 5
    assert sum(map(len, bodies)) <= 40 * 1000


def test_an_asset_from_before_an_update_is_answered_but_not_kept(client, opened):
    path = next(path for path in first_visit(client) if path.endswith(".js"))
    old = re.sub(r"/assets/\w+/", "/assets/00000000/", path)
    assert client.get(old).data == client.get(path).data
    assert client.get(old).headers["Cache-Control"] == "no-cache"


def test_nothing_but_assets_is_served_from_there(client, opened):
    for path in ("/assets/x/nothing.css", "/assets/x/../config.py", "/assets/x/fonts/../../config.py"):
        assert client.get(path).status_code == 404


def test_fonts_come_with_their_licence(client, opened):
    font = next(path for path in first_visit(client) if path.endswith("400.woff2"))
    assert client.get(font).data[:4] == b"wOF2"
    licence = client.get(font.replace("sarabun-400.woff2", "OFL.txt")).text
    assert "SIL OPEN FONT LICENSE" in licence.upper()


# Languages


def test_thai_comes_first_whatever_the_browser_prefers(client, opened):
    page = client.get("/", headers={"Accept-Language": "en-GB,en"}).text
    assert '<html lang="th">' in page
    assert "มีเรื่องอะไรให้เราช่วย" in page


def test_a_language_once_chosen_is_remembered(client, opened):
    assert "What can we help with?" in client.get("/?lang=en").text
    assert '<html lang="en">' in client.get("/privacy").text
    assert '<html lang="th">' in client.get("/privacy?lang=th").text
    assert '<html lang="th">' in client.get("/").text


def test_unknown_languages_are_thai(client, opened):
    answer = client.get("/?lang=xx")
    assert '<html lang="th">' in answer.text
    assert "Set-Cookie" not in answer.headers or "lang=" not in answer.headers["Set-Cookie"]


def test_changing_the_language_keeps_the_page_and_its_query(client, opened):
    page = client.get("/services/?order=name&lang=en").text
    assert 'href="/services/?order=name&amp;lang=th"' in page


def test_the_sealed_channel_leaves_no_language_cookie(client, opened):
    answer = client.get("/corruption/nothing-here?lang=en")
    assert '<html lang="en">' in answer.text
    assert "Set-Cookie" not in answer.headers


# When things go wrong


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        ("400", 400, "เราอ่านสิ่งที่ส่งมาไม่ได้"),
        ("404", 404, "ไม่พบหน้านี้"),
        ("409", 409, "ตอนนี้ทำแบบนี้ไม่ได้"),
        ("refused", 409, "เรื่องนี้ปิดแล้ว"),
        ("large", 413, "แนบรูปให้น้อยลง"),
        ("429", 429, "15\u00a0นาที"),
        ("503", 503, "ยังไม่เปิดรับเรื่อง"),
    ],
)
def test_errors_say_what_to_do_and_whom_to_call(client, opened, trouble, kind, code, words):
    answer = client.get(f"/trouble/{kind}")
    assert answer.status_code == code
    assert words in answer.text
    assert 'href="tel:073000100"' in answer.text


def test_what_is_not_yours_looks_like_what_does_not_exist(client, opened, trouble):
    hidden, absent = client.get("/trouble/403"), client.get("/trouble/404")
    assert hidden.status_code == 404
    assert hidden.text.replace("trouble/403", "trouble/404") == absent.text
    assert dict(hidden.headers) == dict(absent.headers)


def test_a_page_that_only_takes_forms_says_so(client, opened):
    answer = client.post("/privacy")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_failure_shows_a_number_and_nothing_of_its_cause(client, opened, trouble, caplog):
    client.get("/")
    answer = client.post("/trouble/bug")
    assert answer.status_code == 500
    number = re.search(r"ข-([0-9A-F]{4}-[0-9A-F]{4})", answer.text)
    assert number
    assert number[1] in caplog.text
    assert "กดส่งซ้ำก็ได้เรื่องเดียว" in answer.text
    assert "ความลับ" not in answer.text
    assert 'href="tel:073000100"' in answer.text


def test_error_pages_hold_when_the_database_is_down(client, opened, trouble, monkeypatch):
    client.get("/")
    break_database(monkeypatch)
    for path in ("/", "/trouble/404", "/corruption/", "/staff/queue"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert "refused" not in answer.text
    assert 'href="tel:073000100"' in client.get("/").text


def test_the_telephone_survives_a_restart_without_the_database(client, opened, trouble, monkeypatch):
    client.get("/")
    del trouble.extensions["signboard"]
    break_database(monkeypatch)
    assert 'href="tel:073000100"' in client.get("/").text


def test_the_sealed_channel_names_the_agencies_instead(client, opened, trouble):
    page = client.get("/corruption/trouble/503").text
    assert "1205" in page
    assert "1206" in page


def test_a_form_kept_open_too_long_is_explained(client, opened, trouble):
    trouble.config["WTF_CSRF_ENABLED"] = True
    answer = client.post("/trouble/409")
    assert answer.status_code == 400
    assert "หน้านี้เปิดทิ้งไว้นานเกินไป" in answer.text


# The front door


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
    assert set(ready.json) == {"ready", "database", "schema", "mail_waiting", "mail_oldest_seconds"}


def test_the_style_page_exists_only_where_we_build(client, app, opened):
    assert client.get("/staff/style").status_code == 200
    app.testing = False
    assert client.get("/staff/style").status_code == 404
