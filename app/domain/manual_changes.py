"""What a new version of a manual says otherwise than the one before: row by row, in the words of both."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One heading whose words differ; empty words were not there, or are gone."""

    heading: str
    before: str
    after: str


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """The headings of both versions whose words differ, in the order of the new one; what is gone comes last."""
    headings = [*after, *(heading for heading in before if heading not in after)]
    found = (Change(h, before.get(h, "").strip(), after.get(h, "").strip()) for h in headings)
    return [change for change in found if change.before != change.after]
