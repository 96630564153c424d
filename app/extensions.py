"""Flask extensions, unbound. ``create_app`` gives them an app."""

from flask_babel import Babel
from flask_compress import Compress
from flask_mail import Mail
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import MetaData
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


# hide_parameters: a failed statement must not print what a resident wrote into a log (SEALED-CHANNEL, leak 1).
db = SQLAlchemy(metadata=Base.metadata, engine_options={"hide_parameters": True})
csrf = CSRFProtect()
mail = Mail()
babel = Babel()
compress = Compress()
