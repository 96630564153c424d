"""The form of the field: a photo, two words, and which of two buttons was pressed."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from app.desk.choosing import outcomes
from app.desk.versions import VersionedForm
from app.domain.workflow import Step
from app.models import Ticket
from app.services.steps import Incomplete, StepInput, required
from app.web.fields import AtMost, Filled, LinesField, PhotosField
from app.web.fields.listed import CardsField


class FieldForm(VersionedForm):
    """``step``: the one that ends the case; without it (not yet, or not from here) there is only going on."""

    key = HiddenField()
    photos = PhotosField(_l("รูปถ่าย"), render_kw={"capture": "environment"})
    message = LinesField(_l("เขียนสั้น ๆ ว่าทำอะไรไปแล้ว"), [Filled(), AtMost(5000)])
    outcome = CardsField(_l("ผล เมื่อเสร็จแล้ว"))
    tell = BooleanField(_l("ให้ผู้ร้องเห็นข้อความและรูปนี้ แม้ยังไม่เสร็จ"))

    def __init__(self, case: Ticket, step: Step | None) -> None:
        super().__init__(data={"version": str(case.version)})
        self.case, self.step = case, step
        if step is None:
            del self.outcome
        else:
            self.outcome.choices = outcomes(step)

    @property
    def ends(self) -> bool:
        """Whether the case is done; who presses neither button goes on."""
        return self.step is not None and request.form.get("act") == "done"

    def given(self) -> StepInput:
        """What goes into the step."""
        chosen = self.outcome.data if self.step else ""
        outcome = next((found for found in self.step.outcomes if found == chosen), None) if self.step else None
        return StepInput(message=self.message.data or "", outcome=outcome)

    def validate(self, extra_validators: Any = None) -> bool:
        """What the step asks for when it ends; something said or shown when it goes on."""
        super().validate(extra_validators)
        if self.ends and self.step:
            try:
                required(self.step, self.given())
            except Incomplete as lacking:
                self.complain(lacking.errors)
        elif not (self.errors or self.message.data or self.photos.accepted or self.photos.known):
            self.message.errors = [_("เขียนข้อความ หรือแนบรูป")]
        return not self.errors

    def complain(self, errors: dict[str, str]) -> None:
        """Say beside a field (Thai msgids) what the services found."""
        for name, words in errors.items():
            if not self[name].errors:
                self[name].errors = [_(words)]
