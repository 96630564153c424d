"""What is counted on: running numbers, and the ends of the hash chains."""

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Series(Base):
    """The last number given out, by prefix and fiscal year; in the register of what comes in, by calendar year."""

    __tablename__ = "series"

    prefix: Mapped[str] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class ChainHead(Base):
    """The end of a hash chain (one row a chain: 'events', 'audit'); locked while the next link is made."""

    __tablename__ = "chain_head"

    name: Mapped[str] = mapped_column(primary_key=True)
    hash: Mapped[str]
    length: Mapped[int]


class KeptStamp(Base):
    """One row with a number; triggers draw it anew when a row changes that is kept between requests (services.kept)."""

    __tablename__ = "kept_stamp"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
