"""A second application over what was laid down somewhere else; it has the present settings and serves nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import URL

from app.extensions import db
from app.services.backups import embedded
from app.services.transaction import tune


@contextmanager
def office(place: Path, server: URL | None) -> Iterator[None]:
    """Inside, everything is read and written there: the database in the place, or on a server of PostgreSQL."""
    found = Flask(__name__)
    found.config.update(current_app.config)
    database = address(server) or f"sqlite:///{place / embedded.NAME}"
    found.config.update(SQLALCHEMY_DATABASE_URI=database, SQLALCHEMY_BINDS={}, VAR_DIR=place)
    found.config.update(DATABASE_READ_URL="", S3_ENDPOINT="")
    found.extensions["clock"] = current_app.extensions["clock"]
    db.init_app(found)
    with found.app_context():
        tune(db.engine)
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()


def address(server: URL | None) -> str:
    """A server's address with its password; none for a folder."""
    return server.render_as_string(hide_password=False) if server else ""
