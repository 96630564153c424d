"""What a browser says beside the address: languages, cookies, parts, kinds of content; any of it may be nonsense."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.workflow import Role
from tests.officers import Officer, hired
from tests.web.fuzzing import BOUNDED

NAMES = (
    "Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Content-Type", "Cookie", "Host", "If-Match",
    "If-Modified-Since", "If-None-Match", "If-Range", "Origin", "Purpose", "Range", "Referer", "Sec-Purpose",
    "User-Agent", "X-Forwarded-For", "X-Forwarded-Proto", "X-Requested-With",
)  # fmt: skip
WORDS = (
    "", "th;q=9e999,en;q=-1,*;q=x", "th" * 5000, "bytes=0-0", "bytes=9-1,,-", "bytes=" + "0-," * 2000, "Bearer ",
    "Basic %%%", "Bearer \xff\xfe", "khamrong=.; lang=xx; letters=; keys=9; sealed=\xff", '"x', 'W/"', "1" * 8000,
    "khamrong=eyJzaWduZWRfaW4iOjF9.AAAA.AAAA", "Thu, 32 Foo 9999 99:99:99 GMT", "multipart/form-data", "::1, %00",
    "multipart/form-data; boundary=", "application/json", "application/x-www-form-urlencoded; charset=utf-7",
    "text/plain; charset=nothing", "javascript:",
)  # fmt: skip
ADDRESSES = (
    "/", "/complaints/new", "/corruption/case", "/staff/sign-in", "/staff/queue", "/news/feed.xml", "/readyz",
    "/metrics", "/statistics/data/datapackage.json", "/assets/x/khamrong.css", "/services/complaints/manual.pdf",
)  # fmt: skip
LATIN = st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f")
SIGNS = st.sampled_from(WORDS) | st.text(LATIN, max_size=40)
HEADERS = st.dictionaries(st.sampled_from(NAMES), SIGNS, min_size=1, max_size=6)


@pytest.mark.parametrize("address", ADDRESSES)
def test_headers_of_any_kind_are_answered(app, opened, clock, address):
    nurida = Officer(app.test_client(), hired("nurida", Role.INTAKE, now=clock()))

    @settings(BOUNDED, max_examples=25)
    @given(HEADERS, st.booleans(), st.binary(max_size=60), st.booleans())
    def each(headers, inside, body, sends):
        client = nurida.client if inside else app.test_client()
        method, data = ("POST", body) if sends else ("GET", None)
        answer = client.open(address, method=method, data=data, headers=headers)
        assert answer.status_code < 500, headers

    each()


@pytest.mark.parametrize("address", ["/complaints/new", "/water/new", "/complaints/map", "/staff/sign-in", "/track"])
def test_files_and_lists_in_place_of_words_are_answered(client, opened, address):
    names = ("draft", "story", "phone", "code", "reference", "name", "what", "position", "category")
    files = {name: (io.BytesIO(b"GIF89a"), "pix.gif") for name in names}
    assert client.post(address, data=files, content_type="multipart/form-data").status_code < 500
    assert client.post(address, json={name: [1, {}] for name in names}).status_code < 500
