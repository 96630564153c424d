"""What a stretch of days is called in Thai and English, by its code; it knows no lengths and no calendar."""

import re
from datetime import date

from app.domain.dates import BUDDHIST_ERA, Digits, format_date, format_month, format_span, in_digits
from app.domain.thai import NBSP

_FISCAL = re.compile(r"fy(?P<year>[0-9]{4})(?P<part>[qrh][0-9]+)?")
_PARTS = {
    "": ("", ""),
    "q1": (f"ไตรมาส{NBSP}1", f"Quarter{NBSP}1"),
    "q2": (f"ไตรมาส{NBSP}2", f"Quarter{NBSP}2"),
    "q3": (f"ไตรมาส{NBSP}3", f"Quarter{NBSP}3"),
    "q4": (f"ไตรมาส{NBSP}4", f"Quarter{NBSP}4"),
    "r6": (f"รอบ{NBSP}6{NBSP}เดือน", "6-month round"),
    "r12": (f"รอบ{NBSP}12{NBSP}เดือน", "12-month round"),
    "h1": (f"รอบ{NBSP}6{NBSP}เดือนแรก", "First half"),
    "h2": (f"รอบ{NBSP}6{NBSP}เดือนหลัง", "Second half"),
}


def called(code: str, first: date, last: date, *, lang: str, digits: Digits, glue: bool) -> str:
    """ไตรมาส 1 ปีงบประมาณ 2570, พฤศจิกายน 2569, สัปดาห์ 16–22 พฤศจิกายน 2569, 1 ตุลาคม – 22 พฤศจิกายน 2569."""
    if found := _FISCAL.fullmatch(code):
        text = _fiscal(int(found["year"]), found["part"] or "", lang)
        return in_digits(text if glue else text.replace(NBSP, " "), digits)
    if code.startswith("m"):
        return format_month(first.year, first.month, digits=digits, lang=lang, glue=glue)
    if code.startswith("d") and first == last and ".." not in code:
        return format_date(first, "weekday", digits=digits, lang=lang, glue=glue)
    span = format_span(first, last, digits=digits, lang=lang, glue=glue)
    if code.startswith("w"):
        return f"สัปดาห์ {span}" if lang == "th" else f"Week of {span}"
    return span


def _fiscal(be: int, part: str, lang: str) -> str:
    thai, english = _PARTS[part]
    if lang == "th":
        return f"{thai} ปีงบประมาณ{NBSP}{be}".lstrip()
    ends = be - BUDDHIST_ERA
    year = f"fiscal year{NBSP}{be} ({ends - 1}–{ends % 100:02})"
    return f"{english}, {year}" if english else year.capitalize()
