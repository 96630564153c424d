"""Keeps names, dates and numbers with their units on one line of HTML; it changes no letter of the text.

A no-break space is not enough in print: the Thai dictionary of the PDF printer breaks behind it all the same.
"""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

WHOLE_WORDS = ("ระยะเวลา", "ดำเนินการ", "ผู้รับผิดชอบ", "ปีงบประมาณ", "วันทำการ")
"""Official terms that a dictionary would cut in two."""

MONTHS = "(?:(?:มกรา|มีนา|พฤษภา|กรกฎา|สิงหา|ตุลา|ธันวา)คม|(?:เมษา|มิถุนา|กันยา|พฤศจิกา)ยน|กุมภาพันธ์)"
UNITS = (
    "(?:วันทำการ|วัน(?!ที่)|เดือน|ปี(?!งบ)|ชั่วโมง|นาที|เรื่อง|คำร้อง|ครั้ง|รายการ|ราย(?!งาน|ได้)|ฉบับ|แผ่น|"
    "ข้อ(?!มูล|ความ)|หัวข้อ|หน้า(?!ที่)|คน|แห่ง|ครัวเรือน|หมู่บ้าน|เที่ยว|ลิตร|คัน|บาท|เมตร|กิโลเมตร)"
)
NBSP = "\N{NO-BREAK SPACE}"
SPACE = f"[ {NBSP}]"
NUMBER = "[0-9๐-๙][0-9๐-๙,.]*"
DATE = f"(?:วันที่{SPACE})?(?:{NUMBER}{SPACE})?{MONTHS}{SPACE}{NUMBER}"
COUNTED = f"{NUMBER}{SPACE}{UNITS}"
NAMED_BY_NUMBER = f"(?:ร้อยละ|หมู่ที่|มาตรการที่|ตารางที่|พ\\.ศ\\.|ปีงบประมาณ|รอบ|ข้อ){SPACE}?{NUMBER}(?:{SPACE}{UNITS})?"
NUMBER_AND_WORDS = f"{DATE}|{NAMED_BY_NUMBER}|{COUNTED}"
HYPHENED = "[A-Za-z]+(?:-[A-Za-z]+)+"
SHORT_HASH = "sha256:[0-9a-f]{1,16}(?![0-9a-f])"

NB = '<span class="nb">'
BETWEEN_THAI = re.compile(rf"(?<=[ก-๎>])(?={NB}[ก-ฮเ-ไ])|(?<=[ก-๎]</span>)(?=[ก-ฮเ-ไ])")


class Unbroken:
    """Writes text as HTML in which these names, and what is always kept whole, cannot be torn apart."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        longest_first = sorted({*names, *WHOLE_WORDS} - {""}, key=len, reverse=True)
        words = "|".join(re.escape(str(escape(name))) for name in longest_first)
        self._whole = re.compile(f"{NUMBER_AND_WORDS}|{words}|{HYPHENED}|{SHORT_HASH}")

    def __call__(self, text: str) -> Markup:
        """Escaped, with spans around what stays whole and a place to break between them and their Thai neighbours."""
        spans = self._whole.sub(rf"{NB}\g<0></span>", str(escape(text)))
        return Markup(BETWEEN_THAI.sub("<wbr>", spans))  # noqa: S704 - escaped in the line above
