"""What a case says beside its story, as rows of label and value: answers to a service's form, all about water."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.domain import water
from app.domain.places import Position
from app.models import Ticket
from app.web import questions, village_map
from app.web.filters import day, number


@dataclass(frozen=True, slots=True)
class Row:
    """What ``summary_list`` draws."""

    label: str
    value: str


def spot(ticket: Ticket) -> village_map.Sheet | None:
    """The point of a case among the villages; None without a point, without a map, or where it lies beside it."""
    if ticket.latitude is None or ticket.longitude is None:
        return None
    chosen = ticket.village.number if ticket.village else 0
    where = Position(ticket.latitude, ticket.longitude)
    sheet = village_map.sheet(village_map.borders(), chosen=chosen, spot=where)
    return sheet if sheet and sheet.spot else None


def rows(ticket: Ticket) -> list[Row]:
    """Rows that have a value."""
    said = ticket.details
    found = [
        *(Row(row.label, row.value) for row in questions.rows(ticket)),
        Row(_("ที่อยู่ติดต่อ"), str(said.get("contact_address") or "")),
        Row(_("ขอน้ำ"), _wanted(said)),
        Row(_("เหตุผล"), _named(water.REASONS, said.get("reason"))),
        Row(_("คนใช้น้ำ"), _persons(said)),
        Row(_("ภาชนะ"), _containers(said)),
        Row(_("รถน้ำเข้า"), _road(said)),
        Row(
            _("สะดวกรับ"), " ".join(filter(None, [_date(said.get("wish_date")), _named(water.TIMES, said.get("time"))]))
        ),
        Row(_("ดูแลเป็นพิเศษ"), _("มีผู้ต้องดูแลเป็นพิเศษ") if said.get("special_care") else ""),
        Row(_("ยื่นในฐานะ"), _named(water.ROLES, said.get("role"))),
        Row(_("แจ้งแทน"), " · ".join(filter(None, [str(said.get("on_behalf") or ""), str(said.get("relation") or "")]))),
        Row(_("นัดส่ง"), _date(said.get("delivery_date"))),
        Row(_("ส่งจริง"), _count(ticket.litres_given or None, _("ลิตร"))),
        Row(_("ผู้รับน้ำ"), str(said.get("recipient") or "")),
        Row(_("ใบกระดาษที่"), str(said.get("paper_number") or "")),
    ]
    return [row for row in found if row.value]


def _wanted(said: Mapping[str, Any]) -> str:
    trips = said.get("trips")
    load = ngettext("%(num)s เที่ยว", "%(num)s เที่ยว", trips) if trips else ""
    return " ".join(filter(None, [_count(said.get("litres"), _("ลิตร")), load and f"({load})"]))


def _persons(said: Mapping[str, Any]) -> str:
    persons = said.get("persons")
    return ngettext("%(n)s คน", "%(n)s คน", persons, n=number(persons)) if persons else ""


def _containers(said: Mapping[str, Any]) -> str:
    kinds = " ".join(_named(water.CONTAINERS, key) for key in said.get("containers") or ())
    room = _count(said.get("capacity"), _("ลิตร"))
    return " ".join(filter(None, [kinds, room and _("รวม %(room)s", room=room)]))


def _road(said: Mapping[str, Any]) -> str:
    width, hose = _named(water.WIDTHS, said.get("width")), _count(said.get("hose"), _("เมตร"))
    lane = _("ทางกว้าง %(width)s", width=width) if width else ""
    drag = _("ลากสาย %(hose)s", hose=hose) if hose else ""
    return " · ".join(filter(None, [_named(water.ROADS, said.get("road")), lane, drag]))


def _named(words: Mapping[str, str], key: object) -> str:
    label = words.get(str(key or ""))
    return str(_(label)) if label else ""


def _count(value: object, unit: str) -> str:
    return f"{number(value)} {unit}" if isinstance(value, int) and value else ""


def _date(value: object) -> str:
    try:
        return day(date.fromisoformat(str(value)), "brief")
    except ValueError:  # none was given
        return ""
