"""Services that the office defined itself: a name, a unit, and the rows of its form. Its manual has the same slug."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.eservices import FieldKind, Question
from app.models.base import Base, UtcDateTime, choice
from app.models.office import OfficeUnit


class Service(Base):
    """A service with a form of its own. ``made``: how many fields it ever had, so that no key is used twice."""

    __tablename__ = "service"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    english_name: Mapped[str]
    malay_name: Mapped[str] = mapped_column(default="")
    lead: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("office_unit.id"))
    active: Mapped[bool]
    made: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    unit: Mapped[OfficeUnit | None] = relationship(lazy="joined")
    fields: Mapped[list["ServiceField"]] = relationship(
        order_by="ServiceField.position", back_populates="service", cascade="all, delete-orphan"
    )

    @property
    def questions(self) -> tuple[Question, ...]:
        """The form as it is today."""
        return tuple(field.question for field in self.fields)


class ServiceField(Base):
    """One question of a service's form. Cases keep its words as they were; changing it moves none of them."""

    __tablename__ = "service_field"
    __table_args__ = (UniqueConstraint("service_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
    position: Mapped[int]
    key: Mapped[str]
    kind: Mapped[FieldKind] = mapped_column(choice(FieldKind))
    label: Mapped[str]
    hint: Mapped[str]
    required: Mapped[bool]
    choices: Mapped[list[str]] = mapped_column(JSON)

    service: Mapped[Service] = relationship(back_populates="fields")

    @property
    def question(self) -> Question:
        """The row as the rules understand it."""
        return Question(self.key, self.kind, self.label, self.hint, self.required, tuple(self.choices))
