"""Who gets a key to a report: computed here from the positions it is about, never taken from a form."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from app.domain.sealed import Position
from app.models import SealedOfficer
from app.services.sealed import office, officers
from app.services.sealed.office import Outside


class NobodyMayRead(Exception):
    """Everybody who could read is concerned, and no overseer outside is known: nothing was stored."""


@dataclass(frozen=True, slots=True)
class Recipients:
    """The officers and the keys held outside that open a report."""

    officers: tuple[SealedOfficer, ...]
    outside: tuple[tuple[Outside, bytes], ...]

    @property
    def public_keys(self) -> list[bytes]:
        """All their public keys."""
        return [*(officer.public_key for officer in self.officers), *(key for _, key in self.outside)]

    @property
    def counted(self) -> tuple[tuple[Position, int], ...]:
        """How many officers in which position."""
        return tuple(Counter(officer.position for officer in self.officers).items())

    @property
    def outside_names(self) -> tuple[Outside, ...]:
        """Which keys held outside open it too."""
        return tuple(which for which, _ in self.outside)


def of(about: Collection[Position]) -> Recipients:
    """Who reads a report about these positions; ``NobodyMayRead`` if nobody is left, never everybody.

    The office's own recovery key is left out when only the overseer may read.
    """
    people = officers.readers(about)
    ordinary = any(officers.is_reader(officer) for officer in people)
    which = Outside.RECOVERY if ordinary else Outside.OVERSIGHT
    key = office.outside_key(which)
    if not people and key is None:
        raise NobodyMayRead
    return Recipients(tuple(people), ((which, key),) if key else ())
