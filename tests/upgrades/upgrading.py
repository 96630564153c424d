"""A process that brings an office up to date with migrations laid elsewhere: ``address var migrations``."""

import sys
from pathlib import Path

from alembic.config import Config as AlembicConfig

from app import create_app
from app.services import schema
from tests.conftest import Clock, office


def main(address: str, var: str, migrations: str) -> None:
    """Upgrade, or be killed at it."""
    config = AlembicConfig()
    config.set_main_option("script_location", migrations)
    schema.alembic_config = lambda: config
    with create_app(office(address, Path(var)), clock=Clock()).app_context():
        schema.upgrade()


if __name__ == "__main__":
    main(*sys.argv[1:])
