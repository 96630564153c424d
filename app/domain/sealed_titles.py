"""The place somebody reads sealed reports from, where their title makes it plain: then it is not theirs to choose."""

import re

from app.domain.sealed import Position

# How a title says that somebody is in an office, for good or in another's stead.
_HOLDS = r"(?:^|\(|รักษา(?:ราชการ|การ)(?:แทน|ในตำแหน่ง)?|ปฏิบัติ(?:ราชการ|หน้าที่)(?:แทน)?)\s*(?:รอง)?"
_TITLES = {
    Position.PALAD: re.compile(_HOLDS + r"ปลัด(?!\s*(?:อำเภอ|จังหวัด))"),  # those two are not of this office
    Position.MAYOR: re.compile(_HOLDS + "นายก"),
}


def place_of(title: str, chosen: Position) -> Position:
    """The clerk's place or the mayor's for whoever has their title, their deputy's or acts for them; else as chosen."""
    held = (position for position, found in _TITLES.items() if found.search(title.strip()))
    return next(held, chosen)
