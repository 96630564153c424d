"""The house is looked at without moving in: one application for all of these tests, and no database."""

import pytest
from flask import Flask

from app import create_app
from tests.conftest import Clock, office


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application, as built."""
    return create_app(office("sqlite://", tmp_path_factory.mktemp("house")), clock=Clock())
