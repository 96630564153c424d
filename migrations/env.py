"""Runs migrations on the connection that app.services.schema hands over."""

from alembic import context
from sqlalchemy import Enum
from sqlalchemy.types import TypeDecorator

import app.models  # noqa: F401
from app.extensions import Base


def plain(kind, item, _context):
    """Write our own column types as what they are underneath: migrations must outlive the app's classes."""
    if kind != "type":
        return False
    if isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return f"sa.{item.impl!r}" if isinstance(item, TypeDecorator) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=plain,
)
with context.begin_transaction():
    context.run_migrations()
