"""A time of day as people write it: 9.30, 09:30, ๐๙.๓๐ น."""

from datetime import time
from typing import Any

from flask_babel import gettext as _
from wtforms import StringField

from app.domain.thai import clean
from app.domain.typed_dates import BadTime, parse_time


class TimeField(StringField):
    """``data`` is a ``time``, or None while it cannot be read or is empty."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time."""
        self.data = None
        if valuelist and clean(valuelist[0]):
            try:
                self.data = parse_time(valuelist[0])
            except BadTime as bad:
                raise ValueError(_(str(bad))) from None

    def _value(self) -> Any:
        if self.raw_data:
            return self.raw_data[0]
        return self.data.strftime("%H.%M") if isinstance(self.data, time) else ""
