"""Dates and times as the office writes them, in Thai with Buddhist years; it never asks what time it is now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from app.domain.thai import NBSP, to_thai_digits

BANGKOK = ZoneInfo("Asia/Bangkok")
BUDDHIST_ERA = 543

# long 22 พฤศจิกายน 2569 · short 22 พ.ย. 2569 · weekday วันพุธที่ 25 พฤศจิกายน 2569 · timeline พุธ 25 พ.ย. 2569 ·
# brief พ. 25 พ.ย. 2569
Style = Literal["long", "short", "weekday", "timeline", "brief"]
Digits = Literal["arab", "thai"]


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """The names of months (January first) and weekdays (Monday first) in one language."""

    months: Sequence[str]
    months_short: Sequence[str]
    weekdays: Sequence[str]
    weekdays_short: Sequence[str]
    era: int


THAI = CalendarWords(
    months=(
        "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
        "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
    ),
    months_short=("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
    weekdays=("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"),
    weekdays_short=("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา."),
    era=BUDDHIST_ERA,
)  # fmt: skip
ENGLISH = CalendarWords(
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    months_short=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    weekdays_short=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    era=0,
)  # fmt: skip
MALAY = CalendarWords(
    months=(
        "Januari", "Februari", "Mac", "April", "Mei", "Jun",
        "Julai", "Ogos", "September", "Oktober", "November", "Disember",
    ),
    months_short=("Jan", "Feb", "Mac", "Apr", "Mei", "Jun", "Jul", "Ogo", "Sep", "Okt", "Nov", "Dis"),
    weekdays=("Isnin", "Selasa", "Rabu", "Khamis", "Jumaat", "Sabtu", "Ahad"),
    weekdays_short=("Isn", "Sel", "Rab", "Kha", "Jum", "Sab", "Ahd"),
    era=0,
)  # fmt: skip
CALENDAR_WORDS = {"th": THAI, "en": ENGLISH, "ms": MALAY}


def calendar_words(lang: str) -> CalendarWords:
    """The names of months and days in a language; in Thai where it has none here."""
    return CALENDAR_WORDS.get(lang, THAI)


def local_day(moment: date) -> date:
    """Return the day in Bangkok on which a moment falls; a plain date is its own day."""
    return _local(moment).date() if isinstance(moment, datetime) else moment


def buddhist_year(day: date) -> int:
    """2026 → 2569."""
    return local_day(day).year + BUDDHIST_ERA


def format_date(
    day: date,
    style: Style = "long",
    *,
    digits: Digits = "arab",
    lang: str = "th",
    year: bool = True,
    glue: bool = True,
) -> str:
    """Write a day; ``glue`` keeps day, month and year on one line, ``year=False`` leaves the year out."""
    day = local_day(day)
    words = calendar_words(lang)
    months = words.months if style in {"long", "weekday"} else words.months_short
    parts = [str(day.day), months[day.month - 1]]
    if year:
        parts.append(str(day.year + words.era))
    return in_digits(_weekday(day, style, words) + join(parts, glue=glue), digits)


def format_month(year: int, month: int, *, digits: Digits = "arab", lang: str = "th", glue: bool = True) -> str:
    """พฤศจิกายน 2569; the year goes in as ค.ศ."""
    words = calendar_words(lang)
    return in_digits(join([words.months[month - 1], str(year + words.era)], glue=glue), digits)


def format_time(moment: datetime | time, *, digits: Digits = "arab", lang: str = "th", glue: bool = True) -> str:
    """09.30 น. in Thai, 09:30 in other languages; a moment with a zone is shown as Bangkok's clock shows it."""
    clock = _local(moment) if isinstance(moment, datetime) else moment
    if calendar_words(lang) is THAI:
        return in_digits(join([f"{clock:%H.%M}", "น."], glue=glue), digits)
    return in_digits(f"{clock:%H:%M}", digits)


def format_moment(
    moment: datetime,
    style: Style = "long",
    *,
    digits: Digits = "arab",
    lang: str = "th",
    year: bool = True,
    glue: bool = True,
) -> str:
    """22 พฤศจิกายน 2569 19.42 น."""
    day = format_date(moment, style, digits=digits, lang=lang, year=year, glue=glue)
    return f"{day} {format_time(moment, digits=digits, lang=lang, glue=glue)}"


def format_span(first: date, last: date, *, digits: Digits = "arab", lang: str = "th", glue: bool = True) -> str:
    """1 ตุลาคม – 22 พฤศจิกายน 2569: both days belong to it, what they share is written once."""
    first, last = local_day(first), local_day(last)
    end = format_date(last, digits=digits, lang=lang, glue=glue)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return in_digits(str(first.day), digits) + "–" + end
    start = format_date(first, digits=digits, lang=lang, glue=glue, year=first.year != last.year)
    return f"{start} – {end}"


def join(parts: Sequence[str], *, glue: bool) -> str:
    """Put a number and its words together so that no line ends between them."""
    return (NBSP if glue else " ").join(parts)


def in_digits(text: str, digits: Digits) -> str:
    """Official papers take Thai digits, the screen Arabic ones."""
    return to_thai_digits(text) if digits == "thai" else text


def _local(moment: datetime) -> datetime:
    return moment.astimezone(BANGKOK) if moment.tzinfo else moment


def _weekday(day: date, style: Style, words: CalendarWords) -> str:
    name = words.weekdays[day.weekday()]
    before = {
        "weekday": f"วัน{name}ที่ " if words is THAI else f"{name} ",
        "timeline": f"{name} ",
        "brief": f"{words.weekdays_short[day.weekday()]} ",
    }
    return before.get(style, "")
