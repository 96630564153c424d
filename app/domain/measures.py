"""Sentences that the measures report may use: each says what a figure says, and never more."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.statistics import Share


class Cell(StrEnum):
    """The cell of a measure that a sentence belongs in."""

    SUMMARY = "summary"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence with the address of the list that shows exactly what it counts."""

    cell: Cell
    text: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """One service (or all) over the round; days are working days, None where there are too few cases."""

    name: str
    brought_forward: int
    received: int
    reopened: int
    closed: int
    carried_forward: int
    online: int
    on_time: int
    judged: int
    median: float | None
    p90: float | None
    median_before: float | None = None


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


def channels(services: Sequence[ServiceFigures], sealed: SealedFigures | None) -> list[str]:
    """What came in through the other channels, for measure 6's summary; of a half-year that runs, nothing is said."""
    lines = [f"ช่องทาง{s.name} รับ {s.received:,} เรื่อง" for s in services]
    if sealed and sealed.received:
        lines.append(
            f"ช่องทางร้องเรียนการทุจริต {sealed.span}รับ {sealed.received:,} เรื่อง แล้วเสร็จ {sealed.done:,} เรื่อง "
            f"อยู่ระหว่างดำเนินการ {sealed.pending:,} เรื่อง"
        )
    elif sealed:
        lines.append(f"ช่องทางร้องเรียนการทุจริต {sealed.span}ไม่มีเรื่องร้องเรียน")
    return lines


def water(found: WaterFigures) -> list[str]:
    """What the water channel did, for measure 6's summary; a request for many houses is one, its houses are counted."""
    if not (found.requests or found.litres):
        return []
    reached = [f"{found.homes:,} ครัวเรือนหรือสถานที่"]
    reached += [f"รวม {found.persons:,} คน"] if found.persons else []
    reached += [f"ใน {found.villages:,} หมู่บ้าน"] if found.villages else []
    brought = f" {found.trips:,} เที่ยว {found.litres:,} ลิตร ถึง {' '.join(reached)}" if found.litres else ""
    return [
        f"ระบบยื่นคำร้องขอน้ำอุปโภค–บริโภค รับ {found.requests:,} คำร้อง ส่งน้ำแล้ว {found.fulfilled:,} คำร้อง{brought}"
    ]


def defined(services: Sequence[ServiceFigures]) -> list[str]:
    """What came in for the services that the office defined itself, for measure 6's summary."""
    if not services:
        return []
    each = " / ".join(f"{s.name} {s.received:,} คำขอ" for s in services)
    return [f"ระบบยื่นคำขอรับบริการออนไลน์ รับ {sum(s.received for s in services):,} คำขอ ได้แก่ {each}"]


def balance(total: ServiceFigures) -> str:
    """The books of the round in one line."""
    return (
        f"ยกมา {total.brought_forward:,} + รับ {total.received:,} + เปิดใหม่ {total.reopened:,} "
        f"− ปิด {total.closed:,} = ยกไป {total.carried_forward:,} เรื่อง"
    )


def results(total: ServiceFigures) -> list[str]:
    """What came of it: online share, on time, typical time; "faster" only where it is."""
    lines = []
    if total.received:
        lines.append(f"ยื่นออนไลน์ {share(total.online, total.received)}")
    if total.judged:
        lines.append(f"แล้วเสร็จภายในกำหนด {share(total.on_time, total.judged)}")
    if total.median is not None:
        ninth = f" เก้าในสิบเรื่องใน {total.p90:g} วันทำการ" if total.p90 is not None else ""
        lines.append(f"ครึ่งหนึ่งของเรื่องแล้วเสร็จใน {total.median:g} วันทำการ{ninth}")
        lines.extend(_compared(total.median, total.median_before))
    return lines


def _compared(median: float, before: float | None) -> list[str]:
    if before is None:
        return []
    if median < before:
        return [f"รวดเร็วขึ้นจากปีก่อนซึ่งครึ่งหนึ่งแล้วเสร็จใน {before:g} วันทำการ"]
    if median == before:
        return [f"เวลาดำเนินการเท่ากับปีก่อน ({before:g} วันทำการ)"]
    return [f"ใช้เวลามากขึ้นจากปีก่อนซึ่งครึ่งหนึ่งแล้วเสร็จใน {before:g} วันทำการ"]


def manuals(titles: Sequence[str]) -> list[str]:
    """The service manuals in force, for measure 1."""
    if not titles:
        return []
    return [f"เผยแพร่คู่มือการให้บริการ {len(titles)} งานบริการ ได้แก่ {' / '.join(titles)}"]


def standards(services: Sequence[ServiceFigures]) -> list[str]:
    """How each service kept its published time, for measure 1's result."""
    return [f"{s.name} แล้วเสร็จภายในกำหนด {share(s.on_time, s.judged)}" for s in services if s.judged]


def invitations(contacts: int, shown: int) -> list[str]:
    """Service contacts in the EIT window and invitations shown, for measure 4."""
    if not contacts and not shown:
        return []
    return [f"ในช่วงเปิดแบบวัด EIT มีการให้บริการแล้วเสร็จ {contacts:,} ครั้ง แสดงคำเชิญตอบแบบวัด {shown:,} ครั้ง"]
