"""Who gets a key to a report: computed here from the positions it is about, never taken from a form."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from app.domain.sealed import Position
from app.models import SealedOfficer
from app.services.sealed import office, officers


class NobodyMayRead(Exception):
    """Everybody who could read is concerned, and no overseer from outside is known: nothing was stored."""


@dataclass(frozen=True, slots=True)
class Recipients:
    """The officers who open a report, and the office's recovery key if it does too."""

    officers: tuple[SealedOfficer, ...]
    recovery: bytes | None

    @property
    def public_keys(self) -> list[bytes]:
        """All their public keys."""
        return [*(officer.public_key for officer in self.officers), *([self.recovery] if self.recovery else [])]

    @property
    def counted(self) -> tuple[tuple[Position, int], ...]:
        """How many officers in which position."""
        return tuple(Counter(officer.position for officer in self.officers).items())


def of(about: Collection[Position]) -> Recipients:
    """Who reads a report about these positions; ``NobodyMayRead`` if nobody is left, never everybody.

    The office's own recovery key is left out when only the overseer may read.
    """
    people = officers.readers(about)
    if not people:
        raise NobodyMayRead
    ordinary = any(officers.is_reader(officer) for officer in people)
    return Recipients(tuple(people), office.recovery_key() if ordinary else None)
