"""What a case's form was answered, under the words it was asked with, for whoever reads a copy of their data."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain import eservices, water
from app.domain.dates import format_date
from app.domain.eservices import ASKED, FIELDS

_LABELS = {
    "litres": "ต้องการน้ำ (ลิตร)", "trips": "จำนวนเที่ยว", "persons": "คนที่ใช้น้ำ", "containers": "ภาชนะ",
    "capacity": "ภาชนะรับได้ราว (ลิตร)", "road": "รถเข้าถึง", "width": "ทางกว้าง", "hose": "ลากสายราว (เมตร)",
    "wish_date": "วันที่อยากได้น้ำ", "time": "ช่วงเวลา", "reason": "เพราะ", "special_care": "มีคนที่ต้องดูแลเป็นพิเศษ",
    "on_behalf": "กรอกแทนโดย", "relation": "เป็นอะไรกับผู้ขอ", "house_no": "บ้านเลขที่", "moo": "หมู่ที่",
    "street": "ถนนหรือซอย", "houses": "จำนวนบ้าน", "role": "ผู้ยื่นเป็น", "delivery_date": "วันส่งน้ำ", "recipient": "ผู้รับน้ำ",
    "ratified": "รับรองภายหลังแล้ว", "rank": "ลำดับที่เจ้าหน้าที่จัด", "paper_number": "เลขใบรับกระดาษ",
}  # fmt: skip
_WORDS: Mapping[str, Mapping[str, str]] = {
    "containers": water.CONTAINERS, "road": water.ROADS, "width": water.WIDTHS, "time": water.TIMES,
    "reason": water.REASONS, "role": water.ROLES,
}  # fmt: skip
_DAYS = {"wish_date", "delivery_date"}


def told(details: Mapping[str, Any]) -> dict[str, str]:
    """Label and answer, in the order they were kept; questions of the office's own services as they were asked."""
    common = {_LABELS.get(key, key): _text(key, value) for key, value in details.items() if key not in {FIELDS, ASKED}}
    return {**common, **{one.label: one.text for one in eservices.answered(details)}}


def _text(key: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_text(key, one) for one in value)
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่"
    if isinstance(value, int):
        return f"{value:,}"
    if key in _DAYS:
        return format_date(date.fromisoformat(value))
    return _WORDS.get(key, {}).get(value, str(value))
