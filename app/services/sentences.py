"""Suggested sentences in use: put into a cell, remembered, and compared with what the figures say now."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.claims import Claim, unsupported
from app.domain.measures import Cell, Suggestion
from app.models import MeasureRow, MeasuresReport
from app.services import audit, measures, suggestions
from app.services.actors import Actor
from app.services.transaction import transaction


@dataclass(frozen=True, slots=True)
class Outdated:
    """A sentence that stands in a cell word for word and is not what the figures say; ``now`` None: nothing."""

    cell: Cell
    key: str
    text: str
    now: str | None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim of a cell that the figures do not bear out."""

    number: int
    cell: Cell
    claim: Claim


@dataclass(frozen=True, slots=True)
class Reading:
    """A report read against the figures, by the number of the measure: what they suggest, and what stands otherwise."""

    suggested: Mapping[int, tuple[Suggestion, ...]]
    outdated: Mapping[int, tuple[Outdated, ...]]
    claims: Mapping[int, tuple[Claimed, ...]]

    @property
    def any_outdated(self) -> bool:
        """Whether a sentence in use says something else than the figures."""
        return any(self.outdated.values())


def read(
    report: MeasuresReport, *, now: datetime, as_of: date | None = None, numbers: Collection[int] = range(1, 7)
) -> Reading:
    """Hold measures against the figures of the round, as known on a day."""
    figures = suggestions.round_figures(report, now=now, as_of=as_of)
    rows = [row for row in report.rows if row.number in numbers]
    suggested = {row.number: suggestions.of_round(row.number, figures) for row in rows}
    return Reading(
        suggested,
        {row.number: tuple(_outdated(row, suggested[row.number])) for row in rows},
        {
            row.number: tuple(
                Claimed(row.number, cell, claim)
                for cell in Cell
                for claim in unsupported(_own_words(row, cell, suggested[row.number]), figures.claims)
            )
            for row in rows
        },
    )


def use(row: MeasureRow, suggestion: Suggestion, *, by: Actor, now: datetime) -> None:
    """Put a suggested sentence at the end of its cell, once, or in place of what its key said before; remember it."""
    cell = suggestion.cell
    with transaction():
        measures.touch(row.report, None, now)
        text: str = getattr(row, cell)
        before = row.sentences.get(cell, {}).get(suggestion.key)
        if before and before in text:
            measures.write(row, cell, text.replace(before, suggestion.text, 1), by=by, now=now)
        elif suggestion.text not in text.split("\n"):
            measures.write(row, cell, f"{text}\n{suggestion.text}".strip(), by=by, now=now)
        _remember(row, cell, suggestion.key, suggestion.text)
        audit.record("use_suggestion", measures.subject(row), by=by, now=now, cell=cell)


def adjust(report: MeasuresReport, wanted: Collection[tuple[int, str, str]] | None, *, by: Actor, now: datetime) -> int:
    """Make sentences say what the figures say, those named (measure, cell, key) or all: how many.

    One that the figures do not say at all any more is taken out.
    """
    with transaction():
        measures.touch(report, None, now)
        outdated = read(report, now=now).outdated
        found = [(row, one) for row in report.rows for one in outdated[row.number]]
        found = [(row, one) for row, one in found if wanted is None or (row.number, one.cell, one.key) in wanted]
        for row, one in found:
            text: str = getattr(row, one.cell)
            kept = (line for line in text.replace(one.text, one.now or "", 1).split("\n") if line.strip() or one.now)
            measures.write(row, one.cell, "\n".join(kept).strip(), by=by, now=now)
            _remember(row, one.cell, one.key, one.now)
    return len(found)


def _remember(row: MeasureRow, cell: str, key: str, text: str | None) -> None:
    of_cell = {k: t for k, t in row.sentences.get(cell, {}).items() if k != key}
    row.sentences = {**row.sentences, cell: {**of_cell, **({key: text} if text else {})}}


def _outdated(row: MeasureRow, suggested: Iterable[Suggestion]) -> Iterable[Outdated]:
    said = {(s.cell, s.key): s.text for s in suggested}
    for cell in Cell:
        for key, text in row.sentences.get(cell, {}).items():
            now = said.get((cell, key))
            if now != text and text in getattr(row, cell):
                yield Outdated(cell, key, text, now)


def _own_words(row: MeasureRow, cell: Cell, suggested: Iterable[Suggestion]) -> str:
    """A cell without the sentences that the figures say themselves."""
    text: str = getattr(row, cell)
    for said in sorted((s.text for s in suggested), key=len, reverse=True):
        text = text.replace(said, "")
    return text
