"""What can be said of a link before and after it is asked: its shape, whose it is, what came back. It asks nobody."""

import ipaddress
import re
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

from app.domain.words import N_

_IN_TEXT = re.compile(r"https?://[^\s<>\"“”]+")
_TRAILING = ".,;:!?)]}'ฯ"
_HOST = re.compile(r"(?=.{4,253}$)(?:[^\s./@:]{1,63}\.)+[^\s./@:\d]{2,63}", re.UNICODE)


class Verdict(StrEnum):
    """How a link stands."""

    GOOD = "good"
    UNASKED = "unasked"
    SHAPE = "shape"
    INSIDE = "inside"
    MISSING = "missing"
    CLOSED = "closed"
    FAILING = "failing"

    @property
    def broken(self) -> bool:
        """Whether somebody has to mend it."""
        return self not in {Verdict.GOOD, Verdict.UNASKED}

    @property
    def label(self) -> str:
        """What is wrong, or not (Thai msgid)."""
        return _LABELS[self]


_LABELS = {
    Verdict.GOOD: N_("เปิดได้"),
    Verdict.UNASKED: N_("ตรวจเองไม่ได้จากเครื่องนี้"),
    Verdict.SHAPE: N_("ที่อยู่เขียนไม่ถูก"),
    Verdict.INSIDE: N_("ชี้ไปที่เครื่องในวงภายใน คนนอกเปิดไม่ได้"),
    Verdict.MISSING: N_("ไม่มีหน้านี้หรือไฟล์นี้แล้ว"),
    Verdict.CLOSED: N_("ต้องเข้าสู่ระบบก่อน คนทั่วไปเปิดไม่ได้"),
    Verdict.FAILING: N_("เปิดแล้วระบบตอบผิดพลาด"),
}


def in_text(text: str) -> list[str]:
    """The addresses that stand in a text, each once, in their order."""
    return list(dict.fromkeys(found.rstrip(_TRAILING) for found in _IN_TEXT.findall(text)))


def own_path(address: str, public_url: str) -> str | None:
    """The address as a path of this very site, None when it leads to another one."""
    if address.startswith("/") and not address.startswith("//"):
        return address
    ours, given = urlsplit(public_url), _split(address)
    if given is None or given.netloc.casefold() != ours.netloc.casefold() or given.scheme not in {"http", "https"}:
        return None
    return (given.path or "/") + (f"?{given.query}" if given.query else "")


def shape(address: str) -> Verdict:
    """What the address of another site looks like; whether anybody answers there is not asked."""
    parts = _split(address)
    if parts is None or parts.scheme not in {"http", "https"} or any(letter.isspace() for letter in address):
        return Verdict.SHAPE
    host = (parts.hostname or "").rstrip(".")
    try:
        return Verdict.UNASKED if ipaddress.ip_address(host).is_global else Verdict.INSIDE
    except ValueError:
        pass
    if host.endswith((".local", ".localhost", ".internal", ".lan")) or (host and "." not in host):
        return Verdict.INSIDE
    return Verdict.UNASKED if _HOST.fullmatch(host) else Verdict.SHAPE


def of_status(status: int) -> Verdict:
    """What an answer's status means for whoever pressed the link."""
    if status < 400:
        return Verdict.GOOD
    return Verdict.MISSING if status in {404, 410} else Verdict.FAILING


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return None
    return parts
