"""Numbers that a new version of a manual gave up and that its own texts still say; it forbids nothing."""

from dataclasses import dataclass

from app.domain.manual_numbers import Kind, Span
from app.domain.manual_times import TimeUnit
from app.models import Manual
from app.services.administration.manuals import TEXTS


@dataclass(frozen=True, slots=True)
class Leftover:
    """An old number in a text: the column, or ``text_N`` and ``responsible_N`` of a step (from 0); and its words."""

    field: str
    words: str


def leftovers(before: Manual, after: Manual) -> list[Leftover]:
    """Every text of the new version that still says a number which changed, once each."""
    if not before.version:
        return []
    gone = _numbers(before) - _numbers(after)
    if before.promise_days != after.promise_days:
        gone.add(Span(before.promise_days, Kind.DAYS))
    texts = {name: getattr(after, name) for name in TEXTS}
    for n, step in enumerate(after.steps):
        texts |= {f"text_{n}": step.text, f"responsible_{n}": step.responsible}
    said = {name: [words for span in gone if (words := span.said_in(text))] for name, text in texts.items()}
    return [Leftover(name, ", ".join(sorted(words))) for name, words in said.items() if words]


def _numbers(manual: Manual) -> set[Span]:
    found = {Span(manual.promise_days, Kind.DAYS), Span(manual.minutes, Kind.MINUTES)}
    kinds = {TimeUnit.WORKING: Kind.DAYS, TimeUnit.CALENDAR: Kind.DAYS, TimeUnit.MINUTES: Kind.MINUTES}
    found |= {Span(step.amount, kinds[step.time_unit]) for step in manual.steps if step.time_unit in kinds}
    return {span for span in found if span.amount}
