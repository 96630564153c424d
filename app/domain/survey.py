"""The EIT survey: its code and window, where residents are invited to it; its questions are NACC's and never here."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from app.domain.periods import Period
from app.domain.words import N_

NACC = "https://itas.nacc.go.th/go/eit/"
EVERYWHERE = "all"
"""In place of a channel: what belongs to no one channel, such as a poster on the wall."""

_CODE = re.compile(r"[A-Za-z0-9]{4,16}")
_IN_ADDRESS = re.compile(r"/go/eit/([A-Za-z0-9-]+)/?$")
_WITHOUT_SCHEME = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/\S+")


class Way(StrEnum):
    """How an invitation reaches a resident; ``REMINDED``: it reached an officer who may speak it out."""

    SHOWN = "shown"
    PRINTED = "printed"
    SENT = "sent"
    REMINDED = "reminded"
    HUNG = "hung"

    @property
    def invites(self) -> bool:
        """Whether it is known to have been put before the resident of a case."""
        return self in {Way.SHOWN, Way.PRINTED, Way.SENT}


class Place(StrEnum):
    """Where an invitation stands."""

    CONFIRMATION = "confirmation"
    TRACKING = "tracking"
    RECEIPT = "receipt"
    MAIL = "mail"
    COUNTER = "counter"
    POSTER = "poster"

    @property
    def label(self) -> str:
        """The word for it (Thai msgid)."""
        return _LABELS[self]

    @property
    def way(self) -> Way:
        """How it reaches a resident from here."""
        return _WAYS[self]


_LABELS = {
    Place.CONFIRMATION: N_("หน้ายืนยันหลังแจ้งเรื่อง"),
    Place.TRACKING: N_("หน้าติดตามเรื่องที่เสร็จแล้ว"),
    Place.RECEIPT: N_("ใบรับเรื่องบนกระดาษ"),
    Place.MAIL: N_("อีเมลแจ้งผล"),
    Place.COUNTER: N_("หน้าของเรื่องที่เสร็จที่เคาน์เตอร์"),
    Place.POSTER: N_("โปสเตอร์"),
}
_WAYS = {
    Place.CONFIRMATION: Way.SHOWN,
    Place.TRACKING: Way.SHOWN,
    Place.RECEIPT: Way.PRINTED,
    Place.MAIL: Way.SENT,
    Place.COUNTER: Way.REMINDED,
    Place.POSTER: Way.HUNG,
}
INVITING = tuple(place for place in Place if place.way.invites)


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which the survey is open, both ends included."""

    opens_on: date
    closes_on: date

    def is_open(self, day: date) -> bool:
        """Whether residents are invited on a day."""
        return self.opens_on <= day <= self.closes_on

    def days_left(self, day: date) -> int:
        """How many days follow this one until it closes."""
        return (self.closes_on - day).days

    def days_until(self, day: date) -> int:
        """How many days it is until it opens."""
        return (self.opens_on - day).days


@dataclass(frozen=True, slots=True)
class Line:
    """Invitations of a channel in a month, within the survey's window (``month`` None: all months together).

    ``contacts``: services that were completed; ``invited``: those of them whose case was invited at least once.
    ``shown``, ``printed`` and ``sent`` count once a day for each case and place; ``reminded``: so often the screen
    asked an officer to invite by word of mouth; ``opened``: so often an invitation was followed to the survey.
    """

    month: Period | None
    channel: str
    contacts: int = 0
    invited: int = 0
    shown: int = 0
    printed: int = 0
    sent: int = 0
    reminded: int = 0
    opened: int = 0

    @property
    def numbers(self) -> tuple[int, ...]:
        """The counts in the order of the columns."""
        return (self.contacts, self.invited, self.shown, self.printed, self.sent, self.reminded, self.opened)


def added(lines: "tuple[Line, ...] | list[Line]", channel: str = EVERYWHERE) -> Line:
    """Several lines as one."""
    sums = (sum(column) for column in zip(*(line.numbers for line in lines), strict=True))
    return Line(None, channel, *sums)


def address_of(typed: str) -> str:
    """The survey's address from what an administrator has: the year's code, or the address with or without https."""
    text = typed.strip()
    if _CODE.fullmatch(text):
        return NACC + text
    return f"https://{text}" if _WITHOUT_SCHEME.fullmatch(text) else text


def code_of(address: str) -> str:
    """The year's code in an address; empty where the address has another form."""
    found = _IN_ADDRESS.search(address)
    return found[1] if found else ""


def usable(address: str) -> bool:
    """Whether browsers open it safely: https, a host, nobody's name before it, no spaces."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    host = parts.hostname or ""
    clean = address.isascii() and address.isprintable() and " " not in address and "\\" not in address
    return clean and parts.scheme == "https" and "." in host and "@" not in parts.netloc


def is_internal(address: str) -> bool:
    """Whether this is the staff's own survey (IIT), pasted by mistake."""
    return "/go/iit/" in address.casefold()
