"""A stop as its driver reads it: who, where, how to get there, how much into what, and what became of it."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.domain import water
from app.domain.houses import landmark
from app.domain.water_marks import Result
from app.domain.workflow import Phase
from app.driving.forms import MarkForm
from app.models import WaterStop
from app.web.filters import glue, number, time_of_day
from app.web.standings import Seen as Standing
from app.web.villages import village_name

_KINDS = {Result.FULL: "done", Result.PART: "done"}


@dataclass(frozen=True, slots=True)
class Seen:
    """One stop on the page. ``form`` is None once somebody has said what became of it."""

    stop: WaterStop
    where: str
    landmark: str
    road: str
    container: str
    map_url: str
    standing: Standing
    told: str
    form: MarkForm | None

    @property
    def open(self) -> bool:
        """Whether it still lies ahead."""
        return self.stop.result is None


def seen(stop: WaterStop, form: MarkForm | None) -> Seen:
    """Read it; a form that came back is shown as it came."""
    point = stop.point
    house = _("บ้านเลขที่ %(number)s", number=point.house_no) if point.house_no[:1].isdigit() else point.house_no
    where = " ".join(part for part in (house, village_name(point.village) if point.village else "") if part)
    blank = MarkForm.blank(stop) if stop.mark_key is None else None
    way = _road(stop), _container(stop), _map(stop)
    beside = glue(landmark(point.place, point.house_no))
    return Seen(stop, glue(where), beside, *way, _standing(stop), told(stop), form or blank)


def told(stop: WaterStop) -> str:
    """What was written down, in one line: ส่งครบ 2,000 ลิตร ผู้รับ ยะโก๊ะ 10.24 น."""
    parts = [_(stop.result.label) if stop.result else _("ยังไม่ถึง")]
    if stop.given:
        parts.append(_("%(n)s ลิตร", n=number(stop.given)))
    if stop.recipient:
        parts.append(_("ผู้รับ %(name)s", name=stop.recipient))
    if stop.marked_at:
        parts.append(time_of_day(stop.marked_at))
    return glue(" ".join(parts))


def _standing(stop: WaterStop) -> Standing:
    ticket = stop.point.ticket
    if stop.result is None and ticket.phase is Phase.DONE:  # withdrawn, referred, merged: nobody waits there
        return Standing("stop", _((ticket.outcome or ticket.status).label))
    kind = "open" if stop.result is None else _KINDS.get(stop.result, "stop")
    words = _(stop.result.label) if stop.result else _("ยังไม่ถึง")
    given = _("%(n)s ลิตร", n=number(stop.given)) if stop.given else ""
    return Standing(kind, f"{words} {given}".rstrip())


def _road(stop: WaterStop) -> str:
    said = stop.point.ticket.details
    access = water.ROADS.get(said.get("road") or "")
    way = [str(_(access))] if access else []
    if said.get("hose"):
        way.append(_("จากรถถึงภาชนะราว %(n)s เมตร", n=said["hose"]))
    return glue(" ".join([*way, stop.point.note]).strip())


def _container(stop: WaterStop) -> str:
    said = stop.point.ticket.details.get("containers") or ()
    kinds = [str(_(water.CONTAINERS[key])) for key in said if key in water.CONTAINERS]
    room = [_("รับได้ราว %(n)s ลิตร", n=number(stop.point.capacity))] if stop.point.capacity else []
    return glue(" ".join([*kinds, *room]))


def _map(stop: WaterStop) -> str:
    """A place on the map is that of the request; where it names many houses, it is none of theirs."""
    ticket = stop.point.ticket
    if len(ticket.points) > 1:
        return ""
    if ticket.map_link.startswith("https://") or ticket.latitude is None:
        return ticket.map_link
    at = f"{ticket.latitude}/{ticket.longitude}"
    return f"https://www.openstreetmap.org/?mlat={ticket.latitude}&mlon={ticket.longitude}#map=17/{at}"
