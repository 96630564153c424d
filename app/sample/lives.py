"""How the sample cases live: each is a generator that acts at ``desk.now`` and yields the moment of its next act."""

from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from app.domain.channels import COMPLAINTS, WATER, Arrival, Channel
from app.domain.dates import BANGKOK
from app.domain.workflow import Outcome, Status
from app.models import Ticket
from app.sample import texts
from app.sample.desk import Desk, Life, office_moment
from app.services import office, tickets
from app.services.actors import RESIDENT, SYSTEM, Actor
from app.services.intake import Submission, open_ticket

_ARRIVALS = (
    [Arrival.ONLINE] * 7 + [Arrival.WALK_IN] * 6 + [Arrival.PHONE] * 5 + [Arrival.LETTER, Arrival.LINE] * 2
    + [Arrival.FACEBOOK, Arrival.VILLAGE_HEAD]
)  # fmt: skip
_CATEGORIES = (
    ["road"] * 6 + ["lamp"] * 6 + ["tap"] * 4 + ["bin"] * 4 + ["drain"] * 3 + ["noise"] * 3 + ["desk", "other"]
)


def complaint(desk: Desk) -> Life:
    """A general complaint from arrival to its end, or to where it stands today."""
    ticket = yield from _arrive(desk, COMPLAINTS, partial(_complaint_words, desk))
    yield from _handle(desk, ticket)
    yield from _settle(desk, ticket)


def water(desk: Desk) -> Life:
    """A water request: check, approve, day, delivery; a few are not approved, a few are emergencies."""
    ticket = yield from _arrive(desk, WATER, partial(_water_words, desk))
    yield from _bring(desk, ticket)
    yield from _settle(desk, ticket)


BEGIN: dict[str, Callable[[Desk], Life]] = {"complaints": complaint, "water": water}


def _settle(desk: Desk, ticket: Ticket) -> Life:
    """What nobody objected to in fifteen days is closed."""
    yield desk.now + timedelta(days=16)
    if ticket.status in {Status.ANSWERED, Status.DELIVERED}:
        desk.step(ticket, "close", SYSTEM)


def _handle(desk: Desk, ticket: Ticket) -> Life:
    rng = desk.rng
    yield desk.later(0.1, 1.2)
    worker = desk.who(desk.worker(ticket))
    desk.step(ticket, "accept", desk.who("nurida"))
    fate = rng.random()
    if fate < 0.03:
        reason = desk.refusals.setdefault("court", next(r for r in office.refusal_reasons() if r.code == "court"))
        desk.step(ticket, "not_accept", desk.who("nurida"), message=texts.REFUSED, refusal=reason.code,
                  refusal_text=reason.text)  # fmt: skip
        return
    if ticket.unit:
        officer = desk.cast.staff[desk.worker(ticket)]
        desk.step(ticket, "assign", desk.who("nurida"), unit=ticket.unit, officer=officer)
    yield desk.later(0.2, 2)
    desk.step(ticket, "start", worker)
    if fate < 0.10:
        desk.step(ticket, "refer", worker, agency="แขวงทางหลวงชนบทปัตตานี", message=texts.REFERRED)
        return
    yield from _talk(desk, ticket, worker)
    slow = 1.9 if ticket.unit and ticket.unit.short_name == "กองช่าง" else 1.0
    yield desk.later(0.5, 4.2 * slow)
    if rng.random() < 0.12:
        tickets.write(ticket, texts.PROGRESS, public=True, by=worker, now=desk.now)
        yield desk.later(1, 7)
    if rng.random() < 0.10:
        yield desk.later(8, 60)
    yield from _finish(desk, ticket, worker)


def _bring(desk: Desk, ticket: Ticket) -> Life:
    mana, head, rng = desk.who("mana"), desk.who("nayok"), desk.rng
    litres = ticket.details["litres"]
    yield desk.later(0.05, 0.7)
    if ticket.details.get("special_care") and rng.random() < 0.5:
        desk.step(
            ticket, "deliver_emergency", mana, litres=litres, recipient=ticket.applicant, reason="น้ำหมดบ้าน มีผู้ต้องดูแล"
        )
        yield desk.later(0.5, 2)
        desk.step(ticket, "ratify", head)
        return
    desk.step(ticket, "check", mana, opinion="ตรวจแล้วขาดแคลนจริง รถเข้าถึงได้ เห็นควรอนุมัติ")
    yield desk.later(0.1, 1)
    if rng.random() < 0.03:
        desk.step(ticket, "not_approve", head, message="บ้านหลังนี้ได้รับน้ำเมื่อสามวันก่อน ขอให้รอบ้านที่ยังไม่ได้รับก่อน")
        return
    desk.step(ticket, "approve", head)
    yield desk.later(0.1, 0.6)
    planned = desk.later(0.4, 1.6)
    desk.step(ticket, "schedule", mana, delivery_date=planned.date())
    yield planned if rng.random() < 0.86 else office_moment(planned, rng.uniform(1, 5))
    desk.step(ticket, "deliver", mana, litres=litres, recipient=ticket.applicant)
    if rng.random() < 0.4:
        yield desk.now + timedelta(days=rng.uniform(0.2, 6))
        tickets.rate(ticket, solved=True, text="", by=RESIDENT, now=desk.now)


def _arrive(desk: Desk, channel: Channel, make: Callable[[Arrival], Submission]) -> Generator[datetime, None, Ticket]:
    """Online at once; every other way is keyed in at the counter in office hours, some letters days later."""
    arrival = desk.rng.choice(_ARRIVALS)
    written, by = desk.now, RESIDENT
    sent = make(arrival)
    if arrival is not Arrival.ONLINE:
        by = desk.who("nurida")
        late = arrival is Arrival.LETTER and desk.rng.random() < 0.4
        yield desk.later(1, 3) if late else desk.later(0, 0.02)
        if late:
            sent = replace(sent, received_at=written, backdate_reason="จดหมายประทับตรารับวันก่อน คีย์เข้าระบบภายหลัง")
    desk.number += 1
    return open_ticket(channel, sent, key=f"sample-{desk.number:05d}", by=by, now=desk.now)


def _talk(desk: Desk, ticket: Ticket, worker: Actor) -> Life:
    """One in six cases needs a question; some residents answer, for some the wait runs out."""
    if desk.rng.random() > 0.16:
        return
    yield desk.later(0.2, 2)
    n = desk.rng.randrange(len(texts.QUESTIONS))
    desk.step(ticket, "ask", worker, message=texts.QUESTIONS[n])
    if desk.rng.random() < 0.8:
        yield desk.now + timedelta(hours=desk.rng.uniform(2, 130))
        desk.step(ticket, "reply", RESIDENT, message=texts.REPLIES[n])
    else:
        yield desk.now + timedelta(days=16)
        desk.step(ticket, "resume", SYSTEM, reason="ครบกำหนดที่แจ้งไว้แล้วยังไม่ได้รับคำตอบ เราทำต่อเท่าที่มีข้อมูล")


def _finish(desk: Desk, ticket: Ticket, worker: Actor) -> Life:
    """Answer with an outcome; some residents say whether it was solved, a few have it opened again."""
    rng = desk.rng
    if rng.random() < 0.2:
        tickets.write(ticket, rng.choice(texts.NOTES), public=False, by=worker, now=desk.now)
    late = ticket.overdue_from is not None and ticket.overdue_from <= desk.now.astimezone(BANGKOK).date()
    if late and rng.random() < 0.5:
        desk.step(ticket, "extend", worker, message=texts.LATE, new_date=(desk.now + timedelta(days=9)).date())
        yield desk.later(1, 7)
    _answer(desk, ticket, worker)
    if rng.random() > 0.45:
        return
    yield desk.now + timedelta(days=rng.uniform(0.3, 9))
    solved = ticket.outcome is Outcome.CANNOT_BE_DONE or rng.random() < 0.88
    tickets.rate(
        ticket, solved=solved, text="" if solved else rng.choice(texts.STILL_BROKEN), by=RESIDENT, now=desk.now
    )
    if not solved:
        yield desk.later(0.5, 5)
        _answer(desk, ticket, worker)


def _answer(desk: Desk, ticket: Ticket, worker: Actor) -> None:
    key = ticket.category.key if ticket.category else "other"
    outcome, message = Outcome.SOLVED, desk.rng.choice(texts.ANSWERS[key])
    dice = desk.rng.random()
    if dice < 0.08:
        outcome, message = Outcome.PARTLY_SOLVED, texts.PARTLY
    elif dice < 0.14:
        outcome, message = Outcome.CANNOT_BE_DONE, texts.CANNOT
    desk.step(ticket, "answer", worker, outcome=outcome, message=message)


def _complaint_words(desk: Desk, arrival: Arrival) -> Submission:
    rng = desk.rng
    category = desk.cast.categories[rng.choice(_CATEGORIES)]
    named = arrival is not Arrival.ONLINE or rng.random() < 0.7
    house = f"{rng.randrange(1, 180)}/{rng.randrange(1, 9)}"
    return Submission(
        story=rng.choice(texts.STORIES[category.key]),
        category=category,
        village=rng.choice([*desk.cast.villages, None] if rng.random() < 0.2 else desk.cast.villages),
        place=rng.choice(texts.PLACES).format(house=house),
        applicant=desk.person() if named else "",
        phone=desk.phone() if named else "",
        contact_by="phone" if named else "page",
        arrival=arrival,
    )


def _water_words(desk: Desk, arrival: Arrival) -> Submission:
    rng = desk.rng
    kind = rng.choices(["water-household", "water-worship", "water-school", "water-community"], [8, 1, 1, 1])[0]
    trips = rng.choice([1, 1, 1, 2]) if kind == "water-household" else rng.choice([1, 2, 3])
    reason = rng.choice(list(texts.WATER_REASONS))
    house = f"{rng.randrange(1, 180)}/{rng.randrange(1, 9)}"
    details = {
        "litres": trips * 6000, "trips": trips, "persons": rng.randrange(2, 9), "containers": ["tank"],
        "capacity": trips * 6000, "reason": reason, "house_no": house, "special_care": rng.random() < 0.08,
        "road": "yes",
    }  # fmt: skip
    return Submission(
        story=texts.WATER_REASONS[reason],
        subject=f"ขอน้ำ {trips * 6000:,}\u00a0ลิตร",
        category=desk.cast.categories[kind],
        village=rng.choice(desk.cast.villages),
        place=f"บ้านเลขที่ {house}",
        applicant=desk.person(),
        phone=desk.phone(),
        contact_by="phone",
        details=details,
        arrival=arrival,
    )
