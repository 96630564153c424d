"""A water request towards its resident: litres, day and turn of each house, four digits, what comes after a failure.

The turn is told as it is planned now, without a promise; of the other houses on a round only their number is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from app.domain.water_books import Account, total
from app.domain.water_marks import Result, RoundState, delivery_word
from app.domain.words import N_
from app.domain.workflow import Phase, Status
from app.models import Ticket, WaterPoint, WaterStop
from app.services.steps import accounts_of
from app.services.water import reading
from app.web.filters import glue, number, weekday_date
from app.web.villages import village_name

_APPROVED = (Status.APPROVED, Status.SCHEDULED, Status.ON_THE_WAY)
_RUNNING = (RoundState.PLANNED, RoundState.OUT)
_FAILED = {
    Result.NOBODY: (N_("เราไปถึงแล้วแต่ไม่พบคนรับน้ำ"), N_("ครั้งหน้าฝากคนรับแทนได้ บอกเลข 4 หลักไว้กับเขา")),
    Result.NO_ACCESS: (N_("รถเข้าไปไม่ถึงจุดส่งน้ำ"), N_("ถ้ามีทางอื่นหรือที่จอดใกล้ ๆ โทรบอกเราได้")),
    Result.NO_CONTAINER: (N_("ภาชนะยังไม่ว่างพอรับน้ำ"), N_("เตรียมภาชนะให้ว่างไว้ก่อนวันนัดครั้งหน้า")),
    Result.NOT_REACHED: (N_("รถไปไม่ถึงจุดนี้ ขออภัยที่ต้องรอ"), ""),
}
_KEPT = N_("คุณยังอยู่ในคิวที่เดิม เราจะนัดวันใหม่และบอกในหน้านี้")


@dataclass(frozen=True, slots=True)
class Turn:
    """A journey that is to bring water here: which round of which day, which stop of how many."""

    day: date
    round: int
    stop: int
    stops: int
    out: bool

    @property
    def words(self) -> str:
        """เที่ยวที่ 2 ของวัน ลำดับที่ 3 จาก 8 จุด."""
        where = {"round": self.round, "stop": self.stop, "stops": self.stops}
        return glue(_("เที่ยวที่ %(round)s ของวัน ลำดับที่ %(stop)s จาก %(stops)s จุด", **where))


@dataclass(frozen=True, slots=True)
class House:
    """One delivery point. ``word``: its four digits while water is to come; ``setback``: what went wrong, calmly."""

    name: str
    where: str
    account: Account
    word: str
    turns: tuple[Turn, ...]
    setback: str


@dataclass(frozen=True, slots=True)
class Water:
    """What the status page shows. ``day``: an appointment by hand, without a round; ``wish``: the day asked for."""

    houses: tuple[House, ...]
    sums: dict[str, int]
    day: date | None
    wish: date | None

    @property
    def several(self) -> bool:
        """Whether somebody asked for many houses."""
        return len(self.houses) > 1

    @property
    def out(self) -> bool:
        """Whether a truck is on the road with this water."""
        return any(turn.out for house in self.houses for turn in house.turns)


def of(ticket: Ticket) -> Water | None:
    """Read it from the story and the rounds; None for what is no water."""
    if not ticket.channel.delivers:
        return None
    accounts, stops = accounts_of(ticket), reading.of_case(ticket)
    houses = tuple(
        _house(ticket, point, accounts[point.number], [stop for stop in stops if stop.point_id == point.id])
        for point in ticket.points
    )
    planned = any(house.turns for house in houses)
    by_hand = None if planned else _by_hand(ticket)
    appointed = planned or by_hand or ticket.phase is Phase.DONE
    return Water(houses, total(accounts.values()), by_hand, None if appointed else _wish(ticket))


def _house(ticket: Ticket, point: WaterPoint, account: Account, stops: Sequence[WaterStop]) -> House:
    due = ticket.phase is not Phase.DONE and account.outstanding > 0
    ahead = [stop for stop in stops if due and stop.result is None and stop.round.state in _RUNNING]
    turns = tuple(map(_turn, ahead))
    word = delivery_word(ticket.token, point.number) if due and ticket.status in _APPROVED else ""
    where = " ".join(part for part in (point.house_no, village_name(point.village) if point.village else "") if part)
    return House(point.name, glue(where), account, word, turns, _setback(stops, turns) if due else "")


def _turn(stop: WaterStop) -> Turn:
    held = stop.round
    return Turn(held.day, held.number, stop.position, len(held.stops), held.state is RoundState.OUT)


def _setback(stops: Sequence[WaterStop], turns: Sequence[Turn]) -> str:
    """What the last journey left undone, and what happens next."""
    ended = [stop for stop in stops if stop.result]
    if not ended:
        return ""
    last = max(ended, key=_when)
    day, then = weekday_date(last.round.day, year=False), "" if turns else _(_KEPT)
    if last.result and last.result.brings:
        said = _("%(day)s เราส่งได้ %(n)s ลิตร ส่วนที่เหลือจะไปส่งอีก", day=day, n=number(last.given or 0))
        return glue(f"{said} {then}".strip())
    if last.result not in _FAILED:
        return ""
    happened, advice = _FAILED[last.result]
    parts = [_("%(day)s %(what)s", day=day, what=_(happened)), then, _(advice) if advice else ""]
    return glue(" ".join(filter(None, parts)))


def _when(stop: WaterStop) -> datetime:
    moment = stop.marked_at or stop.recorded_at
    if moment is None:
        raise ValueError(stop.id)  # what has a result was recorded
    return moment


def _wish(ticket: Ticket) -> date | None:
    day = ticket.details.get("wish_date")
    return date.fromisoformat(day) if day else None


def _by_hand(ticket: Ticket) -> date | None:
    day = ticket.details.get("delivery_date")
    return date.fromisoformat(day) if day and ticket.status is Status.SCHEDULED else None
