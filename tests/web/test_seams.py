"""Pages of the sealed channel are small, and their length says nothing about the code or about what was typed."""

import gzip
import zlib

import pytest

from app.web import seams
from tests import factories, sealed_cast
from tests.web.sealed_pages import Reporter

pytestmark = pytest.mark.sealed

GZIP = {"Accept-Encoding": "gzip, br"}


@pytest.fixture
def reporter(client, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    for name in ("arun", "rohani"):
        sealed_cast.reader(name, clock())
    client.check_pages = False
    return Reporter(client)


def sent(reporter, **answers):
    """The page for checking as it goes over the wire."""
    reporter.writes()
    return reporter.client.post("/corruption/new", data={**reporter.answers, **answers}, headers=GZIP)


def read(answer):
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    return gzip.decompress(answer.data).decode()


def pressed(data):
    """The compressed pieces of an answer, each read without the others."""
    pieces, rest = [], data[10:]
    while rest and rest[:2] != b"\x03\0":
        if rest[0] & 7 == 0:
            rest = rest[5 + int.from_bytes(rest[1:3], "little") :]
            continue
        piece = zlib.decompressobj(-zlib.MAX_WBITS)
        end = rest.index(b"\0\0\xff\xff") + 4
        pieces.append(piece.decompress(rest[:end]))
        rest = rest[end:]
    return b"\n".join(pieces).decode()


def test_the_form_is_small_and_reads_the_same_without_compression(reporter):
    answer = reporter.client.get("/corruption/new", headers=GZIP)
    plain = reporter.client.get("/corruption/new").text
    assert len(answer.data) < 5_000 < len(plain.encode())
    assert "<!--" not in read(answer) + plain
    assert len(read(answer)) == len(plain)


def test_code_and_token_stand_outside_of_what_is_compressed(reporter):
    answer = reporter.client.get("/corruption/new", headers=GZIP)
    code = read(answer).partition('name="code" value="')[2][:24]
    assert len(code) == 24
    assert code.isdigit()
    same = pressed(answer.data)
    assert "จดรหัสนี้ก่อน" in same
    assert "<footer" in same
    assert not any(code[at : at + 4] in same for at in range(0, 24, 4))
    assert "csrf_token" not in same


def test_no_code_makes_the_form_longer_or_shorter(reporter, monkeypatch):
    found = set()
    for code in ("1" * 24, "482019376055281473096142", "123412341234123412341234"):
        monkeypatch.setattr("app.channels.corruption.views.new_code", lambda code=code: code)
        answer = reporter.client.get("/corruption/new", headers=GZIP)
        assert code in read(answer)
        found.add(len(answer.data))
    assert len(found) == 1


def test_words_that_the_page_knows_are_sent_at_the_length_of_words_that_it_does_not(reporter):
    known, strange = "ตรวจทานก่อนส่ง" * 5, "ญฐฬฆฎฏฑฒฌฉผฝฟฮ" * 5
    answers = [sent(reporter, what=words) for words in (known, strange)]
    assert all("csrf_token" not in pressed(answer.data) for answer in answers)
    for words, answer in zip((known, strange), answers, strict=True):
        assert words in read(answer).replace("\u200b", "")
    assert len({len(answer.data) for answer in answers}) == 1


def test_a_page_with_a_seam_too_few_is_not_compressed(app):
    for text, whole in (("a<!--|-->b", True), ("a<!--|-->b<!--|-->c", False), ("abc", True)):
        with app.test_request_context("/corruption/new", headers=GZIP):
            answer = seams.press(app.response_class(text, mimetype="text/html"))
        assert ("Content-Encoding" not in answer.headers) == whole
        assert b"<!--" not in answer.data
