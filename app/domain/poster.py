"""Posters of the office's own channels: what each says, as data; printers look nothing up."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.words import N_


class Kind(StrEnum):
    """What a poster is about."""

    ALL = "all"
    COMPLAINTS = "complaints"
    WATER = "water"
    CORRUPTION = "corruption"
    EIT = "eit"

    @property
    def label(self) -> str:
        """The name of it (Thai msgid)."""
        return _LABELS[self][0]

    @property
    def use(self) -> str:
        """Where it belongs (Thai msgid)."""
        return _LABELS[self][1]


class Size(StrEnum):
    """What it is printed or shown on."""

    A4 = "a4"
    A3 = "a3"
    SQUARE = "square"


_LABELS = {
    Kind.ALL: (N_("ทุกช่องทางในแผ่นเดียว"), N_("ติดหน้าสำนักงาน ศาลาหมู่บ้าน มัสยิด วัด และโรงเรียน")),
    Kind.COMPLAINTS: (N_("แจ้งความเดือดร้อน"), N_("ติดที่เสาไฟ ป้ายหมู่บ้าน ตลาด และจุดที่คนบ่นถึงบ่อย")),
    Kind.WATER: (N_("ขอรถน้ำ"), N_("แจกก่อนหน้าแล้ง ติดที่บ้านผู้ใหญ่บ้าน มัสยิด และวัด")),
    Kind.CORRUPTION: (N_("ร้องเรียนเจ้าหน้าที่ทุจริต"), N_("ติดในที่ที่คนถ่ายรูปได้โดยไม่ต้องถามใคร ไม่ใช่ข้างเคาน์เตอร์")),
    Kind.EIT: (N_("แบบวัด EIT"), N_("ติดที่จุดบริการ เฉพาะช่วงเปิดแบบวัด แล้วเก็บลงเมื่อปิด")),
}


@dataclass(frozen=True, slots=True)
class WayIn:
    """A channel on a poster: its name, a sentence, names of what is behind it, its whole address."""

    title: str
    text: str
    address: str
    names: tuple[str, ...] = ()
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number as it is read."""

    label: str
    number: str


@dataclass(frozen=True, slots=True)
class Poster:
    """One poster. ``steps`` and ``promise`` stand on posters of one channel; ``names`` no line may break inside."""

    kind: Kind
    agency: str
    place: str
    headline: str
    lead: str
    ways: tuple[WayIn, ...]
    steps: tuple[str, ...]
    promise: str
    numbers: tuple[Number, ...]
    hours: str
    note: str = ""
    names: tuple[str, ...] = ()
