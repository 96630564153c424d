"""Days that a manager types instead of choosing: any range, and the past day whose knowledge is asked for.

What is typed well becomes an address that can be kept; what is not stays in the fields, with what to do beside it.
"""

from typing import Any

from flask import g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form
from wtforms.validators import ValidationError

from app.domain.periods import day, days
from app.insights import choosing
from app.web import office
from app.web.fields import DateField


class RangeForm(Form):
    """Any run of days; without a last day it is a single one."""

    first = DateField(_l("ตั้งแต่วันที่"), required=_l("ใส่วันแรก"))
    last = DateField(_l("ถึงวันที่"))

    def validate_last(self, field: DateField) -> None:
        """The days stand in their order."""
        if field.chosen and self.first.chosen and field.chosen < self.first.chosen:
            raise ValidationError(_("วันสุดท้ายอยู่ก่อนวันแรก ตรวจอีกครั้ง"))

    @property
    def asked(self) -> dict[str, str]:
        """What was typed, for the address."""
        first = self.first.chosen
        if first is None:
            return {}
        last = self.last.chosen or first
        return {"period": (day(first) if first == last else days(first, last)).code}


class KnownForm(Form):
    """A day that is over."""

    known = DateField(_l("ตามที่รู้ ณ สิ้นวันที่"), required=_l("ใส่วันที่"))

    def validate_known(self, field: DateField) -> None:
        """Of today and later nothing more is known than now."""
        if field.chosen and field.chosen >= office.calendar().local_day(office.now()):
            raise ValidationError(_("เลือกวันที่ผ่านไปแล้ว ของวันนี้คือตัวเลขตอนนี้"))

    @property
    def asked(self) -> dict[str, str]:
        """What was typed, for the address."""
        return {"as_of": str(self.known.chosen)}


_KEPT = ("period", "channel", "as_of", "figure", "row", "by")
_FORMS: dict[str, type[RangeForm | KnownForm]] = {"first": RangeForm, "known": KnownForm}


def settle() -> ResponseReturnValue | None:
    """Before a page of figures: send what was typed well to its own address; say so where there is nothing yet."""
    asked = next((name for name in _FORMS if f"{name}-day" in request.args), None)
    g.days_forms = {name: form() for name, form in _FORMS.items()}
    if asked:
        form = g.days_forms[asked] = _FORMS[asked](request.args)
        if form.validate():
            return redirect(_address(form.asked))
    choice = choosing.chosen()
    if choice.begun:
        return None
    return render_template("insights/not_begun.html", choice=choice, choosing=choosing)


def _address(asked: dict[str, str]) -> str:
    """This page with what was typed in its address."""
    kept: dict[str, Any] = {name: request.args[name] for name in _KEPT if request.args.get(name)}
    return choosing.here(**{**kept, **asked})
