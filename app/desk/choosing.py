"""The rows that an officer chooses from: units, officers, reasons, templates, outcomes, another case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask_babel import gettext as _

from app.domain.references import parse_reference
from app.domain.words import N_
from app.domain.workflow import Outcome, Role, Step
from app.models import OfficeUnit, RefusalReason, ReplyTemplate, Staff, Ticket
from app.services import casework, staff
from app.services import office as offices
from app.web import office

Row = TypeVar("Row")

OUTCOME_HINTS: Mapping[str, str] = {
    Outcome.SOLVED: N_("ปัญหาหมดไปแล้ว ผู้ร้องจะถูกถามว่าแก้ได้จริงไหม"),
    Outcome.PARTLY_SOLVED: N_("ทำส่วนที่ทำได้แล้ว บอกว่าส่วนไหนยังไม่ได้ทำและเพราะอะไร"),
    Outcome.CANNOT_BE_DONE: N_("บอกเหตุผล และทางอื่นที่ผู้ร้องทำได้"),
}


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

    def choices(self) -> list[tuple[str, str]]:
        """For a field; with ``none`` the first line chooses nothing."""
        first = [("", self.none)] if self.none else []
        return [*first, *((value, self.label(row)) for value, row in self.rows.items())]


def units() -> Listing[OfficeUnit]:
    """The units of the office."""
    return Listing({str(unit.id): unit for unit in offices.units()}, lambda unit: unit.name, _("เลือกหน่วยงาน"))


def officers() -> Mapping[str, Staff]:
    """Who may be given a case, by number."""
    return {str(member.id): member for member in staff.active() if Role.OFFICER in member.roles}


def officer_choices() -> dict[str, list[tuple[str, str]]]:
    """Officers under the headings of their units."""
    found: dict[str, list[tuple[str, str]]] = {"": [("", _("ยังไม่ระบุคน"))]}
    for value, member in officers().items():
        found.setdefault(member.unit.name if member.unit else _("ไม่มีหน่วยงาน"), []).append((value, member.name))
    return found


def refusals() -> Listing[RefusalReason]:
    """The coded legal reasons."""
    return Listing({reason.code: reason for reason in offices.refusal_reasons()}, lambda reason: reason.text)


def templates(action: str) -> Listing[ReplyTemplate]:
    """The texts that an answer may start from."""
    rows = {str(template.id): template for template in offices.reply_templates(action)}
    return Listing(rows, lambda template: template.title, _("ไม่ใช้แม่แบบ"))


def outcomes(step: Step) -> list[tuple[str, str]]:
    """How a step may end a case."""
    return [(outcome.value, _(outcome.label)) for outcome in step.outcomes]


def hints(step: Step) -> dict[str, dict[str, str]]:
    """What stands under the cards, by field and value."""
    return {
        "outcome": {o.value: _(OUTCOME_HINTS[o]) for o in step.outcomes if o in OUTCOME_HINTS},
        "refusal": {reason.code: reason.law for reason in refusals().rows.values()},
    }


def same_case(typed: str | None, case: Ticket) -> str:
    """The number of another case of the same channel that this officer sees, in the office's spelling; or nothing."""
    number: Any = parse_reference(typed or "")
    other = casework.find(number, by=office.actor()) if number else None
    fits = other is not None and other.id != case.id and other.channel_slug == case.channel_slug
    return str(number) if fits else ""
