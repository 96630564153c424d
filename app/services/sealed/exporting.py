"""Handing a report to another agency: one encrypted copy, made in memory, and a line in the story that says so."""

import hashlib
import importlib
from dataclasses import dataclass
from datetime import datetime

from app.domain.sealed_export import EXPORTED, MOST_BYTES, Wish, copy_number
from app.domain.sealed_report import Who
from app.models import Office
from app.services.sealed import dossier, story
from app.services.sealed.dossier import Cover
from app.services.sealed.sessions import Door
from app.services.sealed.story import Line, Opened
from app.services.transaction import transaction


class TooLarge(Exception):
    """The chosen files are more than one copy carries; two copies can."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An encrypted PDF and its number."""

    number: int
    pdf: bytes


def export(door: Door, report: Opened, wish: Wish, code: str, office: Office, *, now: datetime) -> Copy:
    """Make a copy that this code opens, and write down who gets it; the code itself is written nowhere.

    ``TooLarge``, ``PrinterMissing``, ``Lost``: no copy and no line then.
    """
    if sum(file.size for file in report.files.values() if file.id in wish.files) > MOST_BYTES:
        raise TooLarge
    printer = importlib.import_module("app.renderers.dossier")  # a second to load; most never print
    enclosures = dossier.enclosures(report, wish)
    maker, fresh = door.officer.staff.name, report
    while True:
        number = copy_number(fresh.story, wish.once)
        cover = Cover(office, maker, number, now)
        paper = dossier.document(fresh, wish, cover, enclosures)
        pdf = printer.render(paper, enclosures, foot=dossier.foot(wish, cover), password=code)
        with transaction():
            case, key = story.held(report)
            fresh = story.opened(case, key, report.pair)
            if copy_number(fresh.story, wish.once) == number:
                story.append(case.id, key, _line(door, wish, number, pdf), now=now)
                return Copy(number, pdf)


def _line(door: Door, wish: Wish, number: int, pdf: bytes) -> Line:
    data = {
        "agency": wish.agency, "recipient": wish.recipient, "copy": str(number), "once": wish.once,
        "sha256": hashlib.sha256(pdf).hexdigest(),
    }  # fmt: skip
    return Line(EXPORTED, Who.OFFICER, door.officer.id, door.officer.staff.name, data=data)
