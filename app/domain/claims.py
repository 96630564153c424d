"""Words of a hand-written cell that claim a figure, held against the figures and pointed out where these do not agree.

It never decides that a sentence is untrue: it says what the figures know, and a person answers for the rest.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.thai import to_arabic_digits
from app.domain.words import N_


@dataclass(frozen=True, slots=True)
class Known:
    """The figures of the round that claims are held against; ``corruption`` is None unless the whole round is known."""

    received: int
    online: int
    judged: int
    on_time: int
    open: int
    overdue: int
    complaints: int
    corruption: int | None
    faster: int
    slower: int


@dataclass(frozen=True, slots=True)
class Claim:
    """The words as they stand there, and what the figures say instead: a Thai msgid with its numbers."""

    words: str
    figures: str
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Rule:
    """Words that claim something, when the figures bear them out, and what to say when they do not."""

    words: re.Pattern[str]
    holds: Callable[[Known], bool]
    figures: str
    numbers: Callable[[Known], Mapping[str, int]]


_NOTHING_KNOWN = N_("ระบบไม่มีตัวเลขของรอบนี้ที่จะใช้รองรับคำนี้")
_CORRUPTION = r"(?:ด้าน|เรื่อง)?(?:การ)?ทุจริต"
_RULES = (
    _Rule(
        re.compile(
            r"(?:รวด)?เร็ว(?:มาก|ยิ่ง)*(?:ขึ้น|กว่าเดิม|กว่าปีก่อน)|(?:ใช้เวลา|ระยะเวลา)(?:น้อย|สั้น|ลด)ลง|ลด(?:ระยะ)?เวลา"
        ),
        lambda k: k.faster > 0 and k.slower == 0,
        N_("ตัวเลขเทียบกับปีก่อน: เร็วขึ้น %(faster)s งานบริการ ช้าลง %(slower)s งานบริการ"),
        lambda k: {"faster": k.faster, "slower": k.slower},
    ),
    _Rule(
        re.compile(r"(?:ครบ)?ทุก(?:ๆ)?(?:เรื่อง|ราย|คำร้อง|คำขอ|กรณี)"),
        lambda k: 0 < k.judged == k.on_time and k.open == 0,
        N_("ตัวเลข: แล้วเสร็จภายในกำหนด %(part)s จาก %(whole)s เรื่อง ยกไป %(open)s เรื่อง"),
        lambda k: {"part": k.on_time, "whole": k.judged, "open": k.open},
    ),
    _Rule(
        re.compile(r"(?:ร้อยละ)?(?<![\d.,])100(?:\.0+)?(?:%|เปอร์เซ็?นต์)|ร้อยละ(?:100(?![\d.,]*\d)|ร้อย)"),
        lambda k: 0 < k.judged == k.on_time,
        N_("ตัวเลข: แล้วเสร็จภายในกำหนด %(part)s จาก %(whole)s เรื่อง ยกไป %(open)s เรื่อง"),
        lambda k: {"part": k.on_time, "whole": k.judged, "open": k.open},
    ),
    _Rule(
        re.compile(rf"(?:ปราศจาก|ไม่(?:มี|ได้รับ|พบ|ปรากฏ)(?:ว่ามี)?)(?:เรื่อง|ข้อ|การ|ผู้)?(?:ร้องเรียน)?{_CORRUPTION}"),
        lambda k: k.corruption == 0,
        N_("ช่องทางร้องเรียนการทุจริตยังไม่มียอดที่ยืนยันคำนี้"),
        lambda _: {},
    ),
    _Rule(
        re.compile(rf"ไม่(?:มี|ได้รับ|พบ|ปรากฏ)(?:ว่ามี)?(?:เรื่อง|ข้อ|การ|ผู้)ร้องเรียน(?!{_CORRUPTION})"),
        lambda k: k.complaints == 0 and k.corruption == 0,
        N_("ตัวเลข: รับเรื่องร้องเรียนร้องทุกข์ %(n)s เรื่อง ยอดเรื่องทุจริตดูตามรอบครึ่งปี"),
        lambda k: {"n": k.complaints},
    ),
    _Rule(
        re.compile(r"ไม่มี(?:เรื่อง|งาน)?(?:คง|ตก)?ค้าง"),
        lambda k: k.open == 0,
        N_("ตัวเลข: ยกไป %(open)s เรื่อง"),
        lambda k: {"open": k.open},
    ),
    _Rule(
        re.compile(r"ไม่(?:มี)?(?:เรื่อง)?(?:ที่)?(?:เกินกำหนด|ล่าช้า)"),
        lambda k: k.judged == k.on_time and k.overdue == 0,
        N_("ตัวเลข: ไม่ทันกำหนด %(late)s เรื่อง"),
        lambda k: {"late": k.judged - k.on_time},
    ),
    _Rule(
        re.compile(r"ไม่ต้อง(?:เสียเวลา)?(?:ใน)?(?:การ)?เดินทาง"),
        lambda k: k.online > 0,
        N_("ตัวเลข: ยื่นออนไลน์ %(part)s จาก %(whole)s เรื่อง"),
        lambda k: {"part": k.online, "whole": k.received},
    ),
)  # fmt: skip


def unsupported(text: str, known: Known | None) -> list[Claim]:
    """The claims of a cell that the figures do not bear out, each once; with no figures at all none is borne out."""
    lines = (re.sub(r"\s+", "", to_arabic_digits(line)) for line in text.splitlines())
    found = {claim.words: claim for line in lines for claim in _of_line(line, known)}
    return list(found.values())


def _of_line(line: str, known: Known | None) -> Iterator[Claim]:
    for rule in _RULES:
        for words in rule.words.finditer(line):
            if known is None:
                yield Claim(words[0], _NOTHING_KNOWN, {})
            elif not rule.holds(known):
                yield Claim(words[0], rule.figures, rule.numbers(known))
