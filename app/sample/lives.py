"""How the sample cases live: each is a generator that acts at ``desk.now`` and yields the moment of its next act."""

from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import datetime, timedelta

from app.domain.channels import COMPLAINTS, WATER, Arrival, Channel
from app.domain.dates import BANGKOK
from app.domain.workflow import Outcome, Status
from app.models import Ticket
from app.sample import driving, texts, words
from app.sample.desk import Desk, Life
from app.sample.texts import Manner, Matter
from app.services import casework, tickets
from app.services.actors import RESIDENT, SYSTEM, Actor
from app.services.intake import Submission, open_ticket

_ARRIVALS = (
    [Arrival.ONLINE] * 7 + [Arrival.WALK_IN] * 6 + [Arrival.PHONE] * 5 + [Arrival.LETTER, Arrival.LINE] * 2
    + [Arrival.FACEBOOK, Arrival.VILLAGE_HEAD]
)  # fmt: skip


def complaint(desk: Desk) -> Life:
    """A general complaint from arrival to its end, or to where it stands today."""
    key, matter = words.matter(desk)
    ticket = yield from _arrive(desk, COMPLAINTS, lambda arrival: words.complaint(desk, key, matter, arrival))
    yield from _handle(desk, ticket, matter, texts.MANNERS[key])
    yield from settle(desk, ticket)


def water(desk: Desk) -> Life:
    """A water request: check, approve, day, delivery; a few are not approved, a few are emergencies."""
    ticket = yield from _arrive(desk, WATER, lambda arrival: words.water_request(desk, arrival))
    yield from _bring(desk, ticket)
    yield from settle(desk, ticket)


BEGIN: dict[str, Callable[[Desk], Life]] = {"complaints": complaint, "water": water}


def receive(desk: Desk, channel: Channel, sent: Submission) -> Ticket:
    """Take a submission in now: what is not online is keyed in at the counter."""
    desk.number += 1
    by = RESIDENT if sent.arrival is Arrival.ONLINE else desk.who("nurida")
    return open_ticket(channel, sent, key=f"sample-{desk.number:05d}", by=by, now=desk.now)


def settle(desk: Desk, ticket: Ticket) -> Life:
    """What nobody objected to in fifteen days is closed."""
    yield desk.now + timedelta(days=16)
    if ticket.status in {Status.ANSWERED, Status.DELIVERED}:
        desk.step(ticket, "close", SYSTEM)


def _arrive(desk: Desk, channel: Channel, make: Callable[[Arrival], Submission]) -> Generator[datetime, None, Ticket]:
    """Online at once; every other way is keyed in at the counter in office hours, some letters days later."""
    sent, written = make(desk.rng.choice(_ARRIVALS)), desk.now
    if sent.arrival is not Arrival.ONLINE:
        late = sent.arrival is Arrival.LETTER and desk.rng.random() < 0.4
        yield desk.later(1, 3) if late else desk.later(0, 0.02)
        if late:
            sent = replace(sent, received_at=written, backdate_reason="จดหมายประทับตรารับวันก่อน คีย์เข้าระบบภายหลัง")
    return receive(desk, channel, sent)


def _handle(desk: Desk, ticket: Ticket, matter: Matter, manner: Manner) -> Life:
    fate = desk.rng.random()
    yield desk.later(0.1, 1.2)
    desk.step(ticket, "accept", desk.who("nurida"))
    if fate < 0.03:
        desk.refuse(ticket)
        return
    worker = desk.assign(ticket)
    urgent = any(words in matter.story for words in texts.URGENT)
    if urgent:
        reason = "อาจมีคนเจ็บ ไปดูก่อน"
        casework.mark_emergency(ticket, emergency=True, reason=reason, by=worker, now=desk.now, version=ticket.version)
    yield desk.later(0.1, 0.2) if urgent else desk.later(0.2, 2)
    desk.step(ticket, "start", worker)
    if fate < 0.12 and manner.agency:
        desk.step(ticket, "refer", worker, agency=manner.agency, message=texts.REFERRED.format(agency=manner.agency))
        return
    if urgent:
        yield desk.later(0.2, 1.5)
    else:
        yield from _work(desk, ticket, worker, manner)
    yield from _finish(desk, ticket, worker, matter, manner)


def _work(desk: Desk, ticket: Ticket, worker: Actor, manner: Manner) -> Life:
    """Days go by: a question, a word in between, now and then nothing for weeks."""
    yield from _talk(desk, ticket, worker, manner)
    rng = desk.rng
    slow = 1.6 if ticket.unit and ticket.unit.short_name == "กองช่าง" else 1.0
    yield desk.later(0.5, 4.2 * slow)
    if rng.random() < 0.12:
        tickets.write(ticket, texts.PROGRESS, public=True, by=worker, now=desk.now)
        yield desk.later(1, 7)
    if rng.random() < 0.08:
        yield desk.later(8, 50)


def _talk(desk: Desk, ticket: Ticket, worker: Actor, manner: Manner) -> Life:
    """One in six cases needs a question; some residents answer, for some the wait runs out."""
    if desk.rng.random() > 0.16:
        return
    yield desk.later(0.2, 2)
    desk.step(ticket, "ask", worker, message=manner.question)
    if desk.rng.random() < 0.8:
        yield desk.now + timedelta(hours=desk.rng.uniform(2, 130))
        desk.step(ticket, "reply", RESIDENT, message=manner.reply)
    else:
        yield desk.now + timedelta(days=16)
        desk.step(ticket, "resume", SYSTEM, reason=texts.TIMED_OUT)


def _finish(desk: Desk, ticket: Ticket, worker: Actor, matter: Matter, manner: Manner) -> Life:
    """Answer with an outcome; some residents say whether it was solved, a few have it opened again."""
    rng = desk.rng
    if rng.random() < 0.2:
        tickets.write(ticket, manner.note, public=False, by=worker, now=desk.now)
    late = ticket.overdue_from is not None and ticket.overdue_from <= desk.now.astimezone(BANGKOK).date()
    if late and rng.random() < 0.5:
        new_date = desk.later(6, 7).date()
        desk.step(ticket, "extend", worker, message=texts.LATE.format(why=manner.late), new_date=new_date)
        yield desk.later(1, 6)
    _answer(desk, ticket, worker, matter)
    if rng.random() > 0.45:
        return
    yield desk.now + timedelta(days=rng.uniform(0.3, 9))
    solved = ticket.outcome is Outcome.CANNOT_BE_DONE or rng.random() < 0.88
    tickets.rate(ticket, solved=solved, text="" if solved else manner.again, by=RESIDENT, now=desk.now)
    if not solved:
        yield desk.later(0.5, 5)
        _answer(desk, ticket, worker, matter)


def _answer(desk: Desk, ticket: Ticket, worker: Actor, matter: Matter) -> None:
    outcome, message, dice = Outcome.SOLVED, matter.answer, desk.rng.random()
    if dice < 0.08:
        outcome, message = Outcome.PARTLY_SOLVED, texts.PARTLY
    elif dice < 0.14:
        outcome, message = Outcome.CANNOT_BE_DONE, texts.CANNOT
    desk.step(ticket, "answer", worker, outcome=outcome, message=message)


def _bring(desk: Desk, ticket: Ticket) -> Life:
    mana, head, rng = desk.who("mana"), desk.who("nayok"), desk.rng
    litres = ticket.details["litres"]
    yield desk.later(0.05, 0.7)
    if ticket.details.get("special_care") and rng.random() < 0.5:
        given = {"litres": litres, "recipient": ticket.applicant, "reason": "น้ำหมดบ้าน มีผู้ต้องดูแล"}
        desk.step(ticket, "deliver_emergency", mana, **given)
        yield desk.later(0.5, 2)
        desk.step(ticket, "ratify", head)
        return
    desk.step(ticket, "check", mana, opinion="ตรวจแล้วขาดแคลนจริง รถเข้าถึงได้ เห็นควรอนุมัติ")
    yield desk.later(0.1, 1)
    if rng.random() < 0.03:
        desk.step(ticket, "not_approve", head, message="บ้านหลังนี้ได้รับน้ำเมื่อสามวันก่อน ขอให้รอบ้านที่ยังไม่ได้รับก่อน")
        return
    desk.step(ticket, "approve", head)
    if driving.by_round(desk):
        yield from driving.brought(desk, ticket)
    else:
        yield from _as_before_rounds(desk, ticket, mana)
    if ticket.status is Status.DELIVERED and rng.random() < 0.4:
        yield desk.now + timedelta(days=rng.uniform(0.2, 6))
        tickets.rate(ticket, solved=True, text="", by=RESIDENT, now=desk.now)


def _as_before_rounds(desk: Desk, ticket: Ticket, mana: Actor) -> Life:
    """In the years before the office planned rounds here: a day, and what was brought."""
    yield desk.later(0.1, 0.6)
    planned = desk.later(0.4, 1.6)
    desk.step(ticket, "schedule", mana, delivery_date=planned.date())
    yield planned if desk.rng.random() < 0.86 else desk.later(1, 5, since=planned)
    desk.step(ticket, "deliver", mana, litres=ticket.details["litres"], recipient=ticket.applicant)
