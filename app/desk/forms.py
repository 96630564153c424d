"""The form of a step: made of what the workflow's row asks for, and of nothing else."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from app.desk import replies
from app.desk.choosing import officer_choices, officers, outcomes, refusals, same_case, units
from app.desk.typed import Typed
from app.desk.versions import VersionedForm
from app.domain.dates import BANGKOK
from app.domain.workflow import Step
from app.models import Ticket
from app.services.replies import Reply
from app.services.steps import Incomplete, StepInput, required
from app.web import office
from app.web.fields import AtMost, Between, DateField, Filled, LineField, LinesField, PhotosField, ThaiIntegerField
from app.web.fields.listed import CardsField, ChoiceField
from app.web.fields.times import TimeField

_MORE_LITRES = 1_000_000
_LATER = timedelta(minutes=30)
_WORDS = ("message", "opinion", "reason", "agency", "agency_number", "recipient")
# What a step's form carries beside what it asks for: fields that may stay empty.
_TOGETHER = {"message": ("template", "message"), "unit": ("unit", "officer"), "agency": ("agency", "agency_number")}
_WHEN = ("at_day", "at_time")
_OPTIONAL = {
    "assign": ("reason",),
    "answer": ("photos",),
    "resume": _WHEN,
    "deliver": ("photos", *_WHEN, "reason"),
    "deliver_emergency": ("photos", *_WHEN),
}


class StepForm(VersionedForm):
    """Every field that any step may ask for; ``for_step`` keeps those of one."""

    key = HiddenField()
    outcome = CardsField(_l("ผลการดำเนินการ"))
    refusal = CardsField(_l("เหตุผลตามกฎหมาย"))
    agency = LineField(_l("หน่วยงานที่ส่งต่อ"), [AtMost(200)])
    agency_number = LineField(_l("เลขที่รับของหน่วยงานนั้น"), [AtMost(100)])
    duplicate_of = LineField(_l("เลขที่รับเรื่องของเรื่องเดิม"), [AtMost(60)])
    unit = ChoiceField(_l("หน่วยงาน"))
    officer = ChoiceField(_l("ผู้รับผิดชอบ"))
    new_date = DateField(_l("วันที่คาดว่าจะเสร็จ"))
    delivery_date = DateField(_l("วันที่จะส่งน้ำ"))
    litres = ThaiIntegerField(_l("จำนวนลิตรที่ส่งจริง"), [Between(1, _MORE_LITRES)])
    recipient = LineField(_l("ชื่อผู้รับน้ำ"), [AtMost(200)])
    at_day = DateField(_l("เกิดขึ้นจริงวันที่"))
    at_time = TimeField(_l("เวลา"))
    template = ChoiceField(_l("ร่างจากแม่แบบ"))
    message = LinesField(_l("ข้อความถึงผู้ร้อง"), [Filled(), AtMost(5000)])
    opinion = LinesField(_l("ความเห็น"), [AtMost(5000)])
    reason = LinesField(_l("เหตุผล"), [AtMost(5000)])
    photos = PhotosField(_l("รูปถ่ายผลงาน"))

    case: Ticket
    step: Step
    shown: tuple[str, ...]
    first: Mapping[str, Any]
    offers: Sequence[Reply]
    draft: Typed | None = None

    def optional(self, name: str) -> bool:
        """Whether a field may stay empty."""
        return name not in self.step.asks and name != "template"

    def fill(self) -> bool:
        """Put the chosen template into the message; True when that is all that was asked for."""
        return replies.fill(self, self.offers)

    @property
    def at(self) -> datetime | None:
        """When it really happened, if that was said."""
        if "at_time" not in self or self.at_time.data is None:
            return None
        today = office.calendar().local_day(office.now())
        return datetime.combine(self.at_day.chosen or today, self.at_time.data, BANGKOK)

    def given(self) -> StepInput:
        """What goes into the step."""
        values: dict[str, Any] = {name: self[name].data or "" for name in _WORDS if name in self}
        values |= {name: self[name].chosen for name in ("new_date", "delivery_date") if name in self}
        values |= {"litres": self.litres.data} if "litres" in self else {}
        for name, read in _ROWS.items():
            values |= read(self) if name in self else {}
        return StepInput(**values)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, then what the step may not go without."""
        super().validate(extra_validators)
        try:
            required(self.step, self.given())
        except Incomplete as lacking:
            self.complain(lacking.errors)
        return not self.errors

    def complain(self, errors: dict[str, str]) -> None:
        """Say beside a field (Thai msgids) what the services found."""
        for name, words in errors.items():
            field = self["at_day" if name == "at" else name]
            if not field.errors:
                _blame(field, _(words))

    def validate_new_date(self, field: DateField) -> None:
        """A promise lies ahead."""
        if field.chosen and field.chosen <= office.calendar().local_day(office.now()):
            raise ValidationError(_("วันใหม่ต้องเป็นวันหลังจากวันนี้"))

    def validate_delivery_date(self, field: DateField) -> None:
        """So does a delivery."""
        if field.chosen and field.chosen < office.calendar().local_day(office.now()):
            raise ValidationError(_("วันส่งน้ำต้องเป็นวันนี้หรือหลังจากวันนี้"))

    def validate_duplicate_of(self, field: Field) -> None:
        """The other case is there, and another one."""
        if field.data and not same_case(field.data, self.case):
            raise ValidationError(_("ไม่พบเรื่องเลขที่นี้ในช่องทางเดียวกัน หรือเป็นเรื่องนี้เอง"))

    def validate_officer(self, field: Field) -> None:
        """An officer of that unit; who changed only one of the two meant that one."""
        member = officers().get(field.data)
        if not member or not self.unit.data or str(member.unit_id) == self.unit.data:
            return
        if field.data == self.first.get("officer"):
            field.data = ""
        elif self.unit.data == self.first.get("unit"):
            self.unit.data = str(member.unit_id or "")
        else:
            raise ValidationError(_("เจ้าหน้าที่คนนี้ไม่ได้อยู่ในหน่วยงานที่เลือก"))

    def validate_at_time(self, field: Field) -> None:
        """Day and time belong together."""
        if self.at_day.chosen and field.data is None and not field.errors:
            raise ValidationError(_("กรอกเวลา เช่น 09.30"))

    def validate_reason(self, field: Field) -> None:
        """What is written down later says why."""
        if self.at and office.now() - self.at > _LATER and not field.data:
            raise ValidationError(_("เขียนเหตุผลที่บันทึกย้อนหลัง"))


def for_step(step: Step, case: Ticket, first: Mapping[str, Any], typed: MultiDict[str, str] | None = None) -> StepForm:
    """The form of one step of one case, with what it starts from, or with what was ``typed`` into it before."""
    asked = [name for ask in step.asks for name in _TOGETHER.get(ask, (ask,))]
    shown = tuple(dict.fromkeys([*asked, *_OPTIONAL.get(step.action, ())]))
    form = StepForm(data=first, **({"formdata": typed} if typed else {}))
    for name in set(form.data) - {"version", "key", "csrf_token", *shown}:
        del form[name]
    offers = replies.offers(case, step.action) if "message" in form else ()
    if "message" in form and not offers:
        del form["template"]
        shown = tuple(name for name in shown if name != "template")
    form.case, form.step, form.shown, form.first, form.offers = case, step, shown, first, offers
    _choices(form)
    return form


def _unit(form: StepForm) -> dict[str, Any]:
    member = officers().get(form.officer.data)
    return {"officer": member, "unit": units().get(form.unit.data) or (member.unit if member else None)}


def _refusal(form: StepForm) -> dict[str, Any]:
    reason = refusals().get(form.refusal.data)
    return {"refusal": reason.code, "refusal_text": reason.text} if reason else {}


def _outcome(form: StepForm) -> dict[str, Any]:
    return {"outcome": next((found for found in form.step.outcomes if found == form.outcome.data), None)}


def _duplicate(form: StepForm) -> dict[str, Any]:
    return {"duplicate_of": same_case(form.duplicate_of.data, form.case)}


_ROWS = {"unit": _unit, "refusal": _refusal, "outcome": _outcome, "duplicate_of": _duplicate}


def _choices(form: StepForm) -> None:
    if "outcome" in form:
        form.outcome.choices = outcomes(form.step)
    if "refusal" in form:
        form.refusal.choices = refusals().choices()
    if "template" in form:
        form.template.choices = replies.choices(form.offers)
    if "unit" in form:
        form.unit.choices, form.officer.choices = units().choices(), officer_choices()


def _blame(field: Any, words: str) -> None:
    if isinstance(field, DateField):
        field.wrong = [*field.wrong, words]
    else:
        field.errors = [*field.errors, words]
