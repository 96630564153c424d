"""Thai text as it arrives from phones, papers and old PDFs."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.thai import clean, escape_like, first_words, search_key, sort_key, to_arabic_digits, to_thai_digits
from app.domain.words import N_

steady = settings(derandomize=True, database=None, deadline=None, max_examples=300)

# Letters and marks in any order, however wrong, among what else people type.
scrawl = st.text(st.sampled_from("กนยเแโไะาำิีุูั็่้๊๋์ํฺ๎ ๑2Aé\u0300\u0301\u200b\u00a0\n\r\t%_\\ß"), max_size=20)
syllables = st.sampled_from(
    ["น้ำ", "ที่", "ไม่", "แก้ว", "เก่า", "กี่", "หมู่", "ไฟ", "ทำ", "ตก", "ให้", "ช้าง", "บ้าน", "สิทธิ์", "๔", "12", "A"]
)


def test_a_marked_sentence_is_the_sentence():
    assert N_("รับเรื่องแล้ว") == "รับเรื่องแล้ว"


def test_digits_go_both_ways():
    assert to_thai_digits("รท-2570-0033") == "รท-๒๕๗๐-๐๐๓๓"
    assert to_arabic_digits("๓๐ กันยายน ๒๕๖๙") == "30 กันยายน 2569"


@pytest.mark.parametrize(
    "typed",
    [
        "\u0e19\u0e49\u0e33",  # น ้ ำ, as it should be
        "\u0e19\u0e4d\u0e49\u0e32",  # นิคหิต, tone, า
        "\u0e19\u0e49\u0e4d\u0e32",  # tone, นิคหิต, า
        "\u0e19\u0e33\u0e49",  # ำ before the tone
        "\u0e19\u0e49\u0e49\u0e33",  # the tone twice
        "\u0e19\u0e4d\u0e33\u0e49",  # นิคหิต and ำ
        "\u0e19\u200b\u0e49\u0e33",  # an invisible space inside
        "\ufeff\u0e19\u0e49\u0e33\u00ad",
        "\u00a0\u0e19\u0e49\u0e33 ",
    ],
)
def test_every_way_to_type_water_is_one_word(typed):
    assert clean(typed) == "\u0e19\u0e49\u0e33"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("เเม่น้ำ", "แม่น้ำ"),  # two เ for one แ
        ("ท\u0e48\u0e35", "ที่"),  # tone before the vowel
        ("หม\u0e48\u0e39", "หมู่"),
        ("สิทธ\u0e4c\u0e34", "สิทธิ์"),
        ("ทีี่", "ที่"),
        ("cafe\u0301", "café"),
        ("หมู่  4\tบ้านปุหรน\n", "หมู่ 4 บ้านปุหรน"),
        ("ก\x00ข\x1b\u202eค\ud800", "กขค"),  # what a database or a screen would choke on
        ("นานาๆ ฯลฯ ฤๅ", "นานาๆ ฯลฯ ฤๅ"),
        ("ช้างไห้-ตก", "ช้างไห้-ตก"),  # a spelling of the writer's own stays
    ],
)
def test_cleaning_mends_the_typing_and_not_the_spelling(typed, kept):
    assert clean(typed) == kept


def test_lines_stay_lines_only_where_they_may():
    letter = " เรียน นายก \r\nถนนพัง\r\r  ขอบคุณ\u00a0ครับ "
    assert clean(letter, multiline=True) == "เรียน นายก\nถนนพัง\n\nขอบคุณ ครับ"
    assert clean(letter) == "เรียน นายก ถนนพัง ขอบคุณ ครับ"


@steady
@given(scrawl)
def test_what_is_clean_stays_as_it_is(text):
    for multiline in (False, True):
        once = clean(text, multiline=multiline)
        assert clean(once, multiline=multiline) == once
        assert unicodedata.is_normalized("NFC", once)
    assert search_key(search_key(text)) == search_key(text)


@steady
@given(st.lists(syllables, min_size=1, max_size=12), st.data())
def test_any_part_of_a_text_finds_it(words, data):
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert search_key("".join(words[start:end])) in search_key("".join(words))


def test_a_pile_of_marks_is_cut_down_and_costs_no_time():
    assert clean("ก" + "\u0300\u0e49" * 200_000) == clean("ก" + "\u0300\u0e49" * 4)


def test_a_search_forgives_digits_capitals_and_spaces():
    assert search_key("  หมู่ที่ ๔   ใกล้ Wi-Fi ") == "หมู่ที่ 4 ใกล้ wi-fi"


def test_like_signs_are_ordinary_characters():
    assert escape_like(r"50%_\ ไฟ") == r"50\%\_\\ ไฟ"


def test_villages_stand_in_dictionary_order():
    mixed = ["ฮา", "ไก่", "เข่า", "สวน", "ขาว", "กา", "ไส", "แก้ว", "ข้าว", "เขา", "กก", "เสา", "เกษม", "สระ", "ข่าว"]
    ordered = ["กก", "กา", "เกษม", "แก้ว", "ไก่", "ขาว", "ข่าว", "ข้าว", "เขา", "เข่า", "สระ", "สวน", "เสา", "ไส", "ฮา"]
    assert sorted(mixed, key=sort_key) == ordered


@pytest.mark.parametrize(
    ("limit", "shown"),
    [
        (1, "น้ำ…"),  # a letter goes with all its marks
        (7, "น้ำประปาไม่…"),  # ไ does not stand alone at the end
        (8, "น้ำประปาไม่ไห…"),
        (14, "น้ำประปาไม่ไหลตั้งแต่เช้า…"),
        (17, "น้ำประปาไม่ไหลตั้งแต่เช้า…"),  # two letters of the next phrase are not worth having
        (25, "น้ำประปาไม่ไหลตั้งแต่เช้า บ้านเลขที่…"),  # 12/3 is not cut
        (45, "น้ำประปาไม่ไหลตั้งแต่เช้า บ้านเลขที่ 12/3 หมู่ที่ 4 โทรหา…"),  # nor Facebook
        (46, "น้ำประปาไม่ไหลตั้งแต่เช้า บ้านเลขที่ 12/3 หมู่ที่ 4 โทรหา Facebook"),
    ],
)
def test_the_first_words_end_where_a_reader_would_end(limit, shown):
    text = "น้ำประปาไม่ไหลตั้งแต่เช้า\nบ้านเลขที่ 12/3 หมู่ที่ 4 โทรหา Facebook"
    assert first_words(text, limit) == shown


def test_one_endless_word_is_cut_all_the_same():
    assert first_words("https://example.org/a/very/long/address", 12) == "https://exam…"


@steady
@given(scrawl, st.integers(1, 12))
def test_a_cut_never_tears_a_mark_from_its_letter(text, limit):
    whole, shown = clean(text), first_words(text, limit)
    head = shown.removesuffix("…")
    assert whole.startswith(head)
    if shown != whole:
        following = whole[len(head)]
        assert following != "ำ"
        assert not unicodedata.category(following).startswith("M")
        assert not head.endswith(tuple("เแโไ")) or following == " "
