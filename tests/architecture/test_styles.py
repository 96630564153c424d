"""Style sheets name no side of the screen: a page written from right to left stands the other way round."""

import re

import pytest

from tests.architecture.sources import ROOT, name

SHEETS = sorted((ROOT / "app" / "static").glob("*.css"))
# Words that mean a side of the screen instead of a side of the text; translate and rotate draw, they do not place.
SIDES = re.compile(
    r"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
    r"|[{;\s](?:left|right)\s*:"
)


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_no_style_names_left_or_right(sheet):
    lines = sheet.read_text(encoding="utf-8").splitlines()
    found = [f"{number}: {hit[0]}" for number, line in enumerate(lines, start=1) for hit in SIDES.finditer(line)]
    assert not found, "\n".join(found)


def test_there_are_style_sheets_to_look_at():
    assert {"khamrong.css", "desk.css"} <= {sheet.name for sheet in SHEETS}
    assert SIDES.search(".a{margin-left:1px}")
    assert SIDES.search(".a{color:red;left:0}")
    assert not SIDES.search(".a{margin-inline-start:1px;inset-inline-start:0}")
