"""Error pages: plain words, what to do, whom to call, even when nothing else works."""

import re

import pytest
from sqlalchemy.exc import OperationalError

from app.extensions import db


def break_database(monkeypatch):
    def down(*_):
        raise OperationalError("SELECT", {}, Exception("connection refused"))

    monkeypatch.setattr(db.engine.dialect, "do_execute", down)


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
    assert "RuntimeError" in caplog.text
    assert "in fail" in caplog.text
    assert "/trouble/bug" not in caplog.text
    assert "ความลับในข้อผิดพลาด" not in "".join(record.getMessage() for record in caplog.records)
    assert not any(record.exc_info for record in caplog.records)
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
