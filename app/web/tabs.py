"""A row of tabs: links of which one is where the reader is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tab:
    """A link of a row of tabs (``page.tabs``)."""

    url: str
    text: str
    current: bool
    count: None = None
