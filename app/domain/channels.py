"""The channels of measure 6: one concept, a value each. The corruption channel keeps no row among the others."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.words import N_
from app.domain.workflow import Workflow
from app.domain.workflows import COMPLAINT, SERVICE_REQUEST, WATER_REQUEST


@dataclass(frozen=True, slots=True)
class Channel:
    """A way for residents to reach the office.

    ``prefix`` begins the case number, ``latin`` is its spelling in addresses and over the phone.
    ``delivers``: its cases ask for litres at delivery points. ``defined``: its forms and manuals are those of the
    services that the office defined itself, each with a unit of its own instead of categories.
    """

    slug: str
    title: str
    short: str
    prefix: str
    latin: str
    workflow: Workflow
    reopens: bool = True
    delivers: bool = False
    defined: bool = False


COMPLAINTS = Channel("complaints", N_("แจ้งความเดือดร้อน"), N_("ร้องทุกข์"), "รท", "CP", COMPLAINT)
WATER = Channel("water", N_("ขอรถน้ำ"), N_("ขอน้ำ"), "นอ", "WR", WATER_REQUEST, delivers=True)
ESERVICE = Channel("eservice", N_("คำขอรับบริการ"), N_("บริการ"), "บร", "SV", SERVICE_REQUEST, defined=True)
CHANNELS = {channel.slug: channel for channel in (COMPLAINTS, WATER, ESERVICE)}

CORRUPTION_SLUG = "corruption"


class Arrival(StrEnum):
    """How a case came in (STATISTICS: way of arrival)."""

    ONLINE = "online"
    WALK_IN = "walk_in"
    PHONE = "phone"
    LETTER = "letter"
    LINE = "line"
    FACEBOOK = "facebook"
    VILLAGE_HEAD = "village_head"
    TRAFFY = "traffy"
    REFERRED = "referred"

    @property
    def label(self) -> str:
        """The word for it (Thai msgid)."""
        return _ARRIVALS[self]


_ARRIVALS = {
    Arrival.ONLINE: N_("ออนไลน์"),
    Arrival.WALK_IN: N_("มาด้วยตนเอง"),
    Arrival.PHONE: N_("โทรศัพท์"),
    Arrival.LETTER: N_("จดหมาย/หนังสือ"),
    Arrival.LINE: N_("LINE"),
    Arrival.FACEBOOK: N_("Facebook"),
    Arrival.VILLAGE_HEAD: N_("ผ่านผู้ใหญ่บ้าน/สมาชิกสภา"),
    Arrival.TRAFFY: N_("Traffy Fondue"),
    Arrival.REFERRED: N_("หน่วยงานอื่นส่งมา"),
}
COUNTER_ARRIVALS = tuple(a for a in Arrival if a is not Arrival.ONLINE)
