"""The rows that an officer chooses from: units, officers, reasons, outcomes, another case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from app.domain.references import parse_reference
from app.domain.workflow import Role, Step
from app.models import OfficeUnit, RefusalReason, Staff, Ticket
from app.services import casework, staff
from app.services import office as offices
from app.web import office
from app.web.fields.offers import offered

Row = TypeVar("Row")


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """Rows by the value that a form sends; the empty value chooses none."""

    rows: Mapping[str, Row]
    label: Callable[[Row], str]
    none: str = ""

    def __bool__(self) -> bool:
        return bool(self.rows)

    def get(self, value: str | None) -> Row | None:
        """The row that was chosen, if it is (still) one of them."""
        return self.rows.get(value or "")

    def choices(self) -> list[SelectChoice]:
        """For a field; with ``none`` the first line chooses nothing."""
        first = [("", self.none)] if self.none else []
        return offered([*first, *((value, self.label(row)) for value, row in self.rows.items())])


def units() -> Listing[OfficeUnit]:
    """The units of the office."""
    return Listing({str(unit.id): unit for unit in offices.units()}, lambda unit: unit.name, _("เลือกหน่วยงาน"))


def officers() -> Mapping[str, Staff]:
    """Who may be given a case, by number."""
    return {str(member.id): member for member in staff.active() if Role.OFFICER in member.roles}


def officer_choices() -> list[SelectChoice]:
    """Officers under the headings of their units."""
    found = [SelectChoice("", _("ยังไม่ระบุคน"))]
    members = sorted(officers().items(), key=lambda line: (line[1].unit.position if line[1].unit else -1, line[1].name))
    for value, member in members:
        found.append(SelectChoice(value, member.name, optgroup=member.unit.name if member.unit else _("ไม่มีหน่วยงาน")))
    return found


def refusals() -> Listing[RefusalReason]:
    """The coded legal reasons."""
    return Listing({reason.code: reason for reason in offices.refusal_reasons()}, lambda reason: reason.text)


def outcomes(step: Step) -> list[SelectChoice]:
    """How a step may end a case."""
    return offered([(outcome.value, _(outcome.label)) for outcome in step.outcomes])


def same_case(typed: str | None, case: Ticket) -> str:
    """The number of another case of the same channel that this officer sees, in the office's spelling; or nothing."""
    number: Any = parse_reference(typed or "")
    other = casework.find(number, by=office.actor()) if number else None
    fits = other is not None and other.id != case.id and other.channel_slug == case.channel_slug
    return str(number) if fits else ""
