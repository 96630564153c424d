"""A random water office: requests, rounds, marks late and early, failures, withdrawals, reopenings, corrections."""

from contextlib import suppress
from datetime import timedelta
from random import Random  # noqa: TID251  (the same seed gives the same office)

from app.domain.rounds import Load
from app.domain.water_marks import Proof, Result, RoundState
from app.domain.workflow import Outcome, Role, StepRefused
from app.extensions import db
from app.models import Ticket, Truck, WaterRound, WaterStop
from app.services import tickets
from app.services.points import Point
from app.services.steps import Incomplete, StepInput
from app.services.water import driving, fleet, rounds
from app.services.water.driving import BadMark, Mark
from app.services.water.rounds import BadRound
from tests import factories

DESK = factories.actor(Role.INTAKE, Role.MANAGEMENT)
REFUSED = (StepRefused, Incomplete, BadRound, BadMark)


class WaterOffice:
    """One office, one truck, and dice."""

    def __init__(self, seed: int, clock) -> None:
        self.dice, self.clock = Random(seed), clock  # noqa: S311
        factories.make_office(clock())
        truck = Truck(name="รถน้ำ 1", plate="บม 4410", litres=6000, active=True)
        fleet.save_truck(truck, name="รถน้ำ 1", plate="บม 4410", litres=6000, active=True, by=DESK, now=clock())
        self.truck = fleet.trucks()[0].id
        self.acts = [self.asks] * 4 + [self.decides] * 6 + [self.plans] * 3 + [self.drives] * 3 + [self.marks] * 8
        self.acts += [self.ends, self.cancels, self.withdraws, self.reopens, self.corrects, self.corrects, self.by_hand]

    def goes_on(self, steps: int, *, hours: float = 5) -> None:
        """Let so many things happen, some hours apart; what the rules refuse did not happen."""
        for _ in range(steps):
            self.clock.advance(minutes=1 + int(self.dice.expovariate(1 / (hours * 60))))
            with suppress(*REFUSED):
                self.dice.choice(self.acts)()

    def asks(self) -> None:
        number = self.dice.choice([1, 1, 1, 2, 5])
        houses = tuple(
            Point("บ้าน", f"{self.dice.randint(1, 9)}/1", factories.village(self.dice.randint(1, 4)),
                  self.dice.choice([500, 1000, 2000, 3000, 7000]), persons=self.dice.randint(0, 6))
            for _ in range(number)
        )  # fmt: skip
        received = self.clock() - timedelta(days=self.dice.choice([0, 0, 0, 0, 2, 20]))
        factories.open_water(self.clock(), points=houses, village=houses[0].village.number,
                             emergency=self.dice.random() < 0.1, received_at=received)  # fmt: skip

    def decides(self) -> None:
        for ticket in self._some(Ticket, 4):
            self._takes(ticket, "check")
            self._takes(ticket, self.dice.choice(["approve"] * 6 + ["not_approve"]))

    def withdraws(self) -> None:
        for ticket in self._some(Ticket, 1):
            self._takes(ticket, "withdraw")

    def reopens(self) -> None:
        for ticket in self._some(Ticket, 4):
            self._takes(ticket, "reopen")

    def by_hand(self) -> None:
        """Water that no round brought."""
        for ticket in self._some(Ticket, 2):
            self._takes(ticket, self.dice.choice(["deliver", "deliver_part", "deliver_emergency"]))

    def plans(self) -> None:
        day = self.clock().date() + timedelta(days=1)
        for proposal in rounds.propose([Load(self.truck, 6000)], by=DESK):
            rounds.plan(day, proposal, None, by=DESK, now=self.clock())

    def drives(self) -> None:
        for held in self._rounds(RoundState.PLANNED):
            rounds.set_out(held.id, by=DESK, now=self.clock())

    def marks(self) -> None:
        stops = [s for s in db.session.query(WaterStop) if s.mark_key is None and s.round.set_out_at]
        if stops:
            stop = self.dice.choice(stops)
            ago = timedelta(hours=self.dice.choice([0, 0, 1, 30]))
            driving.mark(stop.id, self._said(stop, ago), by=DESK, now=self.clock())

    def corrects(self) -> None:
        stops = [stop for stop in db.session.query(WaterStop) if stop.mark_key is not None]
        if stops:
            stop = self.dice.choice(stops)
            driving.correct(stop.id, self._said(stop, timedelta()), "จดผิด", by=DESK, now=self.clock())

    def ends(self) -> None:
        for held in self._rounds(RoundState.OUT):
            rounds.end(held.id, by=DESK, now=self.clock())

    def cancels(self) -> None:
        for held in self._rounds(RoundState.PLANNED, RoundState.OUT):
            rounds.cancel(held.id, "รถเสีย", by=DESK, now=self.clock())

    def _said(self, stop, ago) -> Mark:
        result = self.dice.choice([Result.FULL] * 4 + list(Result))
        litres = max(1, stop.litres + self.dice.choice([0, 0, -400, 300])) if result.brings else 0
        return Mark(result, litres, self.clock() - ago, f"key {stop.id}", "ผู้รับ" if litres else "", Proof.PAPER)

    def _takes(self, ticket, action) -> None:
        given = StepInput(
            opinion="ควร", reason="เหตุ", message="แจ้ง", recipient="ผู้รับ", outcome=Outcome.DELIVERED,
            litres=self.dice.choice([300, 2000, 9000]),
        )  # fmt: skip
        if not action.startswith("deliver"):
            given = StepInput(opinion="ควร", reason="เหตุ", message="แจ้ง")
        with suppress(*REFUSED):
            tickets.take_step(ticket, action, given, by=DESK, now=self.clock())

    def _some(self, table, most):
        every = db.session.query(table).order_by(table.id).all()
        return self.dice.sample(every, min(most, len(every)))

    def _rounds(self, *states):
        query = db.session.query(WaterRound).filter(WaterRound.state.in_(states)).order_by(WaterRound.id)
        return query.limit(1).all()
