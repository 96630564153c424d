"""Who does a thing: passed to every verb, never read from a session."""

from dataclasses import dataclass

from app.domain.workflow import Role
from app.models import Staff


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody with roles; ``staff_id`` and ``unit_id`` for members of staff, ``approves`` for management."""

    roles: frozenset[Role]
    staff_id: int | None = None
    unit_id: int | None = None
    approves: bool = True

    @classmethod
    def staff(cls, member: Staff) -> "Actor":
        """A member of staff acting in their roles."""
        return cls(member.roles, member.id, member.unit_id, member.approves)

    @property
    def role(self) -> Role:
        """The role written into the story: the one nearest to the case."""
        order = (Role.DRIVER, Role.OFFICER, Role.INTAKE, Role.MANAGEMENT, Role.INTEGRITY, Role.ADMINISTRATOR)
        return next((role for role in order if role in self.roles), next(iter(self.roles)))

    @property
    def sees_all_units(self) -> bool:
        """Whether every unit's general cases are theirs to see."""
        return bool(self.roles & {Role.INTAKE, Role.MANAGEMENT})


RESIDENT = Actor(frozenset({Role.RESIDENT}))
SYSTEM = Actor(frozenset({Role.SYSTEM}))
