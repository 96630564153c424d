"""How far a report has come, as its reporter reads it: five calm steps with days, never who does what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.clocks import Promise
from app.domain.sealed import Stage
from app.domain.sealed_report import Happening, Kind, stage_of
from app.domain.words import N_
from app.services.sealed import clock
from app.web import office

_STATIONS: tuple[tuple[str, tuple[Stage, ...]], ...] = (
    (N_("รับเรื่อง"), (Stage.RECEIVED,)),
    (N_("ตรวจว่ามีข้อมูลพอจะสอบหรือไม่"), (Stage.CHECKING, Stage.PROPOSED)),
    (N_("สอบข้อเท็จจริง"), (Stage.FACT_FINDING,)),
    (N_("สรุปผล"), (Stage.REPORTED,)),
    (N_("แจ้งผลให้คุณ"), (Stage.CONCLUDED, Stage.TOLD)),
    (N_("ยุติเรื่อง"), (Stage.CLOSED,)),
)
_ALWAYS = len(_STATIONS) - 1  # the last step is shown once it was taken


@dataclass(frozen=True, slots=True)
class Station:
    """One step: ``state`` done, now or ahead; when it was reached; how long it may take while it is ahead."""

    label: str
    state: str
    reached: datetime | None
    takes: Promise | None


def stations(story: Sequence[Happening]) -> list[Station]:
    """All steps in order; those that were passed over (a report sent on at once) are left out."""
    stage, reached = stage_of(story), {h.stage: h.at for h in story if h.stage}
    here = next(n for n, (_, stages) in enumerate(_STATIONS) if stage in stages)
    times = clock.promises(office.calendar().local_day(story[0].at))
    found = []
    for number, (label, stages) in enumerate(_STATIONS):
        last = max if Stage.TOLD in stages else min  # told counts from the telling, every other step from its beginning
        moment = last((reached[s] for s in stages if s in reached), default=None)
        if number < here and moment:
            found.append(Station(label, "done", moment, None))
        elif number == here:
            found.append(Station(label, "done" if stage in {Stage.TOLD, Stage.CLOSED} else "now", moment, None))
        elif here < number < _ALWAYS:
            found.append(Station(label, "ahead", None, _takes(stages, times)))
    return found


def last_opened(story: Sequence[Happening]) -> date | None:
    """The day on which somebody who may read last opened the report."""
    moments = [h.at for h in story if h.kind == Kind.OPENED]
    return office.calendar().local_day(max(moments)) if moments else None


def _takes(stages: Sequence[Stage], times: Mapping[str, Promise]) -> Promise | None:
    """What the manual gives the office for a step; two that follow each other are added up, if days are like days."""
    known = [times[stage] for stage in stages if stage in times]
    if len({promise.unit for promise in known}) != 1:
        return None
    return Promise(sum(promise.days for promise in known), known[0].unit)
