import io
import unicodedata
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

from app.renderers import fonts

CATALOGUES = sorted(Path("app/translations").glob("*/LC_MESSAGES/messages.po"))

@pytest.fixture(scope="module", params=fonts.WEIGHTS)
def web(request):
    data = fonts.subset_woff2(request.param)
    with TTFont(io.BytesIO(data)) as font:
        yield data, font


def test_a_web_font_is_small_and_has_what_the_pages_use(web):
    data, font = web
    assert data[:4] == b"wOF2"
    assert len(data) <= 12_000
    cmap = font.getBestCmap()
    text = "น้ำ ปู่ ป้ำ ฟื้นฟู ญู่ ฐุ กตัญญู ก็ ฯลฯ ๆ ๐๑๒๓๔๕๖๗๘๙ ฿ ABCxyz 0123456789 – — ‘ ’ “ ” • … − \u00a0"
    assert [char for char in text if ord(char) not in cmap] == []


@pytest.mark.parametrize("source", CATALOGUES, ids=lambda path: path.parents[1].name)
def test_no_letter_of_our_own_sentences_falls_out(web, source):
    _, font = web
    with source.open("rb") as text:
        said = [words for message in read_po(text) for words in (message.id, message.string)]
    used = {char for words in said for char in "".join(words) if unicodedata.category(char)[0] in "LMNP"}
    assert {char for char in used if ord(char) not in font.getBestCmap()} == set()


def test_a_web_font_still_knows_how_thai_marks_stack(web):
    _, font = web
    features = {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
    assert {"mark", "mkmk"} <= features
    assert "ccmp" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


def test_in_the_pdf_font_sara_am_and_tone_marks_are_one_glyph_with_their_letter():
    with TTFont(io.BytesIO(fonts.pdf_font(400))) as font:
        ligatures = {
            (first, *ligature.Component): ligature.LigGlyph
            for first, group in font["GSUB"].table.LookupList.Lookup[-1].SubTable[0].ligatures.items()
            for ligature in group
        }
        name, nikhahit_and_tone, sara_aa = "uni0E19", "uni0E4D0E49", "uni0E32"
        joined = ligatures[name, nikhahit_and_tone, sara_aa]
        assert font["hmtx"][joined][0] == font["hmtx"][name][0] + font["hmtx"][sara_aa][0]
        assert len(font["glyf"][joined].components) == 3


def test_font_files_are_made_once(tmp_path):
    first = fonts.pdf_font_files(tmp_path / "fonts")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "fonts").iterdir()}
    assert set(times) == set(first.values())
    assert fonts.pdf_font_files(tmp_path / "fonts") == first
    assert {path: path.stat().st_mtime_ns for path in first.values()} == times


def test_the_licence_goes_with_the_fonts():
    assert "SIL OPEN FONT LICENSE" in fonts.licence().upper()
