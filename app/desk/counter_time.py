"""When and how something really came in, which is not when it is keyed in; earlier than now needs a reason."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from app.domain.channels import COUNTER_ARRIVALS, Arrival
from app.domain.dates import BANGKOK, buddhist_year
from app.web import office
from app.web.fields import AtMost, DateField, LineField, Required
from app.web.fields.listed import CardsField
from app.web.fields.times import TimeField

_AT_ONCE = timedelta(minutes=30)
_OLDEST = timedelta(days=366)


class TrueTime:
    """The fields of a form that is keyed in for somebody; ``shown`` is the moment that the page came with."""

    shown = HiddenField()
    arrival = CardsField(
        _l("มาทางไหน"), [Required(_l("เลือกว่าเรื่องมาทางไหน"))], choices=[(a.value, _l(a.label)) for a in COUNTER_ARRIVALS]
    )
    day = DateField(_l("รับเรื่องวันที่"), required=_l("กรอกวันที่รับเรื่อง"))
    time = TimeField(_l("เวลา"), [Required(_l("กรอกเวลา เช่น 09.30"))])
    backdate_reason = LineField(_l("เหตุผลที่คีย์ย้อนหลัง"), [AtMost(300)])

    @property
    def moment(self) -> datetime | None:
        """The true time of receipt, once both parts can be read; None while nobody touched them: it is now."""
        day, time = self.day.chosen, self.time.data
        typed = datetime.combine(day, time, BANGKOK) if day and time is not None else None
        return None if typed is None or typed.isoformat() == self.shown.data else typed

    @property
    def later(self) -> bool:
        """Whether somebody says, or has to say, that it came in earlier."""
        parts = (self.day.form.day.data, self.day.form.month.data, self.day.form.year.data)
        try:
            shown = datetime.fromisoformat(self.shown.data or "")
        except ValueError:
            return bool(self.backdate_reason.data or self.backdate_reason.errors or self.time.errors or self.day.errors)
        fresh = (str(shown.day), str(shown.month), str(buddhist_year(shown)))
        return parts != fresh or self.time.data != shown.time() or bool(self.backdate_reason.data)

    def validate_time(self, field: Field) -> None:
        """Not in the future, not longer ago than a year; earlier than now with a reason."""
        if self.moment is None:
            return
        ago = office.now() - self.moment
        if ago < timedelta(0):
            raise ValidationError(_("เวลารับเรื่องอยู่ในอนาคต ตรวจวันและเวลาอีกครั้ง"))
        if ago > _OLDEST:
            raise ValidationError(_("ย้อนหลังเกิน 1 ปี ตรวจปี พ.ศ. อีกครั้ง"))

    def validate_backdate_reason(self, field: Field) -> None:
        """Keying in later is allowed and visible."""
        if self.moment and office.now() - self.moment > _AT_ONCE and not field.data:
            raise ValidationError(_("บอกเหตุผลที่คีย์ย้อนหลัง เช่น จดหมายถึงเมื่อวาน"))

    def came(self) -> dict[str, Any]:
        """How and when, for the submission."""
        moment = self.moment
        fresh = moment is None or office.now() - moment < timedelta(minutes=1)
        return {
            "arrival": Arrival(self.arrival.data), "received_at": None if fresh else moment,
            "backdate_reason": self.backdate_reason.data or "",
        }  # fmt: skip


def fresh(arrival: Arrival) -> dict[str, Any]:
    """What a new page comes with: it came in this way, now."""
    moment = office.now().astimezone(BANGKOK)
    local = datetime(moment.year, moment.month, moment.day, moment.hour, moment.minute, tzinfo=BANGKOK)
    return {"arrival": arrival, "day": local.date(), "time": local.time(), "shown": local.isoformat()}
