"""The cases of the last days, written by hand, so that a visitor's queue has something of everything."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from app.domain.channels import COMPLAINTS, WATER, Arrival
from app.domain.clocks import Unit
from app.domain.workflow import Outcome
from app.models import Ticket
from app.sample import driving, texts, words
from app.sample.desk import Desk, Life
from app.sample.lives import receive
from app.services import casework, tickets
from app.services.actors import RESIDENT, Actor


def cases(desk: Desk) -> Iterator[tuple[datetime, Life]]:
    """When each of them comes in, and its life."""
    today = desk.book.at(desk.now).local_day(desk.now)
    tomorrow = next(desk.book.at(desk.now).days_after(today, Unit.WORKING))
    yield desk.back(12, 10, 5), _late_pothole(desk)
    yield desk.back(9, 19, 12), _mended_road(desk)
    yield desk.back(6, 8, 50), _rubbish(desk)
    yield desk.back(4, 9, 20), _dark_lane(desk)
    yield desk.back(3, 10, 15), _water_tomorrow(desk, tomorrow)
    yield from _rounds(desk)
    yield desk.back(2, 9, 10), _empty_jars(desk)
    yield desk.back(2, 14, 30), _special_care(desk)
    yield desk.back(2, 17, 40), _leaning_pole(desk)
    yield desk.back(2, 19, 5), _blocked_drain(desk)
    yield desk.back(1, 8, 45), _water_at_once(desk)
    yield desk.back(1, 11, 20), _letter(desk, desk.back(4, 10))
    yield desk.back(1, 15, 30), _just_in(desk)
    yield desk.back(1, 16, 10), _water_asked(desk)


def _complaint(desk: Desk, key: str, number: int, arrival: Arrival, photo: str = "", **more: Any) -> Ticket:
    photos = desk.photo(photo) if photo else ()
    sent = words.complaint(desk, key, texts.MATTERS[key][number], arrival, attachments=photos, **more)
    return receive(desk, COMPLAINTS, sent)


def _taken_up(desk: Desk, ticket: Ticket) -> Iterator[datetime]:
    """Accepted, given to somebody and begun within the day."""
    yield desk.later(0.05, 0.1)
    desk.step(ticket, "accept", desk.who("nurida"))
    worker = desk.assign(ticket)
    yield desk.later(0.1, 0.3)
    desk.step(ticket, "start", worker)


def _worker(desk: Desk, ticket: Ticket) -> Actor:
    return desk.who(desk.worker(ticket))


def _late_pothole(desk: Desk) -> Life:
    ticket = _complaint(desk, "road", 0, Arrival.WALK_IN, "pothole")
    yield from _taken_up(desk, ticket)
    yield desk.later(3, 3.5)
    tickets.write(ticket, texts.PROGRESS, public=True, by=_worker(desk, ticket), now=desk.now)
    tickets.write(ticket, texts.MANNERS["road"].note, public=False, by=_worker(desk, ticket), now=desk.now)


def _mended_road(desk: Desk) -> Life:
    ticket = _complaint(desk, "road", 0, Arrival.ONLINE)
    yield from _taken_up(desk, ticket)
    yield desk.later(3, 4)
    given = {"outcome": Outcome.SOLVED, "message": texts.MATTERS["road"][0].answer}
    desk.step(ticket, "answer", _worker(desk, ticket), **given, attachments=desk.photo("patched"))
    yield desk.later(0.5, 0.9)
    tickets.rate(ticket, solved=True, text="ขอบคุณมาก รถวิ่งสบายแล้ว", by=RESIDENT, now=desk.now)


def _rubbish(desk: Desk) -> Life:
    ticket = _complaint(desk, "bin", 1, Arrival.ONLINE, "rubbish")
    yield from _taken_up(desk, ticket)
    yield desk.later(2, 3)
    given = {"outcome": Outcome.SOLVED, "message": texts.MATTERS["bin"][1].answer}
    desk.step(ticket, "answer", _worker(desk, ticket), **given, attachments=desk.photo("clean"))


def _dark_lane(desk: Desk) -> Life:
    ticket = _complaint(desk, "lamp", 0, Arrival.LINE, "dark_lane")
    yield from _taken_up(desk, ticket)
    yield desk.later(0.3, 0.6)
    desk.step(ticket, "ask", _worker(desk, ticket), message=texts.MANNERS["lamp"].question)


def _leaning_pole(desk: Desk) -> Life:
    ticket = _complaint(desk, "lamp", 2, Arrival.ONLINE, "leaning_pole")
    yield desk.later(0.02, 0.05)
    desk.step(ticket, "accept", desk.who("nurida"))
    worker, reason = desk.assign(ticket), "เสาอาจล้มใส่บ้าน กั้นพื้นที่แล้ว"
    casework.mark_emergency(ticket, emergency=True, reason=reason, by=worker, now=desk.now, version=ticket.version)
    yield desk.later(0.02, 0.05)
    desk.step(ticket, "start", worker)


def _blocked_drain(desk: Desk) -> Life:
    ticket = _complaint(desk, "drain", 0, Arrival.ONLINE, "drain")
    yield desk.later(0.05, 0.1)
    desk.step(ticket, "accept", desk.who("nurida"))


def _letter(desk: Desk, written: datetime) -> Life:
    reason = "จดหมายประทับตรารับวันก่อน คีย์เข้าระบบภายหลัง"
    _complaint(desk, "noise", 1, Arrival.LETTER, received_at=written, backdate_reason=reason, village=None)
    yield from ()


def _just_in(desk: Desk) -> Life:
    _complaint(desk, "tap", 0, Arrival.ONLINE)
    yield from ()


def _water(desk: Desk, arrival: Arrival, photo: str = "", **details: Any) -> Ticket:
    given = {"trips": 1, "litres": 6000, "capacity": 6000, **details}
    sent = words.water_request(desk, arrival, **given)
    return receive(desk, WATER, replace(sent, attachments=desk.photo(photo) if photo else ()))


def _checked(desk: Desk, ticket: Ticket) -> Iterator[datetime]:
    yield desk.later(0.1, 0.3)
    desk.step(ticket, "check", desk.who("mana"), opinion="ไปดูแล้ว ขาดแคลนจริง รถเข้าถึงได้ เห็นควรอนุมัติ")


def _empty_jars(desk: Desk) -> Life:
    ticket = _water(desk, Arrival.WALK_IN, "jars", reason="dry_tap", containers=["jar"], capacity=5000)
    yield from _checked(desk, ticket)


def _special_care(desk: Desk) -> Life:
    ticket = _water(desk, Arrival.PHONE, reason="dry_tap", special_care=True)
    yield from _checked(desk, ticket)


def _water_tomorrow(desk: Desk, day: date) -> Life:
    ticket = _water(desk, Arrival.VILLAGE_HEAD, trips=2, litres=12000, capacity=12000, reason="dirty")
    desk.apart.add(ticket.id)
    yield from _checked(desk, ticket)
    yield desk.later(0.3, 0.5)
    desk.step(ticket, "approve", desk.who("nayok"))
    yield desk.later(0.1, 0.2)
    driving.promised(desk, ticket, day)


def _rounds(desk: Desk) -> Iterator[tuple[datetime, Life]]:
    """A month of rounds; houses on the truck that is out now, and two that wait for the next."""
    yield desk.until - driving.SINCE, driving.dispatch(desk)
    on_board: list[Ticket] = []
    for minute, litres in ((10, 2000), (25, 1500), (50, 2000)):
        yield desk.back(2, 9, minute), _approved(desk, on_board, litres)
    yield desk.until - timedelta(hours=2), driving.on_the_road(desk, on_board)
    yield desk.back(2, 10, 20), _approved(desk, [], 3000)
    yield desk.back(2, 11, 5), _approved(desk, [], 1000, special_care=True)


def _approved(desk: Desk, group: list[Ticket], litres: int, **details: Any) -> Life:
    """A house whose water is approved; what becomes of it is written by hand."""
    given = {"trips": 0, "litres": litres, "capacity": litres, "reason": "dry_tap", **details}
    ticket = _water(desk, Arrival.PHONE, **given)
    desk.apart.add(ticket.id)
    group.append(ticket)
    yield from _checked(desk, ticket)
    yield desk.later(0.1, 0.2)
    desk.step(ticket, "approve", desk.who("nayok"))


def _water_at_once(desk: Desk) -> Life:
    ticket = _water(desk, Arrival.PHONE, reason="dry_tap", special_care=True)
    yield desk.later(0.1, 0.2)
    given = {"litres": 6000, "recipient": ticket.applicant, "reason": "น้ำหมดบ้าน มีผู้ต้องดูแล"}
    desk.step(ticket, "deliver_emergency", desk.who("mana"), **given)


def _water_asked(desk: Desk) -> Life:
    _water(desk, Arrival.ONLINE, reason="dry_tap")
    yield from ()
