"""Sentences for what the office made known: invitations to the EIT survey (measure 4) and publications (measure 5)."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.domain.channels import CHANNELS
from app.domain.dates import format_month
from app.domain.measures import Said
from app.domain.publications import Heading
from app.domain.survey import EVERYWHERE, Line, added


def invitations(lines: Sequence[Line]) -> Said:
    """Services completed in the survey's window and how residents were invited; of answers only ITAS knows."""
    whole = added(list(lines)) if lines else Line(None, EVERYWHERE)
    if not any(whole.numbers):
        return {}
    completed = f"ในช่วงเปิดแบบวัด EIT มีการให้บริการแล้วเสร็จ {whole.contacts:,} ครั้ง"
    ways = _ways(whole)
    channels = {slug: [line for line in lines if line.channel == slug] for slug in (*CHANNELS, EVERYWHERE)}
    by_channel = [(_channel(slug), added(found)) for slug, found in channels.items() if found]
    months = sorted({line.month.start for line in lines if line.month})
    by_month = [(_month(day), added([n for n in lines if n.month and n.month.start == day])) for day in months]
    return {
        "invitations": f"{completed} {f'เชิญตอบแบบวัด {ways}' if ways else 'ไม่มีคำเชิญที่บันทึกไว้'}",
        **_each("invitations:channels", "คำเชิญตอบแบบวัด EIT ตามช่องทาง", by_channel),
        **_each("invitations:months", "คำเชิญตอบแบบวัด EIT รายเดือน", by_month),
    }


def _each(key: str, heading: str, parts: Sequence[tuple[str, Line]]) -> Said:
    said = [f"{name} {ways}" for name, line in parts if (ways := _ways(line))]
    return {key: f"{heading} ได้แก่ {' / '.join(said)}"} if len(said) > 1 else {}


def _ways(line: Line) -> str:
    """Shown, printed, sent and followed; a way that was never taken is left out."""
    counted = (("แสดงบนหน้าจอ", line.shown), ("พิมพ์ในใบรับเรื่อง", line.printed), ("ส่งทางอีเมล", line.sent))
    said = [f"{way} {number:,} ครั้ง" for way, number in counted if number]
    followed = [f"มีผู้เปิดตามคำเชิญ {line.opened:,} ครั้ง"] if line.opened else []
    return " ".join([*said, *followed])


def publications(counts: Mapping[Heading, Mapping[date, int]]) -> Said:
    """What was published under each heading and in each month; a heading without any is not claimed."""
    headings = {heading: sum(months.values()) for heading, months in counts.items()}
    months: dict[date, int] = {}
    for found in counts.values():
        for month, number in found.items():
            months[month] = months.get(month, 0) + number
    total = sum(headings.values())
    if not total:
        return {}
    under = " / ".join(f"{heading.label} {n:,} เรื่อง" for heading, n in headings.items() if n)
    monthly = " / ".join(f"{_month(month)} {n:,} เรื่อง" for month, n in sorted(months.items()))
    return {
        "published": f"เผยแพร่ข้อมูลข่าวสาร {total:,} เรื่อง ใน {sum(map(bool, headings.values()))} หัวข้อ ได้แก่ {under}",
        "published:months": f"เผยแพร่รายเดือน ได้แก่ {monthly}",
    }


def _channel(slug: str) -> str:
    return "โปสเตอร์" if slug == EVERYWHERE else CHANNELS[slug].title


def _month(day: date) -> str:
    return format_month(day.year, day.month, glue=False)
