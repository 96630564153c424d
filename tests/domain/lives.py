"""Random lives of cases for the properties: any order of steps that the phases allow, at any minute."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import strategies as st

from app.domain.clocks import Unit
from app.domain.dates import BANGKOK
from app.domain.history import Event
from app.domain.workflow import Phase
from tests.domain.stories import ACTS

START = datetime(2026, 9, 1, tzinfo=BANGKOK)
ALLOWED = {
    Phase.OURS: ("accept", "start", "ask", "assign", "extend", "write", "note", "answer", "answer", "merge"),
    Phase.THEIRS: ("reply", "reply", "resume", "assign", "note", "withdraw"),
    Phase.DONE: ("reopen", "close", "solved", "note", "reclassify"),
}


@dataclass(frozen=True)
class Life:
    """A story, its promise and the moment at which we look."""

    events: tuple[Event, ...]
    days: int
    unit: Unit
    now: datetime


@st.composite
def lives(draw) -> Life:
    """Draw a life of up to a dozen events."""
    moment = START + timedelta(minutes=draw(st.integers(0, 60 * 24 * 90)))
    told = [Event(at=moment, recorded_at=moment, data={"unit": 1, "category": 1}, **ACTS["receive"])]
    phase = Phase.OURS
    for _ in range(draw(st.integers(0, 11))):
        act = draw(st.sampled_from(ALLOWED[phase]))
        moment += timedelta(minutes=draw(st.integers(1, 60 * 24 * 8)))
        values = dict(ACTS[act])
        if act == "assign":
            values["data"] = {"unit": draw(st.integers(1, 3))}
        if act == "reclassify":
            values["data"] = {"to": draw(st.integers(1, 3))}
        told.append(Event(at=moment, recorded_at=moment, **values))
        status = values.get("status")
        phase = status.phase if status else phase
    now = moment + timedelta(minutes=draw(st.integers(0, 60 * 24 * 30)))
    return Life(tuple(told), draw(st.integers(0, 15)), draw(st.sampled_from(Unit)), now)
