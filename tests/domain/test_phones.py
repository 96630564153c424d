"""Telephone numbers as residents write them."""

import pytest

from app.domain.phones import format_phone, parse_phone, phone_link


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("0800001234", "0800001234"),
        ("080-000-1234", "0800001234"),
        ("08 0000 1234", "0800001234"),
        ("๐๘๐.๐๐๐.๑๒๓๔", "0800001234"),
        ("+66 80 000 1234", "0800001234"),
        ("+66 (0)80-000-1234", "0800001234"),
        ("0066 80 000 1234", "0800001234"),
        ("66800001234", "0800001234"),
        ("+6673331234", "073331234"),
        ("0 7333 1234", "073331234"),
        ("073–333–123", "073333123"),
        ("0 7333 1234 ต่อ 12", "073331234#12"),
        ("073331234 ต่อ ๑๒", "073331234#12"),
        ("02-123-4567 ext.9", "021234567#9"),
        ("1800 123 456", "1800123456"),
        ("1111", "1111"),
        ("๑๕๖๗", "1567"),
        ("191", "191"),
    ],
)
def test_a_number_is_read_however_it_is_written(typed, digits):
    assert parse_phone(typed) == digits
    assert parse_phone(digits) == digits


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-",
        "ไม่มี",
        "12",
        "081234567",
        "08123456789",
        "0733312345",
        "0000000000",
        "081-234-567x",
        "0800001234, 0800005678",
    ],
)
def test_what_cannot_be_dialled_is_no_number(typed):
    assert parse_phone(typed) is None


@pytest.mark.parametrize(
    ("digits", "shown"),
    [
        ("0800001234", "08 0000 1234"),
        ("073331234", "0 7333 1234"),
        ("073331234#12", "0 7333 1234 ต่อ 12"),
        ("1800123456", "1800 123 456"),
        ("1567", "1567"),
        ("see the letter", "see the letter"),
    ],
)
def test_a_number_is_shown_in_groups_that_read_back(digits, shown):
    assert format_phone(digits, glue=False) == shown
    assert format_phone(digits).replace("\u00a0", " ") == shown
    assert parse_phone(shown) in {digits, None}


def test_a_number_can_be_dialled_from_the_page():
    assert phone_link("1567") == "tel:1567"
    assert phone_link("073331234#12") == "tel:073331234;ext=12"
