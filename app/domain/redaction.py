"""What in a resident's words could tell who somebody is, hidden by rule: numbers, addresses, names after a title.

It hides too much rather than too little, and it cannot know a name that stands alone: a person looks afterwards.
"""

import re
from collections.abc import Iterable, Iterator

from app.domain.thai import first_words

MASK = "●●●"
LONGEST = 500
_EXCERPT = 180

_D = "[0-9๐-๙]"
_T = "[ก-ฺเ-๎]"  # a Thai letter or mark, no digit
_NOT_THAI = f"(?<!{_T})"
_NAME = rf"(?:{_T}{{2,}}|[A-Za-z][A-Za-z.'-]+)"
_SURNAME = rf"(?:[ \u00a0](?:{_T}{{2,15}}|[A-Z][A-Za-z'-]+)(?=[\s,.)]|$))?"
# What follows a title where no name was said: "the headman already knows".
_NO_NAME = r"(?!\s?(?:ไว้|แล้ว|ไม่|ก็|ให้|ว่า|บอก|ที่|และ|หมู่|เคย|จะ|ได้|คน|ของ|กับ|ใน|ช่วย|ทราบ|รู้|ทุก|ๆ))"
_MEN = (
    r"นางสาว|น\.\s?ส\.|(?<!ขุน)นาง(?!สาว)|(?<!ท)(?<!เจ้า)นาย(?!ก(?:[\s,.ฯ]|$|อบต|เทศ|องค์|รัฐ|ของ))|ด\.\s?[ชญ]\.|เด็กชาย|เด็กหญิง"
    r"|(?<!ขอบ)(?<!พระ)คุณ(?!ภาพ|สมบัติ|ค่า|ธรรม|ประโยชน์|ลักษณะ)|ผู้ใหญ่บ้าน|ผู้ใหญ่(?!บ้าน)|ผู้ช่วยผู้ใหญ่บ้าน|กำนัน|สารวัตรกำนัน"
    r"|โต๊ะอิหม่าม|อิหม่าม|โต๊ะครู|บาบอ"
)
_KIN = r"ลุง|ป้า|น้า|ยาย|ปู่|พี่(?!น้อง)|น้อง|ครู|หมอ|ก๊ะ|แบ(?![บกงตน่้])|เปาะ|เมาะ|เจ๊ะ|สมาชิก"
_LATIN = r"\b(?:Mr|Mrs|Ms|Miss|Dr|Encik|Cik|Puan|Tuan|Haji|Hajah|Pak|Mak|Abang|Kak)\b\.?"

_RULES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?i)(?P<hide>(?:https?://|www\.)\S+)",
        r"(?i)(?P<hide>(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|net|org|me|info|th)\b(?:/\S*)?)",
        r"(?P<hide>[^@\s,;<>()]+@[^@\s,;<>()]+\.[A-Za-z]{2,})",
        r"(?i)(?:ไลน์|\bline\b)\s*(?:ไอดี|id)?\s*[:=]?\s*(?P<hide>@?[A-Za-z0-9][\w.-]{2,})",
        r"(?P<hide>(?<![\w@])@[\w.-]{3,})",
        r"(?P<hide>\b[A-Z0-9๐-๙]{4}(?:-[A-Z0-9๐-๙]{4}){2}\b)",
        rf"(?P<hide>\+?{_D}(?:[ .()\-–\u00a0]*{_D}){{6,}})",
        rf"(?<!{_D})(?P<hide>[0๐](?:[ ._,/\-–]*{_D}){{8,9}})(?!{_D})",
        rf"(?P<hide>{_D}{{1,3}}\.{_D}{{3,}})",
        rf"(?:บ้าน)?เลข(?:ที่|บ้าน)\s*(?P<hide>{_D}+(?:\s*/\s*{_D}+)?)",
        rf"(?:บ้าน|ห้อง|หลัง)(?:ที่)?\s*(?P<hide>{_D}+(?:\s*/\s*{_D}+)?)(?!\s*หลัง)",
        rf"(?<![/0-9๐-๙])(?P<hide>{_D}{{1,4}}\s?/\s?{_D}{{1,4}})(?![/0-9๐-๙])",
        rf"ทะเบียน\s*(?:รถ)?\s*(?P<hide>{_D}?[ก-ฮ]{{1,3}}[\s-]*{_D}{{1,4}})",
        rf"(?<![{_D[1:-1]}ก-๎])(?P<hide>{_D}[ก-ฮ]{{2}}[\s-]*{_D}{{1,4}})(?!{_D})",
        rf"{_NOT_THAI}(?!รถ|คน|กม|ลด|พบ|นน)(?P<hide>[ก-ฮ]{{2}}[\s-]*{_D}{{2,4}})(?!{_D})",
        rf"(?:{_MEN})\s?{_NO_NAME}(?P<hide>{_NAME}{_SURNAME})",
        rf"{_NOT_THAI}(?:{_KIN})\s?{_NO_NAME}(?P<hide>{_NAME}{_SURNAME})",
        rf"{_LATIN}\s?(?P<hide>{_NAME}{_SURNAME})",
    )
)
_WORD = re.compile(rf"{_T}+|[A-Za-z]+")
_TITLE = re.compile(rf"^(?:{_MEN})")
_SHORTEST = 3


def hide(text: str, names: Iterable[str] = ()) -> str:
    """The text with what gives somebody away as ●●●; ``names`` are those that the writer gave elsewhere on the form."""
    for pattern in (*_own(names), *_RULES):
        text = pattern.sub(_mask, text)
    return text


def public_words(story: str, names: Iterable[str] = ()) -> str:
    """What we offer to show of a story: hidden first, then cut, so that no cut lets half a number through."""
    return first_words(hide(story, names), _EXCERPT)


def _mask(found: re.Match[str]) -> str:
    start, end = (at - found.start() for at in found.span("hide"))
    return found[0][:start] + MASK + found[0][end:]


def _own(names: Iterable[str]) -> Iterator[re.Pattern[str]]:
    """Patterns for a name that was typed into the form, part by part; titles and very short parts are left."""
    for name in names:
        for part in _WORD.findall(_TITLE.sub("", name)):
            if len(part) >= _SHORTEST:
                yield re.compile(rf"(?i)(?P<hide>{re.escape(part)})")
