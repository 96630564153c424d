"""Where templates find the names that every page knows: in one plain dictionary, filled while the application is built.

Jinja looks through a chain of two for each name and import, so that a template may have names of its own; none has.
"""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment


class Templates(Environment):
    """As Flask's, without the chain."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names of the environment themselves; a chain only for whoever brings more."""
        return super().make_globals(d) if d else self.globals
