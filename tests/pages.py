"""The client that tests see pages through: every page it is given has to keep the rules for pages."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.extensions import db
from tests.page_rules import faults


class CheckedClient(FlaskClient):
    """A browser without a screen. Each request gets a context and a session of its own, as it would from a server."""

    check_pages = True

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request and check the page that comes back."""
        if self.preserve_context:  # `with client:` keeps the request's own context for the test to look into
            return self._checked(super().open(*args, **kwargs))
        db.session.rollback()  # what the test itself has read must not hold the database
        with self.application.app_context():
            return self._checked(super().open(*args, **kwargs))

    def _checked(self, response: TestResponse) -> TestResponse:
        page = response.mimetype == "text/html" and not 300 <= response.status_code < 400 and response.data
        if self.check_pages and page and (found := faults(response)):
            listed = "\n".join(f"  - {fault}" for fault in dict.fromkeys(found))
            asked = f"{response.request.method} {response.request.path}"
            raise AssertionError(f"{asked} ({response.status_code}):\n{listed}")
        return response
