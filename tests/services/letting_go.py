"""What tests of keeping and letting go share: an office, cases that hold a secret wherever one can lie."""

from datetime import datetime

from app.domain.dates import BANGKOK
from app.domain.workflow import Outcome, Role
from app.extensions import db
from app.services import (
    attachments,
    desk_drafts,
    looks,
    public_words,
    tickets,
)
from app.services.actors import RESIDENT, Actor
from app.services.attachments import Accepted
from app.services.personal import retention
from app.services.steps import StepInput
from app.services.transaction import transaction
from tests.factories import make_office, make_staff, open_complaint, open_water, unit
from tests.secrets_sweep import MARK

SECRETS = [f"{MARK}{name}" for name in ("story", "name", "place", "mail", "words", "reply", "note", "file", "bytes",
                                         "draft", "neighbour", "recipient")]  # fmt: skip
STORY, NAME, PLACE, MAIL, WORDS, REPLY, NOTE, FILE, BYTES, DRAFT, NEIGHBOUR, RECIPIENT = SECRETS
PHONE = "0812345678"
CLERK = Actor(frozenset({Role.MANAGEMENT}))


def hired(clock):
    """Two of the management and an officer."""
    clock.set(datetime(2027, 3, 1, 9, tzinfo=BANGKOK))
    make_office(clock())
    staff = [make_staff(name, Role.MANAGEMENT, now=clock()) for name in ("palad", "nayok")]
    staff.append(make_staff("anan", Role.OFFICER, now=clock(), unit=unit("กองช่าง")))
    return [Actor.staff(member) for member in staff]


def told(clock, people):
    """A complaint that holds a secret wherever one can lie, closed."""
    *_, anan = people
    with transaction():
        picture = Accepted(f"{FILE}.jpg", "image/jpeg", BYTES.encode())
        photo = attachments.store(picture, public=True, now=clock())
        ticket = open_complaint(
            clock(), story=f"{STORY} ถนน", applicant=NAME, phone=PHONE, email=f"{MAIL}@example.org", place=PLACE,
            public_words=NEIGHBOUR, attachments=(photo,), latitude=6.1, longitude=101.1, map_link=f"https://{PLACE}",
        )  # fmt: skip
    public_words.judge(ticket, passed=True, by=CLERK, now=clock())
    tickets.take_step(ticket, "accept", StepInput(), by=CLERK, now=clock())
    tickets.write(ticket, NOTE, public=False, by=CLERK, now=clock())
    tickets.write(ticket, WORDS, public=True, by=RESIDENT, now=clock())
    tickets.take_step(ticket, "assign", StepInput(unit=unit("กองช่าง")), by=CLERK, now=clock())
    tickets.take_step(ticket, "start", StepInput(), by=anan, now=clock())
    clock.advance(days=2)
    done = StepInput(outcome=Outcome.SOLVED, message=REPLY)
    tickets.take_step(ticket, "answer", done, by=anan, now=clock())
    desk_drafts.keep(ticket, "note", {"text": [DRAFT]}, by=anan, now=clock())
    looks.look(ticket, by=anan, now=clock())
    return ticket


def watered(clock, number="45/2"):
    details = {"litres": 6000, "persons": 4, "house_no": number, "on_behalf": NAME, "reason": "drought"}
    ticket = open_water(clock(), applicant=NAME, phone=PHONE, place=f"{number} {PLACE}", details=details, village=1)
    for action, given in (("check", StepInput(opinion=NOTE)), ("approve", StepInput(opinion="อนุมัติ"))):
        tickets.take_step(ticket, action, given, by=CLERK, now=clock())
    given = StepInput(litres=6000, recipient=RECIPIENT, message=WORDS, delivery_date=clock().date())
    tickets.take_step(ticket, "schedule", given, by=CLERK, now=clock())
    tickets.take_step(ticket, "deliver", given, by=CLERK, now=clock())
    return ticket


def approved(people, clock):
    palad, nayok, _ = people
    made = retention.make(now=clock())
    retention.propose(made, by=palad, now=clock())
    retention.approve(made, by=nayok, now=clock())
    return made


def rows():
    with db.engine.connect() as connection:
        tables = {name: connection.execute(table.select()).all() for name, table in db.metadata.tables.items()}
    return "\n".join(f"{name}: {row}" for name, found in tables.items() for row in found)
