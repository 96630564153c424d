"""A day as three parts: day, month, year in พ.ศ.; ค.ศ., month names and Thai digits are understood too."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, FormField, SelectField, StringField
from wtforms.utils import unset_value
from wtforms.validators import ValidationError

from app.domain.dates import calendar_words
from app.domain.typed_dates import BadDate, parse_date
from app.web import office
from app.web.words import language


def _months() -> list[tuple[str, str]]:
    names = calendar_words(language()).months
    return [("", _("เลือกเดือน")), *((str(n), name) for n, name in enumerate(names, start=1))]


class DateParts(Form):
    """Day, month, and the year as the language of the page counts: พ.ศ. in Thai; both are understood."""

    day = StringField(_l("วันที่"))
    month = SelectField(_l("เดือน"), choices=_months, validate_choice=False)
    year = StringField(_l("พ.ศ."))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        if not calendar_words(language()).era:
            self.year.label.text = _("ปี ค.ศ.")


class DateField(FormField):
    """A date in three parts; ``chosen`` is the day after validation, None when it was left empty.

    ``ahead``: a day to come, whose year need not be typed.
    """

    def __init__(self, label: Any = None, *, required: Any = "", ahead: bool = False, **more: Any) -> None:
        super().__init__(DateParts, label, **more)
        self.required, self.ahead = required, ahead
        self.chosen: date | None = None
        self.wrong: list[str] = []

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Show a real date in its three parts, the year as the language counts: พ.ศ. in Thai."""
        if isinstance(data, date):
            era = calendar_words(language()).era
            data = {"day": str(data.day), "month": str(data.month), "year": str(data.year + era)}
        super().process(formdata, data, extra_filters)

    def validate(self, form: Form, extra_validators: Any = ()) -> bool:
        """Read the three parts, then ask the form's own ``validate_<name>``."""
        self.chosen, self.wrong = None, []
        try:
            self.chosen = self._read()
            for check in extra_validators:
                check(form, self)
        except (BadDate, ValidationError) as wrong:
            self.wrong = [_(str(wrong)) if isinstance(wrong, BadDate) else str(wrong)]
        return not self.wrong

    def _read(self) -> date | None:
        parts = [part.data or "" for part in self.form]
        typed = [bool(part.strip()) for part in parts]
        if self.ahead and typed == [True, True, False]:
            return self._next(*parts[:2])
        if any(typed):
            return parse_date(*parts)
        if self.required:
            raise ValidationError(str(self.required))
        return None

    @staticmethod
    def _next(day: str, month: str) -> date:
        today = office.today()
        this_year = parse_date(day, month, today.year)
        return this_year if this_year >= today else parse_date(day, month, today.year + 1)

    @property
    def errors(self) -> list[str]:
        """What is wrong with the date as a whole."""
        return self.wrong
