"""What a water request says beside the common answers: the keys of ``Ticket.details`` and the words for them.

Sent with the request:
``litres`` wanted, ``trips`` (0: less than a truckload), ``persons`` who use it, ``containers`` (keys of CONTAINERS),
``capacity`` of them in litres, ``road`` (key of ROADS), ``width`` of the lane (key of WIDTHS), ``hose`` (metres from
the truck), ``wish_date`` (ISO), ``time`` (key of TIMES), ``reason`` (key of REASONS), ``special_care`` (bool),
``on_behalf`` and ``relation`` (who sent it for the applicant), ``house_no``, ``moo``, ``street``.
Of a request for many houses: ``houses`` (how many), ``role`` of who sends it (key of ROLES); litres and persons are
sums.
Added on the way: ``delivery_date`` (ISO), ``recipient``, ``ratified``, ``rank`` (app.domain.rounds.Rank, when an
officer changed it).
"""

from collections.abc import Mapping

from app.domain.words import N_

REASONS: Mapping[str, str] = {
    "dry_tap": N_("น้ำประปาไม่ไหล"),
    "drought": N_("ภัยแล้ง บ่อแห้ง"),
    "flood": N_("น้ำท่วม"),
    "dirty": N_("น้ำไม่สะอาด"),
    "public_event": N_("งานส่วนรวม"),
    "other": N_("เหตุอื่น"),
}
CONTAINERS: Mapping[str, str] = {
    "jar": N_("โอ่ง"),
    "barrel": N_("ถังพลาสติก"),
    "tank": N_("แท็งก์น้ำ"),
    "pond": N_("บ่อหรือสระปูน"),
}
ROADS: Mapping[str, str] = {
    "yes": N_("เข้าถึงได้"),
    "hose": N_("จอดได้ใกล้ ๆ ต้องลากสาย"),
    "unsure": N_("ไม่แน่ใจ"),
}
WIDTHS: Mapping[str, str] = {
    "wide": N_("3 เมตรขึ้นไป"),
    "middle": N_("2–3 เมตร"),
    "narrow": N_("แคบกว่า 2 เมตร"),
    "unsure": N_("ไม่แน่ใจ"),
}
ROLES: Mapping[str, str] = {
    "head": N_("ผู้ใหญ่บ้าน กำนัน"),
    "member": N_("สมาชิกสภา"),
    "school": N_("ผู้อำนวยการหรือครู"),
    "worship": N_("ผู้นำศาสนสถาน"),
    "other": N_("คนอื่น"),
}
TIMES: Mapping[str, str] = {
    "morning": N_("เช้า"),
    "afternoon": N_("บ่าย"),
    "any": N_("เวลาไหนก็ได้"),
}
EVENT = "public_event"
HOUSEHOLD = "water-household"
MOST_TRIPS = 2
MOST_TRIPS_SHARED = 10
MOST_HOUSES = 200
FURTHEST_WISH_DAYS = 30


def subject(litres: int, reason: str) -> str:
    """The case in a few words, in the office's own language: ขอน้ำ 6,000 ลิตร น้ำประปาไม่ไหล."""
    return f"ขอน้ำ {litres:,} ลิตร {REASONS.get(reason, '')}".strip()


def group_subject(houses: int, litres: int, reason: str) -> str:
    """The same for many houses: ขอน้ำ 25 บ้าน 50,000 ลิตร ภัยแล้ง บ่อแห้ง."""
    return f"ขอน้ำ {houses} บ้าน {litres:,} ลิตร {REASONS.get(reason, '')}".strip()
