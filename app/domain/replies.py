"""Texts that an answer starts from: which fields they may name, and what becomes of a field that has no value."""

import re
from collections.abc import Mapping, Sequence

from app.domain.words import N_

BLANK = "……"
OLD_BLANK = "..."  # the gap of texts that were written before fields could be filled in
LANGUAGES: Mapping[str, str] = {"th": N_("ภาษาไทย"), "en": N_("ภาษาอังกฤษ"), "ms": N_("ภาษามลายู")}

# Every field, and what stands in its place.
FIELDS: Mapping[str, str] = {
    "เลขที่": N_("เลขที่รับเรื่อง"),
    "ชื่อ": N_("ชื่อผู้ร้อง"),
    "เรื่อง": N_("หัวเรื่อง"),
    "ประเภท": N_("ประเภทเรื่อง หรือชื่อบริการ"),
    "หมู่บ้าน": N_("หมู่บ้าน"),
    "จุด": N_("จุดที่ผู้ร้องบอก"),
    "วันที่แจ้ง": N_("วันที่รับเรื่อง"),
    "วันครบกำหนด": N_("วันที่สัญญาว่าจะตอบ"),
    "วันส่งน้ำ": N_("วันที่นัดส่งน้ำ"),
    "ลิตร": N_("จำนวนลิตรที่ขอ"),
    "หน่วย": N_("หน่วยงานเจ้าของเรื่อง"),
    "เจ้าหน้าที่": N_("เจ้าหน้าที่ผู้เขียน"),
    "วันนี้": N_("วันที่เขียน"),
    "ตอบภายใน": N_("วันสุดท้ายที่เรารอคำตอบ ถ้าถามวันนี้"),
    "แจ้งกลับได้ถึง": N_("วันสุดท้ายที่ผู้ร้องบอกว่ายังไม่หาย ถ้าตอบวันนี้"),
    "สำนักงาน": N_("ชื่อสำนักงาน"),
    "โทร": N_("โทรศัพท์ของสำนักงาน"),
}

# A case that nobody has, to look at a text with.
EXAMPLE: Mapping[str, Mapping[str, str]] = {
    "th": {
        "เลขที่": "รท-2570-0024", "ชื่อ": "สมพร แก้วมณี", "เรื่อง": "ถนนหน้าบ้านเป็นหลุม", "ประเภท": "ถนน ทางเท้า",
        "หมู่บ้าน": "หมู่ที่\u00a04 บ้านตัวอย่าง", "จุด": "หน้าบ้านเลขที่ 45/2", "วันที่แจ้ง": "2 พฤศจิกายน 2569",
        "วันครบกำหนด": "23 พฤศจิกายน 2569", "วันส่งน้ำ": "5 พฤศจิกายน 2569", "ลิตร": "6,000", "หน่วย": "กองช่าง",
        "เจ้าหน้าที่": "อานันท์ ตัวอย่าง", "วันนี้": "4 พฤศจิกายน 2569", "ตอบภายใน": "19 พฤศจิกายน 2569",
        "แจ้งกลับได้ถึง": "19 พฤศจิกายน 2569", "สำนักงาน": "อบต.ตัวอย่าง", "โทร": "0\u00a07300\u00a00100",
    },
    "en": {
        "วันที่แจ้ง": "2 November 2026", "วันครบกำหนด": "23 November 2026", "วันส่งน้ำ": "5 November 2026",
        "วันนี้": "4 November 2026", "ตอบภายใน": "19 November 2026", "แจ้งกลับได้ถึง": "19 November 2026",
    },
    "ms": {
        "วันที่แจ้ง": "2 November 2026", "วันครบกำหนด": "23 November 2026", "วันส่งน้ำ": "5 November 2026",
        "วันนี้": "4 November 2026", "ตอบภายใน": "19 November 2026", "แจ้งกลับได้ถึง": "19 November 2026",
    },
}  # fmt: skip

_FIELD = re.compile(r"\{([^{}\n]*)\}")
_DOTS = re.compile(r"…{2,}|\.{4,}")


def named(text: str) -> Sequence[str]:
    """The fields that a text names, each once, in order; one with a misspelt name too."""
    return tuple(dict.fromkeys(name.strip() for name in _FIELD.findall(text)))


def unknown(text: str) -> Sequence[str]:
    """What stands in braces and is no field; a brace that stands alone is one of them."""
    alone = [brace for brace in "{}" if brace in _FIELD.sub("", text)]
    return (*(name for name in named(text) if name not in FIELDS), *alone)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled in, once; one without a value is left as a blank that nobody overlooks."""
    return _FIELD.sub(lambda found: _plain(values.get(found[1].strip(), "")) or BLANK, text)


def _plain(value: str) -> str:
    """What a resident wrote, so that it never reads as a gap of ours: (ชื่อ) for {ชื่อ}, one … for a row of dots."""
    known = _FIELD.sub(lambda found: f"({found[1]})" if found[1].strip() in FIELDS else found[0], value)
    return _DOTS.sub("…", known).replace(OLD_BLANK, "…")


def example(text: str, language: str) -> str:
    """The text as it would read for a case that nobody has."""
    return filled(text, {**EXAMPLE["th"], **EXAMPLE.get(language, {})})


def open_gaps(text: str) -> bool:
    """Whether a message still holds a gap: a blank, a field that was not filled in, or the three dots of old texts."""
    fields = any(name in FIELDS for name in named(text))
    return fields or _DOTS.search(text) is not None or OLD_BLANK in text.split()


def fits(where: str, language: str, *, channel: str, service: str, resident: str) -> bool:
    """Whether a text is offered with a case: of its channel or service, in the resident's language or in Thai."""
    return where in {"", channel, service or channel} and language in {resident, "th"}
