"""What a printer says when it cannot print here, and how to find that out without loading the printer."""

import ctypes

from app.domain.words import N_

PANGO = ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0")
NO_PANGO = N_(
    "เครื่องนี้ยังทำไฟล์ PDF ไม่ได้ เพราะยังไม่มีส่วนเสริมที่ใช้จัดหน้า (Pango) "
    "ระหว่างนี้ใช้ไฟล์ DOCX หรือพิมพ์จากหน้ารายงาน แล้วเลือกบันทึกเป็น PDF ได้ผลเท่ากัน"
)


class PrinterMissing(RuntimeError):
    """Carries a sentence in Thai that an officer can act on."""


def always() -> str | None:
    """Nothing is missing: the printer needs no more than its Python package."""
    return None


def pango() -> str | None:
    """None where the system has Pango, which lays out PDF; else the reason. WeasyPrint itself is not imported."""
    return None if any(_loads(name) for name in PANGO) else NO_PANGO


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
