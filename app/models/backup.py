"""What became of each backup and each test restore: what the page, the letters and the watchers read."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.backups import RunKind, Trouble
from app.models.base import Base, UtcDateTime, choice


class BackupRun(Base):
    """One piece of work, asked for at the page or begun by the clock. ``found``: plain values, nothing of any case.

    Not begun: it waits for the worker. Begun and not ended: it runs, or was interrupted.
    """

    __tablename__ = "backup_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RunKind] = mapped_column(choice(RunKind))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    name: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    trouble: Mapped[Trouble | None] = mapped_column(choice(Trouble))
    found: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
