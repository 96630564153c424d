"""ITA items on pages: links and lacks in the language of the page; shared by the public index and the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from app.domain.ita import Lack, Shown
from app.domain.workflow import Role
from app.models import OitItem, Staff
from app.services.ita_answers import answers
from app.web.filters import day

_ALL = frozenset(Role)
_MENDERS = (
    ("/admin/", frozenset({Role.ADMINISTRATOR})),
    ("/management/", frozenset({Role.MANAGEMENT})),
    ("/staff/", _ALL),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is read. ``updated``: None for what is counted anew at each visit."""

    text: str
    url: str
    updated: date | None
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """An item with its links, and the newest day among them."""

    item: OitItem
    links: Sequence[Link]
    updated: date | None

    @property
    def live(self) -> bool:
        """Whether anything of it is counted anew at each visit."""
        return any(link.updated is None for link in self.links)


@dataclass(frozen=True, slots=True)
class Missing:
    """A lack in words; ``url`` is empty where this person cannot mend it or nobody can."""

    text: str
    url: str
    other: bool


def seen(item: OitItem, now: datetime) -> Seen:
    """An item as everybody sees it."""
    links = [link(shown) for shown in answers(item, now)]
    days = [one.updated for one in links if one.updated]
    return Seen(item, links, max(days, default=None))


def link(shown: Shown) -> Link:
    """A link in the language of the page."""
    return Link(_(shown.label, **shown.values), shown.address, shown.updated, shown.elsewhere)


def missing(lack: Lack, member: Staff) -> Missing:
    """A lack in the language of the page, with the way to mend it if this person may go there."""
    may = any(lack.mend.startswith(place) and member.roles & roles for place, roles in _MENDERS)
    return Missing(_(lack.words, **_values(lack)), lack.mend if may else "", other=bool(lack.mend) and not may)


def _values(lack: Lack) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in lack.values.items()}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, date):
        return day(value)
    return _(value) if name == "part" else value
