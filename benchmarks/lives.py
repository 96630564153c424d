"""Believable lives of cases, told by the product's own rules: every step is one that its workflow allows.

Nothing is written to a database here. A life is a case and its events, in the order in which they were recorded.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

from app.domain import eservices
from app.domain.channels import COMPLAINTS, ESERVICE, WATER, Arrival, Channel
from app.domain.dates import BANGKOK
from app.domain.workflow import Kind, Outcome, Phase
from app.sample import texts, words
from app.sample.desk import Desk
from app.services import steps, tickets
from app.services.actors import RESIDENT, SYSTEM, Actor
from app.services.intake import Submission
from app.services.steps import StepInput
from app.services.tickets import Entry

ARRIVALS = [Arrival.ONLINE] * 8 + [Arrival.WALK_IN] * 5 + [Arrival.PHONE] * 4 + [
    Arrival.LETTER, Arrival.LINE, Arrival.LINE, Arrival.FACEBOOK, Arrival.VILLAGE_HEAD, Arrival.TRAFFY,
]  # fmt: skip
_OUTCOMES = (
    (Outcome.SOLVED, "เราแก้ไขเสร็จแล้ว"), (Outcome.PARTLY_SOLVED, texts.PARTLY), (Outcome.CANNOT_BE_DONE, texts.CANNOT),
)  # fmt: skip
GRANTED = "ขึ้นทะเบียนแล้ว เริ่มรับเบี้ยในเดือนถัดไป"


class Unfinished(Exception):
    """The life goes on after now, or nobody has done anything since."""


class Life:
    """A case as it grows. ``stuck``: it is left where it is after so many acts, as forgotten ones are."""

    def __init__(self, desk: Desk, ticket: Any, stuck: int | None) -> None:
        self.desk, self.ticket, self.stuck, self.acts = desk, ticket, stuck, 0
        self.events: list[SimpleNamespace] = []

    def step(self, action: str, by: Actor, **given: Any) -> None:
        """Take a step now, as ``services.tickets`` takes it."""
        self._on()
        ticket, carried = self.ticket, StepInput(**given)
        step = ticket.channel.workflow.step(action, status=ticket.status, roles=by.roles)
        steps.required(step, carried)
        entry = tickets._entry(ticket, step, carried, by)  # noqa: SLF001
        self._write(entry, by)
        steps.effects(ticket, step, carried, by)

    def add(self, entry: Entry, by: Actor) -> None:
        """Something that is no step."""
        self._on()
        self._write(entry, by)

    def _on(self) -> None:
        if self.desk.now > self.desk.until or (self.stuck is not None and self.acts >= self.stuck):
            raise Unfinished
        self.acts += 1

    def _write(self, entry: Entry, by: Actor, at: datetime | None = None) -> None:
        self.ticket.status = entry.status or self.ticket.status
        self.events.append(SimpleNamespace(entry=entry, by=by, at=at or self.desk.now, recorded_at=self.desk.now))

    def begin(self, entry: Entry, by: Actor) -> None:
        """The first event, at the true time of receipt."""
        self._write(entry, by, self.ticket.received_at)

    def wait(self, low: float, high: float) -> None:
        """Working days go by."""
        self.desk.now = self.desk.later(low, high)

    def days(self, number: float) -> None:
        """Days of the calendar go by."""
        self.desk.now += timedelta(days=number)


def submission(desk: Desk, channel: Channel, service: Any, until_now: int) -> Submission:
    """What came in; ``until_now`` cases came before it."""
    arrival = desk.rng.choice(ARRIVALS)
    number = desk.rng.randrange(10_000_000)
    mail = f"r{number}@example.org" if desk.rng.random() < 0.25 else ""
    if channel is WATER:
        return _with(words.water_request(desk, arrival), mail, desk.phone())
    if channel is ESERVICE:
        return _with(_allowance(desk, service, arrival), mail, desk.phone())
    key, matter = words.matter(desk)
    sent = words.complaint(desk, key, matter, arrival)
    return _with(sent, mail, sent.phone and f"08{number:08d}", f"{sent.story} เลขเสา {until_now % 9973:04d}")


def _with(sent: Submission, mail: str, phone: str, story: str = "") -> Submission:
    object.__setattr__(sent, "email", mail)
    object.__setattr__(sent, "phone", phone)
    if story:
        object.__setattr__(sent, "story", story)
    return sent


def _allowance(desk: Desk, service: Any, arrival: Arrival) -> Submission:
    village, house = desk.rng.choice(desk.cast.villages), desk.house()
    born = date(desk.now.year - 60, 1 + desk.rng.randrange(12), 1 + desk.rng.randrange(28))
    values = {"f1": desk.person(), "f2": born.isoformat(), "f3": house, "f4": village.label, "f5": "รับเงินสดที่สำนักงาน"}
    details = eservices.kept(service.questions, values)
    return Submission(
        story=eservices.told(details), subject=service.name, service=service, village=village,
        place=f"บ้านเลขที่ {house}", applicant=desk.person(), contact_by="phone", details=details, arrival=arrival,
    )  # fmt: skip


def live(life: Life) -> None:
    """Let a case that was received live until its end, until now, or until it is forgotten: by us, or by who asked."""
    try:
        _LIVES[life.ticket.channel.slug](life)
    except Unfinished:
        held = life.stuck is not None and life.ticket.status.phase is Phase.OURS
        if held and life.desk.now <= life.desk.until and life.desk.rng.random() < 0.2:
            life.stuck = None
            life.step("ask", life.desk.who("wilai"), message=texts.MANNERS["other"].question)


def _complaint(life: Life) -> None:
    desk, rng, ticket = life.desk, life.desk.rng, life.ticket
    fate, intake = rng.random(), desk.who("nurida")
    life.wait(0.05, 1.2)
    if fate < 0.02:
        life.step("merge", intake, duplicate_of=f"รท-{ticket.reference[3:7]}-0001")
        return _close(life)
    life.step("accept", intake)
    if fate < 0.05:
        life.step("not_accept", intake, message=texts.REFUSED, refusal="court", refusal_text="อยู่ระหว่างพิจารณาของศาล")
        return _close(life)
    worker = _assign(life, desk.worker(ticket))
    life.wait(0.1, 1.5)
    life.step("start", worker)
    if fate < 0.07:
        life.step("withdraw", RESIDENT, reason="แก้กันเองแล้ว")
        return None
    manner = texts.MANNERS.get(ticket.category.key, texts.MANNERS["other"])
    _between(life, worker, manner, rng)
    _answer(life, worker, manner, fate)
    return _verdict(life, worker, manner)


def _between(life: Life, worker: Actor, manner: texts.Manner, rng: Random) -> None:
    life.wait(0.3, 3)
    if rng.random() < 0.15:
        _talk(life, worker, manner, rng)
    if rng.random() < 0.12:
        life.add(Entry(Kind.MESSAGED, shown=True, text=texts.PROGRESS, public=True), worker)
    if rng.random() < 0.06:
        life.add(Entry(Kind.NOTED, text=manner.note), worker)
    if rng.random() < 0.03:
        _reclassify(life, worker)
    if rng.random() < 0.04:
        _assign(life, "wilai")
    if rng.random() < 0.12:
        life.wait(4, 30)
        new = life.desk.later(6, 7).date()
        life.step("extend", worker, message=texts.LATE.format(why=manner.late), new_date=new)
    life.wait(0.1, 3)


def _talk(life: Life, worker: Actor, manner: texts.Manner, rng: Random) -> None:
    life.step("ask", worker, message=manner.question)
    if rng.random() < 0.8:
        life.days(rng.uniform(0.1, 6))
        life.step("reply", RESIDENT, message=manner.reply)
    else:
        life.days(16)
        life.step("resume", SYSTEM, reason=texts.TIMED_OUT)
    life.wait(0.1, 2)


def _reclassify(life: Life, worker: Actor) -> None:
    other = life.desk.cast.categories["other"]
    data = {"from": life.ticket.category_id, "to": other.id, "name": other.name}
    life.add(Entry(Kind.RECLASSIFIED, data=data), worker)
    life.ticket.category_id = other.id


def _assign(life: Life, name: str) -> Actor:
    officer = life.desk.cast.staff[name]
    unit = next(u for u in life.desk.cast.units.values() if u.id == officer.unit_id)
    life.step("assign", life.desk.who("nurida"), unit=unit, officer=officer)
    return Actor.staff(officer)


def _answer(life: Life, worker: Actor, manner: texts.Manner, fate: float) -> None:
    if fate < 0.12 and manner.agency:
        life.step("refer", worker, agency=manner.agency, message=texts.REFERRED.format(agency=manner.agency))
        return
    outcome, message = life.desk.rng.choices(_OUTCOMES, (85, 9, 6))[0]
    life.step("answer", worker, outcome=outcome, message=message)


def _verdict(life: Life, worker: Actor, manner: texts.Manner) -> None:
    rng = life.desk.rng
    if rng.random() > 0.3:
        return _close(life)
    life.days(rng.uniform(0.3, 9))
    solved = rng.random() < 0.88
    life.add(Entry(Kind.RATED, public=True, data={"solved": solved}), RESIDENT)
    life.ticket.solved = solved
    if solved:
        return life.step("close", RESIDENT)
    life.step("reopen", RESIDENT, reason=manner.again)
    life.wait(0.5, 5)
    _answer(life, worker, manner, 1)
    return _close(life)


def _close(life: Life) -> None:
    life.days(16)
    life.step("close", SYSTEM)


def _water(life: Life) -> None:
    desk, rng, ticket = life.desk, life.desk.rng, life.ticket
    mana, head, litres = desk.who("mana"), desk.who("nayok"), ticket.details["litres"]
    life.wait(0.05, 0.7)
    life.step("check", mana, opinion="ตรวจแล้วขาดแคลนจริง เห็นควรอนุมัติ")
    life.wait(0.05, 0.8)
    if rng.random() < 0.03:
        life.step("not_approve", head, message="ได้รับน้ำเมื่อสามวันก่อน ขอให้รอบ้านที่ยังไม่ได้รับก่อน")
        return _close(life)
    life.step("approve", head)
    planned = desk.later(0.4, 1.6)
    life.step("schedule", mana, delivery_date=planned.astimezone(BANGKOK).date())
    desk.now = planned
    part = rng.random() < 0.06 and litres > 1
    if part:
        _bring(life, "deliver_part", mana, litres // 2)
        life.wait(0.5, 2)
    _bring(life, "deliver", mana, litres - litres // 2 if part else litres)
    return _close(life)


def _bring(life: Life, action: str, by: Actor, litres: int) -> None:
    """By a round, mostly; the loader puts the stop into one."""
    ticket = life.ticket
    by_round = life.desk.rng.random() < 0.7
    stop = {"litres": litres, "recipient": ticket.applicant, "given": {1: litres}}
    life.step(action, by, **stop, **({"round_id": ticket.id} if by_round and action == "deliver" else {}))
    if by_round and action == "deliver":
        ticket.round = (life.desk.now, litres)


def _service(life: Life) -> None:
    life.wait(0.1, 0.6)
    life.step("accept", life.desk.who("nurida"))
    worker = _assign(life, "wilai")
    life.wait(0.2, 3)
    outcome = Outcome.GRANTED if life.desk.rng.random() < 0.93 else Outcome.NOT_APPROVED
    life.step("answer", worker, outcome=outcome, message=GRANTED)
    return _close(life)


_LIVES: dict[str, Callable[[Life], None]] = {
    COMPLAINTS.slug: _complaint, WATER.slug: _water, ESERVICE.slug: _service,
}  # fmt: skip
