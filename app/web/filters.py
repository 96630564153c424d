"""How templates write dates, numbers and names; every filter takes the language of the page."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from flask import Flask
from markupsafe import Markup, escape

from app.domain import dates, languages, phones, thai
from app.web.tongues import tongue
from app.web.words import language

NBSP = thai.NBSP
# A number and its unit, or a word and its number, belong on one line: "3 วันทำการ", "หมู่ที่ 4".
_UNITS = (
    "วัน|ชั่วโมง|ชม|นาที|วินาที|ปี|เดือน|สัปดาห์|เรื่อง|เที่ยว|ลิตร|คำร้อง|ครัวเรือน|คน|ครั้ง|รูป|หลัก|ตัว|ข้อ|ฉบับ|เมตร|เซนติเมตร|ไฟล์|"
    "รายการ|หน้า|แผ่น|น\\.|บาท|ใบ|คัน|MB|KB|days?|hours?|minutes?|cases?|litres?|trips?|photos?|working|"
    "hari|jam|minit|bulan|tahun|kes|liter|trip|gambar|orang"
)
_MONTHS = "|".join(map(re.escape, (*dates.THAI.months, *dates.THAI.months_short)))
_WORDS_BEFORE = "หมู่ที่|วันที่|ที่|ภายใน|ไม่เกิน|ราว|อีก|เลขที่|ร้อยละ|ข้อ|พ\\.ศ\\.|โทร\\.|มาตรา|ฉบับที่|รอบ"


def _after(words: str) -> str:
    """Behind one of these words and the space."""
    return "|".join(f"(?<={word} )" for word in words.split("|"))


# The space comes first: it is found fast, and what stands around it is looked at only there.
_GLUED = re.compile(
    rf" (?:(?<=[0-9๐-๙] )(?={_UNITS}|{_MONTHS})"
    rf"|(?=[0-9๐-๙])(?:{_after(_WORDS_BEFORE)}|(?=[0-9๐-๙]{{4}})(?:{_after(_MONTHS)})))"
)
_DIGIT = re.compile("[0-9๐-๙]")
_KINDS_OF_OFFICE = (
    "องค์การบริหารส่วนตำบล",
    "องค์การบริหารส่วนจังหวัด",
    "เทศบาลนคร",
    "เทศบาลเมือง",
    "เทศบาลตำบล",
)


def init_app(app: Flask) -> None:
    """Give every template the filters."""
    app.jinja_env.filters.update(FILTERS)


def glue(text: object) -> str:
    """Keep numbers with their units and with the word that announces them."""
    whole = escape(text) if hasattr(text, "__html__") else str(text)
    if _DIGIT.search(whole) is None:
        return whole
    replaced = _GLUED.sub(NBSP, whole)
    return Markup(replaced) if isinstance(whole, Markup) else replaced  # noqa: S704  (only spaces were changed)


_ONE_LINE = 36  # letters that a phone can show beside each other


def unbroken(name: str) -> Markup:
    """Write a name that no line break divides where a line has room for it; the kind of office may stand before it."""
    kind = next((kind for kind in _KINDS_OF_OFFICE if name.startswith(kind) and name != kind), "")
    rest = name.removeprefix(kind)
    together = Markup('{}<span class="one">{}</span>').format(kind, rest)
    whole = together if len(rest) <= _ONE_LINE else Markup.escape(name)
    return Markup(tongue(whole))  # noqa: S704 - as it came, or in a span


def day(value: date, style: dates.Style = "long", *, year: bool = True) -> str:
    """22 พฤศจิกายน 2569."""
    return dates.format_date(value, style, lang=language(), year=year)


def month_name(value: date) -> str:
    """พฤศจิกายน 2569."""
    return dates.format_month(value.year, value.month, lang=language())


def weekday_date(value: date, *, year: bool = True) -> str:
    """วันพุธที่ 25 พฤศจิกายน 2569."""
    return dates.format_date(value, "weekday", lang=language(), year=year)


def moment(value: date, style: dates.Style = "timeline", *, year: bool = True) -> str:
    """อังคาร 10 พ.ย. 2569 10.24 น.; a plain date has no time of day."""
    if isinstance(value, datetime):
        return dates.format_moment(value, style, lang=language(), year=year)
    return day(value, style, year=year)


def time_of_day(value: datetime) -> str:
    """10.24 น."""
    return dates.format_time(value, lang=language())


def number(value: float) -> str:
    """6,000; what is no number comes back as it is."""
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def thai_digits(text: object) -> object:
    """๒๒ พฤศจิกายน ๒๕๖๙ on a Thai page."""
    return thai.to_thai_digits(str(text)) if language() == languages.THAI else text


def dial(text: str) -> str:
    """Give the address behind a telephone number on the page."""
    return phones.phone_link(phones.parse_phone(text) or text)


def phone(text: str) -> str:
    """08 0000 1234."""
    return phones.format_phone(phones.parse_phone(text) or text)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "glue": lambda text: tongue(glue(text)),
    "unbroken": unbroken,
    "date": day,
    "month_name": month_name,
    "weekday_date": weekday_date,
    "moment": moment,
    "time_of_day": time_of_day,
    "phone": phone,
    "dial": dial,
    "thai_digits": thai_digits,
    "number": number,
}
