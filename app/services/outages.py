"""A neighbour on the network that does not answer is left alone for a while: others shall not wait for its silence.

One line is written into the log when it falls silent and one when it answers again; never what it was asked.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

_log = logging.getLogger(__name__)


@dataclass
class Outage:
    """What is known of one neighbour: ``rest`` is how many seconds it is left alone after a failure."""

    name: str
    rest: float
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)
    _until: float = 0.0
    _silent: bool = False

    @property
    def resting(self) -> bool:
        """Whether it failed a moment ago."""
        return self._silent and self.clock() < self._until

    @property
    def silent(self) -> bool:
        """Whether the last answer was none."""
        return self._silent

    def failed(self, error: Exception) -> None:
        """It did not answer."""
        if not self._silent:
            _log.error("%s does not answer: %s", self.name, type(error).__name__)
        self._until, self._silent = self.clock() + self.rest, True

    def answered(self) -> None:
        """It did."""
        if self._silent:
            _log.warning("%s answers again", self.name)
        self._silent = False
