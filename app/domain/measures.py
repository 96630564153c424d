"""Sentences that the measures report may use: each says what a figure says, and never more.

The functions give sentences by a stable key, so that one in use can be compared with what the figures say later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.statistics import Quantile, Share

Said = dict[str, str]


class Cell(StrEnum):
    """The cell of a measure that a sentence belongs in."""

    SUMMARY = "summary"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence under its stable key, with the address of the list that shows exactly what it counts."""

    cell: Cell
    key: str
    text: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Typical:
    """A time in working days; ``more``: longer than that, for too many still wait."""

    days: float
    more: bool = False

    @classmethod
    def of(cls, time: Quantile) -> "Typical | None":
        """None where there are fewer than five cases."""
        days = time.working_days
        return None if days is None else cls(days, time.more_than)


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """One service (or all) over the round; a time is None where there are too few cases."""

    name: str
    brought_forward: int
    received: int
    reopened: int
    closed: int
    carried_forward: int
    online: int
    on_time: int
    judged: int
    median: Typical | None
    p90: Typical | None
    median_before: Typical | None = None
    key: str = ""
    overdue: int = 0

    @property
    def pace(self) -> int | None:
        """-1: faster than the year before, 0: as fast, 1: slower; None where nothing can be said."""
        now, before = self.median, self.median_before
        if now is None or before is None or (now.more and before.more):
            return None
        if before.more:
            return -1 if now.days <= before.days else None
        if now.more:
            return 1 if now.days >= before.days else None
        return (now.days > before.days) - (now.days < before.days)


@dataclass(frozen=True, slots=True)
class WaterFigures:
    """Water brought in the round: requests that came and that were fulfilled, loads, litres, and whom they reached."""

    requests: int
    fulfilled: int
    trips: int
    litres: int
    homes: int
    persons: int
    villages: int


@dataclass(frozen=True, slots=True)
class SealedFigures:
    """The corruption channel at its coarsest step: total = done + pending; ``span`` where that is not the whole."""

    received: int
    done: int
    pending: int
    span: str = ""


def share(part: int, whole: int) -> str:
    """``331 จาก 437 เรื่อง (ร้อยละ 76)``: the same percentage as on the manager's page, none of fewer than five."""
    counts, percent = f"{part:,} จาก {whole:,} เรื่อง", Share(part, whole).percent
    return counts if percent is None else f"{counts} (ร้อยละ {percent})"


def channels(services: Sequence[ServiceFigures], sealed: SealedFigures | None) -> Said:
    """What came in through the other channels, for measure 6's summary; of a half-year that runs, nothing is said."""
    lines = {f"received:{s.key}": f"ช่องทาง{s.name} รับ {s.received:,} เรื่อง" for s in services}
    if sealed and sealed.received:
        lines["corruption"] = (
            f"ช่องทางร้องเรียนการทุจริต {sealed.span}รับ {sealed.received:,} เรื่อง แล้วเสร็จ {sealed.done:,} เรื่อง "
            f"อยู่ระหว่างดำเนินการ {sealed.pending:,} เรื่อง"
        )
    elif sealed:
        lines["corruption"] = f"ช่องทางร้องเรียนการทุจริต {sealed.span}ไม่มีเรื่องร้องเรียน"
    return lines


def water(found: WaterFigures) -> Said:
    """What the water channel did, for measure 6's summary; a request for many houses is one, its houses are counted."""
    if not (found.requests or found.litres):
        return {}
    reached = [f"{found.homes:,} ครัวเรือนหรือสถานที่"]
    reached += [f"รวม {found.persons:,} คน"] if found.persons else []
    reached += [f"ใน {found.villages:,} หมู่บ้าน"] if found.villages else []
    brought = f" {found.trips:,} เที่ยว {found.litres:,} ลิตร ถึง {' '.join(reached)}" if found.litres else ""
    came = f"รับ {found.requests:,} คำร้อง ส่งน้ำแล้ว {found.fulfilled:,} คำร้อง"
    return {"received:water": f"ระบบยื่นคำร้องขอน้ำอุปโภค–บริโภค {came}{brought}"}


def defined(services: Sequence[ServiceFigures], apart: Sequence[ServiceFigures]) -> Said:
    """What came in for the services that the office defined itself, for measure 6's summary; each where it may be."""
    if not services:
        return {}
    each = " / ".join(f"{s.name} {s.received:,} คำขอ" for s in apart)
    came = f"ระบบยื่นคำขอรับบริการออนไลน์ รับ {sum(s.received for s in services):,} คำขอ"
    return {"received:own": f"{came} ได้แก่ {each}" if each else came}


def balance(total: ServiceFigures) -> Said:
    """The books of the round in one line."""
    books = (
        f"ยกมา {total.brought_forward:,} + รับ {total.received:,} + เปิดใหม่ {total.reopened:,} "
        f"− ปิด {total.closed:,} = ยกไป {total.carried_forward:,} เรื่อง"
    )
    return {"balance": books}


def results(total: ServiceFigures) -> Said:
    """What came of it: online share, on time, typical time with those still waiting counted."""
    lines = {}
    if total.received:
        lines["online"] = f"ยื่นออนไลน์ {share(total.online, total.received)}"
    if total.judged:
        lines["on_time"] = f"แล้วเสร็จภายในกำหนด {share(total.on_time, total.judged)}"
    if total.median is not None:
        lines["half"] = _half(total.median) + ("" if total.median.more else _ninth(total.p90))
    return lines


def _half(time: Typical) -> str:
    if time.more:
        return f"ครึ่งหนึ่งของเรื่องใช้เวลานานกว่า {time.days:g} วันทำการ"
    return f"ครึ่งหนึ่งของเรื่องแล้วเสร็จใน {time.days:g} วันทำการ"


def _ninth(time: Typical | None) -> str:
    if time is None:
        return ""
    return f" เก้าในสิบเรื่อง{'นานกว่า ' if time.more else 'ใน '}{time.days:g} วันทำการ"


def compared(services: Sequence[ServiceFigures]) -> Said:
    """Each service beside itself a year before, never all together: a year of other requests is not a faster one."""
    return {f"pace:{s.key}": f"{s.name} {_pace(s)}" for s in services if s.pace is not None}


def _pace(of: ServiceFigures) -> str:
    now, before = of.median or Typical(0), of.median_before or Typical(0)
    half = f"ครึ่งหนึ่งแล้วเสร็จใน {now.days:g} วันทำการ"
    earlier = f"จากปีก่อนซึ่ง{'นานกว่า' if before.more else 'ใช้'} {before.days:g} วันทำการ"
    if of.pace == -1:
        return f"รวดเร็วขึ้น {half} {earlier}"
    if of.pace == 0:
        return f"ใช้เวลาเท่ากับปีก่อน {half}"
    longer = f"ครึ่งหนึ่งใช้เวลานานกว่า {now.days:g} วันทำการ" if now.more else half
    return f"ใช้เวลามากขึ้น {longer} {earlier}"


def manuals(titles: Sequence[str]) -> Said:
    """The service manuals in force, for measure 1."""
    if not titles:
        return {}
    return {"manuals": f"เผยแพร่คู่มือการให้บริการ {len(titles)} งานบริการ ได้แก่ {' / '.join(titles)}"}


def standards(services: Sequence[ServiceFigures]) -> Said:
    """How each service kept its published time, for measure 1's result."""
    kept = ((s.key, f"{s.name} แล้วเสร็จภายในกำหนด {share(s.on_time, s.judged)}") for s in services if s.judged)
    return {f"on_time:{key}": text for key, text in kept}


