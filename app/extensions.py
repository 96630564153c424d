"""Flask extensions, unbound. ``create_app`` gives them an app."""

from typing import Any

from flask_babel import Babel
from flask_compress import Compress
from flask_mail import Mail
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Connection, Engine, MetaData
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """Named constraints, so that migrations can find them again."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


REPLICA = "replica"


class OfficeSession(Session):
    """Asks the database itself, or its replica while only figures are read (app.services.reading)."""

    def get_bind(self, *asked: Any, **more: Any) -> Engine | Connection:
        """Which of them."""
        return db.engines[REPLICA] if self.info.get("reading") else super().get_bind(*asked, **more)


# hide_parameters: a failed statement must not print what a resident wrote into a log (SEALED-CHANNEL, leak 1).
db = SQLAlchemy(
    metadata=Base.metadata, engine_options={"hide_parameters": True}, session_options={"class_": OfficeSession}
)
csrf = CSRFProtect()
mail = Mail()
babel = Babel()
compress = Compress()
