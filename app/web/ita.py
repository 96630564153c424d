"""ITA items on pages: links and lacks in the language of the page; shared by the public index and the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.ita import Lack, Shown
from app.domain.workflow import Role
from app.models import OitItem, Staff
from app.services.ita_answers import answers
from app.web.filters import day

_MENDERS = {
    "/admin/": (Role.ADMINISTRATOR, _l("ผู้ดูแลระบบแก้ได้")),
    "/management/": (Role.MANAGEMENT, _l("ผู้บริหารแก้ได้")),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is read; ``live``: what stands there is counted anew at each visit."""

    text: str
    url: str
    updated: date | None
    elsewhere: bool
    live: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """An item with its links, and the newest day among them."""

    item: OitItem
    links: Sequence[Link]
    updated: date | None

    @property
    def live(self) -> bool:
        """Whether anything of it is counted anew at each visit."""
        return any(link.live for link in self.links)


@dataclass(frozen=True, slots=True)
class Missing:
    """A lack in words; ``url`` is empty where this person cannot mend it, ``who`` names who can."""

    text: str
    url: str
    who: str


def seen(item: OitItem, now: datetime) -> Seen:
    """An item as everybody sees it."""
    links = [link(shown) for shown in answers(item, now)]
    days = [one.updated for one in links if one.updated]
    return Seen(item, links, max(days, default=None))


def link(shown: Shown) -> Link:
    """A link in the language of the page."""
    return Link(_(shown.label, **shown.values), shown.address, shown.updated, shown.elsewhere, shown.live)


def missing(lack: Lack, member: Staff) -> Missing:
    """A lack in the language of the page, with the way to mend it if this person may go there."""
    url, who = mender(lack.mend, member)
    return Missing(_(lack.words, **_values(lack)), url, who)


def mender(address: str, member: Staff) -> tuple[str, str]:
    """The way to mend something if this person may go there, else who can."""
    for place, (role, words) in _MENDERS.items():
        if address.startswith(place) and role not in member.roles:
            return "", str(words)
    return address, ""


def _values(lack: Lack) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in lack.values.items()}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, date):
        return day(value)
    return _(value) if name == "part" else value
