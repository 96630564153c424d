"""Two officers at once: a form knows which state of the case was seen, and what the other one did is told in words."""

from dataclasses import dataclass
from typing import Self

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField

from app.desk import story
from app.domain.workflow import StepRefused
from app.models import TicketEvent
from app.services.tickets import Overtaken


class VersionedForm(FlaskForm):
    """A form about a state of the case."""

    version = HiddenField()

    @property
    def seen(self) -> int:
        """The version that the officer saw; what was tampered with counts as an old one."""
        typed = self.version.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why something was not done: what somebody else did meanwhile, or a sentence."""

    event: TicketEvent | None = None
    words: str = ""

    @classmethod
    def of(cls, refused: Overtaken | StepRefused) -> Self:
        """What a step that was not taken says of it."""
        return cls(event=refused.event) if isinstance(refused, Overtaken) else cls(words=gettext(str(refused)))

    @property
    def did(self) -> str:
        """What the other one did."""
        return story.title(self.event) if self.event else ""

    @property
    def who(self) -> str:
        """Who it was."""
        return story.who(self.event) if self.event else ""
