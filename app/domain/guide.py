"""A service manual as it goes on paper: what a printer needs to know, in words, with nothing left to look up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuideStep:
    """A step as printed."""

    text: str
    duration: str
    responsible: str


@dataclass(frozen=True, slots=True)
class Guide:
    """A manual on paper.

    ``facts`` are short, ``after`` follow the steps. ``poster`` are the few parts that a wall needs. ``mark`` says that
    the office has not verified it yet. ``phone`` and ``address`` keep their digits. ``names`` no line may break inside.
    """

    title: str
    lead: str
    agency: tuple[str, ...]
    promise: str
    fee: str
    facts: tuple[Part, ...]
    steps: tuple[GuideStep, ...]
    after: tuple[Part, ...]
    poster: tuple[Part, ...]
    version: str
    mark: str
    as_of: str
    phone: str
    address: str
    online: bool
    names: tuple[str, ...] = ()
