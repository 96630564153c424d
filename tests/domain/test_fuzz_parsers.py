"""Whatever reads what people type or upload: written and read it is the same; anything else is refused as declared."""

import json
from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import file_kinds, geojson, links, old_books, old_columns, publications, redaction, sealed
from app.domain.channels import CHANNELS
from app.domain.dates import format_time
from app.domain.devices import device
from app.domain.file_kinds import recognise
from app.domain.houses import house_key, house_number, landmark
from app.domain.old_days import DAY_FIRST, MONTH_FIRST, UnreadDay, read_day
from app.domain.old_lines import Rules, read_line
from app.domain.phones import first_digits, format_phone, parse_phone
from app.domain.places import first_link, parse_position
from app.domain.references import code_matches, latin, new_token, parse_reference, reference, tracking_code
from app.domain.thai import clean, to_thai_digits
from app.domain.typed_dates import BadDate, BadTime, parse_date, parse_time
from app.domain.workbooks import BadSheet

MANY = settings(derandomize=True, database=None, deadline=None, max_examples=150)
# Digits and signs that parsers look for, beside any text there is.
LIKELY = st.text(st.sampled_from("0123456789๐๑๒๓๔๕๖๗๘๙-–./: #+()ตอxพค.ศ.นรทCPWeE\u00a0\u200b²½٣"), max_size=30)
ANYTHING = LIKELY | st.text(max_size=60)
RULES = Rules(today=date(2026, 11, 2), villages={1: 1}, village_names={"บ้านสวนนอก": 1})
STARTS = (b"", b"PK\x03\x04", b"%PDF-1.7", b"\xff\xd8\xff", b"ID3", b"\0\0\0\x18ftypheic", b"RIFF\0\0\0\0WEBP", b"OggS",
          b"\x1aE\xdf\xa3")  # fmt: skip
BYTES = st.builds(lambda start, rest: start + rest, st.sampled_from(STARTS), st.binary(max_size=200))
LEAVES = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5) | st.sampled_from([101.0, 6.7])
JSON = st.recursive(
    LEAVES, lambda inside: st.lists(inside, max_size=6) | st.dictionaries(st.text(max_size=4), inside, max_size=3)
)
PLACES = st.lists(st.lists(st.floats(97.5, 105.5) | LEAVES, max_size=3), max_size=6)
MAPS = st.fixed_dictionaries({"features": st.lists(st.fixed_dictionaries({
    "properties": JSON, "geometry": JSON | st.fixed_dictionaries({
        "type": st.sampled_from(["Polygon", "MultiPolygon"]), "coordinates": JSON | st.lists(PLACES, max_size=2)})}),
    max_size=3)})  # fmt: skip


@MANY
@given(st.sampled_from(list(CHANNELS.values())), st.integers(2400, 2999), st.integers(0, 999_999))
def test_a_reference_reads_back_in_every_spelling(channel, year, number):
    written = reference(channel, year, number)
    for typed in (written, latin(written), to_thai_digits(written), f" {latin(written).lower()} ".replace("-", " – ")):
        assert parse_reference(typed) == written


@MANY
@given(ANYTHING)
def test_words_are_a_reference_a_code_a_telephone_and_a_place_or_none(text):
    found = parse_reference(text)
    assert found is None or parse_reference(found) == found
    number = parse_phone(text)
    assert number is None or parse_phone(format_phone(number)) == number
    assert first_digits(text).isascii()
    code = sealed.read_code(text)
    assert code is None or sealed.read_code(" ".join(sealed.groups(code))) == code
    place = parse_position(text)
    assert place is None or parse_position(f"{place.latitude:.7f}, {place.longitude:.7f}") is not None
    assert not code_matches(new_token(), text)


@MANY
@given(st.text(max_size=40))
def test_any_token_has_a_code_that_opens_it_however_it_is_spaced(token):
    assert code_matches(token, tracking_code(token).lower().replace("-", " – "))


@MANY
@given(ANYTHING, ANYTHING, ANYTHING)
def test_a_date_is_read_or_refused(day, month, year):
    with suppress(BadDate):
        assert isinstance(parse_date(day, month, year), date)


@MANY
@given(st.times())
def test_a_time_reads_back(moment):
    assert parse_time(format_time(moment)) == time(moment.hour, moment.minute)


@MANY
@given(ANYTHING, st.sampled_from([DAY_FIRST, MONTH_FIRST]), st.booleans())
def test_a_time_and_an_old_day_are_read_or_refused(text, order, old):
    for read in (lambda: parse_time(text), lambda: read_day(text, order=order, from_1904=old)):
        with suppress(BadTime, UnreadDay):
            assert isinstance(read(), time | date)


@MANY
@given(st.lists(ANYTHING, min_size=1, max_size=12))
def test_a_line_of_an_old_register_is_read_and_told_its_faults(cells):
    for columns in (old_columns.guess(cells), list(old_columns.COLUMNS)):
        assert set(read_line(cells, columns, RULES).faults) <= set(old_columns.COLUMNS)


@MANY
@given(BYTES, st.integers(1, 60), st.none() | st.integers(1, 500))
def test_any_bytes_are_an_old_register_or_refused(content, sheet, heading):
    with suppress(BadSheet):
        assert old_books.read(content, sheet=sheet, heading=heading).headers


@MANY
@given(BYTES, st.text(max_size=20))
def test_any_bytes_are_a_known_kind_of_file_or_none(content, name):
    assert recognise(content, name) is None or not file_kinds.is_picture(content)


@MANY
@given(MAPS | JSON)
def test_any_map_is_read_or_refused_and_reads_back(found):
    try:
        features = geojson.read(json.dumps(found).encode())
    except geojson.BadMap:
        return
    again = geojson.read(geojson.written(features).encode())
    assert [one.about for one in again] == [one.about for one in features]


@MANY
@given(st.binary(max_size=200))
def test_any_bytes_are_a_map_or_refused(content):
    with pytest.raises(geojson.BadMap):
        geojson.read(content)


@MANY
@given(ANYTHING, ANYTHING)
def test_addresses_of_houses_links_and_browsers_are_any_words(text, other):
    assert house_number(text) is None or house_key(house_number(text))
    assert len(landmark(text, other)) <= len(text) + len(clean(text))
    assert all(isinstance(part, str) for part in device(text))
    first_link(text)
    for address in (*links.in_text(f"{text} https://{other} {text}"), text):
        assert links.shape(address) in links.Verdict
        links.own_path(address, "https://office.example")


@MANY
@given(ANYTHING, st.lists(ANYTHING, max_size=3))
def test_words_for_everybody_are_made_of_any_words(text, names):
    assert isinstance(redaction.public_words(text, names), str)
    shown = [piece for block in publications.blocks(text) for line in block.lines for piece in line]
    assert len(shown) <= 4 * len(text) + 4
