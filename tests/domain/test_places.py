"""What people paste from a map: numbers, links, shared texts; nothing outside Thailand, nothing that is no link."""

import pytest

from app.domain.places import first_link, parse_position

HERE = (6.712345, 101.034567)


@pytest.mark.parametrize(
    "pasted",
    [
        "6.712345, 101.034567",
        "(6.712345,101.034567)",
        "๖.๗๑๒๓๔๕, ๑๐๑.๐๓๔๕๖๗",
        "https://www.google.com/maps/@6.712345,101.034567,17z",
        "https://maps.google.com/?q=6.712345,101.034567",
        "https://maps.google.com/?q=6.712345%2C101.034567",
        "https://www.google.com/maps/place/x/data=!3m1!4b1!4m6!3d6.712345!4d101.034567",
        "ร้านชำ https://maps.google.com/?q=6.712345,101.034567",
    ],
)
def test_a_position_is_found(pasted):
    assert parse_position(pasted) == HERE


@pytest.mark.parametrize(
    "pasted", ["", "หน้าตลาด", "https://maps.app.goo.gl/Xy1", "51.5, 0.12", "6.7", "99.9, 999.9", "12/3 หมู่ 4"]
)
def test_nothing_is_made_up(pasted):
    assert parse_position(pasted) is None


def test_the_link_in_a_shared_text():
    assert first_link("ร้านชำ\nhttps://maps.app.goo.gl/Xy1?g=a ") == "https://maps.app.goo.gl/Xy1?g=a"
    assert first_link('javascript:alert("https")') == ""
    assert first_link('x" onclick="https://a.th/"b') == "https://a.th/"
