"""The form of a manual's version: its words, and rows of steps whose times are numbers that can be added up."""

from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from app.admin.forms import ManualForm
from app.domain.channels import CHANNELS, ESERVICE
from app.domain.clocks import Promise, Unit
from app.domain.manual_times import Counting, StepTime, TimeUnit
from app.domain.workflow import Phase, Status
from app.models import Manual
from app.services import services
from app.services.administration.changes import Wrong
from app.services.administration.manual_numbers import Leftover
from app.services.administration.manuals import TEXTS, Draft, StepDraft
from app.web.details import blame
from app.web.fields import AtMost, Between, LineField, ThaiIntegerField
from app.web.fields.listed import ChoiceField
from app.web.manuals import TEXTS as TEXT_NAMES
from app.web.manuals import read_form

PARTS = ("text", "amount", "unit", "counting", "ends", "responsible")
SPARE, FEWEST, MOST = 1, 3, 30


def ends(service: str) -> list[tuple[str, str]]:
    """The points of the service's workflow that may end a step, in order: not the closing, which waits."""
    channel = ESERVICE if services.find(service) else CHANNELS.get(service)
    statuses = channel.workflow.statuses - {Status.CLOSED} if channel else ()
    reached = [s for s in Status if s in statuses and s.phase is not Phase.THEIRS]
    return [("", _("ไม่ติดตาม")), *((status.value, _(status.label)) for status in reached)]


class VersionForm(ManualForm):
    """The words of a version, with the list of forms checked line by line."""

    def validate_forms(self, field: LineField) -> None:
        """A form to be downloaded has a name, and an address on the web if it has any."""
        for line in (field.data or "").splitlines():
            found = read_form(line)
            if "://" in found.name or found.name.startswith("www."):
                raise ValidationError(_("เขียนบรรทัดละแบบ ชื่อแบบก่อน เว้นวรรค แล้วตามด้วยที่อยู่ที่ขึ้นต้นด้วย https://"))


def new_form(newest: Manual, earliest: date) -> tuple[Any, int]:
    """The form with as many steps as were sent, or as the newest version has and one more."""
    count = max(request.form.get("rows", 0, int), len(newest.steps) + SPARE, FEWEST)
    count = min(MOST, count + (3 if request.form.get("more") else 0))
    fields: dict[str, Any] = {}
    for i in range(count):
        fields.update(_row(i, newest.service))
    kept = {name: getattr(newest, name) for name in (*TEXTS, "minutes", "promise_days", "laws_verified_on")}
    start = {key: value for i, step in enumerate(newest.steps) for key, value in _start(i, step).items()}
    kind = type("ManualWithSteps", (VersionForm,), fields)
    about = {"promise_unit": newest.promise_unit.value, "unit": str(newest.unit_id or ""), "effective_on": earliest}
    return kind(data={**kept, **start, **about}), count


def _row(i: int, service: str) -> dict[str, Any]:
    return {
        f"text_{i}": LineField(_l("ขั้นตอน"), [AtMost(300)]),
        f"amount_{i}": ThaiIntegerField(_l("จำนวน"), [Between(1, 999)]),
        f"unit_{i}": ChoiceField(_l("หน่วยเวลา"), choices=[(u.value, _(u.label)) for u in TimeUnit]),
        f"counting_{i}": ChoiceField(_l("นับจาก"), choices=[(c.value, _(c.label)) for c in Counting]),
        f"ends_{i}": ChoiceField(_l("จบเมื่อ"), choices=ends(service)),
        f"responsible_{i}": LineField(_l("ผู้รับผิดชอบ"), [AtMost(300)]),
    }


def _start(i: int, step: Any) -> dict[str, Any]:
    return {
        f"text_{i}": step.text,
        f"amount_{i}": step.amount or None,
        f"unit_{i}": step.time_unit.value,
        f"counting_{i}": step.counting.value,
        f"ends_{i}": step.ends_with.value if step.ends_with else "",
        f"responsible_{i}": step.responsible,
    }


def draft(form: Any, count: int) -> tuple[Draft, list[int]]:
    """What was written, and the row in which each step stands: rows without words are left out."""
    rows = [i for i in range(count) if form[f"text_{i}"].data]
    written = Draft(
        texts={name: form[name].data or "" for name in TEXTS},
        steps=[_step(form, i) for i in rows],
        promise=Promise(form.promise_days.data, Unit(form.promise_unit.data)),
        effective_on=form.effective_on.chosen,
        minutes=form.minutes.data or 0,
        unit_id=int(form.unit.data) if form.unit.data else None,
        laws_verified_on=form.laws_verified_on.chosen,
    )
    return written, rows


def _step(form: Any, i: int) -> StepDraft:
    part = {name: form[f"{name}_{i}"].data or "" for name in PARTS}
    unit, counting = TimeUnit(part["unit"] or TimeUnit.AT_ONCE), Counting(part["counting"] or Counting.NEXT)
    ended = Status(part["ends"]) if part["ends"] else None
    return StepDraft(part["text"], StepTime(int(part["amount"] or 0), unit, counting), part["responsible"], ended)


def blame_rows(form: Any, wrong: Wrong, rows: list[int]) -> None:
    """Put what was refused beside its field; the service counts steps, the page counts rows."""
    name, _line, number = wrong.field.rpartition("_")
    if name in PARTS and number.isdigit():
        wrong.field = f"{name}_{rows[int(number)]}"
    blame(form, wrong)


def named(found: list[Leftover], rows: list[int]) -> list[tuple[str, str, str]]:
    """(the field on the page, its name, the words) of every old number; the service counts steps, the page rows."""
    named = []
    for one in found:
        name, _line, number = one.field.rpartition("_")
        if name in PARTS and number.isdigit():
            row = rows[int(number)]
            named.append((f"{name}_{row}", _("ขั้นตอน แถวที่ %(n)s", n=row + 1), one.words))
        else:
            named.append((one.field, str(dict(TEXT_NAMES)[one.field]), one.words))
    return named
