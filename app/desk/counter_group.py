"""A group request keyed in for a village head: the residents' form, its true time, and which houses asked before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from app.desk import history
from app.desk.counter_receipts import hand_out
from app.desk.counter_time import TrueTime, fresh
from app.desk.door import bp
from app.domain.channels import Arrival
from app.domain.houses_asked import AskedHouse
from app.models import Ticket
from app.services import register
from app.services.actors import Actor
from app.services.intake import Submission
from app.services.water import repeats
from app.services.water.repeats import Earlier, House
from app.web import office
from app.web.fields import AtMost, LineField
from app.web.forms import PatientForm
from app.web.group import FilerForm, GroupDoor


class CounterFiler(TrueTime, FilerForm):
    """Who files, and when and how the list really came in."""

    register_number = LineField(_l("เลขรับ (สารบรรณ)"), [AtMost(60)])

    def submission(self, houses: Sequence[AskedHouse]) -> Submission:
        """The request, at its true time."""
        return replace(super().submission(houses), register_number=self.register_number.data or "", **self.came())


class CounterDoor(GroupDoor):
    """The officers' side of the form."""

    form: ClassVar[type[FilerForm]] = CounterFiler
    send_form: ClassVar[type[PatientForm]] = PatientForm
    layout: ClassVar[str] = "staff.html"
    back: ClassVar[str] = "desk.new"
    slug: ClassVar[str] = "water-group-counter"

    def actor(self) -> Actor:
        """Whoever keys it in."""
        return office.actor()

    def handed(self, ticket: Ticket) -> ResponseReturnValue:
        """The receipt."""
        return hand_out(ticket)

    def beside(self) -> dict[str, Any]:
        """Whether register numbers run by themselves."""
        return {"automatic": register.automatic()}

    def earlier(self, houses: Sequence[AskedHouse], form: FilerForm) -> Mapping[int, Sequence[str]]:
        """Earlier requests of each house, in a line each."""
        village = {number: row.id for number, row in form.villages.items()}
        asked = {one.number: House(village.get(str(one.village)), one.house_no, one.phone) for one in houses}
        found = repeats.look(asked, by=office.actor(), now=office.now())
        return {number: [_line(one) for one in ones] for number, ones in found.items()}

    def _fresh(self) -> FilerForm:
        return self.form(data=fresh(Arrival.VILLAGE_HEAD))


def _line(one: Earlier) -> str:
    return f"{one.ticket.reference} {history.told(one)}"


CounterDoor("desk").add_to(bp, "/tickets/group")
