"""Changes of Thai words are marked readably and lose not a letter of either text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.marked_words import marked


def shown(before, after):
    signs = {"same": "{}", "gone": "[-{}]", "new": "[+{}]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in marked(before, after))


@pytest.mark.parametrize(
    ("before", "after", "as_shown"),
    [
        ("ประชุมทุกเดือน", "ประชุมเกือบทุกเดือน", "ประชุม[+เกือบ]ทุกเดือน"),
        ("รับ 12 เรื่อง", "รับ 13 เรื่อง", "รับ [-12][+13] เรื่อง"),
        ("รับ ๑๒ เรื่อง ปิด ๑๐", "รับ ๑๒ เรื่อง ปิด ๑๑", "รับ ๑๒ เรื่อง ปิด [-๑๐][+๑๑]"),
        ("", "ใหม่", "[+ใหม่]"),
        ("เก่า", "", "[-เก่า]"),
        ("น้ำ", "น้า", "[-น้ำ][+น้า]"),
        ("เหมือนเดิม", "เหมือนเดิม", "เหมือนเดิม"),
    ],
)
def test_words_are_marked(before, after, as_shown):
    assert shown(before, after) == as_shown


WORDS = st.text(alphabet="กขคเแะาีู้ำ่ 12๓\nabc", max_size=40)


@given(WORDS, WORDS)
def test_nothing_is_lost(before, after):
    pieces = marked(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


def test_a_text_of_nothing_but_the_same_words_costs_nobody_a_minute():
    pieces = marked("ab " * 2600, "ba " * 2600)
    assert {piece.kind for piece in pieces} >= {"gone", "new"}
