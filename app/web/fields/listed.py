"""One of several: a drop-down or large cards; a value that is not on the list is refused in words."""

from typing import Any

from wtforms import Form, RadioField, SelectField
from wtforms.validators import StopValidation

from app.web.fields.offers import NOT_OFFERED, offered


def _text(value: object) -> str:
    return "" if value is None else str(value)


class _Listed:
    """``data`` is the value as text, or an empty string; whether one must be chosen is for ``Required`` to say."""

    data: Any
    iter_choices: Any

    def pre_validate(self, form: Form) -> None:
        """Refuse what was typed by hand, or a row that is gone by now."""
        self.data = self.data or ""
        if self.data and not any(choice[2] for choice in self.iter_choices()):
            raise StopValidation(str(NOT_OFFERED))


class ChoiceField(_Listed, SelectField):
    """A drop-down; ``choices`` are pairs of value and label."""

    def __init__(self, label: Any = None, validators: Any = None, *, choices: Any = (), **more: Any) -> None:
        super().__init__(label, validators, coerce=_text, choices=offered(choices), **more)


class CardsField(_Listed, RadioField):
    """Large cards."""

    def __init__(self, label: Any = None, validators: Any = None, *, choices: Any = (), **more: Any) -> None:
        super().__init__(label, validators, coerce=_text, choices=offered(choices), **more)
