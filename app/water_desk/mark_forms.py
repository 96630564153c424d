"""A row of the signed sheet as it is keyed in, and the form that mends a mark."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from app.domain.dates import BANGKOK
from app.domain.thai import clean
from app.domain.typed_dates import BadTime, parse_time
from app.domain.water_marks import Proof, Result
from app.models import WaterRound, WaterStop
from app.services.water.driving import Mark
from app.water_desk.draft import number
from app.web import office
from app.web.fields import AtMost, LineField, Required, ThaiIntegerField
from app.web.fields.listed import ChoiceField

_LONGEST_NAME = 200
_RESULTS = {result.value: result for result in Result}
_WRONG = {
    "litres": _l("ใส่จำนวนลิตรที่ให้จริง ตั้งแต่ 1"),
    "recipient": _l("ใส่ชื่อผู้รับน้ำ"),
    "result": _l("เลือกผล"),
    "reason": _l("เขียนเหตุผล"),
}
_NO_WATER = _l("ผลนี้ไม่มีน้ำที่ให้ เว้นว่างไว้")


def results() -> list[tuple[str, str]]:
    """What can become of a stop, in words."""
    return [("", _("ยังไม่บันทึก")), *((result.value, _(result.label)) for result in Result)]


@dataclass(slots=True)
class Row:
    """One house: what was typed, what is wrong with it. ``key`` makes the mark count once, however often it is sent."""

    stop: WaterStop
    key: str
    set_out: datetime | None
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, stop: WaterStop, held: WaterRound, key: str) -> "Row":
        """An empty row."""
        return cls(stop, f"sheet-{stop.id}-{key}", held.set_out_at)

    def about(self, stop: WaterStop) -> "Row":
        """The same row about the stop as it was read anew."""
        return replace(self, stop=stop)

    def read(self, sent: Mapping[str, str], latest: datetime) -> None:
        """Take what was typed, and say what is wrong with it."""
        names = ("result", "litres", "recipient", "time")
        self.typed = {name: clean(sent.get(f"{name}-{self.stop.id}", "")) for name in names}
        key = sent.get(f"key-{self.stop.id}", "")
        self.key = key if key.startswith(f"sheet-{self.stop.id}-") and len(key) < 100 else self.key
        if self.result is not None:
            self._check_water(self.result)
            self._check_time(latest)
        elif any(self.typed.values()):
            self.wrong("result")

    @property
    def result(self) -> Result | None:
        """What was chosen, if anything."""
        return _RESULTS.get(self.typed.get("result", ""))

    @property
    def _litres(self) -> int | None:
        """What was typed; a house that got everything may leave it empty."""
        typed = self.typed["litres"]
        return self.stop.litres if not typed and self.result is Result.FULL else number(typed)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What can become of this house."""
        return results()

    def wrong(self, name: str) -> None:
        """Say what to do about a field."""
        self.errors[name] = str(_WRONG[name])

    def mark(self, latest: datetime) -> Mark | None:
        """The mark, None while nothing was said or something is wrong."""
        if self.result is None or self.errors:
            return None
        litres = (self._litres or 0) if self.result.brings else 0
        proof = Proof.PAPER if self.result.brings else None
        recipient = self.typed["recipient"] if self.result.brings else ""
        return Mark(self.result, litres, self._at(latest), self.key, recipient, proof)

    def _at(self, latest: datetime) -> datetime:
        """The day of the round at the time typed."""
        if not self.typed["time"]:
            return latest
        day = self.set_out.astimezone(BANGKOK).date() if self.set_out else self.stop.round.day
        at = datetime.combine(day, parse_time(self.typed["time"]), BANGKOK)
        return at + timedelta(days=1) if self.set_out and at < self.set_out - timedelta(hours=12) else at

    def _check_water(self, result: Result) -> None:
        if not result.brings and self.typed["litres"] not in {"", "0"}:
            self.errors["litres"] = str(_NO_WATER)
        if not result.brings:
            return
        if not self._litres:
            self.wrong("litres")
        elif result is Result.FULL and self._litres < self.stop.litres:
            self.errors["litres"] = _("น้อยกว่าที่จัดไว้ เลือก “ส่งได้บางส่วน”")
        if not self.typed["recipient"]:
            self.wrong("recipient")
        elif len(self.typed["recipient"]) > _LONGEST_NAME:
            self.errors["recipient"] = _("ยาวเกินไป")

    def _check_time(self, latest: datetime) -> None:
        try:
            at = self._at(latest)
        except BadTime as bad:
            self.errors["time"] = _(str(bad))
            return
        if at > office.now():
            self.errors["time"] = _("เวลานี้ยังมาไม่ถึง")
        elif self.set_out and self.typed["time"] and at < self.set_out.replace(second=0, microsecond=0):
            self.errors["time"] = _("ก่อนเวลาออกรถ")


class CorrectForm(FlaskForm):
    """A mark as it should have been, and why it was not."""

    result = ChoiceField(_l("ผล"), [Required(_WRONG["result"])])
    litres = ThaiIntegerField(_l("ลิตรที่ให้จริง"))
    recipient = LineField(_l("ผู้รับ"), [AtMost(_LONGEST_NAME)])
    reason = LineField(_l("เหตุผลที่แก้"), [Required(_WRONG["reason"]), AtMost(300)])

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.result.choices = [pair for pair in results() if pair[0]]

    def mark(self, now: datetime) -> Mark:
        """The mark as it should have been."""
        result = Result(self.result.data)
        recipient = self.recipient.data or "" if result.brings else ""
        return Mark(result, self.litres.data or 0, now, "", recipient, Proof.PAPER if result.brings else None)


def blame(form: CorrectForm, name: str) -> None:
    """Put what the service refused beside its field."""
    words = str(_NO_WATER if name == "litres" and form.litres.data else _WRONG[name])
    form[name].errors = [words]
