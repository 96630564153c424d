"""The figures of a report as two tables for its annex; it reads a frozen statement and counts nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.channels import CHANNELS
from app.domain.clocks import MINUTES_A_DAY
from app.domain.dates import format_date, format_span
from app.domain.report import DASH, Block, Heading, PageBreak, Paragraph, Table
from app.domain.statistics import FEWEST, SECONDS_A_DAY, Quantile, Share

TITLE = "ภาคผนวก: ตัวเลขประกอบรายงาน"
BALANCE = "จำนวนเรื่อง"
TIMES = "ความตรงเวลา และเวลาที่ใช้"
NOTHING = "ไม่มีเรื่องที่บันทึกในระบบในรอบนี้"
EVERYTHING = "all"
_KINDS = ("brought", "received", "reopened", "closed", "open")
_BALANCE_HEADER = ("งานบริการ", "ยกมา", "รับ", "เปิดใหม่", "ปิด", "ยกไป")
_TIMES_HEADER = (
    "งานบริการ",
    "แล้วเสร็จภายในกำหนด",
    "ครึ่งหนึ่งแล้วเสร็จใน (วันทำการ)",
    "เก้าในสิบแล้วเสร็จใน (วันทำการ)",
    "ครึ่งหนึ่งประชาชนรอ (วัน)",
    "เก้าในสิบประชาชนรอ (วัน)",
)
_NOTES = (
    "ยกมา + รับ + เปิดใหม่ − ปิด = ยกไป",
    "แล้วเสร็จภายในกำหนด คือปิดภายในวันที่สัญญา เทียบกับเรื่องที่ปิดทั้งหมดรวมกับเรื่องที่ค้างเลยกำหนด ไม่นับเรื่องที่ผู้ยื่นถอนและเรื่องซ้ำ",
    "เวลานับจากเรื่องที่รับในรอบนี้ รวมเรื่องที่ยังไม่เสร็จ (วิธี Kaplan–Meier) วันทำการไม่นับเวลาที่รอข้อมูลจากผู้ยื่น วันที่ประชาชนรอนับทุกวัน",
    f"น้อยกว่า {FEWEST} เรื่อง บอกเป็นจำนวน ไม่คิดเป็นร้อยละหรือเวลา",
)


def blocks(statement: Mapping[str, Any]) -> tuple[Block, ...]:
    """What the figures are of, the two tables, and how they are counted; one sentence where nothing is recorded."""
    groups = [(_name(slug), group) for slug, group in statement["groups"].items() if _anything(group)]
    if not groups:
        return Heading(TITLE), Paragraph(_span(statement)), Paragraph(NOTHING)
    services = [pair for pair in groups if pair[0] != _name(EVERYTHING)]
    shown = services + [pair for pair in groups if pair not in services]
    return (
        Heading(TITLE),
        Paragraph(_span(statement)),
        Table(BALANCE, _BALANCE_HEADER, tuple(_balance(*pair) for pair in shown), frozenset(range(1, 6))),
        Table(TIMES, _TIMES_HEADER, tuple(_times(*pair) for pair in shown), frozenset(range(1, 6))),
        *(Paragraph(note) for note in _NOTES),
        PageBreak(),
    )


def _span(statement: Mapping[str, Any]) -> str:
    first, last, known = (date.fromisoformat(statement[name]) for name in ("from", "to", "as_of"))
    span = format_span(first, last, glue=False)
    return f"เรื่องที่เข้ามาทางช่องทางของหน่วยงาน {span} ตามที่ทราบ ณ สิ้นวันที่ {format_date(known, glue=False)}"


def _name(slug: str) -> str:
    return "รวมทุกงาน" if slug == EVERYTHING else CHANNELS[slug].title if slug in CHANNELS else slug


def _anything(group: Mapping[str, Any]) -> bool:
    return any(group["balance"][kind] for kind in _KINDS)


def _balance(name: str, group: Mapping[str, Any]) -> tuple[str, ...]:
    return name, *(f"{group['balance'][kind]:,}" for kind in _KINDS)


def _times(name: str, group: Mapping[str, Any]) -> tuple[str, ...]:
    share = Share(group["counts"]["on_time"], group["counts"]["judged"])
    office, resident = group["office_minutes"]["received"], group["resident_seconds"]["received"]
    return (
        name,
        _share(share),
        *(_time(office[part], MINUTES_A_DAY) for part in ("median", "p90")),
        *(_time(resident[part], SECONDS_A_DAY) for part in ("median", "p90")),
    )


def _share(share: Share) -> str:
    if not share.whole:
        return DASH
    counts = f"{share.part:,} จาก {share.whole:,}"
    return counts if share.percent is None else f"{counts} (ร้อยละ {share.percent})"


def _time(kept: list[int | None], size: int) -> str:
    value, longest, of = kept
    time = Quantile(value, longest or 0, of or 0)
    days = time.in_units_of(size)
    if days is None:
        return DASH
    return f"มากกว่า {days:,.1f}" if time.more_than else f"{days:,.1f}"
