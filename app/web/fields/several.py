"""Several of a list as large cards; a value that is not on the list is refused in words."""

from typing import Any

from wtforms import Form, SelectMultipleField
from wtforms.validators import StopValidation

from app.web.fields.offers import NOT_OFFERED, offered


class SeveralField(SelectMultipleField):
    """``data`` is the list of the values that were ticked; whether one must be is for ``Required`` to say."""

    def __init__(self, label: Any = None, validators: Any = None, *, choices: Any = (), **more: Any) -> None:
        super().__init__(label, validators, choices=offered(choices), **more)

    def pre_validate(self, form: Form) -> None:
        """Refuse what was typed by hand, or a choice that is gone by now."""
        known = {choice[0] for choice in self.iter_choices()}
        if not set(self.data or []) <= known:
            raise StopValidation(str(NOT_OFFERED))
